package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.Verification;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.RelayDisk;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.core.node.Memory;
import org.quoin.ledger.store.StoreException;

/** Every block can be executed again without room in memory for the state, and nothing stays behind. */
@Timeout(120)
class VerificationTest {
    private static final int BLOCKS = 60;
    private static final int GROWING = 20;
    private static final int CACHE = 4_000;
    private static final int UNSTORED = 100_000;

    private final MemoryStore store = new MemoryStore(new Memory(CACHE, UNSTORED, 1 << 20, 8));

    @Test
    void theStateMayBeLargerThanMemory() {
        try (TestLedger ledger = grown(open())) {
            assertThat(ledger.ledger().verify(0, BLOCKS))
                    .isEqualTo(
                            new Verification(0, BLOCKS, ledger.ledger().info().stateRoot(), null, null));
        }
        MemoryRows scratch = only(store.scratches());
        assertThat(scratch.isOpen()).isFalse();
        assertThat(bytes(scratch)).isGreaterThan(CACHE + UNSTORED);
        assertThat(scratch.reads()).as("what had left memory").isGreaterThan(100);
        assertThat(scratch.writes()).as("no more often than is needed").isBetween(3L, BLOCKS / 2L);
        assertThat(scratch.tamper().keySet().stream().map(VerificationTest::withoutVersion))
                .as("one version of each bucket")
                .doesNotHaveDuplicates();
    }

    @Test
    void theFirstBadBlockIsNamedBeyondMemoryToo() {
        AtomicBoolean bad = new AtomicBoolean();
        try (TestLedger ledger = grown(open(disk -> new RelayDisk(disk) {
            @Override
            public void read(long position, ByteBuffer into) throws IOException {
                super.read(position, into);
                if (bad.get() && position > 100_000 && into.capacity() > 1_000) {
                    into.put(into.capacity() / 2, (byte) (into.get(into.capacity() / 2) ^ 1));
                }
            }
        }))) {
            bad.set(true);
            Verification found = ledger.ledger().verify(0, BLOCKS);
            bad.set(false);

            long last = Objects.requireNonNull(found.firstBad()) - 1;
            assertThat(last).isBetween(2L, (long) BLOCKS);
            assertThat(found.stateRoot())
                    .isEqualTo(
                            ledger.ledger().block(last).orElseThrow().header().state());
            assertThat(ledger.ledger().verify(7, BLOCKS).ok()).isTrue();
        }
        assertThat(store.scratches()).hasSize(2).noneMatch(MemoryRows::isOpen);
    }

    @Test
    void whateverInterruptsItNothingIsLeft() {
        AtomicBoolean killed = new AtomicBoolean();
        Sight before;
        try (TestLedger ledger = grown(open(disk -> new RelayDisk(disk) {
            @Override
            public void read(long position, ByteBuffer into) throws IOException {
                if (killed.get() && position > 100_000) {
                    throw new IllegalStateException("killed");
                }
                super.read(position, into);
            }
        }))) {
            before = Sight.of(ledger.ledger());
            killed.set(true);
            assertThatThrownBy(() -> ledger.ledger().verify(0, BLOCKS)).hasMessage("killed");
            killed.set(false);
            assertThat(only(store.scratches()).isOpen()).isFalse();
            assertThat(Sight.of(ledger.ledger())).isEqualTo(before);
        }
        try (TestLedger again = open()) {
            assertThat(Sight.of(again.ledger())).isEqualTo(before);
            assertThat(again.ledger().verify(0, BLOCKS).ok()).isTrue();
        }
    }

    /** That it fails says nothing about the blocks, and nothing about the ledger, which goes on. */
    @Test
    void aDiskThatFailsIsNoBadBlock() {
        try (TestLedger ledger = grown(open())) {
            store.failScratches(2);
            assertThatThrownBy(() -> ledger.ledger().verify(0, BLOCKS))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Input/output error");
            assertThat(only(store.scratches()).isOpen()).isFalse();

            store.failScratches(Integer.MAX_VALUE);
            ledger.submit(ALICE, account("carol"));
            assertThat(ledger.ledger().verify(0, BLOCKS + 1).ok()).isTrue();
        }
    }

    /** Whoever reads a file that is closed meanwhile sees it fail, as a damaged one may. */
    @Test
    void aNodeThatClosesMeanwhileHasNoBadBlock(@TempDir Path data) {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        LedgerStore files = new RewiredStore(
                new DirectoryStore(data.resolve("ledger"), data.resolve("modules")), disk -> new RelayDisk(disk) {
                    @Override
                    public void read(long position, ByteBuffer into) throws IOException {
                        meanwhile.getAndSet(() -> {}).run();
                        super.read(position, into);
                    }
                });
        for (int question = 0; question < 2; question++) {
            TestLedger ledger = TestLedger.open(files, new ManualClock(START), ALICE, BOB);
            ledger.submit(BOB, new Transfer("bob", "alice", Amount.parse("1", ETH)));
            meanwhile.set(ledger::close);
            if (question == 0) {
                assertThatThrownBy(() -> ledger.ledger().verify(0, 1)).satisfies(VerificationTest::isRefusedAsClosed);
            } else {
                assertThatThrownBy(() -> ledger.node().maintenance().repair())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("the journal is closed");
            }
            assertThatThrownBy(() -> ledger.ledger().verify(0, 1)).satisfies(VerificationTest::isRefusedAsClosed);
        }
        assertThat(data.resolve("ledger")).isDirectoryNotContaining("glob:**scratch-*");
        try (TestLedger again = TestLedger.open(files, new ManualClock(START), ALICE, BOB)) {
            assertThat(again.ledger().verify(0, 2).ok()).isTrue();
        }
    }

    private static void isRefusedAsClosed(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "The ledger takes no transactions because it was closed before the verification had come to an"
                                + " end: restart the node.");
    }

    @Test
    void itLeavesTheRestOfTheDiskToTheLedger() {
        FaultyStore narrow = new FaultyStore(store);
        try (TestLedger ledger = grown(TestLedger.open(narrow, new ManualClock(START), ALICE, BOB))) {
            narrow.room().free((128L << 20) - 1);
            assertThatThrownBy(() -> ledger.ledger().verify(0, BLOCKS))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.failure().code()).isEqualTo("DISK_FULL"));
            assertThat(only(store.scratches()).isOpen()).isFalse();
            assertThat(ledger.ledger().verify(0, 1).ok())
                    .as("what memory holds needs no disk")
                    .isTrue();

            narrow.room().free(128L << 20);
            assertThat(ledger.ledger().verify(0, BLOCKS).ok()).isTrue();
        }
    }

    /** With some 1,300 accounts, which is more than memory may hold, and blocks that change little of them. */
    private static TestLedger grown(TestLedger ledger) {
        for (int block = 1; block <= GROWING; block++) {
            String name = "b" + block + ".";
            ledger.submit(
                    ALICE,
                    IntStream.range(0, 64).mapToObj(i -> account(name + i)).toArray(OperationRecord[]::new));
        }
        for (int block = GROWING + 1; block <= BLOCKS; block++) {
            ledger.submit(BOB, new Transfer("bob", "alice", Amount.parse("1", ETH)));
        }
        return ledger;
    }

    private static CreateAccount account(String name) {
        return new CreateAccount(name, BOB.signer().publicKey());
    }

    private static MemoryRows only(List<MemoryRows> scratches) {
        assertThat(scratches).hasSize(1);
        return scratches.get(0);
    }

    private static long bytes(MemoryRows rows) {
        return rows.tamper().values().stream().mapToLong(value -> value.length).sum();
    }

    private static Bytes withoutVersion(byte[] key) {
        return Bytes.of(Arrays.copyOf(key, key.length - Long.BYTES));
    }

    private TestLedger open() {
        return open(disk -> disk);
    }

    private TestLedger open(UnaryOperator<Disk> wiring) {
        return TestLedger.open(new RewiredStore(store, wiring), new ManualClock(START), ALICE, BOB);
    }
}
