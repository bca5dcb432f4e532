package org.quoin.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final String LONGEST = "abcdefghijklmnopqrstuvwxyz012345";

    @ParameterizedTest
    @ValueSource(strings = {"a", "user_1", "a.b-c_9", "z.", LONGEST})
    void theNamesOfAccounts(String name) {
        assertThat(Names.isAccount(name)).isTrue();
        assertThat(Names.requireAccount(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1a",
                "_a",
                "-a",
                ".a",
                "User",
                "usEr",
                "a b",
                " a",
                "a ",
                "a/b",
                "../a",
                "a\0",
                "a\n",
                "ä",
                "аlice",
                "a\u200b",
                "ａ",
                "a٣",
                "a:b",
                "a$",
                LONGEST + "6"
            })
    void whatCannotBeTheNameOfAnAccount(String name) {
        assertThat(Names.isAccount(name)).isFalse();
        assertThatThrownBy(() -> Names.requireAccount(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + name
                        + "' cannot be the name of an account: use 1 to 32 of a-z, 0-9, '_', '.', '-', a letter first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETH", "wBTC", "eth", "Q1", "A.b-c_9", LONGEST})
    void theSymbolsOfAssets(String symbol) {
        assertThat(Names.isAsset(symbol)).isTrue();
        assertThat(Names.requireAsset(symbol)).isEqualTo(symbol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "E", "1INCH", "_E", "E H", "ΕTH", "€T", "EUR€", "E\t", LONGEST + "6"})
    void whatCannotBeTheSymbolOfAnAsset(String symbol) {
        assertThat(Names.isAsset(symbol)).isFalse();
        assertThatThrownBy(() -> Names.requireAsset(symbol)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Asset(symbol, 18)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 31, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void anAssetHas0To30Decimals(int decimals) {
        assertThatThrownBy(() -> new Asset("ETH", decimals)).isInstanceOf(IllegalArgumentException.class);
    }
}
