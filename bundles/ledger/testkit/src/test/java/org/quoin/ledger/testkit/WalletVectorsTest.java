package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.core.wallet.DerivedKey;
import org.quoin.ledger.core.wallet.Mnemonic;

/** All published vectors of recovery phrases (BIP-39) and of what follows from them (BIP-32). */
class WalletVectorsTest {
    private static final String PASSPHRASE = "TREZOR";
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int EXTENDED_KEY_SIZE = 82;

    @Test
    void everyEnglishPhraseStandsForItsEntropyAndItsMasterKey() throws IOException {
        JsonArray rows =
                read("bips/bip-0039_trezor_vectors.json").getAsJsonObject().getAsJsonArray("english");
        assertThat(rows).hasSize(24);
        for (JsonElement row : rows) {
            byte[] entropy = hex(text(row, 0));
            String phrase = text(row, 1);
            byte[] seed = Mnemonic.seed(phrase, PASSPHRASE);

            assertThat(Mnemonic.phrase(entropy).characters().toString()).isEqualTo(phrase);
            assertThat(Mnemonic.entropy(new Secret(phrase.toCharArray()))).isEqualTo(entropy);
            assertThat(seed).isEqualTo(hex(text(row, 2)));
            assertExtended(DerivedKey.at(Scheme.SECP256K1, seed), text(row, 3));
        }
    }

    @Test
    void theSeedOfAPhraseInAnyLanguageIsThatOfTheStandard() throws IOException {
        JsonObject languages = read("bips/bip-0039_trezor_vectors.json").getAsJsonObject();
        int seeds = 0;
        for (String language : languages.keySet()) {
            for (JsonElement row : languages.getAsJsonArray(language)) {
                assertThat(Mnemonic.seed(text(row, 1), PASSPHRASE))
                        .as(text(row, 1))
                        .isEqualTo(hex(text(row, 2)));
                seeds++;
            }
        }
        assertThat(seeds).isGreaterThanOrEqualTo(24 * 12);
    }

    @Test
    void everyKeyOfBip32IsAtItsPath() throws IOException {
        int keys = 0;
        for (JsonElement tree :
                read("bips/bip-0032_vectors.json").getAsJsonObject().getAsJsonArray("valid")) {
            byte[] seed = hex(tree.getAsJsonObject().get("seed").getAsString());
            for (JsonElement each : tree.getAsJsonObject().getAsJsonArray("chains")) {
                JsonObject chain = each.getAsJsonObject();
                int[] path = Arrays.stream(chain.get("path").getAsString().split("/"))
                        .skip(1)
                        .mapToInt(WalletVectorsTest::step)
                        .toArray();
                assertExtended(
                        DerivedKey.at(Scheme.SECP256K1, seed, path),
                        chain.get("xprv").getAsString());
                keys++;
            }
        }
        assertThat(keys).isGreaterThanOrEqualTo(17);
    }

    private static int step(String step) {
        return step.endsWith("'")
                ? Integer.parseInt(step.substring(0, step.length() - 1)) | DerivedKey.HARDENED
                : Integer.parseInt(step);
    }

    /** BIP-32 writes 13 bytes of where it is, the chain code, a zero byte, the key and a checksum, in base 58. */
    private static void assertExtended(DerivedKey key, String xprv) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < xprv.length(); i++) {
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(BASE58.indexOf(xprv.charAt(i))));
        }
        byte[] bytes = number.toByteArray();
        assertThat(bytes).hasSize(EXTENDED_KEY_SIZE);
        assertThat(key.chainCode()).isEqualTo(Arrays.copyOfRange(bytes, 13, 45));
        assertThat(key.key()).as(xprv).isEqualTo(Arrays.copyOfRange(bytes, 46, 78));
    }

    private static JsonElement read(String file) throws IOException {
        Optional<Path> found = Vectors.find(file);
        assumeTrue(found.isPresent(), () -> "the vectors " + file + " are not beside this project");
        return JsonParser.parseString(Files.readString(found.orElseThrow()));
    }

    private static String text(JsonElement row, int column) {
        return row.getAsJsonArray().get(column).getAsString();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
