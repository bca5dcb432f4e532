package org.quoin.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** One value, one encoding: what is decoded encodes to the very bytes that it came from. */
public final class Strict {
    private Strict() {}

    /**
     * Changes valid bytes in every way that touches one bit or one byte of length.
     *
     * @param roundTrip decodes and encodes again, and throws {@link MalformedBytesException} and nothing else for what it
     *     does not accept
     * @return how many of the bytes with one bit inverted were accepted
     */
    public static int assertStrict(Bytes valid, UnaryOperator<Bytes> roundTrip) {
        assertThat(roundTrip.apply(valid)).isEqualTo(valid);
        byte[] bytes = valid.toArray();
        for (int length = 0; length < bytes.length; length++) {
            assertMalformed(Arrays.copyOf(bytes, length), roundTrip);
        }
        assertMalformed(Arrays.copyOf(bytes, bytes.length + 1), roundTrip);

        int accepted = 0;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            accepted += isAccepted(Bytes.of(flipped), roundTrip) ? 1 : 0;
        }
        return accepted;
    }

    private static boolean isAccepted(Bytes bytes, UnaryOperator<Bytes> roundTrip) {
        try {
            assertThat(roundTrip.apply(bytes)).isEqualTo(bytes);
            return true;
        } catch (MalformedBytesException e) {
            return false;
        }
    }

    private static void assertMalformed(byte[] bytes, UnaryOperator<Bytes> roundTrip) {
        assertThatThrownBy(() -> roundTrip.apply(Bytes.of(bytes))).isInstanceOf(MalformedBytesException.class);
    }
}
