package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quoin.ledger.core.Samples.ALICE;
import static org.quoin.ledger.core.Samples.GENESIS;
import static org.quoin.ledger.core.Samples.START;
import static org.quoin.ledger.core.Samples.quo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.store.KeyValueStore;

class ImportedLedgerTest {
    private static final Genesis ANOTHER =
            new Genesis(true, START.plusSeconds(1), GENESIS.founders(), GENESIS.operators(), GENESIS.assets());
    private static final int BLOCKS = 3;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<LedgerNode> open = new ArrayList<>();

    private final Path data;
    private LedgerNode source;
    private Path file;

    ImportedLedgerTest(@TempDir Path data) {
        this.data = data;
    }

    @BeforeEach
    void exportALedger() throws IOException {
        source = open("source", GENESIS);
        for (int i = 0; i < BLOCKS; i++) {
            pay(source);
        }
        file = data.resolve("export");
        LedgerFile.Position position = source.exportTo(file, LedgerFile.Progress.NONE);
        assertThat(position)
                .isEqualTo(new LedgerFile.Position(BLOCKS, source.info().stateRoot(), 0));
    }

    @AfterEach
    void close() {
        open.forEach(LedgerNode::close);
        threads.shutdown();
    }

    @Test
    void aFreshLedgerBecomesTheImportedOne() throws IOException {
        LedgerNode fresh = open("fresh", ANOTHER);

        LedgerNode imported = importInto("fresh", fresh, file);

        assertThat(imported.info()).isEqualTo(source.info());
        for (long height = 0; height <= BLOCKS; height++) {
            assertThat(imported.block(height)).isEqualTo(source.block(height));
        }
        assertThat(imported.events(0, 100)).isEqualTo(source.events(0, 100));
        assertThat(imported.verify(0, BLOCKS).ok()).isTrue();
        pay(imported);
        assertThat(imported.info().height()).isEqualTo(BLOCKS + 1);
        assertThat(names(data.resolve("fresh"))).containsExactly("ledger");
    }

    @Test
    void aLedgerThatIsABeginningOfTheOtherGoesOnWithIt() throws IOException {
        LedgerNode replica = open("replica", ANOTHER);
        replica = importInto("replica", replica, file);
        pay(source);
        pay(source);
        Path longer = data.resolve("longer");
        source.exportTo(longer, LedgerFile.Progress.NONE);

        LedgerNode before = replica;
        try (ImportedLedger imported = prepare("replica", before, longer)) {
            assertThat(imported.hasMore()).isTrue();
            assertThat(imported.position())
                    .isEqualTo(new LedgerFile.Position(BLOCKS + 2, source.info().stateRoot(), 2));
        }
        assertThat(importInto("replica", replica, longer).info()).isEqualTo(source.info());
    }

    @Test
    void whatHasNothingNewLeavesTheLedgerAsItIs() throws IOException {
        try (ImportedLedger same = prepare("source", source, file)) {
            assertThat(same.hasMore()).isFalse();
            assertThat(same.position().added()).isZero();
        }
        pay(source);
        try (ImportedLedger shorter = prepare("source", source, file)) {
            assertThat(shorter.hasMore()).isFalse();
            assertThat(shorter.position())
                    .isEqualTo(new LedgerFile.Position(BLOCKS + 1, source.info().stateRoot(), 0));
        }
    }

    @Test
    void aLedgerWithTransactionsIsNotReplacedByAnother() throws IOException {
        LedgerNode busy = open("busy", ANOTHER);
        pay(busy);
        LedgerNode diverged = open("diverged", GENESIS);
        assertThat(new LedgerClient(diverged)
                        .submit("alice", ALICE, new Transfer("alice", "bob", quo("7")))
                        .join()
                        .applied())
                .isTrue();

        assertThat(refusal("busy", busy, file))
                .isEqualTo("OTHER_LEDGER: The file " + file
                        + " does not continue this ledger, because it is of the chain " + GENESIS.chainId()
                        + ", this is " + ANOTHER.chainId()
                        + ", and transactions were made here: start a node with an empty --data and import it there.");
        assertThat(refusal("diverged", diverged, file))
                .startsWith("OTHER_LEDGER")
                .contains("its block 1 is another");
    }

    /** Else what was done while the file was looked at would be lost. */
    @Test
    void aLedgerThatWentOnMeanwhileIsNotReplaced() throws IOException {
        LedgerNode fresh = open("fresh", ANOTHER);
        try (ImportedLedger imported = prepare("fresh", fresh, file)) {
            pay(fresh);
            fresh.close();

            assertThatThrownBy(() -> imported.replace(fresh.info()))
                    .isInstanceOfSatisfying(
                            LedgerFileException.class,
                            refused -> assertThat(refused.failure().code()).isEqualTo("LEDGER_CHANGED"));
        }
        assertThat(open("fresh", ANOTHER).info().height()).isEqualTo(1);
        assertThat(names(data.resolve("fresh"))).containsExactly("ledger");
    }

    /** The chain of digests covers every byte, so this holds for files of any size. */
    @Test
    void aFlippedByteOrAMissingEndIsAlwaysNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        assertThat(readable(whole)).isTrue();
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            assertThat(readable(flipped)).as("byte %d flipped", at).isFalse();
        }
        for (int size = 0; size < whole.length; size++) {
            assertThat(readable(Arrays.copyOf(whole, size)))
                    .as("cut to %d bytes", size)
                    .isFalse();
        }
        assertThat(readable(Arrays.copyOf(whole, whole.length + 1)))
                .as("one byte more")
                .isFalse();
    }

    @Test
    void aDamagedFileIsRefusedWithItsFirstBadBlockAndLeavesNothingBehind() throws IOException {
        LedgerNode fresh = open("fresh", ANOTHER);
        LedgerInfo before = fresh.info();
        byte[] whole = Files.readAllBytes(file);
        Path damaged = data.resolve("damaged");
        for (int at : new int[] {0, 9, 14, 40, whole.length / 2, whole.length - 150, whole.length - 1}) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(damaged, flipped);

            assertThat(refusal("fresh", fresh, damaged)).startsWith("INVALID_EXPORT");
        }
        Files.write(damaged, Arrays.copyOf(whole, whole.length - 200));
        assertThat(refusal("fresh", fresh, damaged))
                .isEqualTo("INVALID_EXPORT: The file " + damaged + " is no export of a ledger that holds, from block "
                        + BLOCKS + " on: it ends too early. Nothing has changed: get the file again from where it was"
                        + " made.");
        Files.delete(damaged);
        assertThat(refusal("fresh", fresh, damaged)).startsWith("FILE_FAILED");

        assertThat(fresh.info()).isEqualTo(before);
        assertThat(names(data.resolve("fresh"))).containsExactly("ledger");
    }

    /** Who forges a file can make all of its digests fit; what executing it comes to he cannot choose. */
    @ParameterizedTest
    @CsvSource({
        "receipts, executing it again gives other receipts",
        "writes,   executing it again writes something else",
        "state,    executing it again gives the state root",
        "input,    is not valid",
        "genesis,  it gives",
    })
    void aForgedBlockIsRefused(String part, String reason) throws IOException {
        LedgerNode fresh = open("fresh", ANOTHER);
        BlockRecord other = BlockRecord.decode(records().get(1));
        UnaryOperator<BlockRecord> forge = switch (part) {
            case "receipts" -> block -> new BlockRecord(block.input(), block.header(), other.outcome(), block.writes());
            case "writes" -> block -> new BlockRecord(block.input(), block.header(), block.outcome(), other.writes());
            case "state" ->
                block -> new BlockRecord(block.input(), withState(block.header()), block.outcome(), block.writes());
            case "input" ->
                block -> new BlockRecord(
                        lastByteFlipped(block.input()), block.header(), block.outcome(), block.writes());
            default -> block -> new BlockRecord(ANOTHER.encode(), block.header(), block.outcome(), block.writes());
        };
        long height = part.equals("genesis") ? 0 : 2;

        Path forged = forged(height, forge);

        assertThat(refusal("fresh", fresh, forged)).startsWith("INVALID_EXPORT").contains("from block " + height);
        if (!part.equals("genesis")) {
            assertThat(refusal("fresh", fresh, forged)).contains(reason);
        }
        assertThat(names(data.resolve("fresh"))).containsExactly("ledger");
    }

    @Test
    void anEndThatSpeaksOfAnotherBlockIsRefused() throws IOException {
        LedgerNode fresh = open("fresh", ANOTHER);
        Header early = source.block(BLOCKS - 1).orElseThrow().header();
        Path forged = data.resolve("forged");
        List<byte[]> records = records();
        ExportWriter.write(forged, early, height -> records.get((int) height), LedgerFile.Progress.NONE);
        byte[] bytes = Files.readAllBytes(forged);
        byte[] end =
                Arrays.copyOfRange(bytes, bytes.length - ExportWriter.END_SIZE - Hash.SIZE, bytes.length - Hash.SIZE);
        ByteBuffer.wrap(end).putLong(4, BLOCKS);
        Hash before = Hash.of(Arrays.copyOfRange(
                bytes,
                bytes.length - ExportWriter.END_SIZE - 2 * Hash.SIZE,
                bytes.length - ExportWriter.END_SIZE - Hash.SIZE));
        System.arraycopy(end, 0, bytes, bytes.length - ExportWriter.END_SIZE - Hash.SIZE, end.length);
        System.arraycopy(Hash.sha256(before.toArray(), end).toArray(), 0, bytes, bytes.length - Hash.SIZE, Hash.SIZE);
        Files.write(forged, bytes);

        assertThat(refusal("fresh", fresh, forged)).contains("its end speaks of another block");
    }

    @Test
    void anExportReplacesNoFile() throws IOException {
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> source.exportTo(file, LedgerFile.Progress.NONE))
                .isInstanceOf(LedgerFileException.class)
                .hasMessage("There is a file " + file + " already: give another name, an export replaces nothing.");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void anExportThatCannotBeWrittenLeavesNoFile() throws IOException {
        Path folder = Files.createDirectory(data.resolve("folder"));

        assertThatThrownBy(() -> source.exportTo(data.resolve("missing").resolve("file"), LedgerFile.Progress.NONE))
                .isInstanceOf(LedgerFileException.class)
                .hasMessageStartingWith("The file " + data.resolve("missing").resolve("file") + " cannot be written");
        assertThatThrownBy(() -> source.exportTo(folder.resolve("file"), (done, of) -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(folder).isEmptyDirectory();
    }

    /** What dies between any two steps leaves what deleteLeftOver and LedgerDirectory.settle clear away. */
    @Test
    void anImportThatDiesInTheMiddleHasChangedNothing() throws IOException {
        LedgerNode fresh = open("fresh", ANOTHER);

        assertThatThrownBy(() -> ImportedLedger.prepare(fresh, place("fresh"), file, (done, of) -> {
                    if (done == 2) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");

        assertThat(names(data.resolve("fresh"))).containsExactly("ledger");
        ImportedLedger left = prepare("fresh", fresh, file);
        assertThat(left.hasMore()).isTrue();
        assertThat(names(data.resolve("fresh"))).containsExactly(".ledger-import", "ledger");
        ImportedLedger.deleteLeftOver(place("fresh"));
        assertThat(names(data.resolve("fresh"))).containsExactly("ledger");
        assertThat(importInto("fresh", fresh, file).info()).isEqualTo(source.info());
    }

    /** The ledger that comes of it starts from what was stored meanwhile, and reads no block again. */
    @Test
    void theStateOfAnImportMayBeLargerThanMemory() throws IOException {
        for (int block = 1; block <= 12; block++) {
            String name = "b" + block + ".";
            CreateAccount[] accounts = IntStream.range(0, 64)
                    .mapToObj(i -> new CreateAccount(name + i, ALICE.publicKey()))
                    .toArray(CreateAccount[]::new);
            assertThat(new LedgerClient(source)
                            .submit("alice", ALICE, accounts)
                            .join()
                            .applied())
                    .isTrue();
        }
        for (int block = 1; block <= 30; block++) {
            pay(source);
        }
        Path large = data.resolve("large");
        source.exportTo(large, LedgerFile.Progress.NONE);
        LedgerNode fresh = open("fresh", ANOTHER);
        Memory small = new Memory(4_000, 100_000, 1 << 20, 1_000);

        assertThatThrownBy(() -> ImportedLedger.prepare(fresh, place("fresh"), large, small, (done, of) -> {
                    if (done == 15) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
        assertThat(names(data.resolve("fresh"))).containsExactly("ledger");
        try (ImportedLedger imported =
                ImportedLedger.prepare(fresh, place("fresh"), large, small, LedgerFile.Progress.NONE)) {
            fresh.close();
            imported.replace(fresh.info());
        }

        assertThat(checkpoints(place("fresh")))
                .hasSizeBetween(4, 24)
                .endsWith(source.info().height());
        LedgerNode read = open("fresh", ANOTHER);
        assertThat(read.info()).isEqualTo(source.info());
        assertThat(read.accounts("300", 1_000)).isEqualTo(source.accounts("300", 1_000));
        assertThat(read.verify(0, BLOCKS + 42).ok()).isTrue();
        pay(read);
    }

    /** Their heights, ascending. */
    private static List<Long> checkpoints(Path ledger) {
        List<Long> heights = new ArrayList<>();
        try (KeyValueStore rows = new DirectoryStore(ledger, ledger).openState()) {
            rows.scan(
                    new byte[] {'c'},
                    (key, value) -> heights.add(ByteBuffer.wrap(key).getLong(1)));
        }
        return heights;
    }

    private static boolean readable(byte[] bytes) throws IOException {
        try (ExportReader reader = new ExportReader(new ByteArrayInputStream(bytes))) {
            while (reader.next() != null) {
                // only the digests are looked at
            }
            return reader.end().height() == BLOCKS;
        } catch (ExportReader.InvalidExportException e) {
            return false;
        }
    }

    private List<byte[]> records() throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (ExportReader reader = new ExportReader(Files.newInputStream(file))) {
            for (byte[] record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        return records;
    }

    private Path forged(long height, UnaryOperator<BlockRecord> forge) throws IOException {
        List<byte[]> records = records();
        records.set(
                (int) height,
                forge.apply(BlockRecord.decode(records.get((int) height))).encode());
        Path forged = data.resolve("forged");
        ExportWriter.write(
                forged,
                source.block(BLOCKS).orElseThrow().header(),
                each -> records.get((int) each),
                LedgerFile.Progress.NONE);
        return forged;
    }

    private Header withState(Header header) {
        byte[] encoded = header.encode().toArray();
        byte[] state = header.state().toArray();
        for (int at = 0; at + Hash.SIZE <= encoded.length; at++) {
            if (Arrays.equals(encoded, at, at + Hash.SIZE, state, 0, Hash.SIZE)) {
                encoded[at] ^= 1;
                return Header.decode(Bytes.of(encoded));
            }
        }
        throw new IllegalStateException("a header names its state");
    }

    private static Bytes lastByteFlipped(Bytes input) {
        byte[] bytes = input.toArray();
        assertThat(BlockInput.decode(bytes).transactions()).hasSize(1);
        bytes[bytes.length - 1] ^= 1;
        return Bytes.of(bytes);
    }

    private String refusal(String name, LedgerNode ledger, Path from) {
        LedgerFileException refused =
                catchThrowableOfType(LedgerFileException.class, () -> prepare(name, ledger, from));
        assertThat(refused).as("it was not refused").isNotNull();
        return refused.failure().code() + ": " + refused.failure().message();
    }

    private ImportedLedger prepare(String name, LedgerNode ledger, Path from) {
        return ImportedLedger.prepare(ledger, place(name), from, LedgerFile.Progress.NONE);
    }

    private LedgerNode importInto(String name, LedgerNode ledger, Path from) throws IOException {
        try (ImportedLedger imported = prepare(name, ledger, from)) {
            assertThat(imported.hasMore()).isTrue();
            ledger.close();
            imported.replace(ledger.info());
        }
        return open(name, ANOTHER);
    }

    private LedgerNode open(String name, Genesis genesis) throws IOException {
        LedgerNode node = LedgerNode.open(
                new DirectoryStore(place(name), data.resolve(name + "-modules")), () -> genesis, () -> START, threads);
        open.add(node);
        return node;
    }

    private Path place(String name) {
        return data.resolve(name).resolve("ledger");
    }

    private static void pay(LedgerNode ledger) {
        String memo = Long.toString(ledger.info().height() + 1);
        assertThat(new LedgerClient(ledger)
                        .submit("alice", ALICE, new Transfer("alice", "bob", quo(memo)))
                        .join()
                        .applied())
                .isTrue();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
