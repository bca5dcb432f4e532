package org.quoin.ledger.core.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.api.WalletException;

/** A few test vectors of BIP-39 (trezor/python-mnemonic, vectors.json), whose passphrase is TREZOR. */
class MnemonicTest {
    private static final String ABOUT =
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000, " + ABOUT,
        "ffffffffffffffffffffffffffffffff, zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
        "808080808080808080808080808080808080808080808080, letter advice cage absurd amount doctor acoustic avoid"
                + " letter advice cage absurd amount doctor acoustic avoid letter always",
        "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f, legal winner thank year wave sausage worth"
                + " useful legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth"
                + " title",
    })
    void aPhraseStandsForItsEntropy(String entropy, String phrase) {
        byte[] bytes = HexFormat.of().parseHex(entropy);

        assertThat(Mnemonic.phrase(bytes).characters().toString()).isEqualTo(phrase);
        assertThat(Mnemonic.entropy(secret(phrase))).isEqualTo(bytes);
        assertThat(Mnemonic.entropy(
                        secret("\n " + phrase.toUpperCase(java.util.Locale.ROOT).replace(" ", " \t ") + "\n")))
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18, 21, 24})
    void phrasesOfEachLengthComeBack(int words) {
        byte[] entropy = new byte[Mnemonic.entropySize(words)];
        for (int i = 0; i < 200; i++) {
            new java.util.Random(i).nextBytes(entropy);
            Secret phrase = Mnemonic.phrase(entropy);

            assertThat(phrase.characters().toString().split(" ")).hasSize(words);
            assertThat(Mnemonic.entropy(phrase)).isEqualTo(entropy);
        }
    }

    @Test
    void theSeedIsThatOfTheStandard() {
        assertThat(HexFormat.of().formatHex(Mnemonic.seed(ABOUT, "TREZOR")))
                .isEqualTo(
                        "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141"
                                + "630c7a3c4ab7c81b2f001698e7463b04");
    }

    @Test
    void aWrongPhraseIsRefusedWithoutAWordOfIt() {
        for (String phrase : new String[] {
            "",
            "abandon",
            ABOUT.replace("about", "abandon"),
            ABOUT.replace("about", "abot"),
            ABOUT + " about",
            ABOUT.replaceFirst("abandon ", ""),
            "about " + ABOUT.replace(" about", ""),
            ABOUT.replace("about", "ab\u00f6ut"),
        }) {
            assertThatThrownBy(() -> Mnemonic.entropy(secret(phrase)))
                    .as("'%s'", phrase)
                    .isInstanceOfSatisfying(WalletException.class, e -> {
                        assertThat(e.failure().code()).isEqualTo("INVALID_PHRASE");
                        assertThat(e.failure().message())
                                .startsWith("The recovery phrase ")
                                .endsWith(": compare it with what you wrote down.")
                                .doesNotContain("abandon", "abot", "about");
                    });
        }
    }

    @Test
    void theListIsThatOfTheStandard() {
        assertThat(Mnemonic.phrase(new byte[16]).characters().toString()).isEqualTo(ABOUT);
        assertThatThrownBy(() -> Mnemonic.entropySize(13)).isInstanceOf(WalletException.class);
        assertThatThrownBy(() -> Mnemonic.entropySize(27)).isInstanceOf(WalletException.class);
    }

    private static Secret secret(String text) {
        return new Secret(text.toCharArray());
    }
}
