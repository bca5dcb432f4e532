package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CancelModule;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.MoveAgreements;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.ScheduledModule;
import org.quoin.ledger.api.SetModulePolicy;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.PactRules;
import org.quoin.ledger.testkit.probe.Request;
import org.quoin.ledger.testkit.probe.RoleRules;

/** Three operators: what two of them sign happens, now or at the height that they name. */
@Timeout(60)
class GovernanceTest {
    private static final Person CAROL = Person.named("carol");
    private static final Bytes ONE = Jars.written("pact", "1.0.0", PactRules.class);
    private static final Bytes TWO = Jars.written("pact", "2.0.0", PactRules.class);

    private final MemoryStore store = new MemoryStore();
    private final ManualClock clock = new ManualClock(START);
    private TestLedger ledger = TestLedger.governed(store, clock, ALICE, BOB, CAROL);

    @AfterEach
    void theChainHolds() {
        long head = ledger.ledger().info().height();
        assertThat(ledger.ledger().verify(0, head).reason()).isEmpty();
        ledger.close();
    }

    @Test
    void oneActiveCapabilityHasARole() {
        try (TestLedger alone = TestLedger.create()) {
            alone.activate(Jars.written("tax", "1.0.0", RoleRules.class));

            assertThat(alone.activate(Jars.written("toll", "1.0.0", RoleRules.class))
                            .failure()
                            .orElseThrow()
                            .message())
                    .isEqualTo(
                            "toll would be the lighthouse-keeper beside tax, and there can be one: deactivate tax first.");
            assertThat(alone.activate(Jars.written("tax", "1.1.0", RoleRules.class))
                            .failure())
                    .as("its own")
                    .isEmpty();
            alone.submit(Person.ALICE, new DeactivateModule("tax"));
            assertThat(alone.activate(Jars.written("toll", "1.0.0", RoleRules.class))
                            .failure())
                    .isEmpty();
        }
    }

    @Test
    void moreThanHalfOfTheOperatorsActivate() {
        Receipt first = ledger.submit(ALICE, ActivateModule.of(ONE));

        assertThat(first.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("ledger.operator-approved");
            assertThat(event.data().number("approvals")).isEqualTo(1);
            assertThat(event.data().number("needed")).isEqualTo(2);
        });
        assertThat(active()).isEmpty();

        Receipt second = ledger.submit(CAROL, again(ONE));

        assertThat(types(second)).containsExactly("ledger.module-activated");
        assertThat(active()).containsExactly("1.0.0");
        assertThat(code(BOB, again(ONE))).isEqualTo("ALREADY_ACTIVE");
    }

    @Test
    void nobodyCountsTwice() {
        ledger.submit(ALICE, ActivateModule.of(ONE));

        assertThat(ledger.submit(ALICE, ActivateModule.of(ONE))
                        .failure()
                        .orElseThrow()
                        .message())
                .isEqualTo("alice has signed this before: it takes 2 operators, and 1 have signed.");
        assertThat(active()).isEmpty();
    }

    @Test
    void theyMustWantTheSame() {
        ledger.submit(ALICE, ActivateModule.of(ONE));
        ledger.submit(BOB, ActivateModule.of(TWO));
        ledger.submit(CAROL, at(ONE, 100));
        assertThat(active()).isEmpty();

        ledger.submit(CAROL, again(TWO));
        assertThat(active()).containsExactly("2.0.0");
    }

    @Test
    void whatSomebodyWantedAWeekAgoDoesNotCount() {
        ledger.submit(ALICE, ActivateModule.of(ONE));
        clock.move(Duration.ofDays(7));
        assertThat(types(ledger.submit(BOB, again(ONE)))).containsExactly("ledger.operator-approved");
        assertThat(active()).isEmpty();

        clock.move(Duration.ofDays(6));
        assertThat(types(ledger.submit(ALICE, again(ONE)))).containsExactly("ledger.module-activated");
    }

    @Test
    void deactivatingTakesAsMany() {
        activate(ONE);
        ledger.submit(BOB, new DeactivateModule("pact"));
        assertThat(active()).containsExactly("1.0.0");

        ledger.submit(CAROL, new DeactivateModule("pact"));
        assertThat(active()).isEmpty();
    }

    /** A single operator, who is wrong or whose key was stolen, moves nobody's agreements. */
    @Test
    void movingAgreementsTakesAsMany() {
        activate(ONE);
        ledger.submit(
                ALICE,
                Request.of(
                        "pact",
                        "make",
                        Values.of("name", "a").and("asset", "QUO").and("amount", BigInteger.ONE),
                        new Amount(BigInteger.ONE, QUO)));
        activate(TWO);
        MoveAgreements move = new MoveAgreements(hash(ONE), hash(TWO));

        assertThat(types(ledger.submit(BOB, move))).containsExactly("ledger.operator-approved");
        assertThat(code(BOB, move)).isEqualTo("ALREADY_APPROVED");
        assertThat(openAgreements(ONE)).isEqualTo(1);
        assertThat(openAgreements(TWO)).isZero();

        assertThat(types(ledger.submit(CAROL, move))).containsExactly("ledger.agreements-moved");
        assertThat(openAgreements(ONE)).isZero();
        assertThat(openAgreements(TWO)).isEqualTo(1);
    }

    /** The first block under them is the one that they named, whatever is in it. */
    @Test
    void anActivationCanBeDueLater() {
        activate(ONE);
        long due = ledger.ledger().info().height() + 5;
        ledger.submit(ALICE, at(TWO, due));
        assertThat(types(ledger.submit(BOB, at(TWO, due)))).containsExactly("ledger.module-scheduled");
        assertThat(ledger.ledger().scheduledModules())
                .extracting(each -> each.module().version(), ScheduledModule::at)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("2.0.0", due));

        while (ledger.ledger().info().height() < due) {
            pay();
        }

        for (long height = due - 2; height < due; height++) {
            assertThat(versionAt(height)).isEqualTo("1.0.0");
        }
        assertThat(versionAt(due)).isEqualTo("2.0.0");
        assertThat(active()).containsExactly("2.0.0");
        assertThat(ledger.ledger().scheduledModules()).isEmpty();
        assertThat(ledger.ledger().moduleHistory(null, 10).items())
                .extracting(change -> change.height())
                .last()
                .isEqualTo(due - 1);
    }

    @Test
    void whatIsDueSurvivesARestart() {
        long due = ledger.ledger().info().height() + 4;
        ledger.submit(ALICE, at(ONE, due));
        ledger.submit(BOB, at(ONE, due));
        ledger.close();
        ledger = TestLedger.governed(store, clock, ALICE, BOB, CAROL);
        pay();
        pay();

        assertThat(versionAt(due)).isEqualTo("1.0.0");
    }

    /** A single one can: the others can sign again. */
    @Test
    void anOperatorTakesBackWhatIsDue() {
        long due = ledger.ledger().info().height() + 5;
        ledger.submit(ALICE, at(ONE, due));
        ledger.submit(BOB, at(ONE, due));

        assertThat(types(ledger.submit(CAROL, new CancelModule(hash(ONE))))).containsExactly("ledger.module-cancelled");
        while (ledger.ledger().info().height() < due + 1) {
            pay();
        }
        assertThat(active()).isEmpty();
        assertThat(code(CAROL, new CancelModule(hash(ONE)))).isEqualTo("NOT_SCHEDULED");
        activate(ONE);
        assertThat(active()).containsExactly("1.0.0");
    }

    @Test
    void oneActivationOfACapabilityIsDueAtATime() {
        long due = ledger.ledger().info().height() + 50;
        ledger.submit(ALICE, at(ONE, due));
        ledger.submit(BOB, at(ONE, due));

        assertThat(ledger.submit(ALICE, at(TWO, due + 1))
                        .failure()
                        .orElseThrow()
                        .message())
                .isEqualTo("pact 1.0.0 becomes active in block " + due + ": cancel that first (module:cancel pact).");
        assertThat(code(ALICE, ActivateModule.of(TWO))).isEqualTo("ALREADY_SCHEDULED");
    }

    @Test
    void whatIsPastCannotBeNamed() {
        long head = ledger.ledger().info().height();

        assertThat(code(ALICE, at(ONE, head + 1))).isEqualTo("INVALID_HEIGHT");
    }

    @Test
    void thePolicyIsTheirsToo() {
        assertThat(ledger.ledger().modulePolicy()).isEqualTo(ModulePolicy.GOVERNED);
        ledger.submit(ALICE, new SetModulePolicy(ModulePolicy.AUTO));
        assertThat(ledger.ledger().modulePolicy()).isEqualTo(ModulePolicy.GOVERNED);

        assertThat(types(ledger.submit(BOB, new SetModulePolicy(ModulePolicy.AUTO))))
                .containsExactly("ledger.module-policy-changed");
        assertThat(ledger.ledger().modulePolicy()).isEqualTo(ModulePolicy.AUTO);
    }

    private void activate(Bytes rules) {
        ledger.submit(ALICE, ActivateModule.of(rules));
        assertThat(types(ledger.submit(BOB, again(rules)))).containsExactly("ledger.module-activated");
    }

    private void pay() {
        ledger.submit(CAROL, new Transfer("carol", "bob", new Amount(BigInteger.ONE, QUO)));
    }

    private String code(Person signer, OperationRecord operation) {
        return ledger.submit(signer, operation).failure().orElseThrow().code();
    }

    private List<String> active() {
        return ledger.ledger().info().modules().stream().map(ModuleId::version).toList();
    }

    private long openAgreements(Bytes rules) {
        return ledger.ledger().modules().stream()
                .filter(module -> module.id().sha256().equals(hash(rules)))
                .mapToLong(Module::openAgreements)
                .sum();
    }

    private String versionAt(long height) {
        return ledger.ledger()
                .block(height)
                .orElseThrow()
                .header()
                .modules()
                .get(0)
                .version();
    }

    private static List<String> types(Receipt receipt) {
        assertThat(receipt.failure()).isEmpty();
        return receipt.events().stream().map(Event::type).toList();
    }

    private static ActivateModule again(Bytes rules) {
        return new ActivateModule(hash(rules), Optional.empty());
    }

    private static ActivateModule at(Bytes rules, long height) {
        return new ActivateModule(hash(rules), Optional.of(rules), OptionalLong.of(height));
    }

    private static Hash hash(Bytes rules) {
        return Hash.sha256(rules.toArray());
    }
}
