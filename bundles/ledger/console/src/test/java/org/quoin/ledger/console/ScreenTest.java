package org.quoin.ledger.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.console.Screen.Style;

class ScreenTest {
    private static final Asset ETH = new Asset("ETH", 18);

    @Test
    void onlyATerminalThatCanHasColours() {
        assertThat(Screen.of(0, "xterm", null)).isEqualTo(Screen.NONE);
        assertThat(Screen.of(80, "xterm", null)).isEqualTo(new Screen(80, true, true));
        assertThat(Screen.of(80, "xterm", "")).isEqualTo(new Screen(80, true, true));
        assertThat(Screen.of(80, "xterm", "1")).isEqualTo(new Screen(80, true, false));
        assertThat(Screen.of(80, "dumb", null)).isEqualTo(new Screen(80, false, false));
        assertThat(Screen.of(80, null, null)).isEqualTo(new Screen(80, false, false));
        assertThat(Screen.of(80, "xterm", "1").styled(Style.RED, "no")).isEqualTo("no");
        assertThat(Screen.of(80, "xterm", null).styled(Style.RED, "no")).isEqualTo("\u001b[31mno\u001b[0m");
    }

    /** Whoever reads an amount must see all of it: columns of text are cut, from the widest on. */
    @Test
    void aTableIsCutToTheTerminal() {
        Fields list = Fields.list(List.of(
                Fields.of("id", "5f0c".repeat(16))
                        .and("name", "user_1")
                        .and("amount", Amount.parse("1234567890.123456789012345678", ETH))
                        .and("state", "open"),
                Fields.of("id", "00ab".repeat(16))
                        .and("name", "a name of thirty-two characters.")
                        .and("amount", Amount.parse("1", ETH))
                        .and("state", "redeemed")));
        assertThat(lines(list, 80))
                .containsExactly(
                        "id                  name                                       amount  state",
                        "5f0c5f0c5f0c5f0c..  user_1              1234567890.123456789012345678  open",
                        "00ab00ab00ab00ab..  a name of thirty..                              1  redeemed");
        assertThat(lines(list, 200)).hasSize(3).noneMatch(line -> line.contains(".."));
        assertThat(lines(list, 40)).allMatch(line -> line.length() <= 40).allMatch(line -> line.endsWith(".."));
        assertThat(TextView.lines(list)).noneMatch(line -> line.contains(".."));
    }

    /** A column of names and values is for copying from. */
    @Test
    void aSingleThingIsNeverCut() {
        assertThat(lines(Fields.of("proof", "ab".repeat(200)), 40)).containsExactly("proof  " + "ab".repeat(200));
        assertThat(lines(Fields.of("receipt", Fields.of("events", List.of(Fields.of("tx", "ab".repeat(32))))), 40))
                .containsExactly("receipt", "  events", "    tx", "    " + "ab".repeat(17) + "..");
    }

    private static List<String> lines(Fields fields, int width) {
        return TextView.lines(fields, Screen.of(width, "dumb", null), cursor -> Optional.empty());
    }
}
