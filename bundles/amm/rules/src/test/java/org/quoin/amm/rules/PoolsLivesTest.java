package org.quoin.amm.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.simulation.Simulator;

/**
 * Pools among all that people do, executed on every view that there is, with the books balanced after every step: the pool has
 * what its reserves say, shares are the supply, no product falls by a swap, and no share's worth by a deposit or a withdrawal.
 */
class PoolsLivesTest {
    private static final int LIVES = 3;
    private static final int STEPS = 1_500;

    @Test
    void everyStepOfALifeWithPoolsHoldsOnAllViews() {
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, Integer> events = new TreeMap<>();
        for (long seed = 0; seed < LIVES; seed++) {
            SimulatedPools pools = new SimulatedPools();
            new Simulator(seed, TestLedger.genesis(Person.ALICE, Person.BOB), Executor::execute, pools)
                    .run(STEPS)
                    .forEach((code, count) -> outcomes.merge(code, count, Integer::sum));
            pools.events().forEach((name, count) -> events.merge(name, count, Integer::sum));
        }

        assertThat(outcomes.get("applied")).as("%s", outcomes).isGreaterThan(LIVES * STEPS / 5);
        assertThat(outcomes)
                .as("what these lives must contain")
                .doesNotContainKey("MODULE_FAULT")
                .containsKeys(
                        "EXPIRED",
                        "FEE_OUT_OF_RANGE",
                        "IDENTICAL_ASSETS",
                        "NOT_SO_MUCH",
                        "NO_AMOUNT",
                        "NOT_AN_OPERATOR",
                        "NO_SUCH_ACCOUNT",
                        "NO_SUCH_ASSET",
                        "POOL_EMPTY",
                        "POOL_EXISTS",
                        "TOO_FEW_SHARES",
                        "TOO_LITTLE_BACK",
                        "TOO_LITTLE_OUT",
                        "TOO_MUCH_IN",
                        "TOO_SMALL",
                        "WRONG_END");
        assertThat(events)
                .containsOnlyKeys(
                        "deposited",
                        "donated",
                        "pool-created",
                        "protocol-paid",
                        "protocol-set",
                        "swapped",
                        "withdrawn");
        assertThat(events.get("swapped")).isGreaterThan(LIVES * STEPS / 30);
    }
}
