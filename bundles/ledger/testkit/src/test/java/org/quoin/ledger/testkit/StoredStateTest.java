package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.SubmissionException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.RelayDisk;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.core.node.Memory;
import org.quoin.ledger.core.state.UnreadableStateError;
import org.quoin.ledger.store.Row;

/** What comes into the store behind the journal, and how a ledger goes on from it. */
@Timeout(240)
class StoredStateTest {
    private static final long SEED = 20_260_101;

    /** A checkpoint every few blocks, and hardly a bucket in memory. */
    private static final Memory SMALL = new Memory(4_000, 1 << 20, 1 << 20, 4);

    private final Random random = new Random(SEED);
    private final MemoryStore store = new MemoryStore(SMALL);
    private final ManualClock clock = new ManualClock(START);

    @Test
    void aStartReadsNothingOfTheJournalThatIsStored() {
        AtomicLong written = new AtomicLong();
        AtomicLong lowest = new AtomicLong(Long.MAX_VALUE);
        LedgerStore watched = new RewiredStore(store, disk -> new WatchedDisk(disk, written, lowest));
        try (TestLedger ledger = open(watched)) {
            live(ledger, 50);
        }
        lowest.set(Long.MAX_VALUE);

        try (TestLedger again = open(watched)) {
            assertThat(lowest.get()).as("of %d bytes", written.get()).isGreaterThan(written.get() * 9 / 10);
            assertThat(again.ledger().info().height()).isGreaterThanOrEqualTo(50);
            assertThat(again.ledger().block(1)).as("still there").isPresent();
            assertThat(lowest.get()).as("so this test can see").isLessThan(written.get() / 2);
        }
    }

    @Test
    void whatIsStoredIsWhatTheWholeJournalGives() throws IOException {
        for (int life = 0; life < 6; life++) {
            Sight before;
            try (TestLedger ledger = open(store)) {
                live(ledger, random.nextInt(30));
                before = Sight.of(ledger.ledger());
            }
            assertThat(sight())
                    .as("seed %d, life %d, from the store", SEED, life)
                    .isEqualTo(before);
            if (life % 3 == 2) {
                store.discardState();
                assertThat(sight())
                        .as("seed %d, life %d, from the journal", SEED, life)
                        .isEqualTo(before);
            }
        }
    }

    /** The store fails at some write or flush; the power goes, and of what was not flushed any number of batches is there. */
    @Test
    void whereverACheckpointIsCutShortTheLedgerIsTheSame() throws IOException {
        int stopped = 0;
        for (int life = 0; life < 25; life++) {
            List<Receipt> receipts;
            try (TestLedger ledger = open(store)) {
                store.state().failAfter(random.nextInt(12));
                store.state().survive(random.nextInt(3));
                receipts = live(ledger, 25);
            }
            stopped += receipts.size() < 25 ? 1 : 0;
            assertThat(store.distrusted())
                    .as("a failure that may pass is no damage")
                    .isFalse();
            Sight now = sight();
            assertThat(now.receipts()).as("seed %d, life %d", SEED, life).containsAll(receipts);
            if (life % 5 == 4) {
                store.discardState();
                assertThat(sight()).as("seed %d, life %d", SEED, life).isEqualTo(now);
            }
        }
        assertThat(stopped).isPositive();
    }

    @Test
    void aStoreThatFailsStopsTheLedgerWithASentence() {
        try (TestLedger ledger = open(store)) {
            store.state().failAfter(0);
            live(ledger, Integer.MAX_VALUE);

            assertThatThrownBy(() -> ledger.submit(ALICE, pay(1)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(
                            "because of its store (The store memory cannot be written: Input/output error)");
            assertThat(ledger.ledger().info().height()).isGreaterThan(0);
        }
        assertThat(sight().info().height()).isGreaterThan(0);
    }

    @Test
    void aBucketThatIsNotWhatWasWrittenStopsTheLedgerAndTheNextStartMakesItAgain() {
        Sight before;
        SignedTransaction signed;
        try (TestLedger ledger = open(store)) {
            live(ledger, 40);
            before = Sight.of(ledger.ledger());
            signed = ledger.draft(ALICE, pay(1)).sign();
        }
        store.state().tamper().forEach((key, value) -> {
            if (key[0] == 'b') {
                value[value.length - 1] ^= 1;
            }
        });
        store.state().settle();

        try (TestLedger damaged = open(store)) {
            assertThatThrownBy(() -> Sight.of(damaged.ledger())).isInstanceOf(UnreadableStateError.class);
            assertThatThrownBy(() -> damaged.submit(signed))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("has another hash than is known of it");
            assertThat(store.distrusted()).isTrue();
        }

        assertThat(sight()).isEqualTo(before);
        assertThat(store.distrusted()).isFalse();
    }

    /** Each row of a kind on which the state rests is changed or removed: that is seen at the start, or when it is read. */
    @Test
    void noRowOfTheStateIsBelieved() throws IOException {
        Sight before;
        try (TestLedger ledger = open(store)) {
            live(ledger, 40);
            before = Sight.of(ledger.ledger());
        }
        List<byte[]> keys = store.state().tamper().keySet().stream()
                .filter(key -> key[0] == 'b' || key[0] == 's' || key[0] == 'c' || key[0] == 'i')
                .toList();
        assertThat(keys).hasSizeGreaterThan(30);
        for (int i = 0; i < keys.size(); i += 1 + random.nextInt(3)) {
            byte[] key = keys.get(i);
            byte[] value = store.state().tamper().get(key);
            if (value == null) {
                continue; // not in the store that was made again
            }
            if (random.nextInt(4) == 0) {
                store.state().tamper().remove(key);
            } else {
                value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
            }
            store.state().settle();
            String what = "seed " + SEED + ", row " + i + " of kind " + (char) key[0];
            try (TestLedger ledger = open(store)) {
                assertThat(Sight.of(ledger.ledger())).as(what).isEqualTo(before);
            } catch (UnreadableStateError e) {
                assertThat(store.distrusted()).as(what).isTrue();
            }
            store.discardState();
            try (TestLedger ledger = open(store)) {
                assertThat(Sight.of(ledger.ledger())).as(what).isEqualTo(before);
            }
        }
    }

    @Test
    void aStoreOfAnotherChainIsMadeAgain() {
        MemoryStore other = new MemoryStore(SMALL);
        try (TestLedger ledger = TestLedger.open(other, clock, BOB, ALICE)) {
            live(ledger, 20);
        }
        Sight before;
        try (TestLedger ledger = open(store)) {
            live(ledger, 10);
            before = Sight.of(ledger.ledger());
        }
        store.state().tamper().clear();
        store.state().tamper().putAll(other.state().tamper());
        store.state().settle();

        assertThat(sight()).isEqualTo(before);
    }

    @Test
    void orderingWaitsWhileTooMuchIsNotStored() {
        MemoryStore narrow = new MemoryStore(new Memory(4_000, 1, 1, 1));
        try (TestLedger ledger = open(narrow)) {
            narrow.state().hold();
            List<CompletableFuture<Receipt>> answers = new ArrayList<>();
            for (int lane = 0; lane < 3; lane++) {
                answers.add(ledger.ledger()
                        .submit(ledger.draft(ALICE, pay(1))
                                .nonce(lane, 0)
                                .sign()
                                .encode()));
                while (!answers.get(lane).isDone() && !somebodyWaitsForTheStore()) {
                    Thread.onSpinWait();
                }
            }
            assertThat(answers).as("none is stored, so not all are ordered").anyMatch(answer -> !answer.isDone());

            narrow.state().release();
            assertThat(answers).map(TestLedger::await).allMatch(Receipt::applied);
        }
    }

    @Test
    void aLedgerThatGoesQuietStoresWhatIsLeft() {
        MemoryStore memory = new MemoryStore(new Memory(4_000, 1 << 20, 1 << 20, 1_000));
        MemoryRows rows = memory.state();
        FaultyStore rare = new FaultyStore(memory);
        try (TestLedger ledger = open(rare)) {
            live(ledger, 5);
            look(ledger, 9);
            live(ledger, 1);
            look(ledger, 9);
            assertThat(newestCheckpoint(rows)).as("blocks came meanwhile").isNegative();
            rare.room().free(0);
            look(ledger, 30);
            assertThat(newestCheckpoint(rows))
                    .as("the disk is for what is under way")
                    .isNegative();
            rare.room().free(Long.MAX_VALUE / 2);

            look(ledger, 1);
            awaitCheckpoint(rows, 6);
            live(ledger, 1);
            look(ledger, 10);
            awaitCheckpoint(rows, 7);
            long written = rows.writes();
            look(ledger, 30);
            live(ledger, 1);
            look(ledger, 10);
            awaitCheckpoint(rows, 8);
            assertThat(rows.writes())
                    .as("nothing is stored where nothing is new")
                    .isEqualTo(written + 1);
        }
        assertThat(numbers(memory, 'c')).as("nothing was left for the end").containsExactly(6L, 7L, 8L);
        assertThat(rows.writes()).isEqualTo(3);
    }

    private static void look(TestLedger ledger, int times) {
        for (int i = 0; i < times; i++) {
            ledger.node().tend();
        }
    }

    private static void awaitCheckpoint(MemoryRows rows, long height) {
        while (newestCheckpoint(rows) < height) {
            Thread.onSpinWait();
        }
    }

    /** Its height, or -1. */
    private static long newestCheckpoint(MemoryRows rows) {
        Row newest = rows.floor(new byte[] {'c'}, new byte[] {'d'});
        return newest == null ? -1 : ByteBuffer.wrap(newest.key()).getLong(1);
    }

    @Test
    void earlierStatesCanBeSeen() {
        List<BigInteger> balances = new ArrayList<>();
        try (TestLedger ledger = open(store)) {
            balances.add(ledger.balance(BOB, ETH).units());
            for (int i = 0; i < 23; i++) {
                ledger.submit(ALICE, pay(1 + i));
                balances.add(ledger.balance(BOB, ETH).units());
            }
            assertEarlier(ledger, balances);
        }
        try (TestLedger again = open(store)) {
            assertEarlier(again, balances);
            assertThatThrownBy(() -> again.node().at(24)).hasMessageContaining("there is no block 24 yet");
        }
    }

    @Test
    void statesOlderThanWhatIsKeptAreGone() {
        MemoryStore kept = new MemoryStore(new Memory(4_000, 1 << 20, 1 << 20, 64));
        try (TestLedger ledger = open(kept)) {
            live(ledger, 10);
            for (int i = 0; i < 2; i++) {
                ledger.node().development().orElseThrow().mine(1_150);
                ledger.submit(ALICE, pay(1));
            }
            long head = ledger.ledger().info().height();

            assertThat(ledger.node().at(head - 1_023).header().height()).isEqualTo(head - 1_023);
            assertThatThrownBy(() -> ledger.node().at(head - 1_024))
                    .hasMessage("the state after block " + (head - 1_024) + " is not kept any more: ask for block "
                            + (head - 1_023) + " or a later one");
        }
        try (TestLedger ledger = open(kept)) {
            ledger.submit(ALICE, pay(1));
        }
        assertThat(numbers(kept, 'c').size()).isLessThan(2_100 / 64 + 5);
        assertThat(numbers(kept, 'g'))
                .isNotEmpty()
                .allMatch(gone -> gone > numbers(kept, 'c').get(0));
    }

    /** Of the rows of a kind, ascending. */
    private static List<Long> numbers(MemoryStore in, char kind) {
        return in.state().tamper().keySet().stream()
                .filter(key -> key[0] == kind)
                .map(key -> ByteBuffer.wrap(key).getLong(1))
                .toList();
    }

    private static void assertEarlier(TestLedger ledger, List<BigInteger> balances) {
        for (int height = balances.size() - 1; height >= 0; height--) {
            Chain then = ledger.node().at(height);
            assertThat(then.header())
                    .isEqualTo(ledger.ledger().block(height).orElseThrow().header());
            assertThat(then.hasItsRoots()).isTrue();
            assertThat(new CoreReads(then.state())
                            .holdings("bob").stream()
                                    .filter(held -> held.asset().equals(ETH))
                                    .map(held -> held.available())
                                    .toList())
                    .containsExactly(balances.get(height));
        }
    }

    /** Until it is done or the ledger takes no more; the receipts. */
    private List<Receipt> live(TestLedger ledger, int transactions) {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            try {
                receipts.add(ledger.submit(random.nextBoolean() ? ALICE : BOB, something(ledger)));
            } catch (SubmissionException e) {
                return receipts;
            }
        }
        return receipts;
    }

    private OperationRecord something(TestLedger ledger) {
        long height = ledger.ledger().info().height();
        return switch (random.nextInt(3)) {
            case 0 ->
                new CreateAccount(
                        "a" + height + "." + random.nextInt(1_000), BOB.signer().publicKey());
            case 1 -> new Transfer("bob", "alice", Amount.parse("1", ETH));
            default -> pay(random.nextInt(30));
        };
    }

    private Sight sight() {
        try (TestLedger again = open(store)) {
            return Sight.of(again.ledger());
        }
    }

    private static boolean somebodyWaitsForTheStore() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getMethodName().equals("awaitRoom"));
    }

    private TestLedger open(LedgerStore from) {
        return TestLedger.open(from, clock, ALICE, BOB);
    }

    private static Transfer pay(int amount) {
        return new Transfer("alice", "bob", Amount.parse(Integer.toString(amount), ETH));
    }

    /** Sees where records are read, and how far any are written. */
    private static final class WatchedDisk extends RelayDisk {
        private static final long RECORDS = 3 * 4096 + 32;

        private final AtomicLong written;
        private final AtomicLong lowest;

        private WatchedDisk(Disk disk, AtomicLong written, AtomicLong lowest) {
            super(disk);
            this.written = written;
            this.lowest = lowest;
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            if (position >= RECORDS) {
                lowest.accumulateAndGet(position, Math::min);
            }
            super.read(position, into);
        }

        @Override
        public void write(long position, ByteBuffer from) throws IOException {
            written.accumulateAndGet(position + from.remaining(), Math::max);
            super.write(position, from);
        }
    }
}
