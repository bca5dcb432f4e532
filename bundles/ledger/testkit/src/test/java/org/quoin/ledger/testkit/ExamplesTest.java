package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.SessionPassphrase;
import org.quoin.ledger.core.audit.AuditLog;
import org.quoin.ledger.core.command.InfoCommand;
import org.quoin.ledger.core.load.TransferLoad;
import org.quoin.ledger.core.metrics.NodeMetrics;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.trust.TrustedKeys;
import org.quoin.ledger.core.wallet.EncryptedKeys;
import org.quoin.ledger.core.wallet.Hardening;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Signed;

/**
 * The examples in the help of the core's commands, each run on a ledger of its own with twenty blocks. Where an example names what
 * differs from ledger to ledger, it is filled in: {@code 5f0c...} stands for an id, {@code 01ab...} for signed bytes.
 */
class ExamplesTest {
    private static final List<Class<? extends Action>> COMMANDS = Examples.commandsBeside(InfoCommand.class);
    private static final Person OPERATOR = Person.named("operator");
    private static final Person[] PEOPLE = Stream.concat(
                    Stream.of(OPERATOR), IntStream.rangeClosed(1, 10).mapToObj(n -> Person.named("user_" + n)))
            .toArray(Person[]::new);

    /** What somebody does before he would type the example. */
    private static final Map<String, List<String>> BEFORE = Map.of(
            "ledger:key-rotate", List.of("ledger:account-create alice"),
            "ledger:verify-proof", List.of("ledger:prove --account user_1 --asset ETH --out proof.json"),
            "ledger:import", List.of("ledger:export /backup/ledger.quoin"),
            "module:cancel", List.of("module:activate htlc 1.1.0 --at 5000"),
            "module:move", List.of("module:activate htlc 1.0.0", "module:activate htlc 1.1.0"),
            "module:plan", List.of("module:activate htlc 1.0.0"),
            "module:rehearse", List.of("module:activate htlc 1.0.0"),
            "module:shadow", List.of("module:activate htlc 1.0.0"),
            "module:rollback", List.of("module:activate htlc 1.0.0", "module:activate htlc 1.1.0"),
            "module:revoke", List.of("module:grant org.quoin.host.website ledger"));

    private static final String PASSPHRASE = "correct horse";
    private static final String MADE = "wallet:create bob --phrase-file PHRASE";

    /** The same for the wallet. */
    private static final Map<String, List<String>> BEFORE_OF_WALLET = Map.of(
            "wallet:export", List.of("wallet:create alice --phrase-file PHRASE"),
            "wallet:passphrase", List.of(MADE),
            "wallet:unlock", List.of(MADE));

    /** What a terminal would ask for, or show. */
    private static final Map<String, String> WITHOUT_TERMINAL =
            Map.of("wallet:create", " --phrase-file PHRASE", "wallet:passphrase", " --new-passphrase-file NEXT");

    private final Path directory;
    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), PEOPLE);
    private final MemoryWallet wallet = new MemoryWallet(PEOPLE);
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService miner = Executors.newSingleThreadScheduledExecutor();
    private final Deliveries deliveries = new Deliveries(
            ledger.node(), wallet, TrustedKeys.of(OPERATOR.signer().publicKey()), worker);
    private final TransferLoad load = new TransferLoad(ledger.ledger(), wallet);
    private final AuditLog audit;
    private final TestConsole console;

    ExamplesTest(@TempDir Path directory) {
        this.directory = directory;
        audit = new AuditLog(directory.resolve("log"), InstantSource.system());
        console = new TestConsole(
                List.of(
                        ledger.ledger(),
                        wallet,
                        deliveries,
                        load,
                        new Exported(),
                        ledger.node().maintenance(),
                        ledger.node().rehearsals(deliveries::find),
                        new Healthy(),
                        new NodeMetrics(
                                ledger.node().figures(),
                                () -> ledger.ledger().info().modules(),
                                List::of),
                        audit,
                        new EncryptedKeys(
                                directory.resolve("keystore"),
                                wallet,
                                new SecureRandom(),
                                System::nanoTime,
                                new Hardening(8, 1, 1))),
                COMMANDS);
    }

    @AfterEach
    void close() {
        load.close();
        console.close();
        audit.close();
        worker.shutdownNow();
        miner.shutdownNow();
        ledger.close();
    }

    static Stream<Class<? extends Action>> commands() {
        return COMMANDS.stream();
    }

    @Test
    void allCommandsAreFound() {
        assertThat(COMMANDS).hasSizeGreaterThan(35).contains(InfoCommand.class);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theExampleOfACommandDoesWhatItSays(Class<? extends Action> command) throws Exception {
        List<String> examples = Examples.of(command);
        assertThat(examples).as(Examples.name(command)).isNotEmpty();
        assertThat(examples).allMatch(example -> (example + " ").startsWith(Examples.name(command) + " "));
        Map<String, String> filledIn = prepare(Examples.name(command));

        for (String example : examples) {
            for (String suffix : List.of("", " --json")) {
                if (suffix.isEmpty() || isRepeatable(command)) {
                    String more = filledIn(WITHOUT_TERMINAL.getOrDefault(Examples.name(command), ""), filledIn);
                    Outcome outcome = runLine(filledIn(example, filledIn) + more + suffix);
                    assertThat(outcome.exit())
                            .as(example + ": " + outcome.out())
                            .isZero();
                    assertThat(outcome.out()).isNotBlank();
                }
            }
        }
    }

    /** Reads, that is. */
    private static boolean isRepeatable(Class<? extends Action> command) {
        return List.of(
                        "Info",
                        "Accounts",
                        "Assets",
                        "Balances",
                        "Block",
                        "Events",
                        "Transaction",
                        "Operators",
                        "WalletList")
                .contains(command.getSimpleName().replace("Command", ""));
    }

    private Map<String, String> prepare(String command) throws Exception {
        String bytes = ledger.draft(PEOPLE[1], new Transfer("user_1", "user_2", Amount.parse("1", TestLedger.ETH)))
                .sign()
                .encode()
                .toHex();
        Path jar = directory.resolve("htlc-1.1.0.jar");
        Files.write(jar, Jars.fixture("1.1.0").toArray());
        Map<String, String> filledIn = new HashMap<>();
        filledIn.put("PHRASE", directory.resolve("new-phrase").toString());
        filledIn.put("NEXT", ownFile("next", "battery staple").toString());
        filledIn.put("/root/", directory + "/");
        filledIn.put( // the first vector of BIP-39
                "/root/phrase",
                ownFile("phrase", "abandon ".repeat(11) + "about").toString());
        filledIn.putAll(Map.of(
                "htlc-1.1.0.jar",
                jar.toString(),
                "proof.json",
                directory.resolve("proof.json").toString(),
                "/backup/",
                directory + "/",
                "/var/backups/",
                directory + "/",
                "01ab...",
                bytes,
                " htlc",
                " htlc-fixture",
                "5f0c...",
                transferred()));
        ledger.node().development().orElseThrow().mine(20);
        if (command.startsWith("module:")) {
            run("module:policy governed", filledIn);
            for (String version : List.of("1.0.0", "1.1.0")) {
                deliveries.delivered(version, "a bundle", Signed.by(OPERATOR, Jars.fixture(version)));
            }
            assertThat(deliveries.awaitSettled(Duration.ofSeconds(30))).isTrue();
        }
        BEFORE.getOrDefault(command, List.of()).forEach(line -> run(line, filledIn));
        BEFORE_OF_WALLET.getOrDefault(command, List.of()).forEach(line -> run(line, filledIn));
        if (command.equals("module:audit")) {
            audit.write("ann", "installed", Fields.of("bundle", "org.quoin.htlc.provider"));
        }
        if (command.equals("module:shadow")) { // which waits for blocks
            Future<?> unused = miner.scheduleWithFixedDelay(
                    () -> ledger.node().development().orElseThrow().mine(10), 20, 20, TimeUnit.MILLISECONDS);
        }
        return filledIn;
    }

    private String transferred() {
        return ledger.submit(PEOPLE[2], new Transfer("user_2", "user_3", Amount.parse("1", TestLedger.ETH)))
                .transaction()
                .toString();
    }

    private void run(String line, Map<String, String> filledIn) {
        Outcome outcome = runLine(filledIn(line, filledIn));
        assertThat(outcome.exit()).as(line + ": " + outcome.out()).isZero();
    }

    /** With the passphrase beside the line, as a script has it. */
    private Outcome runLine(String line) {
        return console.run(line, session -> SessionPassphrase.hand(session, new Secret(PASSPHRASE.toCharArray())));
    }

    private Path ownFile(String name, String content) throws IOException {
        Path file = Files.createFile(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content);
    }

    private static final class Healthy implements Health {
        @Override
        public Report report() {
            return new Report(List.of(new Check("ledger", true, Optional.empty())));
        }
    }

    private static String filledIn(String line, Map<String, String> filledIn) {
        String filled = line;
        for (String name : filledIn.keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .toList()) {
            filled = filled.replace(name, filledIn.get(name));
        }
        return filled;
    }

    /** Taking a ledger out of a file needs a node around it: here the file is only looked at. */
    private final class Exported implements LedgerFile {
        @Override
        public Position exportTo(Path file, Progress progress) {
            return ledger.node().exportTo(file, progress);
        }

        @Override
        public Position importFrom(Path file, Progress progress) {
            try {
                assertThat(Files.size(file)).isPositive();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return new Position(
                    ledger.ledger().info().height(), ledger.ledger().info().stateRoot(), 0);
        }
    }
}
