package org.quoin.ledger.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Asset;

class TipsTest {
    private static final Asset QUO = new Asset("QUO", 18);
    private static final Asset COARSE = new Asset("SAT", 8);

    @ParameterizedTest
    @CsvSource({"0, 0", "1.5, 1500000000", "0.000000001, 1", "9223372036.854775807, 9223372036854775807"})
    void aTipIsInBillionthsForEachUnitOfGas(String text, long units) {
        assertThat(Tips.parse(text, QUO)).hasValue(units);
        assertThat(Tips.format(units, QUO)).isEqualTo(text);
    }

    /** A billionth of it is a tenth of its smallest unit. */
    @Test
    void ofACoarserAssetTensOfThemAreTheLeast() {
        assertThat(Tips.parse("10", COARSE)).hasValue(1L);
        assertThat(Tips.format(1, COARSE)).isEqualTo("10");
        assertThat(Tips.parse("15", COARSE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e9", ".5", "1.", "0.0000000001", "9223372036.854775808", "٣"})
    void anythingElseIsNone(String text) {
        assertThat(Tips.parse(text, QUO)).isEmpty();
    }
}
