package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.core.crypto.Signatures;

/** Libraries disagree on these; a ledger cannot change its mind. Another verdict is a new protocol version. */
class SignatureVerdictsTest {
    /**
     * The 12 cases of ed25519-speccheck: whether the signature is valid, and whether the key may be put into the state. The
     * cases 4 and 5 hold only with the cofactor, 6 and 7 have an S that is too large, 8 to 11 an R or a key that is not
     * canonical; 0 and 1 have a key of small order, 2 to 5 one of mixed order.
     */
    private static final List<Verdict> SPECCHECK = List.of(
            new Verdict(false, false),
            new Verdict(false, false),
            new Verdict(true, false),
            new Verdict(true, false),
            new Verdict(true, false),
            new Verdict(true, false),
            new Verdict(false, true),
            new Verdict(false, true),
            new Verdict(false, false),
            new Verdict(false, false),
            new Verdict(false, false),
            new Verdict(false, false));

    private record Verdict(boolean valid, boolean soundKey) {}

    @Test
    void theVerdictsOnWycheproofAreThoseOfWycheproof() throws IOException {
        int rows = 0;
        for (JsonElement group :
                read("wycheproof/ed25519_test.json").getAsJsonObject().getAsJsonArray("testGroups")) {
            JsonObject key = group.getAsJsonObject().getAsJsonObject("publicKey");
            for (JsonElement each : group.getAsJsonObject().getAsJsonArray("tests")) {
                JsonObject row = each.getAsJsonObject();
                boolean verdict = Signatures.verify(key(key, "pk"), bytes(row, "msg"), bytes(row, "sig"));

                assertThat(verdict)
                        .as("%s: %s", row.get("tcId"), row.get("comment"))
                        .isEqualTo(row.get("result").getAsString().equals("valid"));
                rows++;
            }
        }
        assertThat(rows).isEqualTo(151);
    }

    @Test
    void theVerdictsOnSpeccheckAreFrozen() throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        for (JsonElement each : read("ed25519-speccheck/cases.json").getAsJsonArray()) {
            JsonObject row = each.getAsJsonObject();
            PublicKey key = key(row, "pub_key");
            verdicts.add(new Verdict(
                    Signatures.verify(key, bytes(row, "message"), bytes(row, "signature")), Signatures.isSound(key)));
        }
        assertThat(verdicts).isEqualTo(SPECCHECK);
    }

    /** The JDK takes a signature with a zero byte too many. */
    @ParameterizedTest
    @EnumSource
    void aSignatureOfAnotherLengthIsNeverValidAndNeverAnException(PublicKey.Scheme scheme) {
        Bytes message = Bytes.of((byte) 1);
        Signer signer = Person.named("alice", scheme).signer();
        byte[] signature = signer.sign(message).toArray();
        for (int length = 0; length <= 130; length++) {
            assertThat(Signatures.verify(signer.publicKey(), message, Bytes.of(Arrays.copyOf(signature, length))))
                    .as("%d bytes", length)
                    .isEqualTo(length == 64);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesOfAnotherLengthAreNoKeyAndNeverAnotherException(PublicKey.Scheme scheme) {
        for (int length = 0; length <= 70; length++) {
            byte[] encoded = new byte[length];
            Arrays.fill(encoded, (byte) scheme.number());
            if (length == 1 + scheme.keySize()) {
                assertThat(PublicKey.decode(Bytes.of(encoded)).bytes().size()).isEqualTo(scheme.keySize());
            } else {
                assertThatThrownBy(() -> PublicKey.decode(Bytes.of(encoded)))
                        .isInstanceOf(MalformedBytesException.class);
            }
        }
    }

    /** Every point of small order, and some more encodings of them. */
    @Test
    void whatIsNoKeyIsJudgedWithoutAnException() {
        for (int first = 0; first < 256; first += 3) {
            for (int last = 0; last < 256; last += 15) {
                byte[] bytes = new byte[32];
                bytes[0] = (byte) first;
                bytes[31] = (byte) last;
                PublicKey key = new PublicKey(PublicKey.Scheme.ED25519, Bytes.of(bytes));
                assertThat(Signatures.verify(key, Bytes.of(), Bytes.of(new byte[64])))
                        .as("%s", key)
                        .isFalse();
            }
        }
    }

    private static JsonElement read(String file) throws IOException {
        Optional<Path> found = Vectors.find(file);
        assumeTrue(found.isPresent(), () -> "the vectors " + file + " are not beside this project");
        return JsonParser.parseString(Files.readString(found.orElseThrow()));
    }

    private static PublicKey key(JsonObject row, String name) {
        return new PublicKey(PublicKey.Scheme.ED25519, bytes(row, name));
    }

    private static Bytes bytes(JsonObject row, String name) {
        return Bytes.fromHex(row.get(name).getAsString());
    }
}
