package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void keysAreOrderedAndEqualAsTheirBytesAre() {
        for (int i = 0; i < 100_000; i++) {
            byte[] one = few();
            byte[] other = few();
            assertThat(Integer.signum(new Key(one).compareTo(new Key(other))))
                    .as("%s, %s", Arrays.toString(one), Arrays.toString(other))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
            assertThat(new Key(one).equals(new Key(other))).isEqualTo(Arrays.equals(one, other));
            assertThat(new Key(one)).hasSameHashCodeAs(new Key(one.clone()));
        }
    }

    /** Up to 20 bytes, of which many are equal, negative or zero. */
    private byte[] few() {
        byte[] bytes = new byte[1 + random.nextInt(20)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(8) == 0 ? random.nextInt(3) - 1 : 0);
        }
        return bytes;
    }

    /** With {@link Arrays#hashCode(byte[])} there are 21,615. */
    @Test
    void neighboursHaveDifferentHashes() {
        assertThat(LongStream.range(0, 1_000_000)
                        .mapToObj(account ->
                                new Key(ByteBuffer.allocate(12).putLong(account).array()))
                        .mapToInt(Key::hashCode)
                        .distinct()
                        .count())
                .isGreaterThan(999_000);
    }
}
