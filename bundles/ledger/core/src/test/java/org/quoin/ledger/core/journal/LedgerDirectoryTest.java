package org.quoin.ledger.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerDirectoryTest {
    private final Path data;
    private final LedgerDirectory ledger;

    LedgerDirectoryTest(@TempDir Path data) {
        this.data = data;
        ledger = new LedgerDirectory(data.resolve("dev").resolve("ledger"));
    }

    @Test
    void isThereCompletely() throws IOException {
        assertThat(ledger.exists()).isFalse();
        ledger.create(Blocks.CHAIN, 1, directory -> Files.writeString(directory.resolve("genesis"), "play money"));
        assertThat(ledger.exists()).isTrue();
        assertThat(ledger.path().resolve("genesis")).hasContent("play money");
        try (Journal journal = Blocks.open(ledger.open())) {
            Blocks.acknowledge(journal, 1, 3);
        }
        try (Journal journal = Blocks.open(ledger.open())) {
            assertThat(journal.identity()).isEqualTo(Blocks.CHAIN);
            assertThat(journal.height()).isEqualTo(3);
        }
        assertThat(ledger.path().getParent()).isDirectoryNotContaining(path -> !path.endsWith("ledger"));
    }

    @Test
    void orNotAtAll() throws IOException {
        assertThatThrownBy(() -> ledger.create(Blocks.CHAIN, 1, directory -> {
                    throw new IOException("No space left on device");
                }))
                .hasMessage("No space left on device");
        assertThat(ledger.exists()).isFalse();
        assertThat(ledger.path().getParent()).isEmptyDirectory();
    }

    @Test
    void removesWhatACrashLeftOfItsCreation() throws IOException {
        Path draft = Files.createDirectories(data.resolve("dev").resolve(".ledger-new-123"));
        Files.writeString(draft.resolve("journal"), "half of it");
        ledger.create(Blocks.CHAIN, 1, directory -> {});
        assertThat(draft).doesNotExist();

        Files.createDirectories(draft);
        ledger.open().close();
        assertThat(draft).doesNotExist();
    }

    @Test
    void refusesToStartWithoutItsJournal() throws IOException {
        ledger.create(Blocks.CHAIN, 1, directory -> {});
        Files.delete(ledger.journal());
        assertThatThrownBy(() -> ledger.open())
                .isInstanceOf(DamagedDataException.class)
                .hasMessage("The ledger is damaged (" + ledger.journal() + ", byte 0: the file is missing):"
                        + " run 'quoin repair' on it; with --from it also takes what is missing from a backup.");
        assertThat(ledger.exists()).isTrue();
        assertThatThrownBy(() -> ledger.create(Blocks.CHAIN, 1, directory -> {}))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ledger.journal()).doesNotExist();
    }

    @Test
    void refusesAJournalCutToNothing() throws IOException {
        ledger.create(Blocks.CHAIN, 1, directory -> {});
        Files.write(ledger.journal(), new byte[0]);
        assertThatThrownBy(() -> Blocks.open(ledger.open()))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("the file ends before its first record");
        ledger.open().close();
    }

    @Test
    void ofTwoCreatorsOneIsRefused() {
        assertThatThrownBy(() ->
                        ledger.create(Blocks.CHAIN, 1, directory -> ledger.create(Blocks.CHAIN, 1, another -> {})))
                .isInstanceOf(DataInUseException.class);
        assertThat(ledger.journal()).exists();
        assertThat(ledger.path().getParent()).isDirectoryNotContaining(path -> !path.endsWith("ledger"));
    }

    @Test
    void isOpenOnce() throws IOException {
        ledger.create(Blocks.CHAIN, 1, directory -> {});
        try (Journal journal = Blocks.open(ledger.open())) {
            assertThat(journal.height()).isZero();
            assertThatThrownBy(() -> ledger.open()).isInstanceOf(DataInUseException.class);
        }
        Blocks.open(ledger.open()).close();
    }

    @Test
    void isReplacedAtOnce() throws IOException {
        LedgerDirectory other = twoLedgers();

        ledger.replaceBy(other);

        assertThat(ledger.path().resolve("genesis")).hasContent("new");
        assertThat(ledger.path().getParent()).isDirectoryNotContaining(path -> !path.endsWith("ledger"));
    }

    @Test
    void whereAReplacementWasInterruptedOneOfTheTwoIsThere() throws IOException {
        LedgerDirectory other = twoLedgers();
        Path aside = ledger.path().resolveSibling(".ledger-replaced");

        Files.move(ledger.path(), aside);
        ledger.settle();
        assertThat(ledger.path().resolve("genesis")).hasContent("old");
        assertThat(aside).doesNotExist();

        Files.move(ledger.path(), aside);
        Files.move(other.path(), ledger.path());
        ledger.settle();
        assertThat(ledger.path().resolve("genesis")).hasContent("new");
        assertThat(aside).doesNotExist();

        ledger.settle();
        assertThat(ledger.path().resolve("genesis")).hasContent("new");
    }

    @Test
    void whatCannotBeReplacedStays() throws IOException {
        twoLedgers();

        assertThatThrownBy(
                        () -> ledger.replaceBy(new LedgerDirectory(ledger.path().resolveSibling("missing"))))
                .isInstanceOf(IOException.class);

        assertThat(ledger.path().resolve("genesis")).hasContent("old");
    }

    /** This one, and one beside it. */
    private LedgerDirectory twoLedgers() throws IOException {
        LedgerDirectory other = new LedgerDirectory(ledger.path().resolveSibling(".ledger-import"));
        ledger.create(Blocks.CHAIN, 1, directory -> Files.writeString(directory.resolve("genesis"), "old"));
        other.create(Blocks.CHAIN, 1, directory -> Files.writeString(directory.resolve("genesis"), "new"));
        return other;
    }
}
