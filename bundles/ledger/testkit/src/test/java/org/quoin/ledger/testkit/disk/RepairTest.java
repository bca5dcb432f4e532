package org.quoin.ledger.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.DataInUseException;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.Repair;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.TestLedger;

/** A ledger of twelve blocks is damaged; what a repair may do by itself, with a backup, and only when it is told to. */
class RepairTest {
    private static final int BLOCKS = 12;
    private static final long HEADER = 100;
    private static final long SLOTS = 4096;
    private static final long START_DIGEST = 3 * 4096;

    private final Path data;
    private final Path ledger;
    private final Path journal;
    private final Path backup;
    private final List<Long> ends = new ArrayList<>();
    private LedgerInfo before;

    RepairTest(@TempDir Path data) {
        this.data = data;
        ledger = data.resolve("ledger");
        journal = ledger.resolve("journal");
        backup = data.resolve("backup");
    }

    @BeforeEach
    void fill() throws IOException {
        try (TestLedger filled = open()) {
            for (int i = 1; i <= BLOCKS; i++) {
                pay(filled);
            }
            before = filled.ledger().info();
        }
        ends.addAll(endsIn(journal));
    }

    private static List<Long> endsIn(Path journal) throws IOException {
        byte[] content = Files.readAllBytes(journal);
        List<Long> ends = new ArrayList<>();
        int at = 3 * 4096 + 32;
        for (int i = 0; i <= BLOCKS; i++) {
            int length = ByteBuffer.wrap(content).getInt(at + 4);
            at += 16 + length + 32;
            ends.add((long) at);
        }
        return ends;
    }

    @Test
    void aWholeLedgerIsLeftAsItIs() throws IOException {
        Repair.Report report = repair(null, false);

        assertThat(report.whole()).isTrue();
        assertThat(report.lines())
                .containsExactly(
                        "The genesis is whole: chain " + before.chainId() + ".",
                        "The journal is whole: blocks 0 to 12.",
                        "The stored state is whole: after block 12.");
        assertThat(ledger).isDirectoryNotContaining("glob:**damaged*");
    }

    /** One right outcome each: of the first page, the start of the chain, a record's frame, payload and digest. */
    @Test
    void whatHasOneRightOutcomeIsHealedWithoutBeingAsked() throws IOException {
        long record = ends.get(4);
        for (long at : new long[] {
            HEADER,
            START_DIGEST + 5,
            record,
            record + 6,
            record + 12,
            record + 200,
            ends.get(5) - 1,
            ends.get(BLOCKS) - 1
        }) {
            flip(journal, at);
            if (at < ends.get(0)) { // what is in an older block, a node sees when it reads the block
                assertThatThrownBy(this::open)
                        .isInstanceOf(DamagedDataException.class)
                        .hasMessageContaining("journal, byte ")
                        .hasMessageEndingWith(
                                "): run 'quoin repair' on it; with --from it also takes what is missing from"
                                        + " a backup.");
            }
            Repair.Report report = repair(null, false);
            assertThat(report.whole()).as("byte %d: %s", at, report.lines()).isTrue();
            assertSameState();
        }
    }

    @Test
    void aDamagedGenesisIsRestoredFromBlockZeroByOpeningAlone() throws IOException {
        Path genesis = ledger.resolve("genesis");
        byte[] written = Files.readAllBytes(genesis);
        for (int at = 0; at < written.length; at += 7) {
            flip(genesis, at);
            assertSameState();
            assertThat(Files.readAllBytes(genesis)).isEqualTo(written);
        }
        Files.delete(genesis);
        assertSameState();
        Files.write(genesis, new byte[0]);
        assertThat(repair(null, false).lines())
                .contains("The genesis was damaged and is restored from block 0: chain " + before.chainId() + ".");
        assertThat(Files.readAllBytes(genesis)).isEqualTo(written);
    }

    @Test
    void theGenesisOfAnotherLedgerIsNoDamageToBeHealed() throws IOException {
        Path other = data.resolve("other");
        new DirectoryStore(other, data.resolve("modules")).create(TestLedger.genesis(BOB, ALICE));
        Files.copy(other.resolve("genesis"), ledger.resolve("genesis"), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(this::open).isInstanceOf(DamagedDataException.class);
        byte[] untouched = Files.readAllBytes(journal);
        assertThat(repair(null, true).whole()).isFalse();
        assertThat(Files.readAllBytes(journal)).isEqualTo(untouched);
    }

    @Test
    void aBackupGivesTheBlocksThatAreDamaged() throws IOException {
        copyTo(backup);
        try (TestLedger again = open()) {
            pay(again);
            before = again.ledger().info();
        }
        zero(journal, ends.get(3) + 20, (int) (ends.get(6) - ends.get(3)));

        Repair.Report alone = repair(null, false);
        assertThat(alone.whole()).isFalse();
        assertThat(alone.lines().get(alone.lines().size() - 1))
                .isEqualTo("Name a backup with --from; or, with --cut, block 3 becomes the last one and 10 acknowledged"
                        + " blocks are lost.");
        Repair.Report report = repair(backup, false);

        assertThat(report.whole()).as("%s", report.lines()).isTrue();
        assertThat(report.lines()).contains("Blocks taken from " + backup + ": 4.");
        assertThat(ledger.resolve("journal.damaged-1")).exists();
        assertSameState();
    }

    @Test
    void theBackupOfAnotherChainGivesNothing() throws IOException {
        DirectoryStore other = new DirectoryStore(backup, data.resolve("modules"));
        try (TestLedger stranger = TestLedger.open(other, new ManualClock(START), BOB, ALICE)) {
            pay(stranger);
        }
        zero(journal, ends.get(0) + 20, 400);
        byte[] damaged = Files.readAllBytes(journal);

        assertThat(repair(backup, false).whole()).isFalse();
        assertThat(Files.readAllBytes(journal)).isEqualTo(damaged);
    }

    @Test
    void cutGivesUpTheBlocksFromTheDamageOnAndSaysHowMany() throws IOException {
        zero(journal, ends.get(8) + 300, 60);

        Repair.Report report = repair(null, true);

        assertThat(report.whole()).as("%s", report.lines()).isTrue();
        assertThat(report.lines()).contains("Block 8 is now the last one: 4 acknowledged blocks are lost.");
        assertThat(report.lines()).anyMatch(line -> line.matches("In them were (4|at least 3) transactions.*"));
        try (TestLedger again = open()) {
            assertThat(again.ledger().info().height()).isEqualTo(8);
            assertThat(again.ledger().verify(0, 8).reason()).isEmpty();
            pay(again);
        }
        Files.move(ledger.resolve("journal.damaged-1"), backup);
        assertThat(backup).exists();
    }

    @Test
    void withoutAnyAnchorNothingIsDoneUnlessTold() throws IOException {
        zero(journal, SLOTS, 8192);
        assertThat(repair(null, false).whole()).isFalse();

        Repair.Report report = repair(null, true);

        assertThat(report.whole()).as("%s", report.lines()).isTrue();
        assertSameState();
    }

    @Test
    void aMissingJournalComesFromTheBackup() throws IOException {
        copyTo(backup);
        Files.delete(journal);

        assertThat(repair(backup, false).whole()).isFalse();
        assertThat(repair(backup, true).whole()).isTrue();
        assertSameState();
    }

    @Test
    void aDamagedStoreIsDiscardedAndMadeAgain() throws IOException {
        Path table = only("*.sst");
        flip(table, Files.size(table) / 3);

        Repair.Report report = repair(null, false);

        assertThat(report.whole()).isTrue();
        assertThat(report.lines().get(2)).startsWith("The store " + ledger.resolve("store") + " is damaged: ");
        assertThat(report.lines().get(3))
                .isEqualTo("The stored state is discarded; the next start makes it anew from the journal.");
        assertThat(ledger.resolve("store")).doesNotExist();
        assertThat(repair(null, false).lines())
                .contains("There is no stored state; the next start makes it from the journal.");
        assertSameState();
        assertThat(repair(null, false).lines()).contains("The stored state is whole: after block 12.");
    }

    /** A node refuses to start on it, so a repair may not call it whole. */
    @Test
    void aJournalThatIsOlderThanTheStoreIsNotWhole() throws IOException {
        copyTo(backup);
        try (TestLedger again = open()) {
            pay(again);
            before = again.ledger().info();
        }
        Path newer = data.resolve("newer");
        Files.createDirectories(newer);
        Files.copy(journal, newer.resolve("journal"));
        Files.copy(backup.resolve("journal"), journal, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(this::open).isInstanceOf(DamagedDataException.class);

        Repair.Report alone = repair(null, false);
        assertThat(alone.whole()).isFalse();
        assertThat(alone.lines())
                .contains("The stored state is that after block 13: the journal was exchanged or cut.")
                .contains("Name a backup with --from; or, with --cut, block 12 becomes the last one and 1 acknowledged"
                        + " block is lost.");
        assertThat(repair(newer, false).whole()).isTrue();
        assertSameState();

        Files.copy(backup.resolve("journal"), journal, StandardCopyOption.REPLACE_EXISTING);
        assertThat(repair(null, true).whole()).isTrue();
        try (TestLedger again = open()) {
            assertThat(again.ledger().info().height()).isEqualTo(12);
        }
    }

    @Test
    void anExportGivesTheBlocksThatAreDamaged() throws IOException {
        Path export = data.resolve("ledger.export");
        try (TestLedger whole = open()) {
            whole.node().exportTo(export, (done, all) -> {});
        }
        byte[] written = Files.readAllBytes(journal);
        zero(journal, ends.get(3) + 20, (int) (ends.get(6) - ends.get(3)));
        byte[] damaged = Files.readAllBytes(journal);

        Repair.Report report = repair(export, false);

        assertThat(report.whole()).as("%s", report.lines()).isTrue();
        assertThat(report.lines())
                .contains("The export " + export + " has the blocks 0 to 12.", "Blocks taken from " + export + ": 4.");
        assertThat(ledger.resolve("journal.exported")).doesNotExist();
        assertThat(Arrays.copyOf(Files.readAllBytes(journal), ends.get(BLOCKS).intValue()))
                .endsWith(Arrays.copyOfRange(
                        written, ends.get(0).intValue(), ends.get(BLOCKS).intValue()));
        assertSameState();

        Files.write(journal, damaged);
        zero(journal, ends.get(0) - 300, 200);
        Files.delete(ledger.resolve("genesis"));
        assertThat(repair(export, false).lines())
                .contains(
                        "The genesis was damaged and is restored from block 0: chain " + before.chainId() + ".",
                        "Blocks taken from " + export + ": 5.");
        assertSameState();
    }

    /** What comes before the damage is as good as ever; nothing that comes after it is believed. */
    @Test
    void aDamagedExportGivesWhatIsWholeInIt() throws IOException {
        Path export = data.resolve("ledger.export");
        try (TestLedger whole = open()) {
            whole.node().exportTo(export, (done, all) -> {});
        }
        zero(journal, ends.get(3) + 20, 100);
        byte[] damaged = Files.readAllBytes(journal);
        long size = Files.size(export);

        flip(export, size * 9 / 10);
        assertThat(repair(export, false).lines())
                .contains("The export " + export + " is damaged itself: it is not as it was written.")
                .contains("Blocks taken from " + export + ": 1.");
        assertSameState();

        Files.write(journal, damaged);
        flip(export, size / 10);
        assertThat(repair(export, false).whole()).isFalse();
        flip(export, 20);
        assertThatThrownBy(() -> repair(export, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the export " + export + " is damaged: ");
        assertThat(Files.readAllBytes(journal)).isEqualTo(damaged);
    }

    @Test
    void theExportOfAnotherChainGivesNothing() throws IOException {
        Path export = data.resolve("ledger.export");
        DirectoryStore other = new DirectoryStore(data.resolve("other"), data.resolve("modules"));
        try (TestLedger stranger = TestLedger.open(other, new ManualClock(START), BOB, ALICE)) {
            pay(stranger);
            stranger.node().exportTo(export, (done, all) -> {});
        }
        zero(journal, ends.get(0) + 20, 400);
        byte[] damaged = Files.readAllBytes(journal);

        Repair.Report report = repair(export, false);
        assertThat(report.whole()).isFalse();
        assertThat(report.lines())
                .contains("At byte " + ends.get(0)
                        + ", block 1 is not as it was acknowledged; the blocks 0 to 0 can be had.")
                .noneMatch(line -> line.startsWith("Blocks taken"));
        assertThat(Files.readAllBytes(journal)).isEqualTo(damaged);
    }

    /** It is known to be another chain only when the journal is looked at; until then nothing may be written. */
    @Test
    void theExportOfAnotherChainGivesNoGenesis() throws IOException {
        Path right = data.resolve("right.export");
        Path wrong = data.resolve("wrong.export");
        try (TestLedger whole = open()) {
            whole.node().exportTo(right, (done, all) -> {});
        }
        DirectoryStore other = new DirectoryStore(data.resolve("other"), data.resolve("modules"));
        try (TestLedger stranger = TestLedger.open(other, new ManualClock(START), BOB, ALICE)) {
            stranger.node().exportTo(wrong, (done, all) -> {});
        }
        Files.delete(ledger.resolve("genesis"));
        zero(journal, ends.get(0) - 300, 200);

        assertThat(repair(wrong, true).lines()).last().asString().contains("it is the journal of another genesis");
        assertThat(ledger.resolve("genesis")).doesNotExist();
        assertThat(repair(right, false).whole()).isTrue();
        assertSameState();
    }

    /** Each of its blocks continues the one before, and executes; but it is not what was acknowledged here. */
    @Test
    void theExportOfAForkGivesNothing() throws IOException {
        Path export = data.resolve("ledger.export");
        Path forked = data.resolve("forked");
        Files.createDirectories(forked);
        Files.copy(journal, forked.resolve("journal"));
        Files.copy(ledger.resolve("genesis"), forked.resolve("genesis"));
        zero(forked.resolve("journal"), ends.get(3) + 20, 100);
        assertThat(new Repair(forked, null, true).run().whole()).isTrue();
        try (TestLedger fork = TestLedger.open(
                new DirectoryStore(forked, data.resolve("modules")), new ManualClock(START), ALICE, BOB)) {
            for (int i = 4; i <= BLOCKS; i++) {
                fork.submit(ALICE, new Transfer("alice", "bob", Amount.parse("2", ETH)));
            }
            fork.node().exportTo(export, (done, all) -> {});
        }
        assertThat(endsIn(forked.resolve("journal"))).as("a place is no proof").isEqualTo(ends);

        zero(journal, ends.get(5) + 20, 100);
        assertThat(repair(export, false).lines())
                .contains("At byte " + ends.get(5)
                        + ", block 6 is not as it was acknowledged; the blocks 0 to 5 can be had.")
                .noneMatch(line -> line.startsWith("Blocks taken"));

        zero(journal, ends.get(3) + 20, (int) (ends.get(6) - ends.get(3)));
        byte[] damaged = Files.readAllBytes(journal);
        Repair.Report report = repair(export, true);
        assertThat(report.whole()).as("%s", report.lines()).isFalse();
        assertThat(report.lines()).last().asString().contains("block 12 is not the one that was acknowledged");
        assertThat(Files.readAllBytes(journal)).isEqualTo(damaged);
    }

    /** Whoever makes a file can make its digests fit; that a block follows from its predecessor he cannot. */
    @Test
    void aBlockThatDoesNotFollowIsNotTakenHoweverWellTheDigestsFit() throws IOException {
        Path export = data.resolve("ledger.export");
        try (TestLedger whole = open()) {
            whole.node().exportTo(export, (done, all) -> {});
        }
        forgeLastBlock(export);
        zero(journal, SLOTS, 8192);
        zero(journal, ends.get(BLOCKS - 1) + 20, 100);
        byte[] damaged = Files.readAllBytes(journal);

        Repair.Report report = repair(export, true);
        assertThat(report.whole()).as("%s", report.lines()).isFalse();
        assertThat(report.lines())
                .contains("Blocks taken from " + export + ": 1.")
                .last()
                .asString()
                .startsWith("What can be had is not the chain of this genesis, so nothing was changed: ");
        assertThat(Files.readAllBytes(journal)).isEqualTo(damaged);
        assertThat(ledger.resolve("journal.repaired")).doesNotExist();
    }

    /** Lets the last block of an export be the one before it once more, with digests that fit. */
    private static void forgeLastBlock(Path export) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(export));
        ByteBuffer out = ByteBuffer.allocate(2 * in.capacity());
        byte[] head = new byte[12];
        in.get(head);
        out.put(head);
        Hash digest = Hash.sha256(head);
        byte[] block = {};
        for (int height = 0; height <= BLOCKS; height++) {
            byte[] own = new byte[in.getInt()];
            in.get(own).position(in.position() + Hash.SIZE);
            block = height < BLOCKS ? own : block;
            byte[] length = ByteBuffer.allocate(4).putInt(block.length).array();
            digest = Hash.sha256(digest.toArray(), length, block);
            out.put(length).put(block).put(digest.toArray());
        }
        byte[] end = new byte[in.remaining() - Hash.SIZE];
        in.get(end);
        out.put(end).put(Hash.sha256(digest.toArray(), end).toArray());
        Files.write(export, Arrays.copyOf(out.array(), out.position()));
    }

    /** A repair that was interrupted leaves the damaged journal, and perhaps half of the other. */
    @Test
    void anInterruptedRepairIsRunAgain() throws IOException {
        flip(journal, ends.get(4) + 100);
        Files.write(ledger.resolve("journal.repaired"), new byte[70_000]);
        Files.createLink(ledger.resolve("journal.damaged-1"), journal);

        assertThat(repair(null, false).whole()).isTrue();
        assertThat(ledger.resolve("journal.repaired")).doesNotExist();
        assertThat(ledger.resolve("journal.damaged-2")).exists();
        assertSameState();
    }

    @Test
    void aLedgerInUseIsNotTouched() throws IOException {
        try (TestLedger running = open()) {
            assertThatThrownBy(() -> repair(null, false)).isInstanceOf(DataInUseException.class);
            pay(running);
        }
        assertThatThrownBy(() -> new Repair(data.resolve("none"), null, false).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no ledger in ");
        assertThatThrownBy(() -> repair(data.resolve("none"), false)).hasMessageStartingWith("there is no journal in ");
    }

    private Repair.Report repair(@Nullable Path from, boolean cut) throws IOException {
        return new Repair(ledger, from, cut).run();
    }

    private void assertSameState() {
        try (TestLedger again = open()) {
            assertThat(again.ledger().info()).isEqualTo(before);
        }
    }

    private TestLedger open() {
        return TestLedger.open(new DirectoryStore(ledger, data.resolve("modules")), new ManualClock(START), ALICE, BOB);
    }

    private static void pay(TestLedger payer) {
        payer.submit(ALICE, new Transfer("alice", "bob", Amount.parse("1", ETH)));
    }

    private void copyTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.copy(journal, directory.resolve("journal"));
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile there = new RandomAccessFile(file.toFile(), "rw")) {
            there.seek(at);
            int value = there.read();
            there.seek(at);
            there.write(value ^ 4);
        }
    }

    private Path only(String pattern) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(ledger.resolve("store"), pattern)) {
            return found.iterator().next();
        }
    }

    private static void zero(Path file, long at, int length) throws IOException {
        try (RandomAccessFile there = new RandomAccessFile(file.toFile(), "rw")) {
            there.seek(at);
            there.write(new byte[length]);
        }
    }
}
