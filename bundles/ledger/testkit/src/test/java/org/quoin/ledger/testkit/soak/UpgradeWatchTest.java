package org.quoin.ledger.testkit.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

class UpgradeWatchTest {
    private final UpgradeWatch watch = new UpgradeWatch(UpgradeWatch.Aim.IN_TURN);

    @Test
    void aVersionThatWasAcknowledgedMayNotFallBehind() {
        try (TestLedger ledger = TestLedger.create()) {
            ledger.activate(RulesJars.fixture("1.0.0"));
            ledger.activate(RulesJars.fixture("2.0.9"));

            assertThat(watch.hears("activated 1.0.0;")).isTrue();
            assertThat(watch.holds(ledger)).isTrue();
            assertThat(watch.hears("activated 2.0.10;")).isTrue();
            assertThat(watch.holds(ledger)).isFalse();
        }
        assertThat(watch.met()).containsEntry(UpgradeWatch.ACTIVATION_LOST, 1L);
    }

    @Test
    void whereNothingIsActiveAnyVersionIsMissed() {
        try (TestLedger ledger = TestLedger.create()) {
            assertThat(watch.holds(ledger)).isTrue();
            watch.hears("activated 1.0.0;");
            assertThat(watch.holds(ledger)).isFalse();
        }
    }

    @Test
    void whatTheKillCutOffIsNotHeard() {
        assertThat(watch.hears("activated 1.0.1")).isFalse();
        assertThat(watch.hears("phase COM")).isFalse();
    }

    @Test
    void aKillWaitsForItsPhaseOrALaterOne() {
        watch.begin(1);
        Predicate<String> comingOver = watch.aim(new SplittableRandom(1));

        for (Upgrades.Phase phase : Upgrades.Phase.values()) {
            String line = "phase " + phase + ";";
            watch.hears(line);
            boolean killed = false;
            for (int answer = 0; answer < 100; answer++) {
                killed |= comingOver.test("acknowledged");
            }
            assertThat(killed).as(line).isEqualTo(phase == Upgrades.Phase.COMING_OVER);
        }
    }

    @Test
    void aFullDoseThatHasNotMetEveryPhaseAndFormIsNotKept() {
        H2 row = new H2();
        Map<String, Long> all = new TreeMap<>();
        Arrays.stream(Upgrades.Phase.values()).forEach(phase -> all.put(UpgradeWatch.killed(phase), 1L));
        Arrays.stream(Upgrades.Form.values()).forEach(form -> all.put(UpgradeWatch.found(form), 1L));

        assertThat(row.isKept(new Row.Figures(row.fullDose(), 0, 0, all))).isTrue();
        for (String each : all.keySet()) {
            Map<String, Long> others = new TreeMap<>(all);
            others.remove(each);
            assertThat(row.isKept(new Row.Figures(row.fullDose(), 0, 0, others)))
                    .as(each)
                    .isFalse();
        }
    }
}
