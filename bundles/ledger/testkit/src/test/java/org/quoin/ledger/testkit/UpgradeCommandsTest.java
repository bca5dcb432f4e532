package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.SetModulePolicy;
import org.quoin.ledger.core.command.ModuleActivateCommand;
import org.quoin.ledger.core.command.ModuleListCommand;
import org.quoin.ledger.core.command.ModuleMoveCommand;
import org.quoin.ledger.core.command.ModulePlanCommand;
import org.quoin.ledger.core.command.ModuleRehearseCommand;
import org.quoin.ledger.core.command.ModuleRollbackCommand;
import org.quoin.ledger.core.command.ModuleShadowCommand;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.trust.TrustedKeys;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Locks;
import org.quoin.ledger.testkit.probe.RowsRules;
import org.quoin.ledger.testkit.probe.Signed;

/** An upgrade as an operator goes about it at the console: look, rehearse, watch, activate, and back. */
@Timeout(60)
class UpgradeCommandsTest {
    private static final Person OPERATOR = Person.named("operator");
    private static final Person USER = Person.named("user_1");

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, USER);
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
    private final MemoryWallet wallet = new MemoryWallet(OPERATOR, USER);
    private final Deliveries deliveries = new Deliveries(
            ledger.node(), wallet, TrustedKeys.of(OPERATOR.signer().publicKey()), worker);
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger(), wallet, deliveries, ledger.node().rehearsals(deliveries::find)),
            List.of(
                    ModuleActivateCommand.class,
                    ModuleListCommand.class,
                    ModuleMoveCommand.class,
                    ModulePlanCommand.class,
                    ModuleRehearseCommand.class,
                    ModuleRollbackCommand.class,
                    ModuleShadowCommand.class));

    @BeforeEach
    void deliver() throws InterruptedException {
        ledger.submit(OPERATOR, new SetModulePolicy(ModulePolicy.GOVERNED));
        deliver("1.0.0", Jars.fixture("1.0.0"));
        deliver("1.1.0", Jars.fixture("1.1.0"));
        deliver("2.0.0", Jars.fixture("2.0.0"));
        answer("module:activate htlc-fixture 1.0.0");
        assertThat(ledger.submit(USER, Locks.lock("a", "operator")).failure()).isEmpty();
    }

    @AfterEach
    void close() {
        console.close();
        worker.shutdownNow();
        ledger.close();
    }

    @Test
    void aPlanARehearsalAndARunBesideComeBeforeTheActivation() {
        JsonObject plan = answer("module:plan htlc-fixture");
        assertThat(plan.get("version").getAsString()).as("the newest").isEqualTo("2.0.0");
        assertThat(plan.get("replaces").getAsString()).isEqualTo("1.0.0");
        assertThat(plan.getAsJsonArray("rewrites").toString())
                .isEqualTo("[{\"from\":\"journal\",\"to\":\"journal-2\",\"rows\":1}]");
        assertThat(plan.getAsJsonArray("keeping").toString())
                .isEqualTo("[{\"version\":\"1.0.0\",\"openAgreements\":1}]");
        assertThat(plan.get("needed").getAsInt()).isEqualTo(1);
        assertThat(plan.get("refusal").isJsonNull()).isTrue();

        JsonObject rehearsal = answer("module:rehearse htlc-fixture");
        assertThat(rehearsal.get("ok").getAsBoolean()).isTrue();
        assertThat(rehearsal.get("rows").getAsInt()).isEqualTo(1);
        assertThat(rehearsal.getAsJsonArray("changes")).hasSize(2);

        long height = ledger.ledger().info().height();
        JsonObject shadow = answer("module:shadow htlc-fixture 1.1.0 --from " + height + " --blocks 1", 1);
        assertThat(shadow.get("concerned").getAsInt()).isEqualTo(1);
        assertThat(shadow.getAsJsonArray("differences").toString())
                .contains("in htlc-fixture.locked rules is 1.1.0 instead of 1.0.0");

        assertThat(answer("module:activate htlc-fixture 1.1.0").get("state").getAsString())
                .isEqualTo("active");
        assertThat(answer("module:rollback htlc-fixture").get("version").getAsString())
                .isEqualTo("1.0.0");
    }

    @Test
    void whatFailsInTheRehearsalIsNotSigned() throws InterruptedException {
        deliver("rows 1", Jars.written("rows", "1.0.0", RowsRules.class));
        deliver("rows 2", Jars.written("rows", "2.0.0", RowsRules.class, RowsRules.EndlessHook.class));
        answer("module:activate rows 1.0.0");
        long height = ledger.ledger().info().height();

        Outcome outcome = console.run("module:activate rows");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.out())
                .isEqualTo(
                        "rows 2.0.0 failed in the rehearsal: The hook at the end of a block failed: ledger.OUT_OF_GAS."
                                + " Ask its author for another version. [REHEARSAL_FAILED]\n");
        assertThat(console.run("module:rehearse rows").exit()).isEqualTo(1);
        assertThat(ledger.ledger().info().height()).isEqualTo(height);
    }

    @Test
    void agreementsOfAFaultyVersionAreMoved() {
        answer("module:activate htlc-fixture 1.1.0");
        JsonObject moved = answer("module:move htlc-fixture 1.0.0 1.1.0");

        assertThat(moved.get("state").getAsString()).isEqualTo("retired");
        assertThat(console.run("module:move htlc-fixture 1.1.0").out()).contains("[MISSING_ARGUMENT]");
        assertThat(console.run("module:move htlc-fixture 1.1.0 9.0.0").out()).contains("[UNKNOWN_MODULE]");
        assertThat(console.run("module:activate htlc-fixture 1.0.0").out()).contains("[REHEARSAL_FAILED]");
    }

    @Test
    void whatCannotBeTriedIsAnError() {
        assertThat(console.run("module:plan amm").out()).contains("[UNKNOWN_MODULE]");
        assertThat(console.run("module:shadow htlc-fixture --blocks 0").out()).contains("[INVALID_ARGUMENT]");
        assertThat(console.run("module:shadow htlc-fixture --from 99").out()).contains("[INVALID_ARGUMENT]");
        assertThat(answer("module:shadow htlc-fixture --wait 1ms")
                        .get("complete")
                        .getAsBoolean())
                .isFalse();
    }

    private void deliver(String delivery, Bytes jar) throws InterruptedException {
        deliveries.delivered(delivery, "a bundle", Signed.by(OPERATOR, jar));
        assertThat(deliveries.awaitSettled(Duration.ofSeconds(30))).isTrue();
    }

    private JsonObject answer(String line) {
        return answer(line, 0);
    }

    private JsonObject answer(String line, int exit) {
        Outcome outcome = console.run(line + " --json");
        assertThat(outcome.exit()).as(outcome.out()).isEqualTo(exit);
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }
}
