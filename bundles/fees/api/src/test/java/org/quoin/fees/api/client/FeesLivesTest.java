package org.quoin.fees.api.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.simulation.Simulator;

/**
 * Fees among all that people do, upgraded, taken back and switched off meanwhile, executed on every view that there is, with the books
 * balanced after every step. A life takes an hour, so in these rules a stake regenerates within minutes.
 */
class FeesLivesTest {
    private static final int LIVES = 3;
    private static final int STEPS = 1_200;

    @Test
    void everyStepOfALifeWithFeesHoldsOnAllViews(@TempDir Path directory) throws IOException {
        List<Bytes> versions = List.of(
                NextFees.first(directory, FeesLivesTest::hurried), NextFees.next(directory, FeesLivesTest::hurried));
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, Integer> events = new TreeMap<>();
        for (long seed = 0; seed < LIVES; seed++) {
            SimulatedFees fees = new SimulatedFees(versions);
            new Simulator(seed, TestLedger.genesis(Person.ALICE, Person.BOB), Executor::execute, fees)
                    .run(STEPS)
                    .forEach((code, count) -> outcomes.merge(code, count, Integer::sum));
            fees.events().forEach((name, count) -> events.merge(name, count, Integer::sum));
        }

        assertThat(outcomes.get("applied")).as("%s", outcomes).isGreaterThan(LIVES * STEPS / 5);
        assertThat(outcomes)
                .as("what these lives must contain")
                .doesNotContainKey("MODULE_FAULT")
                .containsKeys(
                        "CANNOT_PAY_FEE",
                        "DEPOSIT_TOO_SMALL",
                        "FEE_LIMIT_TOO_LOW",
                        "INVALID_CALL",
                        "NOT_AN_OPERATOR",
                        "NOT_A_SPONSOR",
                        "NOT_LAYER_2",
                        "OPERATION_NOT_SPONSORED",
                        "OVER_PER_DAY",
                        "OVER_PER_TRANSACTION",
                        "SPONSOR_CANNOT_PAY",
                        "STAKE_TOO_SMALL",
                        "STILL_WAITING",
                        "rows-rewritten");
        assertThat(events)
                .containsOnlyKeys(
                        "policy-approved",
                        "policy-changed",
                        "prices-changed",
                        "sponsor-funded",
                        "sponsor-limited",
                        "sponsor-staked",
                        "sponsor-unstaked",
                        "sponsor-withdrawn");
    }

    private static String hurried(String file, String text) {
        return switch (file) {
            case "Budget.java" -> text.replace("REGENERATION = 432_000_000", "REGENERATION = 200_000");
            case "Sponsors.java" -> text.replace("DAY = 24 * 60 * 60 * 1_000L", "DAY = 120_000L");
            default -> text;
        };
    }
}
