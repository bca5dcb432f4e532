package org.quoin.referral.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.quoin.referral.rules.Coalition.Strategy;

/**
 * Farming cannot pay, whatever an adversary owns and does. {@code -Dreferral.steps=1000000} lets him do more of it,
 * {@code -Dreferral.seed} something else.
 */
final class FarmingTest {
    private static final int STEPS = Integer.getInteger("referral.steps", 100_000);
    private static final long SEED = Long.getLong("referral.seed", 8);
    private static final int LIFE = 5_000;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    @Test
    void noCoalitionKeepsMoreThanNineTenthsOfWhatItLoses() {
        long lost = 0;
        long gain = 0;
        long applied = 0;
        for (int done = 0; done < STEPS; done += LIFE) {
            Coalition coalition = new Coalition(random, Strategy.random(random));
            for (int i = 0; i < LIFE; i++) {
                coalition.step();
                if (i % 100 == 0) {
                    coalition.requireBoundOfSomeSet();
                }
            }
            lost += coalition.lost();
            gain += coalition.gain();
            applied += coalition.applied();
        }
        // That nothing is gained says something only if much was tried, and much was given back.
        assertThat(applied).isGreaterThan(STEPS / 2);
        assertThat(lost).isPositive();
        assertThat(-gain).isBetween(lost / 10, lost);
    }

    @Test
    void aSearchForAProfitFindsNone() {
        Strategy best = Strategy.random(random);
        long most = Long.MIN_VALUE;
        for (int i = 0; i < STEPS / 1_000; i++) {
            Strategy tried = i < 10 ? Strategy.random(random) : best.mutated(random);
            Coalition coalition = new Coalition(random, tried);
            for (int step = 0; step < 1_000; step++) {
                coalition.step();
            }
            long perMille = coalition.lost() < 1_000 ? -1_000 : coalition.gain() / (coalition.lost() / 1_000);
            if (perMille > most) {
                most = perMille;
                best = tried;
            }
        }
        assertThat(most)
                .as("the best that was found, of 1,000 that are lost: %s", best)
                .isBetween(-900L, -100L);
    }
}
