package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.ledger.core.crypto.Signers;

/** ECDSA: the verdicts on published cases, frozen. Another verdict is a new protocol version. */
class EcdsaVerdictsTest {
    private static final int SIZE = 32;

    /** What became of the cases of one file. */
    private static final class Tally {
        int accepted;
        int highS;
        int refused;
        int notExpressible;
    }

    /**
     * A case counts if its signature can be written as r and s in 32 bytes each: what is wrong with the encoding of others cannot
     * be said in ours. Of a case that is valid with a large s, the twin with the small one is accepted instead.
     */
    @ParameterizedTest
    @CsvSource({
        "ecdsa_secp256k1_sha256_bitcoin_test, SECP256K1, 162,  0,  69, 232",
        "ecdsa_secp256k1_sha256_test,         SECP256K1,  96, 72,  74, 234",
        "ecdsa_secp256r1_sha256_test,         P256,       103, 71,  75, 235",
    })
    void theVerdictsOnWycheproofAreThoseOfWycheproofButForALargeS(
            String file, Scheme scheme, int accepted, int highS, int refused, int notExpressible) throws IOException {
        Tally tally = new Tally();
        for (JsonElement group :
                read("wycheproof/" + file + ".json").getAsJsonObject().getAsJsonArray("testGroups")) {
            PublicKey key = key(scheme, group.getAsJsonObject().getAsJsonObject("publicKey"));
            assertThat(Signatures.isSound(key)).as("%s", key).isTrue();
            for (JsonElement each : group.getAsJsonObject().getAsJsonArray("tests")) {
                judge(tally, key, each.getAsJsonObject());
            }
        }
        assertThat(new int[] {tally.accepted, tally.highS, tally.refused, tally.notExpressible})
                .containsExactly(accepted, highS, refused, notExpressible);
    }

    private static void judge(Tally tally, PublicKey key, JsonObject row) {
        boolean valid = row.get("result").getAsString().equals("valid");
        byte[] der = HexFormat.of().parseHex(row.get("sig").getAsString());
        Optional<byte[]> signature = fixedWidth(der);
        if (signature.isEmpty()) {
            assertThat(valid).as("%s", row).isFalse();
            tally.notExpressible++;
            return;
        }
        Bytes message = Bytes.fromHex(row.get("msg").getAsString());
        boolean verdict = Signatures.verify(key, message, Bytes.of(signature.get()));
        if (valid && isLarge(key.scheme(), signature.get())) {
            assertThat(verdict).as("%s", row).isFalse();
            assertThat(Signatures.verify(key, message, Bytes.of(twin(key.scheme(), signature.get()))))
                    .as("the twin of %s", row)
                    .isTrue();
            tally.highS++;
        } else {
            assertThat(verdict).as("%s", row).isEqualTo(valid);
            if (valid) {
                tally.accepted++;
                assertThat(Signatures.verify(key, message, Bytes.of(twin(key.scheme(), signature.get()))))
                        .as("the twin of %s", row)
                        .isFalse();
            } else {
                tally.refused++;
            }
        }
    }

    /** RFC 6979, A.2.5, with the smaller s; for secp256k1 the vector that is in common use. */
    @ParameterizedTest
    @CsvSource({
        "P256, sample, C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721,"
                + "0360FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6,"
                + "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        "P256, test, C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721,"
                + "0360FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6,"
                + "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,"
                + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083",
        "SECP256K1, Satoshi Nakamoto, 0000000000000000000000000000000000000000000000000000000000000001,"
                + "0279BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,"
                + "934B1EA10A4B3C1757E2B0C017D0B6143CE3C9A7E6A4A49860D7A6AB210EE3D8,"
                + "2442CE9D2B916064108014783E923EC36B49743E2FFA1C4496F01A512AAFD9E5",
    })
    void signaturesAreThoseOfTheRfcWithTheSmallerS(
            Scheme scheme, String message, String privateKey, String publicKey, String r, String s) {
        Signer signer = Signers.of(scheme, HexFormat.of().parseHex(privateKey));
        byte[] expected = HexFormat.of().parseHex(r + s);
        if (isLarge(scheme, expected)) {
            expected = twin(scheme, expected);
        }

        assertThat(signer.publicKey()).hasToString(scheme + ":" + publicKey.toLowerCase(Locale.ROOT));
        assertThat(signer.sign(Bytes.of(message.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(Bytes.of(expected));
    }

    /**
     * BIP-143's first example: what is signed there is the double hash of the preimage, so its hash is the message here. Key and
     * signature are those that the document prints.
     */
    @Test
    void aSignatureOfBip143IsMadeAndAccepted() throws IOException {
        Bytes preimage = Bytes.fromHex(read("bips/bip-0143_vectors.json")
                .getAsJsonObject()
                .getAsJsonArray("pairs")
                .get(0)
                .getAsJsonObject()
                .get("preimage")
                .getAsString());
        Bytes message = Hash.sha256(preimage.toArray()).bytes();
        Signer signer = Signers.of(
                Scheme.SECP256K1,
                HexFormat.of().parseHex("619c335025c7f4012e556c2a58b2506e30b8511b53ade95ea316fd8c3286feb9"));
        Bytes signature = Bytes.fromHex("3609e17b84f6a7d30c80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a"
                + "573a954c4518331561406f90300e8f3358f51928d43c212a8caed02de67eebee");

        assertThat(signer.publicKey())
                .hasToString("secp256k1:025476c2e83188368da1ff3e292e7acafcdb3566bb0ad253f62fc70f07aeee6357");
        assertThat(signer.sign(message)).isEqualTo(signature);
        assertThat(Signatures.verify(signer.publicKey(), message, signature)).isTrue();
    }

    /** BIP-32 publishes pairs of private and public keys, and some that are none. */
    @Test
    void theKeysOfBip32AreKeysHere() throws IOException {
        JsonObject vectors = read("bips/bip-0032_vectors.json").getAsJsonObject();
        int pairs = 0;
        for (JsonElement each : vectors.getAsJsonArray("valid")) {
            for (JsonElement chain : each.getAsJsonObject().getAsJsonArray("chains")) {
                byte[] privateKey = Arrays.copyOfRange(extendedKey(chain, "xprv"), 1, 33);
                PublicKey publicKey = new PublicKey(Scheme.SECP256K1, Bytes.of(extendedKey(chain, "xpub")));

                assertThat(Signatures.isSound(publicKey)).isTrue();
                assertThat(Signers.of(Scheme.SECP256K1, privateKey).publicKey()).isEqualTo(publicKey);
                pairs++;
            }
        }
        assertThat(pairs).isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ED25519")
    void whatIsNoCompressedPointIsNoKeyAndNoException(Scheme scheme) {
        PublicKey good = Person.named("alice", scheme).signer().publicKey();
        Bytes message = Bytes.of((byte) 1);
        Bytes signature = Person.named("alice", scheme).signer().sign(message);
        for (int first = 0; first < 256; first++) {
            byte[] bytes = good.bytes().toArray();
            bytes[0] = (byte) first;
            PublicKey key = new PublicKey(scheme, Bytes.of(bytes));

            assertThat(Signatures.isSound(key)).as("%s", key).isEqualTo(first == 2 || first == 3);
            assertThat(Signatures.verify(key, message, signature)).as("%s", key).isEqualTo(key.equals(good));
        }
        BigInteger field = curve(scheme).getCurve().getField().getCharacteristic();
        for (BigInteger x : new BigInteger[] {
            BigInteger.ZERO,
            field,
            field.add(BigInteger.ONE),
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE)
        }) {
            byte[] bytes = new byte[33];
            bytes[0] = 2;
            BigIntegers.asUnsignedByteArray(x, bytes, 1, SIZE);
            PublicKey key = new PublicKey(scheme, Bytes.of(bytes));

            assertThat(Signatures.isSound(key)).as("%s", key).isEqualTo(scheme == Scheme.P256 && x.signum() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ED25519")
    void bothNumbersAreWithinTheirRanges(Scheme scheme) {
        Signer alice = Person.named("alice", scheme).signer();
        Bytes message = Bytes.of((byte) 1);
        byte[] valid = alice.sign(message).toArray();
        BigInteger order = curve(scheme).getN();
        BigInteger r = new BigInteger(1, Arrays.copyOf(valid, SIZE));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(valid, SIZE, 2 * SIZE));
        BigInteger[] outside = {BigInteger.ZERO, order, order.add(BigInteger.ONE), order.subtract(s)};

        assertThat(Signatures.verify(alice.publicKey(), message, Bytes.of(encode(r, s))))
                .isTrue();
        for (BigInteger number : outside) {
            assertThat(Signatures.verify(alice.publicKey(), message, Bytes.of(encode(number, s))))
                    .isFalse();
            assertThat(Signatures.verify(alice.publicKey(), message, Bytes.of(encode(r, number))))
                    .isFalse();
        }
    }

    @Test
    void aPrivateKeyOutsideItsRangeIsNone() {
        for (Scheme scheme : new Scheme[] {Scheme.SECP256K1, Scheme.P256}) {
            byte[] order = BigIntegers.asUnsignedByteArray(SIZE, curve(scheme).getN());
            for (byte[] none : new byte[][] {new byte[0], new byte[31], new byte[SIZE], order, new byte[33]}) {
                assertThatThrownBy(() -> Signers.of(scheme, none))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("a " + scheme
                                + " key is a number of 32 bytes from 1 to the order of its group, exclusive");
            }
        }
    }

    private static byte[] extendedKey(JsonElement chain, String name) {
        byte[] all = base58(chain.getAsJsonObject().get(name).getAsString());
        return Arrays.copyOfRange(all, 45, 78);
    }

    /** An extended key of 78 bytes with its checksum of 4. */
    private static byte[] base58(String text) {
        String digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digits.indexOf(text.charAt(i))));
        }
        return BigIntegers.asUnsignedByteArray(82, number);
    }

    /** r and s out of their DER encoding, if it is one and they fit. */
    private static Optional<byte[]> fixedWidth(byte[] der) {
        if (der.length < 8 || der[0] != 0x30 || der[1] != der.length - 2 || der[2] != 2 || der[3] <= 0) {
            return Optional.empty();
        }
        int secondAt = 4 + der[3];
        if (secondAt + 2 > der.length || der[secondAt] != 2 || der[secondAt + 1] != der.length - secondAt - 2) {
            return Optional.empty();
        }
        return positive(der, 4, der[3])
                .flatMap(r -> positive(der, secondAt + 2, der[secondAt + 1]).map(s -> encode(r, s)));
    }

    private static Optional<BigInteger> positive(byte[] der, int at, int length) {
        if (length < 1) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(Arrays.copyOfRange(der, at, at + length));
        boolean shortest = number.toByteArray().length == length;
        return shortest && number.signum() >= 0 && number.bitLength() <= 8 * SIZE
                ? Optional.of(number)
                : Optional.empty();
    }

    private static boolean isLarge(Scheme scheme, byte[] signature) {
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, SIZE, 2 * SIZE));
        return s.compareTo(curve(scheme).getN().shiftRight(1)) > 0;
    }

    /** The other signature that satisfies the same equation. */
    private static byte[] twin(Scheme scheme, byte[] signature) {
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, SIZE, 2 * SIZE));
        return encode(
                new BigInteger(1, Arrays.copyOf(signature, SIZE)),
                curve(scheme).getN().subtract(s));
    }

    private static byte[] encode(BigInteger r, BigInteger s) {
        byte[] encoded = new byte[2 * SIZE];
        BigIntegers.asUnsignedByteArray(r, encoded, 0, SIZE);
        BigIntegers.asUnsignedByteArray(s, encoded, SIZE, SIZE);
        return encoded;
    }

    private static X9ECParameters curve(Scheme scheme) {
        return CustomNamedCurves.getByName(scheme == Scheme.P256 ? "secp256r1" : "secp256k1");
    }

    private static PublicKey key(Scheme scheme, JsonObject row) {
        BigInteger x = new BigInteger(row.get("wx").getAsString(), 16);
        BigInteger y = new BigInteger(row.get("wy").getAsString(), 16);
        byte[] key = new byte[33];
        key[0] = (byte) (y.testBit(0) ? 3 : 2);
        BigIntegers.asUnsignedByteArray(x, key, 1, SIZE);
        return new PublicKey(scheme, Bytes.of(key));
    }

    private static JsonElement read(String file) throws IOException {
        Optional<Path> found = Vectors.find(file);
        assumeTrue(found.isPresent(), () -> "the vectors " + file + " are not beside this project");
        return JsonParser.parseString(Files.readString(found.orElseThrow()));
    }
}
