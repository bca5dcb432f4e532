package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.core.node.Memory;
import org.quoin.ledger.core.state.UnreadableStateError;
import org.quoin.ledger.store.StoreException;

/** The store behind the journal on a real disk: whatever happens to its files, the ledger is the same, or says what is wrong. */
@Timeout(240)
class StoreFilesTest {
    private static final long SEED = 20_260_101;
    private static final int DAMAGES = 20;

    private int blocks = 16;
    private int unstored = 1 << 20;

    private final Random random = new Random(SEED);
    private final Path data;
    private final Path state;

    StoreFilesTest(@TempDir Path data) {
        this.data = data;
        state = data.resolve("ledger/store");
    }

    @Test
    void withoutItsStoreALedgerIsTheSame() throws IOException {
        Sight before = live(40);
        assertThat(sight()).isEqualTo(before);
        assertThat(state).isDirectoryContaining("glob:**.sst");

        delete(state);

        assertThat(sight()).isEqualTo(before);
        assertThat(state).isDirectoryContaining("glob:**.sst");
    }

    @Test
    void noDamageToTheStoreChangesTheLedger() throws IOException {
        Sight before = live(40);
        Path whole = data.resolve("whole");
        copy(state, whole);
        int seen = 0;
        for (int i = 0; i < DAMAGES; i++) {
            delete(state);
            copy(whole, state);
            String what = "seed " + SEED + ": " + damage();
            try (TestLedger ledger = open()) {
                assertThat(Sight.of(ledger.ledger())).as(what).isEqualTo(before);
            } catch (UnreadableStateError | StoreException e) {
                seen++;
                assertThat(e).as(what).hasMessageContaining("store");
                assertThat(sight()).as(what + ", at the next start").isEqualTo(before);
            }
        }
        assertThat(seen).as("met while the ledger ran").isLessThan(DAMAGES);
    }

    /** Most of a store is not read for a long time: whoever asks is told. */
    @Test
    void whoeverAsksIsToldOfADamagedStoreAndTheNextStartMakesItAgain() throws IOException {
        Sight before = live(40);
        for (boolean verify : new boolean[] {true, false}) {
            try (TestLedger ledger = open()) {
                assertThat(ledger.ledger().verify(0, 40).reason()).isEmpty();
                assertThat(ledger.node().maintenance().repair().findings()).isEmpty();
                List<String> conditions = new ArrayList<>();
                ledger.node().onCondition(reason -> conditions.add(reason.orElse("well")));
                for (Path table : tables()) {
                    byte[] content = Files.readAllBytes(table);
                    content[content.length / 4] ^= 1;
                    Files.write(table, content);
                }

                String said = verify
                        ? ledger.ledger().verify(0, 40).reason().orElseThrow()
                        : ledger.node().maintenance().repair().findings().get(0).problem();

                assertThat(said)
                        .startsWith("The store " + state + " is damaged: ")
                        .endsWith(": start the node again, which makes the store anew from the journal.");
                assertThat(conditions).hasSize(1);
                assertThat(conditions.get(0)).contains("The store " + state + " is damaged: ");
                assertThatThrownBy(() -> live(ledger, 1)).hasMessageContaining("is damaged");
                assertThat(state.resolve("distrusted")).exists();
            }
            assertThat(sight()).isEqualTo(before);
            assertThat(state.resolve("distrusted")).doesNotExist();
        }
    }

    private List<Path> tables() throws IOException {
        try (Stream<Path> all = Files.list(state)) {
            return all.filter(file -> file.toString().endsWith(".sst")).toList();
        }
    }

    @Test
    void aJournalThatIsOlderThanTheStoreIsRefused() throws IOException {
        Sight older = live(10);
        Path journal = data.resolve("ledger/journal");
        Path copy = data.resolve("older");
        Files.copy(journal, copy);
        live(20);

        Files.delete(journal);
        Files.copy(copy, journal);

        assertThatThrownBy(this::open)
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("was stored and is not here: the file was exchanged or cut");
        delete(state);
        assertThat(sight()).as("without the store nobody could know").isEqualTo(older);
    }

    @Test
    void manyBlocksAreFoundAfterAStartThatReadsNone() throws IOException {
        blocks = 64;
        try (TestLedger ledger = open()) {
            ledger.node().development().orElseThrow().mine(300);
            live(ledger, 10);
        }
        Sight before = sight();

        assertThat(before.info().height()).isEqualTo(310);
        assertThat(before.blocks()).hasSize(311);
        delete(state);
        assertThat(sight()).isEqualTo(before);
    }

    @Test
    void aVerificationLeavesNothingBeside() throws IOException {
        unstored = 2_000;
        live(40);
        try (TestLedger ledger = open()) {
            List<String> before = names(data.resolve("ledger"));
            assertThat(ledger.ledger().verify(0, 40).ok()).isTrue();
            assertThat(names(data.resolve("ledger"))).isEqualTo(before).contains("journal", "store");
        }
    }

    @Test
    void aScratchThatAKilledProcessLeftIsRemovedByTheNext() throws IOException {
        Sight before = live(10);
        List<String> names = names(data.resolve("ledger"));
        copy(state, data.resolve("ledger/scratch-123"));
        assertThat(names(data.resolve("ledger"))).hasSize(names.size() + 1);

        assertThat(sight()).isEqualTo(before);

        assertThat(names(data.resolve("ledger"))).isEqualTo(names);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String damage() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(state)) {
            files = all.filter(file -> !file.endsWith("LOCK") && !file.endsWith("LOG"))
                    .sorted()
                    .toList();
        }
        Path file = files.get(random.nextInt(files.size()));
        byte[] content = Files.readAllBytes(file);
        int kind = random.nextInt(5);
        if (kind == 0 || content.length == 0) {
            Files.delete(file);
            return file.getFileName() + " is deleted";
        }
        int at = random.nextInt(content.length);
        if (kind == 1) {
            Files.write(file, Arrays.copyOf(content, at));
            return file.getFileName() + " is cut at " + at;
        }
        content[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, content);
        return file.getFileName() + " is flipped at " + at;
    }

    private Sight live(int transactions) {
        try (TestLedger ledger = open()) {
            live(ledger, transactions);
            return Sight.of(ledger.ledger());
        }
    }

    private void live(TestLedger ledger, int transactions) {
        for (int i = 0; i < transactions; i++) {
            long height = ledger.ledger().info().height();
            ledger.submit(
                    ALICE,
                    i % 3 == 0
                            ? new CreateAccount("a" + height, BOB.signer().publicKey())
                            : new Transfer("alice", "bob", Amount.parse("1", ETH)));
        }
    }

    private Sight sight() {
        try (TestLedger ledger = open()) {
            return Sight.of(ledger.ledger());
        }
    }

    /** A checkpoint every few blocks, and hardly a bucket in memory. */
    private TestLedger open() {
        LedgerStore directory = new DirectoryStore(data.resolve("ledger"), data.resolve("modules"));
        return TestLedger.open(
                new FrugalStore(directory, new Memory(4_000, unstored, 1 << 20, blocks)),
                new ManualClock(START),
                ALICE,
                BOB);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
