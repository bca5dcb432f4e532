package org.quoin.ledger.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Asset;

class InputTest {
    private final Input input = new Input(new StubLedger().asset("ETH", 18));

    @Test
    void whatIsMissingIsNamed() {
        assertFails(
                input -> input.required("--from", null),
                "MISSING_ARGUMENT",
                "--from is missing: the command's --help shows an example.");
        assertFails(
                input -> input.required("--from", ""),
                "MISSING_ARGUMENT",
                "--from is missing: the command's --help shows an example.");
    }

    @Test
    void aNameHasTheFormOfAName() {
        assertThat(input.accountName("--to", "user_1")).isEqualTo("user_1");
        assertFails(
                input -> input.accountName("--to", "User 1"),
                "INVALID_ARGUMENT",
                "--to: 'User 1' is not the name of an account: use 1 to 32 of a-z, 0-9, _, ., -, a letter first.");
        assertFails(
                input -> input.assetSymbol("SYMBOL", "E"),
                "INVALID_ARGUMENT",
                "SYMBOL: 'E' is not the symbol of an asset: use 2 to 32 of A-Z, a-z, 0-9, _, ., -, a letter first.");
    }

    @Test
    void whatDoesNotExistComesWithTheNextStep() {
        assertFails(
                input -> input.account("ACCOUNT", "nobody"),
                "UNKNOWN_ACCOUNT",
                "There is no account nobody: check the name, or create it with ledger:account-create nobody.");
        assertFails(
                input -> input.asset("--asset", "GOLD"),
                "UNKNOWN_ASSET",
                "There is no asset GOLD: ledger:assets lists those that exist.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5 | INVALID_AMOUNT | '1,5' is not an amount: write digits with at most one decimal point, such as 1.5.",
                "0.0000000000000000001 | AMOUNT_TOO_FINE"
                        + " | 0.0000000000000000001 is finer than ETH divides: it has 18 decimal places.",
                "340282366920938463463.374607431768211456 | AMOUNT_TOO_LARGE"
                        + " | 340282366920938463463.374607431768211456 ETH is more than an amount can hold:"
                        + " the largest is 340282366920938463463.374607431768211455."
            },
            quoteCharacter = '"')
    void eachMistakeInAnAmountHasItsOwnCode(String amount, String code, String message) {
        assertFails(input -> input.amount("--amount", amount, new Asset("ETH", 18)), code, "--amount: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.0", "1e3", "0x10", "5", "999999999999999999999", "٣", " 1"})
    void aNumberIsDigitsWithinItsBounds(String text) {
        assertThat(input.number("--count", "4", 0, 4)).isEqualTo(4);
        assertFails(
                input -> input.number("--count", text, 0, 4),
                "INVALID_ARGUMENT",
                "--count: '" + text + "' is not a whole number from 0 to 4.");
    }

    @Test
    void bytesAreHexadecimalAndAHashHasItsLength() {
        assertThat(input.bytes("HEX", "00fF").toHex()).isEqualTo("00ff");
        assertFails(
                input -> input.bytes("HEX", "0xff"),
                "INVALID_ARGUMENT",
                "HEX: '0xff' is not hexadecimal: use pairs of 0-9 and a-f, without 0x.");
        assertFails(
                input -> input.bytes("HEX", "fff"),
                "INVALID_ARGUMENT",
                "HEX: 'fff' is not hexadecimal: use pairs of 0-9 and a-f, without 0x.");
        assertFails(
                input -> input.hash("TX", "00ff"),
                "INVALID_ARGUMENT",
                "TX: '00ff' has 4 hexadecimal digits, not 64: copy all of it.");
    }

    @Test
    void aDurationHasUnits() {
        assertFails(
                input -> input.duration("DURATION", "30"),
                "INVALID_ARGUMENT",
                "DURATION: '30' is not a duration: use the units d, h, m and s, such as 30s, 2d or 1h30m.");
    }

    private void assertFails(Consumer<Input> reading, String code, String message) {
        assertThatThrownBy(() -> reading.accept(input)).isInstanceOfSatisfying(ConsoleException.class, e -> {
            assertThat(e.failure().code()).isEqualTo(code);
            assertThat(e.failure().message()).isEqualTo(message);
        });
    }
}
