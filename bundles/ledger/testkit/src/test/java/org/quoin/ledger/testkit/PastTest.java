package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.api.proof.Fact;
import org.quoin.ledger.core.node.Memory;
import org.quoin.ledger.testkit.probe.Call;
import org.quoin.ledger.testkit.probe.Jars;

/** What was true after each of the last 1,024 blocks can be asked for and proved, and what was before is refused. */
@Timeout(120)
class PastTest {
    /** A checkpoint every few blocks, and hardly a bucket in memory. */
    private final MemoryStore store = new MemoryStore(new Memory(4_000, 1 << 20, 1 << 20, 4));

    private final ManualClock clock = new ManualClock(START);

    @Test
    void everyHeightTellsWhatItsReadersSaw() {
        List<Seen> seen = new ArrayList<>();
        try (TestLedger ledger = open()) {
            seen.add(Seen.now(ledger.ledger()));
            for (int i = 1; i <= 22; i++) {
                OperationRecord next = i % 3 == 0 ? account("carol" + i) : pay("bob", i);
                ledger.submit(ALICE, next);
                seen.add(Seen.now(ledger.ledger()));
            }
            assertSeen(seen, ledger.ledger());

            ledger.submit(BOB, pay("alice", 5));
            assertSeen(seen, ledger.ledger());
        }
        try (TestLedger again = open()) {
            assertSeen(seen, again.ledger());
        }
    }

    @Test
    void accountsArePagedAsTheyWere() {
        try (TestLedger ledger = open()) {
            ledger.submit(ALICE, account("carol"));
            ledger.submit(ALICE, account("dave"));

            assertThat(ledger.ledger().accounts("2", 5, 1).items())
                    .map(Account::name)
                    .containsExactly("carol");
            assertThat(ledger.ledger().accounts(null, 2, 1).next()).isEqualTo("2");
            assertThat(ledger.ledger().accounts(null, 2, 0).next()).isNull();
            assertThat(ledger.ledger().balances("dave", 1)).isEmpty();
        }
    }

    @Test
    void theLast1024BlocksAreThereAndNoOther() {
        MemoryStore far = new MemoryStore(new Memory(4_000, 1 << 20, 1 << 20, 64));
        try (TestLedger ledger = TestLedger.open(far, clock, ALICE, BOB)) {
            ledger.submit(ALICE, pay("bob", 1));
            ledger.node().development().orElseThrow().mine(98);
            ledger.submit(ALICE, pay("bob", 2));
            ledger.node().development().orElseThrow().mine(1_023);

            assertReach(ledger.ledger());
        }
        try (TestLedger again = TestLedger.open(far, clock, ALICE, BOB)) {
            assertReach(again.ledger());
        }
    }

    /** The newest block is 1,123. */
    private static void assertReach(Ledger ledger) {
        assertThat(eth(ledger.balances("bob", 100))).isEqualTo("1003");
        assertThat(eth(ledger.balances("bob", 1_123))).isEqualTo("1003");
        for (long gone : new long[] {0, 99, 1_124, Long.MAX_VALUE}) {
            Values values = Values.of("height", gone).and("oldest", 100L).and("newest", 1_123L);
            assertThatThrownBy(() -> ledger.balances("bob", gone))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> {
                        assertThat(refused.failure().code()).isEqualTo("HEIGHT_NOT_KEPT");
                        assertThat(refused.failure().values()).isEqualTo(values);
                        assertThat(refused.failure().message())
                                .isEqualTo("The state after block " + gone
                                        + " cannot be seen: ask for that after one of the blocks 100 to 1123.");
                    });
            assertThatThrownBy(() -> ledger.accounts(null, 10, gone)).hasMessageContaining("100 to 1123");
            assertThatThrownBy(() -> ledger.query("probe", "row", 1, Bytes.of(), gone))
                    .hasMessageContaining("100 to 1123");
        }
    }

    @Test
    void aCapabilityAnswersByTheRulesOfTheTime() {
        try (TestLedger ledger = open()) {
            ledger.activate(Jars.probe("1.0.0"));
            ledger.submit(ALICE, put("aa"));
            ledger.advance(Duration.ofSeconds(1));
            ledger.submit(ALICE, put("bb"));
            ledger.submit(ALICE, new DeactivateModule("probe"));
            ledger.submit(ALICE, pay("bob", 1));

            assertAnswers(ledger.ledger());
        }
        try (TestLedger again = open()) {
            assertAnswers(again.ledger());
        }
    }

    private static void assertAnswers(Ledger ledger) {
        assertThatThrownBy(() -> row(ledger, 0)).hasMessageContaining("No version of probe is active");
        assertThat(row(ledger, 1)).as("nothing was put when they became active").isEmpty();
        assertThat(row(ledger, 2)).isEqualTo("aa");
        assertThat(row(ledger, 3)).isEqualTo("aa");
        assertThat(row(ledger, 4)).isEqualTo("bb");
        assertThatThrownBy(() -> row(ledger, 5)).hasMessageContaining("No version of probe is active");
        assertThatThrownBy(() -> row(ledger, 6)).hasMessageContaining("No version of probe is active");
    }

    @Test
    void aQuestionAboutThePastIsAskedAtItsTime() {
        try (TestLedger ledger = open()) {
            ledger.activate(Jars.probe("1.0.0"));
            ledger.advance(Duration.ofSeconds(7));
            ledger.advance(Duration.ofDays(1));
            clock.move(Duration.ofHours(1));

            Instant time = ledger.ledger().block(2).orElseThrow().header().time();
            Values then = new LedgerClient(ledger.ledger()).query("probe", "now", 1, Values.none(), 2);
            assertThat(then.number("number")).isEqualTo(time.toEpochMilli() + 3);
        }
    }

    /** Each block writes some 130 rows, so the 90 of them together more than 10,000. */
    @Test
    void eachStateIsProvedHoweverMuchWasWrittenSince() {
        try (TestLedger ledger = open()) {
            for (int block = 1; block <= 90; block++) {
                String name = "b" + block + ".";
                ledger.submit(
                        ALICE,
                        IntStream.range(0, 64)
                                .mapToObj(i -> i == 0 ? pay("bob", 1) : account(name + i))
                                .toArray(OperationRecord[]::new));
            }
            assertProvable(ledger.ledger());
        }
        try (TestLedger again = open()) {
            assertProvable(again.ledger());
        }
    }

    private static void assertProvable(Ledger ledger) {
        for (long height = 90; height >= 0; height -= 9) {
            Fact.Balance fact = (Fact.Balance)
                    ledger.prove(new Claim.Balance("bob", "ETH"), height, 90).fact();
            assertThat(fact.height()).isEqualTo(height);
            assertThat(fact.units())
                    .isEqualTo(Amount.parse(Long.toString(1_000 + height), ETH).units());
        }
    }

    /** What somebody saw when a block was the newest. */
    private record Seen(List<Account> accounts, List<Balance> alice, List<Balance> bob) {
        static Seen now(Ledger ledger) {
            return new Seen(ledger.accounts(null, 1_000).items(), ledger.balances("alice"), ledger.balances("bob"));
        }

        static Seen at(Ledger ledger, long height) {
            return new Seen(
                    ledger.accounts(null, 1_000, height).items(),
                    ledger.balances("alice", height),
                    ledger.balances("bob", height));
        }
    }

    private static void assertSeen(List<Seen> seen, Ledger ledger) {
        for (int height = 0; height < seen.size(); height++) {
            assertThat(Seen.at(ledger, height)).as("block %d", height).isEqualTo(seen.get(height));
        }
        for (int height = seen.size() - 1; height >= 0; height--) {
            assertThat(Seen.at(ledger, height)).as("block %d", height).isEqualTo(seen.get(height));
        }
    }

    private static String row(Ledger ledger, long height) {
        return new LedgerClient(ledger)
                .query("probe", "row", 1, Values.of("key", Bytes.fromHex("01")), height)
                .find("value")
                .map(value -> ((Bytes) value).toHex())
                .orElse("");
    }

    private static String eth(List<Balance> balances) {
        return balances.stream()
                .map(Balance::available)
                .filter(amount -> amount.asset().equals(ETH))
                .map(Amount::toPlainString)
                .findFirst()
                .orElseThrow();
    }

    private TestLedger open() {
        return TestLedger.open(store, clock, ALICE, BOB);
    }

    private static Call put(String value) {
        return Call.of("put", Values.of("key", Bytes.fromHex("01")).and("value", Bytes.fromHex(value)));
    }

    private static CreateAccount account(String name) {
        return new CreateAccount(name, BOB.signer().publicKey());
    }

    private static Transfer pay(String to, int amount) {
        String from = to.equals("bob") ? "alice" : "bob";
        return new Transfer(from, to, Amount.parse(Integer.toString(amount), ETH));
    }
}
