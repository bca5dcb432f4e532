package @package@.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.testkit.TestHost;
import org.quoin.ledger.testkit.TestHost.Refused;
import org.quoin.ledger.testkit.TestHost.Report;
import org.quoin.rules.Amount;
import org.quoin.rules.Values;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Rules;

/** Alice has written a deed; Bob has 100 units and thanks her for it. */
class @Name@RulesTest {
    private static final String DEED = "11".repeat(32);
    private static final String OTHER = "22".repeat(32);

    /** In hexadecimal as the wire has them: the length, then the letters. */
    private static final String ALICE = "05616c696365";

    private static final String BOB = "03626f62";

    private final TestHost host = new TestHost(Map.of("alice", 0L, "bob", 100L));
    private final @Name@Rules rules = new @Name@Rules();

    @Test
    void whoRecordsADocumentFirstOwnsIt() {
        host.at(1_000);

        record("alice", DEED, "The Deed");

        Values entry = entry(DEED);
        assertThat(entry.get(Terms.DIGEST).toHex()).isEqualTo(DEED);
        assertThat(entry.get(Terms.TITLE)).isEqualTo("The Deed");
        assertThat(entry.get(Terms.OWNER)).isEqualTo("alice");
        assertThat(entry.get(Terms.RECORDED_AT)).isEqualTo(1_000);
    }

    @Test
    void whoComesLaterIsToldWhoWasFirst() {
        host.at(1_000);
        record("alice", DEED, "The Deed");
        host.at(2_000);

        assertThatThrownBy(() -> record("bob", DEED, "Mine")).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("ALREADY_RECORDED");
            assertThat(refused.values()).isEqualTo(DEED + ALICE + "00000000000003e8");
        });
        assertThat(entry(DEED).get(Terms.OWNER)).isEqualTo("alice");
    }

    @Test
    void aDocumentHasATitleThatFitsOnALine() {
        assertRefused("TITLE_MISSING", () -> record("alice", DEED, ""));
        assertThatThrownBy(() -> record("alice", DEED, "x".repeat(81))).isInstanceOf(CodecException.class);
        record("alice", DEED, "x".repeat(80));
    }

    @Test
    void aRewardGoesToTheOwner() {
        record("alice", DEED, "The Deed");

        reward("bob", DEED, 30);

        assertThat(host.holds("alice")).isEqualTo(30);
        assertThat(host.holds("bob")).isEqualTo(70);
    }

    @Test
    void nobodyGivesWhatHeHasNot() {
        record("alice", DEED, "The Deed");

        assertRefused("INSUFFICIENT_BALANCE", () -> reward("bob", DEED, 101));
        assertRefused("ZERO_AMOUNT", () -> reward("bob", DEED, 0));
        assertThat(host.holds("bob")).isEqualTo(100);
    }

    @Test
    void whatNobodyRecordedIsUnknown() {
        assertRefused("UNKNOWN_ENTRY", () -> entry(OTHER));
        assertRefused("UNKNOWN_ENTRY", () -> reward("bob", OTHER, 1));
    }

    @Test
    void everyStepIsReported() {
        host.at(1_000);
        record("alice", DEED, "The Deed");
        reward("bob", DEED, 30);

        assertThat(host.reports())
                .containsExactly(
                        new Report("recorded", DEED + text("The Deed") + ALICE + "00000000000003e8"),
                        new Report("rewarded", DEED + ALICE + BOB + "03455448" + "00".repeat(15) + "1e"));
    }

    private void record(String by, String digest, String title) {
        run(by, "record", digest(digest).text(title, 100));
    }

    private void reward(String by, String digest, long amount) {
        run(
                by,
                "reward",
                digest(digest).text(TestHost.ASSET, 32).fixed(Amount.of(amount).toBytes(), 16));
    }

    private void run(String by, String operation, Writer input) {
        byte[] nothing = host.run(by, 1, () -> rules.run(host, Rules.OPERATION, operation, 1, input.toBytes()));
        assertThat(nothing).isEmpty();
    }

    private Values entry(String digest) {
        return Terms.ENTRY.decode(
                rules.run(host, Rules.QUERY, "entry", 1, digest(digest).toBytes()));
    }

    private static Writer digest(String hex) {
        return new Writer().fixed(HexFormat.of().parseHex(hex), 32);
    }

    private static String text(String text) {
        return HexFormat.of().formatHex(new Writer().text(text, 100).toBytes());
    }

    private static void assertRefused(String code, Runnable step) {
        assertThatThrownBy(step::run).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.code())
                .isEqualTo(code));
    }
}
