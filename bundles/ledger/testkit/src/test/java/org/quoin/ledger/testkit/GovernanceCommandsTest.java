package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.core.command.ModuleActivateCommand;
import org.quoin.ledger.core.command.ModuleCancelCommand;
import org.quoin.ledger.core.command.ModuleListCommand;
import org.quoin.ledger.core.command.ModulePolicyCommand;
import org.quoin.ledger.core.command.ModuleRollbackCommand;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.trust.TrustedKeys;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Signed;

/** What an operator does at the console. */
@Timeout(60)
class GovernanceCommandsTest {
    private static final Person OPERATOR = Person.named("operator");
    private static final Person USER = Person.named("user_1");
    private static final Person AUTHOR = Person.named("author");

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, USER);
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
    private final MemoryWallet wallet = new MemoryWallet(OPERATOR, USER);
    private final Deliveries deliveries =
            new Deliveries(ledger.node(), wallet, TrustedKeys.of(AUTHOR.signer().publicKey()), worker);
    private final TestConsole console = console(wallet);

    private TestConsole console(MemoryWallet keys) {
        return new TestConsole(
                List.of(ledger.ledger(), keys, deliveries, ledger.node().rehearsals(deliveries::find)),
                List.of(
                        ModuleActivateCommand.class,
                        ModuleCancelCommand.class,
                        ModuleListCommand.class,
                        ModulePolicyCommand.class,
                        ModuleRollbackCommand.class));
    }

    /** Two versions are here, and nobody but an operator activates them. */
    @BeforeEach
    void deliver() throws InterruptedException {
        assertThat(answer("module:policy governed").get("policy").getAsString()).isEqualTo("governed");
        deliveries.delivered("a", "bundle a", Signed.by(AUTHOR, Jars.probe("1.0.0")));
        deliveries.delivered("b", "bundle b", Signed.by(AUTHOR, Jars.probe("1.1.0")));
        assertThat(deliveries.awaitSettled(Duration.ofSeconds(30))).isTrue();
    }

    @AfterEach
    void close() {
        console.close();
        worker.shutdownNow();
        ledger.close();
    }

    @Test
    void underThePolicyGovernedNothingBecomesActiveByItself() {
        assertThat(states()).containsExactly("1.0.0 available", "1.1.0 available");
        assertThat(console.run("module:policy"))
                .isEqualTo(new Outcome(0, "policy     governed\noperators  operator\n"));
    }

    @Test
    void theNewestIsActivatedUnlessAnotherIsNamed() {
        JsonObject answer = answer("module:activate probe");
        assertThat(answer.get("version").getAsString()).isEqualTo("1.1.0");
        assertThat(answer.get("state").getAsString()).isEqualTo("active");
        assertThat(answer.getAsJsonObject("receipt").get("status").getAsString())
                .isEqualTo("applied");

        assertThat(answer("module:activate probe 1.0.0").get("state").getAsString())
                .isEqualTo("active");
        assertThat(states()).containsExactly("1.0.0 active", "1.1.0 retired");
    }

    @Test
    void aRollbackGoesToTheVersionBefore() {
        answer("module:activate probe 1.0.0");
        answer("module:activate probe 1.1.0");

        assertThat(answer("module:rollback probe").get("version").getAsString()).isEqualTo("1.0.0");
        assertThat(states()).containsExactly("1.0.0 active", "1.1.0 retired");
        assertThat(answer("module:rollback probe").get("version").getAsString()).isEqualTo("1.1.0");
    }

    @Test
    void anActivationThatIsDueIsListedAndCanBeCancelled() {
        JsonObject answer = answer("module:activate probe 1.0.0 --at 1000");
        assertThat(answer.get("activeFrom").getAsLong()).isEqualTo(1_000);
        assertThat(console.run("module:list --json").out())
                .contains("\"version\":\"1.0.0\"")
                .contains("\"activeFrom\":1000");

        assertThat(answer("module:cancel probe").get("activeFrom").isJsonNull()).isTrue();
        assertThat(console.run("module:list --json").out()).doesNotContain("1000");
    }

    @Test
    void whatIsNotThereIsAnError() {
        assertThat(console.run("module:activate amm").out())
                .isEqualTo(
                        "There is no version of amm that is not active: deploy it first; module:list shows those that are"
                                + " here. [UNKNOWN_MODULE]\n");
        assertThat(console.run("module:activate probe 3.0.0").out())
                .startsWith("There is no probe 3.0.0: deploy it first");
        assertThat(console.run("module:rollback probe").out()).contains("[NO_EARLIER_VERSION]");
        assertThat(console.run("module:cancel probe").out()).contains("[NOT_SCHEDULED]");
        assertThat(console.run("module:policy sometimes").out()).contains("[INVALID_ARGUMENT]");
        assertThat(console.run("module:activate").out()).contains("[MISSING_ARGUMENT]");
        assertThat(console.run("module:activate probe 1.0.0 now").out()).contains("[TOO_MANY_ARGUMENTS]");
    }

    @Test
    void whoIsNoOperatorIsToldWhoIs() {
        try (TestConsole stranger = console(new MemoryWallet(USER))) {
            assertThat(stranger.run("module:activate probe").out())
                    .isEqualTo("The wallet holds no key of an operator: sign where one is. The operators are operator."
                            + " [NO_KEY]\n");
        }
        assertThat(console.run("module:activate probe --as user_1").out()).contains("NOT_AN_OPERATOR");
    }

    private JsonObject answer(String line) {
        Outcome outcome = console.run(line + " --json");
        assertThat(outcome.exit()).as(outcome.out()).isZero();
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }

    private List<String> states() {
        return answer("module:list").getAsJsonArray("items").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(item -> item.get("version").getAsString() + " "
                        + item.get("state").getAsString())
                .toList();
    }
}
