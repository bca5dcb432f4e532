package org.quoin.referral.api.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.testkit.ChangedRules;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.simulation.Simulator;
import org.quoin.referral.rules.ReferralRules;

/**
 * Referral among all that people do, with fees, executed on every view that there is, with the books balanced after every step. A life
 * takes an hour, so in these rules a day takes half a minute.
 */
class ReferralLivesTest {
    private static final int LIVES = 2;
    private static final int STEPS = 1_600;
    private static final long PERIOD = 30_000;

    @Test
    void everyStepOfALifeWithReferralHoldsOnAllViews(@TempDir Path directory) throws IOException {
        Bytes rules = new ChangedRules("referral", ReferralRules.class)
                .jar(
                        directory,
                        "1.0.0",
                        (file, text) -> file.equals("Terms.java")
                                ? text.replace("PERIOD_LENGTH = 24L * 60 * 60 * 1_000", "PERIOD_LENGTH = 30_000L")
                                        .replace("COOLING_OFF = 24L * 60 * 60 * 1_000", "COOLING_OFF = 30_000L")
                                        .replace("VESTING = 7", "VESTING = 2")
                                : text,
                        Map.of());
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, Integer> events = new TreeMap<>();
        for (long seed = 0; seed < LIVES; seed++) {
            SimulatedReferral referral = new SimulatedReferral(rules, PERIOD);
            new Simulator(
                            seed,
                            TestLedger.genesis(Person.ALICE, Person.BOB),
                            Executor::execute,
                            new SimulatedFees(),
                            referral)
                    .run(STEPS)
                    .forEach((code, count) -> outcomes.merge(code, count, Integer::sum));
            referral.events().forEach((name, count) -> events.merge(name, count, Integer::sum));
        }

        assertThat(outcomes.get("applied")).as("%s", outcomes).isGreaterThan(LIVES * STEPS / 5);
        assertThat(outcomes)
                .as("what these lives must contain")
                .doesNotContainKey("MODULE_FAULT")
                .containsKeys(
                        "ALREADY_REFERRED",
                        "CAMPAIGN_OVER",
                        "FEE_LIMIT_TOO_LOW",
                        "IS_REFERRER",
                        "NOTHING_EARNED",
                        "NOTHING_VESTED",
                        "NOT_COMMITTED",
                        "NOT_OWNER",
                        "SELF_REFERRAL",
                        "UNKNOWN_CODE");
        assertThat(events)
                .containsKeys(
                        "accepted",
                        "acceptance-withdrawn",
                        "campaign-ended",
                        "campaign-started",
                        "clawed-back",
                        "code-registered",
                        "funded",
                        "paid-out");
    }
}
