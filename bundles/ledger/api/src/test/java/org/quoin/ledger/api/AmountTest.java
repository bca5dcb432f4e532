package org.quoin.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.InvalidAmountException.Reason;

class AmountTest {
    private static final Asset ETH = new Asset("ETH", 18);
    private static final Asset BTC = new Asset("BTC", 8);
    private static final String MAX = "340282366920938463463374607431768211455";

    @ParameterizedTest
    @CsvSource({
        "18, 1.5, 1500000000000000000, 1.5",
        "18, 0.000000000000000001, 1, 0.000000000000000001",
        "18, 0, 0, 0",
        "18, 000.000, 0, 0",
        "8, 007.10, 710000000, 7.1",
        "8, 10000, 1000000000000, 10000",
        "8, 1.00000000, 100000000, 1",
        "8, 1.000000000000000000000000000000, 100000000, 1",
        "8, 1.000000010, 100000001, 1.00000001",
        "0, 42, 42, 42",
        "0, 42.000, 42, 42",
        "0, " + MAX + ", " + MAX + ", " + MAX,
        "18, 340282366920938463463.374607431768211455, " + MAX + ", 340282366920938463463.374607431768211455",
        "30, 340282366.920938463463374607431768211455, " + MAX + ", 340282366.920938463463374607431768211455"
    })
    void wholeUnitsAreReadAndWrittenExactly(int decimals, String text, BigInteger units, String shown) {
        Amount amount = Amount.parse(text, new Asset("TEST", decimals));

        assertThat(amount.units()).isEqualTo(units);
        assertThat(amount.toPlainString()).isEqualTo(shown);
        assertThat(amount).hasToString(shown + " TEST");
        assertThat(Amount.parse(amount.toPlainString(), amount.asset())).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "1.",
                ".5",
                "-1",
                "+1",
                "1e3",
                "1E3",
                "0x1",
                "1,5",
                "1_000",
                " 1",
                "1 ",
                "1.2.3",
                "1\n",
                "NaN",
                "Infinity",
                "ten",
                "١",
                "１",
                "½",
                "1.٥",
                "--1",
                "1-",
                "000000000000000000000000000000000000000000000000000000000000000000000000000000000"
            })
    void whatIsNoPlainNumberIsNoAmount(String text) {
        assertRefused(text, ETH, Reason.INVALID_AMOUNT);
    }

    @ParameterizedTest
    @CsvSource({"0, 1.5", "0, 0.1", "8, 0.000000001", "8, 1.0000000010", "18, 0.0000000000000000001"})
    void whatIsFinerThanTheAssetDividesIsRefusedNotRounded(int decimals, String text) {
        assertRefused(text, new Asset("TEST", decimals), Reason.AMOUNT_TOO_FINE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 340282366920938463463374607431768211456",
        "18, 340282366920938463463.374607431768211456",
        "18, 340282366920938463464",
        "30, 340282367",
        "18, 99999999999999999999999999999999999999999999999999999999999999999999999999999999"
    })
    void whatIsMoreThanAnAmountCanHoldIsRefusedNotWrapped(int decimals, String text) {
        assertRefused(text, new Asset("TEST", decimals), Reason.AMOUNT_TOO_LARGE);
    }

    @Test
    void theLargestAmountThatTheRefusalNamesIsAccepted() {
        assertThatThrownBy(() -> Amount.parse("340282366920938463464", ETH))
                .hasMessage("340282366920938463464 ETH is more than an amount can hold: the largest is"
                        + " 340282366920938463463.374607431768211455");
        assertThat(Amount.parse("340282366920938463463.374607431768211455", ETH).units())
                .isEqualTo(Amount.MAX_UNITS);
    }

    @Test
    void anAmountHasItsRange() {
        assertThatThrownBy(() -> new Amount(BigInteger.ONE.negate(), ETH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Amount(Amount.MAX_UNITS.add(BigInteger.ONE), ETH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Amount.MAX_UNITS).isEqualTo(new BigInteger(MAX));
    }

    @Test
    void sumsAndDifferencesStayInTheRange() {
        Amount one = new Amount(BigInteger.ONE, ETH);
        Amount max = new Amount(Amount.MAX_UNITS, ETH);

        assertThat(one.plus(one).minus(one)).isEqualTo(one);
        assertThat(max.minus(max).isZero()).isTrue();
        assertThatThrownBy(() -> max.plus(one)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.minus(max)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void amountsOfDifferentAssetsDoNotMix() {
        Amount eth = Amount.parse("1", ETH);
        Amount btc = Amount.parse("1", BTC);

        assertThatThrownBy(() -> eth.plus(btc)).hasMessage("an amount of ETH and one of BTC do not mix");
        assertThatThrownBy(() -> eth.minus(btc)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> eth.compareTo(btc)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(String text, Asset asset, Reason reason) {
        assertThatThrownBy(() -> Amount.parse(text, asset))
                .isInstanceOfSatisfying(
                        InvalidAmountException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
