package org.quoin.ledger.dev.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.LoadGenerator;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Snapshots;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.core.command.TransferCommand;
import org.quoin.ledger.core.load.TransferLoad;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.MemoryWallet;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestConsole;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.TestFramework;
import org.quoin.ledger.testkit.TestLedger;

/** Every command {@code dev:}, typed into Karaf's shell, on a real ledger. In what is expected, # stands for 64 hexadecimal digits. */
@Timeout(60)
class DevCommandsTest {
    private static final List<Class<? extends Action>> COMMANDS = List.of(
            AutomineCommand.class,
            DumpCommand.class,
            FaucetCommand.class,
            ImpersonateCommand.class,
            LoadCommand.class,
            MineCommand.class,
            RestoreCommand.class,
            RevertCommand.class,
            SnapshotCommand.class,
            SnapshotsCommand.class,
            TimeAdvanceCommand.class,
            TimeSetCommand.class,
            TransferCommand.class);

    /** Kept, so that its level is: what it says of a ledger that goes back is in the log of a node. */
    private static final Logger AUDIT = Logger.getLogger("org.quoin.ledger.core.audit");

    private static final Person OPERATOR = Person.named("operator");
    private static final Person TREASURY = Person.named("treasury");
    private static final Person USER_1 = Person.named("user_1");
    private static final Person USER_2 = Person.named("user_2");
    private static final Person USER_3 = Person.named("user_3");

    private final TestLedger ledger = TestLedger.open(
            new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, TREASURY, USER_1, USER_2, USER_3);
    private final Wallet wallet = new MemoryWallet(OPERATOR, TREASURY, USER_1, USER_2, USER_3);
    private final TransferLoad load = new TransferLoad(ledger.ledger(), wallet);
    private TestConsole console = new TestConsole(
            List.of(ledger.ledger(), ledger.node().development().orElseThrow(), wallet, load), COMMANDS);

    @BeforeAll
    static void hush() {
        AUDIT.setLevel(Level.OFF);
    }

    @AfterEach
    void close() {
        console.close();
        load.close();
        ledger.close();
    }

    @Test
    void theFaucetPaysFromTheTreasury() {
        assertPrints(
                "dev:faucet user_1 ETH 25 --json",
                "{'receipt':{'tx':'#','height':1,'index':0,'status':'applied','failure':null,'gas':20000,'fee':'0','feeAsset':'QUO',"
                        + "'events':[{'sequence':0,'type':'ledger.transferred','data':"
                        + "{'from':'treasury','to':'user_1','asset':'ETH','amount':'25'}}]},"
                        + "'height':1,'time':'2026-01-01T00:00:00.000Z','account':'user_1','asset':'ETH','amount':'25'}");
        assertThat(ledger.balance(USER_1, TestLedger.ETH)).hasToString("1025 ETH");
        assertThat(ledger.balance(TREASURY, TestLedger.ETH)).hasToString("975 ETH");
    }

    @Test
    void aTreasuryWithTooLittleSaysHowMuchThereIs() {
        Outcome outcome = console.run("dev:faucet user_1 ETH 1000.5");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("treasury has 1000 ETH and 1000.5 ETH are needed")
                .endsWith(" [INSUFFICIENT_BALANCE]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dev:faucet                        | MISSING_ARGUMENT",
                "dev:faucet user_1                 | MISSING_ARGUMENT",
                "dev:faucet user_1 ETH             | MISSING_ARGUMENT",
                "dev:faucet user_1 ETH 1 2         | TOO_MANY_ARGUMENTS",
                "dev:faucet nobody ETH 1           | UNKNOWN_ACCOUNT",
                "dev:faucet user_1 GOLD 1          | UNKNOWN_ASSET",
                "dev:faucet user_1 ETH much        | INVALID_AMOUNT",
                "dev:faucet user_1 ETH -1          | INVALID_AMOUNT",
                "dev:impersonate                   | MISSING_ARGUMENT",
                "dev:impersonate nobody            | UNKNOWN_ACCOUNT",
                "dev:time-advance 0s               | INVALID_ARGUMENT",
                "dev:time-advance 3651d            | INVALID_ARGUMENT",
                "dev:time-advance tomorrow         | INVALID_ARGUMENT",
                "dev:time-set                      | MISSING_ARGUMENT",
                "dev:time-set tomorrow             | INVALID_ARGUMENT",
                "dev:time-set 2025-12-31T23:59:59Z | TIME_PASSED",
                "dev:time-set 2026-01-01T00:00:00Z | TIME_PASSED",
                "dev:time-set 2036-01-01T00:00:00Z | INVALID_ARGUMENT",
                "dev:mine 0                        | INVALID_ARGUMENT",
                "dev:mine 10001                    | INVALID_ARGUMENT",
                "dev:automine maybe                | INVALID_ARGUMENT",
            })
    void whatMakesNoSenseIsRefusedAndNothingIsOrdered(String line, String code) {
        assertError(line, code);
        assertThat(ledger.ledger().info().height()).isZero();
    }

    @Test
    void anUnknownAccountComesWithTheNextStep() {
        assertThat(console.run("dev:faucet nobody ETH 1").out())
                .isEqualTo("There is no account nobody: check the name, or create it with ledger:account-create nobody."
                        + " [UNKNOWN_ACCOUNT]\n");
    }

    @Test
    void timeAndBlocksAreMoved() {
        assertPrints("dev:time-advance 1h30m --json", "{'height':1,'time':'2026-01-01T01:30:00.000Z'}");
        assertPrints("dev:mine 10 --json", "{'height':11,'time':'2026-01-01T01:30:00.000Z'}");
        assertThat(console.run("dev:mine")).isEqualTo(new Outcome(0, "height  12\ntime    2026-01-01T01:30:00.000Z\n"));
        assertPrints(
                "dev:time-set 2026-01-02T01:00:00+01:00 --json", "{'height':13,'time':'2026-01-02T00:00:00.000Z'}");
    }

    @Test
    void blocksAreMadeOnDemand() {
        assertPrints("dev:automine --json", "{'automine':true,'waiting':0}");
        assertPrints("dev:automine off --json", "{'automine':false,'waiting':0}");
        CompletableFuture<Receipt> answer = new LedgerClient(ledger.ledger())
                .submit(
                        "user_1",
                        USER_1.signer(),
                        new CreateAccount("carol", USER_2.signer().publicKey()));
        ledger.awaitVerified();
        assertPrints("dev:automine --json", "{'automine':false,'waiting':1}");
        assertPrints("dev:mine --json", "{'height':1,'time':'2026-01-01T00:00:00.000Z'}");
        assertThat(answer.join().height()).isEqualTo(1);
        assertPrints("dev:automine on --json", "{'automine':true,'waiting':0}");
    }

    @Test
    void anAccountOfSomebodyElseIsImpersonated() {
        Person carol = Person.named("carol");
        ledger.submit(USER_1, new CreateAccount("carol", carol.signer().publicKey()));
        ledger.submit(USER_1, new CreateAccount("dave", carol.signer().publicKey()));
        assertThat(console.run("dev:faucet carol ETH 5").exit()).isZero();
        String pay = "ledger:transfer --from carol --to user_1 --amount 1 --asset ETH";
        assertThat(console.run(pay).out()).endsWith(" [NO_KEY]\n");

        JsonObject done = json(console.run("dev:impersonate carol --json"), 0);

        assertThat(done.get("account").getAsString()).isEqualTo("carol");
        assertThat(done.getAsJsonArray("keys")).hasSize(2);
        assertThat(console.run(pay).exit()).isZero();
        assertThat(ledger.submit(carol, new CreateAccount("erin", carol.signer().publicKey()))
                        .applied())
                .as("its owner goes on")
                .isTrue();
        assertThat(json(console.run("dev:impersonate carol --stop --json"), 0).getAsJsonArray("keys"))
                .hasSize(1);
        assertThat(console.run(pay).out()).endsWith(" [KEY_NOT_AUTHORISED]\n");
        assertThat(console.run("dev:impersonate dave --stop").out()).endsWith(" [NOT_IMPERSONATED]\n");
    }

    @Test
    void whoHoldsNoKeyOfAnOperatorIsToldWhoDoes() {
        try (TestConsole stranger = new TestConsole(
                List.of(ledger.ledger(), ledger.node().development().orElseThrow(), new MemoryWallet(USER_1)),
                COMMANDS)) {
            assertThat(stranger.run("dev:impersonate user_2").out())
                    .contains("The operators are operator.")
                    .endsWith(" [NO_KEY]\n");
            assertThat(stranger.run("dev:faucet user_2 ETH 1").out()).endsWith(" [NO_KEY]\n");
        }
    }

    @Test
    void aLedgerGoesBackAndBecomesAnother(@TempDir Path directory) {
        Path file = directory.resolve("story.dump");
        try (TestFramework node = new TestFramework(directory.resolve("node"))) {
            assertThat(run(node, "dev:snapshots --json").out()).isEqualTo("{\"items\":[],\"next\":null}\n");
            String snapshot = "{'snapshot':1,'height':0,'head':'#','stateRoot':'#','time':'%s'}".formatted(time(node));
            assertPrints(run(node, "dev:snapshot --json"), snapshot);
            assertPrints(run(node, "dev:snapshots --json"), "{'items':[" + snapshot + "],'next':null}");
            assertThat(run(node, "dev:faucet user_1 BTC 0.5").exit()).isZero();
            assertPrints(run(node, "dev:dump " + file + " --json"), "{'height':1,'stateRoot':'#'}");
            assertThat(run(node, "dev:dump " + file).out()).endsWith(" [FILE_EXISTS]\n");
            assertThat(run(node, "dev:dump").out()).endsWith(" [MISSING_ARGUMENT]\n");

            assertPrints(run(node, "dev:revert 1 --json"), snapshot);

            assertThat(node.service(Ledger.class).info().height()).isZero();
            assertThat(run(node, "dev:revert 2").out()).endsWith(" [UNKNOWN_SNAPSHOT]\n");
            assertThat(run(node, "dev:revert").out()).endsWith(" [MISSING_ARGUMENT]\n");
            assertThat(run(node, "dev:revert last").out()).endsWith(" [INVALID_ARGUMENT]\n");
            assertPrints(run(node, "dev:restore " + file + " --json"), "{'height':1,'stateRoot':'#'}");
            assertThat(node.service(Ledger.class).info().height()).isEqualTo(1);
            assertThat(run(node, "dev:restore " + directory.resolve("missing")).out())
                    .endsWith(" [FILE_FAILED]\n");
        }
    }

    /** As they are when an administrator has them in a node of another chain. */
    @Test
    void onOtherChainsEachIsRefused(@TempDir Path directory) {
        try (TestLedger governed = TestLedger.governed(
                        new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, TREASURY, USER_1);
                TestConsole production = new TestConsole(List.of(governed.ledger(), wallet), COMMANDS)) {
            for (String line : List.of(
                    "automine off",
                    "dump " + directory.resolve("file"),
                    "faucet user_1 ETH 1",
                    "impersonate user_1",
                    "load --clients 2",
                    "mine",
                    "restore " + directory.resolve("file"),
                    "revert 1",
                    "snapshot",
                    "snapshots",
                    "time-advance 1h",
                    "time-set 2027-01-01T00:00:00Z")) {
                Outcome outcome = production.run("dev:" + line);
                assertThat(outcome.out()).as(line).endsWith(" [NOT_DEVELOPMENT]\n");
                assertThat(outcome.exit()).isEqualTo(1);
            }
            assertThat(governed.ledger().info().height()).isZero();
            assertThat(wallet.signers("user_1")).hasSize(1);
        }
    }

    @Test
    void everyOneShowsAnExample() {
        assertThat(COMMANDS.stream()
                        .filter(command -> command != TransferCommand.class)
                        .map(command -> command.getAnnotation(Command.class))
                        .filter(command -> !command.detailedDescription().contains("Example: dev:" + command.name())))
                .isEmpty();
    }

    @Test
    void aLoadStartsComparesAndStops() {
        assertThat(console.run("dev:load").out()).endsWith(" [NO_LOAD]\n");
        assertThat(console.run("dev:load --rate 5").out()).endsWith(" [MISSING_ARGUMENT]\n");
        assertThat(console.run("dev:load --clients 1").out()).endsWith(" [INVALID_ARGUMENT]\n");
        assertThat(console.run("dev:load --clients 50").out()).endsWith(" [INVALID_ARGUMENT]\n");
        assertThat(console.run("dev:load --clients 2 --stop").out()).endsWith(" [INVALID_ARGUMENT]\n");

        assertThat(console.run("dev:load --clients 3 --rate 5000 --json"))
                .isEqualTo(new Outcome(0, "{\"clients\":3,\"rate\":5000}\n"));
        while (load.figures().orElseThrow().transactions() < 30) {
            Thread.onSpinWait();
        }
        assertThat(console.run("dev:load --quiet 1ms").exit()).isZero();
        JsonObject figures = json(console.run("dev:load --stop --json"), 0);
        assertThat(figures.keySet())
                .containsExactly("transactions", "failed", "lost", "activations", "p99QuietMs", "p99Ms");
        assertThat(figures.get("transactions").getAsLong()).isGreaterThanOrEqualTo(30);
    }

    /** With the services that are there now, as Karaf injects them into each command. */
    private static Outcome run(TestFramework node, String line) {
        List<Object> services = new ArrayList<>();
        Stream.of(Ledger.class, Wallet.class, Development.class, LoadGenerator.class, Snapshots.class)
                .forEach(type -> services.add(node.service(type)));
        try (TestConsole console = new TestConsole(services, COMMANDS)) {
            return console.run(line);
        }
    }

    private static String time(TestFramework node) {
        String time = node.service(Ledger.class).info().time().toString();
        return time.contains(".") ? time : time.replace("Z", ".000Z");
    }

    private void assertPrints(String line, String json) {
        assertPrints(console.run(line), json);
    }

    private static void assertPrints(Outcome outcome, String json) {
        assertThat(outcome.out().replaceAll("\\p{XDigit}{64}", "#")).isEqualTo(json.replace('\'', '"') + "\n");
        assertThat(outcome.exit()).isZero();
    }

    private void assertError(String line, String code) {
        int space = (line + " ").indexOf(' ');
        JsonObject error = json(console.run(line.substring(0, space) + " --json" + line.substring(space)), 1)
                .getAsJsonObject("error");
        assertThat(error.get("code").getAsString()).isEqualTo(code);
        assertThat(console.run(line))
                .isEqualTo(new Outcome(1, error.get("message").getAsString() + " [" + code + "]\n"));
    }

    private static JsonObject json(Outcome outcome, int exit) {
        assertThat(outcome.exit()).as(outcome.out()).isEqualTo(exit);
        assertThat(outcome.out().lines()).hasSize(1);
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }
}
