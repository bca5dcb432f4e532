package @package@.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import @package@.api.Entry;
import @package@.api.@Name@Register;
import @package@.api.RecordEntry;
import @package@.api.RewardEntry;
import @package@.rules.@Name@Rules;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.testkit.TestLedger;

/** Alice records a deed and Bob thanks her for it, on a real ledger that executes the rules jar. */
class @Name@StoryTest {
    private static final Hash DEED = Hash.sha256(new byte[] {1});
    private static final Hash WILL = Hash.sha256(new byte[] {2});

    private final TestLedger ledger = TestLedger.create();
    private final @Name@Register register = new @Name@Client(ledger.ledger());

    @BeforeEach
    void activate() throws IOException {
        try (InputStream jar = @Name@Rules.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .openStream()) {
            assertThat(ledger.activate(Bytes.of(jar.readAllBytes())).applied()).isTrue();
        }
    }

    @AfterEach
    void everyBlockFollowsFromItsPredecessor() {
        assertThat(ledger.ledger().verify(0, ledger.ledger().info().height()).reason())
                .isEmpty();
        ledger.close();
    }

    @Test
    void aliceRecordsADeedAndBobThanksHer() {
        Receipt recorded = record("The deed", DEED);
        Receipt rewarded = reward("1.5");

        assertThat(recorded.events()).extracting(Event::type).containsExactly("@name@.recorded");
        assertThat(register.entry(DEED)).contains(new Entry(DEED, "The deed", "alice", START));
        assertThat(rewarded.events()).extracting(Event::type).containsExactly("@name@.rewarded");
        assertThat(ledger.balance(ALICE, ETH)).hasToString("1001.5 ETH");
        assertThat(ledger.balance(BOB, ETH)).hasToString("998.5 ETH");
    }

    @Test
    void bobCannotRecordItAgain() {
        record("The deed", DEED);

        Receipt receipt = register.record(BOB.signer(), new RecordEntry("bob", DEED, "Mine"))
                .join();

        assertThat(message(receipt))
                .isEqualTo("alice recorded " + DEED + " at 2026-01-01T00:00:00Z, and the first stays its owner:"
                        + " see @scope@:show " + DEED + ".");
    }

    @Test
    void aRewardThatFailsLeavesNothingBehind() {
        assertThat(message(reward("1")))
                .isEqualTo("Nobody has recorded " + DEED + ": @scope@:list shows what there is.");
        record("The deed", DEED);
        assertThat(reward("1000.1").applied()).isFalse();

        assertThat(ledger.balance(BOB, ETH)).hasToString("1000 ETH");
    }

    @Test
    void entriesAreListedInTheirOrderAPageAtATime() {
        record("The will", WILL);
        record("The deed", DEED);

        Page<Entry> page = register.entries(null, 1);
        Page<Entry> rest = register.entries(page.next(), 1);

        assertThat(titles(page)).containsExactly("The will");
        assertThat(titles(rest)).containsExactly("The deed");
        assertThat(rest.next()).isNull();
    }

    private Receipt record(String title, Hash digest) {
        return register.record(ALICE.signer(), new RecordEntry("alice", digest, title))
                .join();
    }

    private Receipt reward(String amount) {
        return register.reward(BOB.signer(), new RewardEntry("bob", DEED, Amount.parse(amount, ETH)))
                .join();
    }

    private static List<String> titles(Page<Entry> page) {
        return page.items().stream().map(Entry::title).toList();
    }

    private static String message(Receipt receipt) {
        return receipt.failure().map(Failure::message).orElseThrow();
    }
}
