package org.quoin.ledger.testkit.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.ledger.testkit.EdwardsPoint;
import org.quoin.ledger.testkit.Person;

/** Which signatures are valid and which keys sound, in cases on which implementations differ and around good ones. */
final class Verdicts {
    /** Says whether a signature is a key's. */
    @FunctionalInterface
    interface Verifier {
        boolean verify(PublicKey key, Bytes message, Bytes signature);
    }

    private static final int SIGNERS = 4;
    private static final int SIZE = 32;
    private static final Bytes MESSAGE = Bytes.of("pay bob".getBytes(US_ASCII));
    private static final BigInteger SECRET = new BigInteger("1234567890123456789012345678901234567890");
    private static final BigInteger NONCE = new BigInteger("9876543210987654321098765432109876543210");
    private static final Map<Scheme, BigInteger> ORDERS = Map.of(
            Scheme.SECP256K1, new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16),
            Scheme.P256, new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16));

    private final Verifier verifier;
    private final Map<String, String> facts = new TreeMap<>();

    /** One letter a verdict. */
    private StringBuilder verdicts = new StringBuilder();

    private Verdicts(Verifier verifier) {
        this.verifier = verifier;
    }

    /** By the name of a group of cases: how many were accepted, of how many, and the hash of all verdicts in their order. */
    static Map<String, String> of(Verifier verifier) {
        Verdicts verdicts = new Verdicts(verifier);
        verdicts.cofactor();
        verdicts.smallOrder();
        for (Scheme scheme : Scheme.values()) {
            verdicts.aroundGoodOnes(scheme);
            verdicts.keys(scheme);
        }
        return verdicts.facts;
    }

    /** The owner of a sound key adds a point of small order to R: valid with the cofactor, and not without. */
    private void cofactor() {
        EdwardsPoint key = EdwardsPoint.BASE.times(SECRET);
        PublicKey publicKey = ed25519(key.encode());
        EdwardsPoint added = EdwardsPoint.ZERO;
        for (int i = 0; i < 8; i++) {
            EdwardsPoint r = EdwardsPoint.BASE.times(NONCE).plus(added);
            BigInteger s = NONCE.add(r.challenge(key, MESSAGE).multiply(SECRET)).mod(EdwardsPoint.ORDER);
            verify(publicKey, ed25519(r.encode(), s));
            verify(publicKey, ed25519(r.encode(), s.add(BigInteger.ONE)));
            verify(publicKey, ed25519(r.encode(), s.add(EdwardsPoint.ORDER)));
            added = added.plus(EdwardsPoint.SMALL);
        }
        end("ed25519, cofactor");
    }

    /** Keys and R that are multiples of the small point, also in encodings that are not the shortest. */
    private void smallOrder() {
        EdwardsPoint key = EdwardsPoint.ZERO;
        for (int i = 0; i < 8; i++) {
            for (int sign = 0; sign < 2; sign++) {
                byte[] encoded = key.encode();
                encoded[SIZE - 1] ^= (byte) (sign << 7);
                verdicts.append(Signatures.isSound(ed25519(encoded)) ? 's' : 'u');
                EdwardsPoint r = EdwardsPoint.ZERO;
                for (int j = 0; j < 8; j++) {
                    verify(ed25519(encoded), ed25519(r.encode(), BigInteger.ZERO));
                    verify(ed25519(encoded), ed25519(r.encode(), EdwardsPoint.ORDER));
                    r = r.plus(EdwardsPoint.SMALL);
                }
            }
            key = key.plus(EdwardsPoint.SMALL);
        }
        end("ed25519, small order");
    }

    private void aroundGoodOnes(Scheme scheme) {
        for (int i = 0; i < SIGNERS; i++) {
            Signer signer = Person.named("signer " + i, scheme).signer();
            PublicKey key = signer.publicKey();
            byte[] good = signer.sign(MESSAGE).toArray();
            verify(key, good);
            for (int at = 0; at < good.length; at++) {
                byte[] flipped = good.clone();
                flipped[at] ^= (byte) (1 << at % Byte.SIZE);
                verify(key, flipped);
            }
            verify(key, twin(scheme, good));
            for (int half = 0; half < 2; half++) {
                byte[] none = good.clone();
                Arrays.fill(none, half * SIZE, (half + 1) * SIZE, (byte) 0);
                verify(key, none);
            }
            verify(key, Arrays.copyOf(good, good.length - 1));
            verify(key, Arrays.copyOf(good, good.length + 1));
        }
        end(scheme + ", around good ones");
    }

    /** Another number that satisfies the same equation: S plus the order, or the order less s. */
    private static byte[] twin(Scheme scheme, byte[] signature) {
        byte[] twin = signature.clone();
        byte[] half = Arrays.copyOfRange(signature, SIZE, 2 * SIZE);
        if (scheme == Scheme.ED25519) {
            byte[] larger = EdwardsPoint.littleEndian(EdwardsPoint.number(half).add(EdwardsPoint.ORDER));
            System.arraycopy(larger, 0, twin, SIZE, SIZE);
        } else {
            byte[] other = Objects.requireNonNull(ORDERS.get(scheme))
                    .subtract(new BigInteger(1, half))
                    .toByteArray();
            System.arraycopy(other, other.length - SIZE, twin, SIZE, SIZE);
        }
        return twin;
    }

    private void keys(Scheme scheme) {
        byte[] good =
                Person.named("signer 0", scheme).signer().publicKey().bytes().toArray();
        for (int at : new int[] {0, good.length - 1}) {
            for (int value = 0; value < 256; value++) {
                byte[] other = good.clone();
                other[at] = (byte) value;
                verdicts.append(Signatures.isSound(new PublicKey(scheme, Bytes.of(other))) ? 's' : 'u');
            }
        }
        end(scheme + ", keys");
    }

    private void verify(PublicKey key, byte[] signature) {
        verdicts.append(verifier.verify(key, MESSAGE, Bytes.of(signature)) ? 'v' : 'i');
    }

    private void end(String name) {
        String all = verdicts.toString();
        long accepted = all.chars().filter(each -> each == 'v' || each == 's').count();
        facts.put(name, accepted + " of " + all.length() + ", " + Hash.sha256(all.getBytes(US_ASCII)));
        verdicts = new StringBuilder();
    }

    private static PublicKey ed25519(byte[] key) {
        return new PublicKey(Scheme.ED25519, Bytes.of(key));
    }

    private static byte[] ed25519(byte[] r, BigInteger s) {
        byte[] signature = Arrays.copyOf(r, 2 * SIZE);
        System.arraycopy(EdwardsPoint.littleEndian(s), 0, signature, SIZE, SIZE);
        return signature;
    }
}
