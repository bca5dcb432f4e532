package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.core.state.Histories.BALANCES;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RadixSortTest {
    private final SplittableRandom random = new SplittableRandom(1);

    /** Few different bytes in long keys have many begin alike; many in short ones have all digits occur. */
    @ParameterizedTest
    @CsvSource({"0, 20, 2", "1, 20, 2", "63, 20, 2", "64, 20, 2", "5000, 20, 2", "5000, 3, 256", "5000, 9, 256"})
    void writesAreSortedAsByComparingThem(int count, int longest, int different) {
        Write[] writes = Stream.generate(() -> Write.remove(BALANCES, key(longest, different)))
                .limit(count)
                .toArray(Write[]::new);
        Write[] compared = writes.clone();
        Arrays.sort(compared);

        RadixSort.sort(writes);

        assertThat(writes).containsExactly(compared);
    }

    private byte[] key(int longest, int different) {
        byte[] key = new byte[1 + random.nextInt(longest)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(different) - 1);
        }
        return key;
    }
}
