package @package@.provider.command;

import static org.assertj.core.api.Assertions.assertThat;

import @package@.provider.@Name@Module;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.MemoryWallet;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestConsole;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.TestLedger;

/** Every command, typed into Karaf's shell, on a ledger that runs the rules which the bundle carries. */
class @Name@CommandsTest {
    private static final Person USER_1 = Person.named("user_1");
    private static final Person USER_2 = Person.named("user_2");
    private static final String DEED = "11".repeat(32);
    private static final String ENTRY =
            "'digest':'" + DEED + "','title':'The deed','owner':'user_1','recordedAt':'2026-01-01T00:00:00.000Z'";

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), USER_1, USER_2);
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger(), new MemoryWallet(USER_1, USER_2)),
            List.of(ListEntriesCommand.class, RecordCommand.class, RewardCommand.class, ShowCommand.class));

    @BeforeEach
    void activate() throws IOException {
        try (InputStream rules = new @Name@Module().rules()) {
            assertThat(ledger.activate(Bytes.of(rules.readAllBytes())).applied())
                    .isTrue();
        }
    }

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    @Test
    void aRecordingPrintsItsReceiptAndTheEntryBesideIt() {
        Outcome outcome = console.run("@scope@:record " + DEED + " --owner user_1 --title 'The deed' --json");

        assertThat(outcome.exit()).as(outcome.out()).isZero();
        assertThat(outcome.out())
                .startsWith("{\"receipt\":{")
                .contains(json("'events':[{'sequence':1,'type':'@name@.recorded','data':{" + ENTRY + "}}]"))
                .endsWith(json("}," + ENTRY + "}\n"));
    }

    @Test
    void aRewardReachesTheOwner() {
        record();

        Outcome outcome = console.run("@scope@:reward " + DEED + " --from user_2 --amount 1.5 --asset ETH --json");

        assertThat(outcome.exit()).as(outcome.out()).isZero();
        assertThat(outcome.out())
                .contains(json("'type':'@name@.rewarded','data':{'digest':'" + DEED
                        + "','owner':'user_1','giver':'user_2','asset':'ETH','amount':'1.5'}"));
    }

    @Test
    void whatWasRecordedIsShownAndListed() {
        record();

        assertThat(console.run("@scope@:show " + DEED + " --json")).isEqualTo(new Outcome(0, json("{" + ENTRY + "}\n")));
        assertThat(console.run("@scope@:list --json"))
                .isEqualTo(new Outcome(0, json("{'items':[{" + ENTRY + "}],'next':null}\n")));
    }

    @Test
    void badInputIsOneSentence() {
        assertTold("@scope@:show", "MISSING_ARGUMENT");
        assertTold("@scope@:show 00", "INVALID_ARGUMENT");
        assertTold("@scope@:show one two", "TOO_MANY_ARGUMENTS");
        assertTold("@scope@:list --count 0", "INVALID_ARGUMENT");
        assertTold("@scope@:record", "MISSING_ARGUMENT");
        assertTold("@scope@:reward", "MISSING_ARGUMENT");
    }

    @Test
    void aRejectionSaysWhatToDoNext() {
        record();

        assertThat(console.run("@scope@:record " + DEED + " --owner user_2 --title Mine"))
                .satisfies(outcome -> assertThat(outcome.exit()).isEqualTo(1))
                .satisfies(outcome -> assertThat(outcome.out())
                        .contains("was rejected in block 3: user_1 recorded " + DEED)
                        .endsWith("[ALREADY_RECORDED]\n"));
        assertThat(console.run("@scope@:show " + "0".repeat(64)).out())
                .isEqualTo("Nobody has recorded " + "0".repeat(64)
                        + ": @scope@:list shows what there is. [UNKNOWN_ENTRY]\n");
    }

    private void record() {
        assertThat(console.run("@scope@:record " + DEED + " --owner user_1 --title 'The deed'")
                        .exit())
                .isZero();
    }

    private void assertTold(String line, String code) {
        Outcome outcome = console.run(line);
        assertThat(outcome.exit()).as(line).isEqualTo(1);
        assertThat(outcome.out()).endsWith(" [" + code + "]\n").hasLineCount(1);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
