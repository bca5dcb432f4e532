package org.quoin.htlc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.simulation.Engine;
import org.quoin.ledger.testkit.simulation.Simulator;

/** Contracts among all that people do, executed on every view that there is, with the books balanced after every step. */
class ContractLivesTest {
    private static final Genesis GENESIS = TestLedger.genesis(Person.ALICE, Person.BOB);
    private static final Table LOCKED = Table.ordered("ledger.locked", 12);
    private static final int LIVES = 10;
    private static final int STEPS = 2_000;

    @Test
    void everyStepOfALifeWithContractsHoldsOnAllViews() {
        Map<String, Integer> outcomes = LongStream.range(0, LIVES)
                .parallel()
                .mapToObj(seed -> life(seed, Executor::execute).run(STEPS))
                .collect(
                        TreeMap::new,
                        (sum, each) -> each.forEach((code, count) -> sum.merge(code, count, Integer::sum)),
                        (sum, other) -> other.forEach((code, count) -> sum.merge(code, count, Integer::sum)));

        assertThat(outcomes.get("applied")).as("%s", outcomes).isGreaterThan(LIVES * STEPS / 5);
        assertThat(outcomes)
                .as("what these lives must contain")
                .containsKeys(
                        "ALREADY_SETTLED",
                        "CONTRACT_EXPIRED",
                        "DEADLINE_NOT_REACHED",
                        "DEADLINE_PASSED",
                        "EXPIRY_PASSED",
                        "HASH_REUSED",
                        "INSUFFICIENT_BALANCE",
                        "NOT_YET_EXPIRED",
                        "OFFER_CLOSED",
                        "OFFER_DIFFERS",
                        "PREIMAGES_DO_NOT_MATCH",
                        "UNKNOWN_CONTRACT",
                        "UNSAFE_MARGIN",
                        "WRONG_PREIMAGE");
    }

    /** What contracts lock is compared with books that know only the events. */
    @Test
    void aContractWhoseFundsAreNotLockedIsFound() {
        assertThatThrownBy(() -> life(1, (modules, context, step, view) -> {
                            Outcome outcome = Executor.execute(modules, context, step, view);
                            Entry locked = view.first(LOCKED);
                            if (locked != null && outcome.failure() == null) {
                                view.remove(LOCKED, locked.key());
                            }
                            return outcome;
                        })
                        .run(500))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("who reads the events knows something else");
    }

    private static Simulator life(long seed, Engine engine) {
        try {
            return new Simulator(seed, GENESIS, engine, new Contracts());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
