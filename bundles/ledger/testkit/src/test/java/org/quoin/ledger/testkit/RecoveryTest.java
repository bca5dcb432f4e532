package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.Verification;
import org.quoin.ledger.core.block.BlockOutcome;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;
import org.quoin.rules.codec.Writer;

@Timeout(60)
class RecoveryTest {
    private static final Table BALANCES = Table.ordered("ledger.balances", 12);

    private final MemoryStore store = new MemoryStore();
    private final ManualClock clock = new ManualClock(START);

    @Test
    void afterManyBlocksAReopenedLedgerShowsAllThatItShowedBefore() {
        Sight before;
        try (TestLedger ledger = open(store)) {
            for (int i = 0; i < 120; i++) {
                ledger.submit(ALICE, pay(i % 7 == 0 ? 10_000 : 1 + i));
                clock.move(Duration.ofSeconds(1));
            }
            before = Sight.of(ledger.ledger());
        }
        assertThat(before.info().height()).isEqualTo(120);
        assertThat(before.receipts().stream().filter(Receipt::applied).count()).isBetween(10L, 119L);

        for (int i = 0; i < 2; i++) {
            try (TestLedger again = open(store)) {
                assertThat(Sight.of(again.ledger())).isEqualTo(before);
                assertThat(again.ledger().verify(0, 120))
                        .isEqualTo(new Verification(0, 120, before.info().stateRoot(), null, null));
                assertThat(again.ledger().nextSequence("alice", 0)).isEqualTo(120);
            }
        }
        try (TestLedger again = open(store)) {
            Receipt next = again.submit(BOB, new Transfer("bob", "alice", eth(1)));
            assertThat(next.height()).isEqualTo(121);
            assertThat(next.events().get(0).sequence())
                    .isEqualTo(before.events().size());
        }
    }

    @Test
    void timeThatWasAdvancedStaysAdvanced() {
        try (TestLedger ledger = open(store)) {
            ledger.advance(Duration.ofDays(3));
            assertThat(ledger.ledger().now()).isEqualTo(START.plus(Duration.ofDays(3)));
            assertThat(ledger.ledger().info().height()).isEqualTo(1);
        }
        clock.move(Duration.ofMinutes(1));

        try (TestLedger again = open(store)) {
            assertThat(again.ledger().now()).isEqualTo(START.plus(Duration.ofDays(3)));
            clock.move(Duration.ofMinutes(1));
            assertThat(again.ledger().now())
                    .isEqualTo(START.plus(Duration.ofDays(3)).plusSeconds(60));
        }
    }

    @Test
    void aForgedWriteInTheLastBlockIsRefusedWhenOpened() throws IOException {
        fill(store, 3);

        MemoryStore forged = rebuilt(store, 3, RecoveryTest::withMoreForAlice);

        assertThatThrownBy(() -> open(forged))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("the state after block 3 has not the roots of its header");
    }

    /** The next payment overwrites what was forged, so the roots at the end are right. */
    @Test
    void aForgedWriteThatIsOverwrittenLaterIsFoundByVerify() throws IOException {
        fill(store, 3);

        MemoryStore forged = rebuilt(store, 2, RecoveryTest::withMoreForAlice);

        assertVerifyFinds(forged, "executing it again writes something else");
    }

    @Test
    void aForgedReceiptIsFoundByVerify() throws IOException {
        fill(store, 3);

        MemoryStore forged = rebuilt(store, 2, record -> {
            ReceiptRow row = record.receipts().get(0);
            Outcome dearer = new Outcome(
                    row.outcome().failure(),
                    row.outcome().gas(),
                    BigInteger.TEN,
                    row.outcome().events());
            return new BlockRecord(
                    record.input(),
                    record.header(),
                    new BlockOutcome(
                            record.outcome().start(),
                            List.of(new ReceiptRow(row.transaction(), dearer)),
                            record.outcome().end()),
                    record.writes());
        });

        assertVerifyFinds(forged, "executing it again gives other receipts");
    }

    /** The sabotage: a journal that is rebuilt without a forgery is taken, so it is the forgery that is found. */
    @Test
    void aRebuiltJournalWithoutAForgeryIsGood() throws IOException {
        fill(store, 3);

        try (TestLedger again = open(rebuilt(store, 2, record -> record))) {
            assertThat(again.ledger().verify(0, 3).reason()).isEmpty();
        }
    }

    @Test
    void anotherInputThanTheHeaderNamesIsRefusedWhenOpened() throws IOException {
        fill(store, 3);
        BlockRecord first = records(store).get(1);

        MemoryStore forged = rebuilt(
                store, 2, record -> new BlockRecord(first.input(), record.header(), record.outcome(), record.writes()));

        assertThatThrownBy(() -> open(forged))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining(
                        "block 2 cannot be taken up: the block does not continue the chain at height 1: its input is"
                                + " another than it names");
    }

    @Test
    void aJournalThatIsNotOfItsGenesisIsRefused() throws IOException {
        fill(store, 2);

        assertThatThrownBy(() -> open(new Mixed(store, TestLedger.genesis(BOB, ALICE))))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("block 0 cannot be taken up: it does not follow from the genesis");
    }

    @Test
    void anEmptyJournalOfAnotherGenesisIsRefused() throws IOException {
        store.create(TestLedger.genesis(ALICE, BOB));

        assertThatThrownBy(() -> open(new Mixed(store, TestLedger.genesis(BOB, ALICE))))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("it is the journal of another genesis");
    }

    /** As after a crash between making the store and founding the chain. */
    @Test
    void anEmptyJournalOfTheRightGenesisBeginsTheChain() throws IOException {
        store.create(TestLedger.genesis(ALICE, BOB));

        try (TestLedger ledger = open(store)) {
            assertThat(ledger.submit(ALICE, pay(1)).applied()).isTrue();
        }
    }

    @Test
    void aBitThatFlipsUnderARunningLedgerIsFoundByVerifyAndWhenItIsRead() throws IOException {
        fill(store, 5);
        long third = middle(store, 3);
        try (TestLedger ledger = open(store)) {
            store.disk().flip(third, 3);

            Verification found = ledger.ledger().verify(0, 5);

            assertThat(found.ok()).isFalse();
            assertThat(found.firstBad()).isEqualTo(3);
            assertThat(found.reason().orElseThrow()).contains("block 3 is not as it was written");
            assertThat(found.stateRoot())
                    .isEqualTo(ledger.ledger().block(2).orElseThrow().header().state());
            assertThat(ledger.ledger().verify(0, 2).ok()).isTrue();
        }

        try (TestLedger again = open(store)) {
            assertThat(again.ledger().info().height())
                    .as("a start reads what is not stored")
                    .isEqualTo(5);
            assertThatThrownBy(() -> again.ledger().block(3)).isInstanceOf(DamagedDataException.class);
        }
        store.discardState();
        assertThatThrownBy(() -> open(store)).isInstanceOf(DamagedDataException.class);
        store.disk().flip(third, 3);
        try (TestLedger healed = open(store)) {
            assertThat(healed.ledger().verify(0, 5).ok()).isTrue();
        }
    }

    @Test
    void aRangeBeyondTheChainCannotBeVerified() {
        try (TestLedger ledger = open(store)) {
            assertThatThrownBy(() -> ledger.ledger().verify(0, 1))
                    .hasMessage("the chain has the blocks 0 to 0: choose a range within, not 0 to 1");
            assertThatThrownBy(() -> ledger.ledger().verify(1, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ledger.ledger().verify(-1, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThat(ledger.ledger().verify(0, 0).ok()).isTrue();
        }
    }

    private static void assertVerifyFinds(MemoryStore forged, String finding) {
        try (TestLedger ledger = TestLedger.open(forged, new ManualClock(START), ALICE, BOB)) {
            Verification found = ledger.ledger().verify(0, 3);

            assertThat(found.firstBad()).isEqualTo(2);
            assertThat(found.reason()).contains(finding);
            assertThat(found.stateRoot())
                    .isEqualTo(ledger.ledger().block(1).orElseThrow().header().state());
            assertThat(ledger.ledger().verify(3, 3).firstBad())
                    .as("nothing holds after a block that does not")
                    .isEqualTo(2);
            assertThat(ledger.ledger().verify(0, 1).ok()).isTrue();
        }
    }

    private void fill(MemoryStore into, int blocks) {
        try (TestLedger ledger = open(into)) {
            for (int i = 0; i < blocks; i++) {
                ledger.submit(ALICE, pay(1));
            }
        }
    }

    /** A store with the same blocks, one of them altered, and everything that the journal itself checks made anew. */
    private static MemoryStore rebuilt(MemoryStore from, int height, UnaryOperator<BlockRecord> forgery)
            throws IOException {
        MemoryStore into = new MemoryStore();
        into.create(from.genesis());
        try (Journal journal =
                Journal.open(into.disk(), (at, payload) -> from.genesis().chainId())) {
            List<BlockRecord> records = records(from);
            for (int at = 0; at < records.size(); at++) {
                BlockRecord record = at == height ? forgery.apply(records.get(at)) : records.get(at);
                journal.append(at, record.encode());
                journal.force();
                journal.anchor(at, record.header().hash());
                journal.force();
            }
        }
        return into;
    }

    private static List<BlockRecord> records(MemoryStore from) throws IOException {
        List<BlockRecord> records = new ArrayList<>();
        Journal.open(from.disk(), (height, payload) -> {
                    records.add(BlockRecord.decode(payload));
                    return records.get(records.size() - 1).header().hash();
                })
                .close();
        return records;
    }

    private static BlockRecord withMoreForAlice(BlockRecord record) {
        byte[] alice = new Writer().u64(0).u32(1).toBytes();
        List<Write> writes = new ArrayList<>(record.writes().writes());
        assertThat(writes.removeIf(write -> write.table().equals(BALANCES) && Arrays.equals(write.key(), alice)))
                .isTrue();
        writes.add(Write.put(
                BALANCES, alice, new Writer().u128(BigInteger.TWO.pow(100)).toBytes()));
        return new BlockRecord(record.input(), record.header(), record.outcome(), WriteSet.of(writes));
    }

    /** Where the byte in the middle of a block's record stands on the disk. */
    private static long middle(MemoryStore of, int height) throws IOException {
        int frame = 4 + 4 + 8 + Hash.SIZE;
        long position = 3 * 4096 + Hash.SIZE;
        List<BlockRecord> records = records(of);
        for (BlockRecord before : records.subList(0, height)) {
            position += frame + before.encode().length;
        }
        return position + (frame + records.get(height).encode().length) / 2;
    }

    /** The journal of one store with the genesis of another. */
    private static final class Mixed extends RelayStore {
        private final Genesis other;

        private Mixed(LedgerStore store, Genesis other) {
            super(store);
            this.other = other;
        }

        @Override
        public Genesis genesis() {
            return other;
        }
    }

    private TestLedger open(LedgerStore from) {
        return TestLedger.open(from, clock, ALICE, BOB);
    }

    private static Transfer pay(int amount) {
        return new Transfer("alice", "bob", eth(amount));
    }

    private static Amount eth(int amount) {
        return Amount.parse(Integer.toString(amount), ETH);
    }
}
