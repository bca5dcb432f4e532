package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Snapshots;
import org.quoin.ledger.api.Snapshots.Snapshot;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.testkit.probe.Jars;

/** A development node that is brought back to what it was, or to what another one is: all of the platform but a framework. */
@Timeout(60)
class SnapshotsTest {
    private final Path directory;
    private final Path data;
    private TestFramework node;

    SnapshotsTest(@TempDir Path directory) {
        this.directory = directory;
        data = directory.resolve("node");
        node = new TestFramework(data);
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** What is told of a ledger, from its accounts and nonces to its last event. */
    private record Told(
            LedgerInfo info,
            List<Account> accounts,
            List<List<Balance>> balances,
            List<Module> modules,
            List<Event> events) {
        static Told of(Ledger ledger) {
            List<Account> accounts = ledger.accounts(null, 100).items();
            return new Told(
                    ledger.info(),
                    accounts,
                    accounts.stream().map(each -> ledger.balances(each.name())).toList(),
                    ledger.modules(),
                    ledger.events(0, 1_000).items());
        }
    }

    @Test
    void aRevertedLedgerIsInAllThatItWas() {
        pay("1");
        submit("operator", ActivateModule.of(Jars.probe("1.0.0")));
        Told before = Told.of(ledger());
        Snapshot snapshot = snapshots().take();
        SignedTransaction late = sign(ledger(), "user_1", payment("7"));
        assertThat(ledger().submit(late.encode()).join().applied()).isTrue();
        submit("operator", new CreateAccount("carol", signer("user_3").publicKey()));
        submit("operator", ActivateModule.of(Jars.probe("1.1.0")));
        node.service(Development.class).advance(Duration.ofDays(3));
        Ledger former = ledger();
        assertThat(Told.of(former)).isNotEqualTo(before);

        assertThat(snapshots().revert(1)).isEqualTo(snapshot);

        assertThat(ledger()).isNotSameAs(former);
        assertThat(Told.of(ledger())).isEqualTo(before);
        assertThat(ledger().info().head()).isEqualTo(snapshot.head());
        assertThat(ledger().info().stateRoot()).isEqualTo(snapshot.stateRoot());
        assertThat(ledger().now())
                .as("time falls with it")
                .isBefore(Instant.now().plus(Duration.ofDays(1)));
        assertThat(ledger().receipt(late.transaction().id())).isEmpty();
        assertThat(ledger().submit(late.encode()).join().height())
                .as("its nonce is free again")
                .isEqualTo(snapshot.height() + 1);
        assertHolds();
    }

    @Test
    void snapshotsSurviveARestartAndLaterOnesAreForgotten() {
        Snapshot first = snapshots().take();
        pay("1");
        Snapshot second = snapshots().take();
        Snapshot same = snapshots().take();
        pay("2");
        Snapshot last = snapshots().take();
        restart();
        assertThat(snapshots().list()).containsExactly(first, second, same, last);
        assertThat(last.height()).isEqualTo(2);

        snapshots().revert(2);

        assertThat(snapshots().list()).containsExactly(first, second);
        restart();
        assertThat(ledger().info().head()).isEqualTo(second.head());
        pay("3");
        assertThat(snapshots().take().number()).as("no number is used again").isEqualTo(5);
        snapshots().revert(1);
        assertThat(ledger().info().height()).isZero();
        assertThat(failure(() -> snapshots().revert(5)))
                .isEqualTo("UNKNOWN_SNAPSHOT: There is no snapshot 5: dev:snapshots lists those that exist.");
        assertHolds();
    }

    @Test
    void snapshotsAreTakenUnderLoadAndClientsThatLookTheLedgerUpGoOn() {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger applied = new AtomicInteger();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                Ledger found = node.find(Ledger.class);
                if (found != null) {
                    try {
                        found.submit(sign(found, "user_1", payment("0.001")).encode())
                                .join();
                        applied.incrementAndGet();
                    } catch (CompletionException | IllegalStateException itWasReplaced) {
                        Thread.onSpinWait();
                    }
                }
            }
        });
        await(applied, 20);
        Snapshot taken = snapshots().take();
        await(applied, applied.get() + 20);

        snapshots().revert(1);
        await(applied, applied.get() + 20);
        enough.set(true);
        load.join();

        assertThat(ledger().block(taken.height()).orElseThrow().header().hash()).isEqualTo(taken.head());
        assertThat(ledger().info().height()).isGreaterThan(taken.height());
        assertHolds();
    }

    /** A process that dies between two steps of a revert leaves these; what was begun goes on from the one state or the other. */
    @Test
    void aKillLeavesTheOneOrTheOther() throws IOException {
        pay("1");
        snapshots().take();
        pay("2");
        pay("3");
        String later = ledger().info().head().toHex();
        Path before = stopped("before");
        snapshots().revert(1);
        String reverted = ledger().info().head().toHex();
        assertThat(reverted).isNotEqualTo(later);
        Path after = stopped("after");
        Map<String, String> found = new TreeMap<>();
        for (String step : List.of("1 half copied", "2 copied", "3 moved away", "4 replaced", "5 deleted")) {
            Path place = directory.resolve(step);
            copy(step.compareTo("4") < 0 ? before : after, place);
            if (step.startsWith("1")) {
                copy(after.resolve("ledger/genesis"), place.resolve(".ledger-import/genesis"));
                Files.write(place.resolve(".ledger-import/journal"), new byte[5_000]);
            } else if (step.startsWith("2")) {
                copy(after.resolve("ledger"), place.resolve(".ledger-import"));
            } else if (step.startsWith("3")) {
                Files.move(place.resolve("ledger"), place.resolve(".ledger-replaced"));
                copy(after.resolve("ledger"), place.resolve(".ledger-import"));
            } else if (step.startsWith("4")) {
                copy(before.resolve("ledger"), place.resolve(".ledger-replaced"));
            }
            try (TestFramework restarted = new TestFramework(place)) {
                Ledger ledger = restarted.service(Ledger.class);
                found.put(step, ledger.info().head().toHex());
                assertThat(ledger.verify(0, ledger.info().height()).ok()).isTrue();
                assertThat(restarted.service(Snapshots.class).list()).hasSize(1);
                assertThat(names(place)).as(step).doesNotContain(".ledger-import", ".ledger-replaced");
            }
        }
        assertThat(found)
                .containsExactly(
                        Map.entry("1 half copied", later),
                        Map.entry("2 copied", later),
                        Map.entry("3 moved away", later),
                        Map.entry("4 replaced", reverted),
                        Map.entry("5 deleted", reverted));
    }

    /** The process dies wherever it is, at chance: what was gone back to is there, and nothing is damaged. */
    @Test
    void aProcessThatIsKilledWhileItRevertsLeavesALedger() throws Exception {
        pay("1");
        Snapshot snapshot = snapshots().take();
        for (int kill = 0; kill < 2; kill++) {
            node.close();
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Reverting.class.getName(),
                            data.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            // What is killed leaves the native library that it unpacked.
            builder.environment().put("ROCKSDB_SHAREDLIB_DIR", directory.toString());
            Process process = builder.start();
            try {
                for (int reverts = 0; reverts <= kill; reverts++) {
                    assertThat(process.inputReader().readLine()).isEqualTo("reverted");
                }
                Thread.sleep(7L * kill);
            } finally {
                process.destroyForcibly().waitFor();
            }
            node = new TestFramework(data);

            assertThat(ledger().block(1).orElseThrow().header().hash()).isEqualTo(snapshot.head());
            assertHolds();
            assertThat(snapshots().list()).containsExactly(snapshot);
            assertThat(names(data)).doesNotContain(".ledger-import", ".ledger-replaced");
        }
    }

    /** Pays and goes back until it is killed. */
    static final class Reverting {
        private Reverting() {}

        public static void main(String[] arguments) {
            try {
                TestFramework node = new TestFramework(Path.of(arguments[0]));
                while (true) {
                    Ledger ledger = node.service(Ledger.class);
                    Signer signer = node.service(Wallet.class).signers("user_1").get(0);
                    Receipt unused = new LedgerClient(ledger)
                            .submit("user_1", signer, payment("1"))
                            .join();
                    Snapshot unusedToo = node.service(Snapshots.class).revert(1);
                    System.out.println("reverted");
                }
            } catch (RuntimeException e) { // whoever started this process reads why
                System.out.println(e);
                System.exit(1);
            }
        }
    }

    @Test
    void blocksOnDemandStaySoWhenTheLedgerIsReplaced() {
        node.service(Development.class).automine(false);
        snapshots().take();

        snapshots().revert(1);

        assertThat(node.service(Development.class).automine()).isFalse();
    }

    @Test
    void aDumpedLedgerTakesThePlaceOfAnotherWithItsKeys() throws IOException {
        Wallet wallet = node.service(Wallet.class);
        submit(
                "operator",
                new CreateAccount(
                        "carol", wallet.create("carol", PublicKey.Scheme.P256).publicKey()));
        submit("operator", ActivateModule.of(Jars.probe("1.0.0")));
        pay("1");
        Told dumped = Told.of(ledger());
        Path file = directory.resolve("dump");
        LedgerFile.Position position = snapshots().dump(file, LedgerFile.Progress.NONE);
        assertThat(position).isEqualTo(new LedgerFile.Position(3, dumped.info().stateRoot(), 0));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(failure(() -> snapshots().dump(file, LedgerFile.Progress.NONE)))
                .startsWith("FILE_EXISTS");

        try (TestFramework other = new TestFramework(directory.resolve("other"))) {
            Ledger there = other.service(Ledger.class);
            Signer own = other.service(Wallet.class).signers("user_1").get(0);
            for (int i = 0; i < 5; i++) {
                assertThat(new LedgerClient(there)
                                .submit("user_1", own, payment("5"))
                                .join()
                                .applied())
                        .isTrue();
            }
            other.service(Snapshots.class).take();
            assertThat(there.info().chainId()).isNotEqualTo(dumped.info().chainId());

            LedgerFile.Position restored = other.service(Snapshots.class).restore(file, LedgerFile.Progress.NONE);

            Ledger now = other.service(Ledger.class);
            assertThat(restored)
                    .isEqualTo(new LedgerFile.Position(3, dumped.info().stateRoot(), 4));
            assertThat(Told.of(now)).isEqualTo(dumped);
            assertThat(other.service(Snapshots.class).list())
                    .as("of another chain")
                    .isEmpty();
            assertThat(other.service(Wallet.class).signers("user_1"))
                    .extracting(Signer::publicKey)
                    .containsExactly(own.publicKey(), signer("user_1").publicKey());
            for (String account : List.of("user_1", "carol", "operator")) {
                Signer signer = other.service(Wallet.class)
                        .signer(now.account(account).orElseThrow())
                        .orElseThrow();
                assertThat(new LedgerClient(now)
                                .submit(account, signer, new CreateAccount("by-" + account, signer.publicKey()))
                                .join()
                                .applied())
                        .isTrue();
            }
            assertThat(now.verify(0, now.info().height()).ok()).isTrue();
        }
    }

    /** Back to where the same chain stood, too: an import would find nothing new in it. */
    @Test
    void aDumpTakesItsOwnLedgerBack() {
        pay("1");
        Told dumped = Told.of(ledger());
        Path file = directory.resolve("dump");
        snapshots().dump(file, LedgerFile.Progress.NONE);
        pay("2");

        LedgerFile.Position position = snapshots().restore(file, LedgerFile.Progress.NONE);

        assertThat(position.height()).isEqualTo(1);
        assertThat(Told.of(ledger())).isEqualTo(dumped);
        assertHolds();
    }

    @Test
    void whatIsNoDumpChangesNothing() throws IOException {
        pay("1");
        Told before = Told.of(ledger());
        List<String> accounts = node.service(Wallet.class).accounts();
        Path good = directory.resolve("good");
        snapshots().dump(good, LedgerFile.Progress.NONE);
        byte[] whole = Files.readAllBytes(good);
        Path bad = directory.resolve("bad");

        assertThat(failure(() -> snapshots().restore(bad, LedgerFile.Progress.NONE)))
                .startsWith("FILE_FAILED");
        Files.write(bad, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(failure(() -> snapshots().restore(bad, LedgerFile.Progress.NONE)))
                .startsWith("INVALID_DUMP");
        Files.delete(bad);
        node.service(LedgerFile.class).exportTo(bad, LedgerFile.Progress.NONE);
        assertThat(failure(() -> snapshots().restore(bad, LedgerFile.Progress.NONE)))
                .startsWith("INVALID_DUMP");
        Files.delete(bad);
        try (TestLedger ledger = TestLedger.create()) {
            ledger.node().dumpTo(bad, Map.of("mallory", "ed25519 no key"), LedgerFile.Progress.NONE);
        }
        assertThat(failure(() -> snapshots().restore(bad, LedgerFile.Progress.NONE)))
                .startsWith("INVALID_DUMP");
        Files.delete(bad);
        try (TestLedger governed =
                TestLedger.governed(new MemoryStore(), new ManualClock(TestLedger.START), Person.ALICE)) {
            governed.node().dumpTo(bad, Map.of(), LedgerFile.Progress.NONE);
        }
        assertThat(failure(() -> snapshots().restore(bad, LedgerFile.Progress.NONE)))
                .startsWith("NOT_DEVELOPMENT");

        assertThat(Told.of(ledger())).isEqualTo(before);
        assertThat(node.service(Wallet.class).accounts()).isEqualTo(accounts);
        assertThat(names(data)).doesNotContain(".ledger-import");
    }

    @Test
    void otherChainsHaveNoneOfIt() {
        Path export = directory.resolve("export");
        try (TestLedger governed =
                TestLedger.governed(new MemoryStore(), new ManualClock(TestLedger.START), Person.ALICE)) {
            governed.submit(
                    Person.ALICE, new CreateAccount("carol", Person.BOB.signer().publicKey()));
            governed.node().exportTo(export, LedgerFile.Progress.NONE);
        }
        node.service(LedgerFile.class).importFrom(export, LedgerFile.Progress.NONE);
        Told before = Told.of(ledger());
        Path file = directory.resolve("dump");

        assertThat(failure(() -> snapshots().take())).startsWith("NOT_DEVELOPMENT");
        assertThat(failure(() -> snapshots().list())).startsWith("NOT_DEVELOPMENT");
        assertThat(failure(() -> snapshots().revert(1))).startsWith("NOT_DEVELOPMENT");
        assertThat(failure(() -> snapshots().dump(file, LedgerFile.Progress.NONE)))
                .startsWith("NOT_DEVELOPMENT");
        assertThat(failure(() -> snapshots().restore(file, LedgerFile.Progress.NONE)))
                .startsWith("NOT_DEVELOPMENT");
        assertThat(node.find(Development.class)).isNull();
        assertThat(Told.of(ledger())).isEqualTo(before);
        assertThat(file).doesNotExist();
    }

    private Ledger ledger() {
        return node.service(Ledger.class);
    }

    private Snapshots snapshots() {
        return node.service(Snapshots.class);
    }

    private Signer signer(String account) {
        return node.service(Wallet.class).signers(account).get(0);
    }

    private SignedTransaction sign(Ledger ledger, String account, OperationRecord operation) {
        return new LedgerClient(ledger).sign(account, signer(account), operation);
    }

    private void submit(String account, OperationRecord operation) {
        assertThat(ledger().submit(sign(ledger(), account, operation).encode())
                        .join()
                        .failure())
                .isEmpty();
    }

    private void pay(String amount) {
        submit("user_1", payment(amount));
    }

    private static Transfer payment(String amount) {
        return new Transfer("user_1", "user_2", Amount.parse(amount, TestLedger.ETH));
    }

    private void restart() {
        node.close();
        node = new TestFramework(data);
    }

    /** A copy of the data as a stopped node leaves them; the node goes on. */
    private Path stopped(String name) throws IOException {
        node.close();
        Path copy = directory.resolve(name);
        copy(data, copy);
        node = new TestFramework(data);
        return copy;
    }

    private void assertHolds() {
        assertThat(ledger().verify(0, ledger().info().height()).reason()).isEmpty();
    }

    private static String failure(Runnable work) {
        LedgerFileException failed = catchThrowableOfType(LedgerFileException.class, work::run);
        assertThat(failed).as("it was not refused").isNotNull();
        return failed.failure().code() + ": " + failed.failure().message();
    }

    private static void await(AtomicInteger counted, int number) {
        while (counted.get() < number) {
            Thread.onSpinWait();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(each -> each.getFileName().toString()).toList();
        }
    }
}
