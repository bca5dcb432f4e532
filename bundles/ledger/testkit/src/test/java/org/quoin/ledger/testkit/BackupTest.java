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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Backup;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Inspection;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.testkit.probe.Jars;

/** A copy is taken of a ledger that goes on; a node started on it stands where the ledger stood. */
@Timeout(60)
class BackupTest {
    private final Path data;
    private final Path target;

    BackupTest(@TempDir Path data) {
        this.data = data;
        target = data.resolve("backups").resolve("monday");
    }

    @Test
    void aBackupTakenUnderLoadIsTheLedgerAtOneOfItsBlocks() throws IOException {
        AtomicBoolean enough = new AtomicBoolean();
        try (TestLedger ledger = open(data)) {
            ledger.activate(Jars.probe("1.0.0"));
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 300 || !enough.get() && i < 1_000; i++) {
                    pay(ledger);
                }
            });
            while (ledger.ledger().info().height() < 20) {
                Thread.onSpinWait();
            }
            Backup backup = ledger.node().maintenance().backup(target);
            enough.set(true);
            load.join();

            Block last = ledger.ledger().block(backup.height()).orElseThrow();
            assertThat(backup.height()).isGreaterThanOrEqualTo(20);
            assertThat(backup.head()).isEqualTo(last.header().hash());
            try (TestLedger copy = open(target)) {
                assertThat(copy.ledger().info().head()).isEqualTo(backup.head());
                assertThat(copy.ledger().info().stateRoot()).isEqualTo(backup.stateRoot());
                assertThat(copy.ledger().verify(0, backup.height()).reason()).isEmpty();
                pay(copy);
            }
        }
    }

    @Test
    void itsSumsAreRightAndNothingOfAnUnfinishedOneStays() throws IOException {
        try (TestLedger ledger = open(data)) {
            ledger.activate(Jars.probe("1.0.0"));
            Path unfinished = Files.createDirectories(target.resolveSibling(".monday-unfinished/ledger"));
            ledger.node().maintenance().backup(target);

            assertThat(unfinished.getParent()).doesNotExist();
            Map<Path, Hash> sums = Files.readAllLines(target.resolve("SHA256SUMS")).stream()
                    .collect(Collectors.toMap(
                            line -> target.resolve(line.substring(66)), line -> Hash.fromHex(line.substring(0, 64))));
            assertThat(sums).hasSize(3).containsKey(target.resolve("ledger/journal"));
            for (Map.Entry<Path, Hash> sum : sums.entrySet()) {
                assertThat(Hash.sha256(Files.readAllBytes(sum.getKey()))).isEqualTo(sum.getValue());
            }
            assertThatThrownBy(() -> ledger.node().maintenance().backup(target))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is there already");
        }
    }

    @Test
    void aRunningLedgerHealsItsArchiveAndItsGenesis() throws IOException {
        try (TestLedger ledger = open(data)) {
            ledger.activate(Jars.probe("1.0.0"));
            Path jar = only(data.resolve("modules"));
            byte[] kept = Files.readAllBytes(jar);
            byte[] genesis = Files.readAllBytes(data.resolve("ledger/genesis"));
            assertThat(ledger.node().maintenance().repair().findings()).isEmpty();

            Files.write(jar, new byte[5]);
            Files.delete(data.resolve("ledger/genesis"));
            Inspection found = ledger.node().maintenance().repair();

            assertThat(found.findings()).hasSize(2).allMatch(Inspection.Finding::healed);
            assertThat(found.ok()).isTrue();
            assertThat(Files.readAllBytes(jar)).isEqualTo(kept);
            assertThat(Files.readAllBytes(data.resolve("ledger/genesis"))).isEqualTo(genesis);
        }
    }

    private static Path only(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static TestLedger open(Path data) {
        return TestLedger.open(
                new DirectoryStore(data.resolve("ledger"), data.resolve("modules")),
                new ManualClock(START),
                ALICE,
                BOB);
    }

    private static void pay(TestLedger ledger) {
        ledger.submit(ALICE, new Transfer("alice", "bob", Amount.parse("0.001", ETH)));
    }
}
