package org.quoin.ledger.core.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.Samples.ALICE;
import static org.quoin.ledger.core.Samples.GENESIS;
import static org.quoin.ledger.core.Samples.START;
import static org.quoin.ledger.core.Samples.pay;
import static org.quoin.ledger.core.Samples.quo;
import static org.quoin.ledger.core.Samples.signed;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.Samples;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.BucketCache;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.UnreadableStateError;
import org.quoin.ledger.core.state.Write;
import org.quoin.rules.host.Host;
import org.quoin.rules.host.Rules;

/** Executes operations that are made to fail: the executor must not let what they do through. */
class ExecutorTest {
    private static final Context CONTEXT = new Context(GENESIS.chainId(), 1, START);
    private static final ModuleSet NO_MODULES = ModuleSet.none(RulesSource.NONE);
    private static final long ALICE_ORDINAL = 0;
    private static final long QUO_ORDINAL = 0;

    private static final Description NOTHING =
            new Description(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    private final State state = Chain.found(GENESIS).chain().state();

    @Test
    void anOperationThatMintsAUnitIsDiscarded() {
        assertBreached(
                execution -> setBalance(execution, balance(execution).add(BigInteger.ONE)),
                "the balances of an asset add up to its supply");
    }

    @Test
    void anOperationThatLosesAUnitIsDiscarded() {
        assertBreached(
                execution -> setBalance(execution, balance(execution).subtract(BigInteger.ONE)),
                "the balances of an asset add up to its supply");
    }

    @Test
    void anOperationThatRaisesASupplyWithoutAnOwnerIsDiscarded() {
        assertBreached(
                execution -> execution.state().addAsset(new Asset("GEM", 0), BigInteger.TEN, "alice"),
                "the balances of an asset add up to its supply");
    }

    @Test
    void anOperationThatUsesANonceIsDiscarded() {
        assertBreached(
                execution -> execution.state().setNextSequence(ALICE_ORDINAL, 0, 0), "operations leave nonces alone");
    }

    /** The sabotage: without the invariants, what they catch would be applied. */
    @Test
    void withoutTheInvariantsAMintedUnitWouldBeApplied() {
        Overlay view = new Overlay(state);
        NativeRules careless = new NativeRules(
                List.of(new Sabotage(
                        execution -> setBalance(execution, balance(execution).add(BigInteger.ONE)))),
                List.of());

        Outcome outcome = Executor.execute(careless, NO_MODULES, CONTEXT, new Step.Apply(sabotage()), view);

        assertThat(outcome.failure()).isNull();
        assertThat(new CoreReads(view).balance(ALICE_ORDINAL, QUO_ORDINAL)).isEqualTo(100_001);
    }

    /** Nothing is decided by an error of the node: it stops. */
    @Test
    void anExceptionOutOfANativeOperationIsNoOutcome() {
        Overlay view = new Overlay(state);

        assertThatThrownBy(() -> execute(view, execution -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
    }

    /** Another node's disk may be whole: a state that cannot be read must not become a fault of the rules, caught or not. */
    @Test
    void aStateThatCannotBeReadIsNoOutcome() {
        BucketCache lost = new BucketCache(0, stub -> null);
        State unreadable = State.difference(State.empty(), state, 1, lost).stored();

        for (boolean caught : new boolean[] {false, true}) {
            assertThatThrownBy(() -> ModuleHost.answer(
                            asking(caught),
                            new Scene(CONTEXT, ModuleSet.none(RulesSource.NONE)),
                            new Overlay(unreadable),
                            "any",
                            1,
                            Bytes.of(new byte[0])))
                    .isInstanceOf(UnreadableStateError.class)
                    .hasMessageContaining("of table ledger.accounts, version 1 is missing");
        }
    }

    private static LoadedModule asking(boolean catching) {
        Rules rules = new Rules() {
            @Override
            public byte[] describe() {
                return new byte[0];
            }

            @Override
            public byte[] run(Host host, int kind, String name, int schema, byte[] input) {
                try {
                    host.hasAccount("alice");
                } catch (Throwable e) { // as careless rules do
                    if (!catching) {
                        throw e;
                    }
                }
                return new byte[0];
            }
        };
        return new LoadedModule(new ModuleId("careless", "1.0.0", Hash.sha256(new byte[0])), NOTHING, rules);
    }

    @Test
    void whatFailsLeavesOnlyItsNonceBehind() {
        Overlay view = new Overlay(state);

        Executor.execute(NO_MODULES, CONTEXT, new Step.Apply(signed(ALICE, "alice", 4, 0, unknown())), view);

        assertThat(view.writes().writes())
                .containsExactly(Write.put(
                        CoreTables.NONCES, CoreTables.nonceKey(ALICE_ORDINAL, 4), new byte[] {0, 0, 0, 0, 0, 0, 0, 1}));
    }

    @Test
    void aTransactionWhoseEnvelopeDoesNotHoldWritesNothing() {
        Overlay view = new Overlay(state);
        Context late = new Context(GENESIS.chainId(), 1, START.plusSeconds(61));

        assertThat(code(Executor.execute(NO_MODULES, late, new Step.Apply(pay(0, 0)), view)))
                .isEqualTo("EXPIRED");
        assertThat(code(Executor.execute(NO_MODULES, CONTEXT, new Step.Apply(pay(0, 1)), view)))
                .isEqualTo("NONCE_GAP");
        assertThat(code(Executor.execute(
                        NO_MODULES, CONTEXT, new Step.Apply(signed(ALICE, "bob", 0, 0, unknown())), view)))
                .isEqualTo("KEY_NOT_AUTHORISED");
        assertThat(view.writes().isEmpty()).isTrue();
    }

    @Test
    void aKeySignsUntilItIsReplacedAndNotAfter() {
        Overlay view = new Overlay(state);
        Signer other = Samples.signer("alice's other");
        VerifiedTransaction rotation =
                signed(ALICE, "alice", 0, 1, new RotateKeys("alice", List.of(other.publicKey())));
        VerifiedTransaction renewed = signed(other, "alice", 0, 2, new Transfer("alice", "bob", quo("1")));

        assertThat(apply(pay(0, 0), view).failure()).isNull();
        assertThat(code(apply(renewed, view))).isEqualTo("KEY_NOT_AUTHORISED");
        assertThat(apply(rotation, view).failure()).isNull();
        assertThat(code(apply(pay(0, 2), view))).isEqualTo("KEY_NOT_AUTHORISED");
        assertThat(new CoreReads(view).nextSequence(ALICE_ORDINAL, 0)).isEqualTo(2);
        assertThat(apply(renewed, view).failure()).isNull();
    }

    private static Outcome apply(VerifiedTransaction transaction, Overlay view) {
        return Executor.execute(NO_MODULES, CONTEXT, new Step.Apply(transaction), view);
    }

    @Test
    void theSameStepOnAnyViewHasTheSameOutcomeAndWrites() {
        Overlay live = new Overlay(state);
        Overlay below = new Overlay(state);
        Overlay copy = new Overlay(below);

        Outcome first = Executor.execute(NO_MODULES, CONTEXT, new Step.Apply(pay(0, 0)), live);
        Outcome second = Executor.execute(NO_MODULES, CONTEXT, new Step.Apply(pay(0, 0)), copy);

        assertThat(second).isEqualTo(first);
        assertThat(copy.writes()).isEqualTo(live.writes());
        assertThat(below.writes().isEmpty()).isTrue();
    }

    private void assertBreached(Consumer<Execution> sabotage, String invariant) {
        Overlay view = new Overlay(state);

        Outcome outcome = execute(view, sabotage);

        assertThat(code(outcome)).isEqualTo("INVARIANT_BREACHED");
        assertThat(outcome.events()).isEmpty();
        assertThat(outcome.failure())
                .satisfies(failure -> assertThat(CoreCapability.DESCRIPTION
                                .failure("INVARIANT_BREACHED")
                                .orElseThrow()
                                .values()
                                .decode(failure.values())
                                .text("invariant"))
                        .isEqualTo(invariant));
        assertThat(view.writes().writes()).extracting(Write::table).containsExactly(CoreTables.NONCES);
    }

    private static Outcome execute(Overlay view, Consumer<Execution> sabotage) {
        NativeRules rules = new NativeRules(List.of(new Sabotage(sabotage)), NativeRules.CURRENT.invariants());
        return Executor.execute(rules, NO_MODULES, CONTEXT, new Step.Apply(sabotage()), view);
    }

    private static VerifiedTransaction sabotage() {
        return signed(ALICE, "alice", 0, 0, new Operation("ledger", "sabotage", 1, Bytes.of()));
    }

    private static Operation unknown() {
        return new Operation("ledger", "unknown", 1, Bytes.of());
    }

    private static String code(Outcome outcome) {
        FailureRow failure = outcome.failure();
        return failure == null ? "applied" : failure.code();
    }

    private static BigInteger balance(Execution execution) {
        return execution.state().balance(ALICE_ORDINAL, QUO_ORDINAL);
    }

    private static void setBalance(Execution execution, BigInteger units) {
        execution.state().setBalance(ALICE_ORDINAL, QUO_ORDINAL, units);
    }

    private record Sabotage(Consumer<Execution> deed) implements NativeOperation {
        @Override
        public OperationType type() {
            return new OperationType("sabotage", 1, Schema.of());
        }

        @Override
        public void apply(Execution execution, Values values) {
            deed.accept(execution);
            execution.emit(new EventType("sabotaged", Schema.of()), Values.none());
        }
    }
}
