package org.quoin.ledger.core.wallet;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.BigIntegers;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.core.crypto.Signers;

/**
 * A private key that follows from a seed by a path: SLIP-10 for Ed25519, P-256 and secp256k1, which on secp256k1 is BIP-32.
 *
 * <p>The keys of accounts are at {@code m/44'/1'/INDEX'} (BIP-44, with every step hardened because Ed25519 has no others). The 1
 * is what SLIP-44 leaves to test networks of all coins; Quoin has no number of its own there. The path is written beside each key.
 */
public final class DerivedKey implements AutoCloseable {
    /** Added to the number of a hardened step, which is written with an apostrophe. */
    public static final int HARDENED = 0x8000_0000;

    private static final int SIZE = 32;

    private final Scheme scheme;
    private final byte[] key;
    private final byte[] chainCode;

    private DerivedKey(Scheme scheme, byte[] both) {
        this.scheme = scheme;
        key = Arrays.copyOf(both, SIZE);
        chainCode = Arrays.copyOfRange(both, SIZE, 2 * SIZE);
        Arrays.fill(both, (byte) 0);
    }

    /** The private key of an account: 32 bytes, to be overwritten by the caller. */
    static byte[] ofAccount(Scheme scheme, byte[] seed, int index) {
        try (DerivedKey derived = at(scheme, seed, 44 | HARDENED, 1 | HARDENED, index | HARDENED)) {
            return derived.key.clone();
        }
    }

    static String pathOfAccount(int index) {
        return "m/44'/1'/" + index + "'";
    }

    /** The key at a path, which the caller closes. */
    public static DerivedKey at(Scheme scheme, byte[] seed, int... path) {
        DerivedKey at = master(scheme, seed);
        for (int step : path) {
            try (DerivedKey parent = at) {
                at = parent.child(step);
            }
        }
        return at;
    }

    private static DerivedKey master(Scheme scheme, byte[] seed) {
        byte[] salt = salt(scheme).getBytes(StandardCharsets.US_ASCII);
        byte[] both = hmac(salt, seed);
        while (scheme != Scheme.ED25519 && !isKey(scheme, number(both))) {
            both = hmac(salt, both);
        }
        return new DerivedKey(scheme, both);
    }

    private static String salt(Scheme scheme) {
        return switch (scheme) {
            case ED25519 -> "ed25519 seed";
            case SECP256K1 -> "Bitcoin seed";
            case P256 -> "Nist256p1 seed";
        };
    }

    private DerivedKey child(int step) {
        byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(step).array();
        byte[] both = step < 0 ? hmac(chainCode, new byte[1], key, number) : hmac(chainCode, publicKey(), number);
        if (scheme == Scheme.ED25519) {
            return new DerivedKey(scheme, both);
        }
        while (true) {
            BigInteger added = number(both);
            BigInteger sum = added.add(number(key)).mod(order(scheme));
            if (added.compareTo(order(scheme)) < 0 && sum.signum() > 0) {
                BigIntegers.asUnsignedByteArray(sum, both, 0, SIZE);
                return new DerivedKey(scheme, both);
            }
            both = hmac(chainCode, new byte[] {1}, Arrays.copyOfRange(both, SIZE, 2 * SIZE), number);
        }
    }

    private byte[] publicKey() {
        if (scheme == Scheme.ED25519) {
            throw new IllegalArgumentException("keys of ed25519 have hardened steps only");
        }
        return Signers.of(scheme, key).publicKey().bytes().toArray();
    }

    /** A copy of the private key, 32 bytes. */
    public byte[] key() {
        return key.clone();
    }

    /** A copy of what further keys follow from beside the key, 32 bytes. */
    public byte[] chainCode() {
        return chainCode.clone();
    }

    private static boolean isKey(Scheme scheme, BigInteger number) {
        return number.signum() > 0 && number.compareTo(order(scheme)) < 0;
    }

    private static BigInteger order(Scheme scheme) {
        return CustomNamedCurves.getByName(scheme == Scheme.P256 ? "secp256r1" : "secp256k1")
                .getN();
    }

    /** Of the first half. */
    private static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes, 0, SIZE);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        HMac mac = new HMac(new SHA512Digest());
        mac.init(new KeyParameter(key));
        for (byte[] part : parts) {
            mac.update(part, 0, part.length);
        }
        byte[] both = new byte[mac.getMacSize()];
        mac.doFinal(both, 0);
        return both;
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
        Arrays.fill(chainCode, (byte) 0);
    }
}
