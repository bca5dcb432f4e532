package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.ImportedLedger;
import org.quoin.ledger.testkit.probe.Call;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Misuse;

/** A ledger with rules of its own, receipts of all kinds and a changed key moves to another machine. */
class ExportStoryTest {
    private static final Person CAROL = Person.named("carol");
    private static final Person RENEWED =
            new Person("bob", Person.named("bob's other").signer());

    private final Path data;

    ExportStoryTest(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void theImportedLedgerAnswersAsTheExportedOneAndGoesOn() throws IOException {
        List<Receipt> receipts = new ArrayList<>();
        Path file = data.resolve("ledger.quoin");
        try (TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB)) {
            receipts.add(ledger.activate(Jars.probe("1.0.0")));
            receipts.add(ledger.submit(BOB, new Transfer("bob", "alice", Amount.parse("1.5", ETH))));
            receipts.add(ledger.submit(ALICE, Call.pay("bob", Amount.parse("2", ETH), Amount.parse("2", ETH))));
            receipts.add(ledger.submit(ALICE, Call.misuse(Misuse.EXCEPTION)));
            receipts.add(ledger.submit(
                    BOB, new RotateKeys("bob", List.of(RENEWED.signer().publicKey()))));
            ledger.advance(Duration.ofHours(1));
            receipts.add(ledger.activate(Jars.probe("1.1.0")));
            receipts.add(ledger.submit(RENEWED, new Transfer("bob", "alice", Amount.parse("9999", ETH))));
            ledger.node().exportTo(file, LedgerFile.Progress.NONE);

            importIntoANewOne(file);

            try (TestLedger imported = open()) {
                assertSame(imported.ledger(), ledger.ledger(), receipts);
                assertThat(imported.submit(ALICE, Call.pay("bob", Amount.parse("2", ETH), Amount.parse("2", ETH)))
                                .applied())
                        .isTrue();
                assertThat(imported.submit(RENEWED, new Transfer("bob", "alice", Amount.parse("1", ETH)))
                                .applied())
                        .isTrue();
            }
        }
    }

    private static void assertSame(Ledger imported, Ledger exported, List<Receipt> receipts) {
        long height = exported.info().height();
        assertThat(imported.info()).isEqualTo(exported.info());
        assertThat(imported.verify(0, height).reason()).isEmpty();
        for (long at = 0; at <= height; at++) {
            assertThat(imported.block(at)).isEqualTo(exported.block(at));
        }
        assertThat(receipts).anyMatch(Receipt::applied).anyMatch(receipt -> !receipt.applied());
        for (Receipt receipt : receipts) {
            assertThat(imported.receipt(receipt.transaction())).contains(receipt);
        }
        assertThat(imported.events(0, 1_000)).isEqualTo(exported.events(0, 1_000));
        assertThat(imported.moduleHistory(null, 100)).isEqualTo(exported.moduleHistory(null, 100));
        assertThat(imported.accounts(null, 100)).isEqualTo(exported.accounts(null, 100));
        assertThat(imported.balances("alice")).isEqualTo(exported.balances("alice"));
    }

    @SuppressWarnings("try") // the ledger is closed before its files are replaced
    private void importIntoANewOne(Path file) throws IOException {
        try (TestLedger fresh = open()) {
            fresh.activate(Jars.probe("1.1.0")); // as a node does by itself
            try (ImportedLedger imported =
                    ImportedLedger.prepare(fresh.node(), data.resolve("ledger"), file, LedgerFile.Progress.NONE)) {
                fresh.close();
                imported.replace(fresh.ledger().info());
            }
        }
    }

    private TestLedger open() {
        return TestLedger.open(
                new DirectoryStore(data.resolve("ledger"), data.resolve("modules")), new ManualClock(START), CAROL);
    }
}
