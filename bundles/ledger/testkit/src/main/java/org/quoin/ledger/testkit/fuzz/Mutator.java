package org.quoin.ledger.testkit.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes inputs out of others, in the ways in which readers have gone wrong: lengths that lie, ends that come early, depth. */
final class Mutator {
    /** No input gets longer than that, in bytes. */
    static final int LONGEST = 256 * 1024;

    private static final int MOST = 6;
    private static final int[] DEPTHS = {10, 300, 20_000};
    private static final byte[] EDGES = {0, 1, 0x1f, 0x20, 0x7f, (byte) 0x80, (byte) 0xc0, (byte) 0xfe, (byte) 0xff};
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        127,
        128,
        255,
        256,
        0x7fff,
        0xffff,
        1 << 24,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffff_ffffL,
        1L << 53,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final RandomGenerator random;
    private final List<byte[]> others;
    private final List<byte[]> words;

    /**
     * Draws from these lists as they are at the time.
     *
     * @param others inputs to splice with
     */
    Mutator(RandomGenerator random, List<byte[]> others, List<byte[]> words) {
        this.random = random;
        this.others = others;
        this.words = words;
    }

    byte[] next() {
        byte[] input = any(others).clone();
        for (int i = random.nextInt(1, MOST + 1); i > 0; i--) {
            input = mutated(input);
        }
        return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
    }

    private byte[] mutated(byte[] input) {
        int length = input.length;
        int at = random.nextInt(length + 1);
        int to = random.nextInt(at, Math.min(length, at + random.nextInt(1, 64)) + 1);
        return switch (random.nextInt(11)) {
            case 0 -> edited(input, at, (byte) (1 << random.nextInt(Byte.SIZE)), true);
            case 1 -> edited(input, at, EDGES[random.nextInt(EDGES.length)], false);
            case 2 -> edited(input, at, (byte) random.nextInt(), false);
            case 3 -> overwritten(input, at, number(length));
            case 4 -> Arrays.copyOf(input, at);
            case 5 -> replaced(input, at, to, new byte[0]);
            case 6 -> replaced(input, at, to, Arrays.copyOfRange(input, at, to), Arrays.copyOfRange(input, at, to));
            case 7 -> replaced(input, at, random.nextBoolean() ? at : to, words.isEmpty() ? noise() : any(words));
            case 8 -> spliced(input, at);
            case 9 -> replaced(input, at, at, noise());
            default -> deep(input, at, to);
        };
    }

    /** A number as lengths and counts are written: 1 to 8 bytes, big-endian. */
    private byte[] number(int length) {
        long number = random.nextInt(4) == 0
                ? length + random.nextInt(-2, 3)
                : NUMBERS[random.nextInt(NUMBERS.length)] + random.nextInt(-1, 2);
        int size = 1 << random.nextInt(4);
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return Arrays.copyOfRange(all, Long.BYTES - size, Long.BYTES);
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(1, 32)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] spliced(byte[] input, int at) {
        byte[] other = any(others);
        int from = random.nextInt(other.length + 1);
        return replaced(input, at, input.length, Arrays.copyOfRange(other, from, other.length));
    }

    private byte[] deep(byte[] input, int from, int to) {
        byte[] piece = to > from ? Arrays.copyOfRange(input, from, to) : noise();
        int times = Math.min(DEPTHS[random.nextInt(DEPTHS.length)], LONGEST / piece.length);
        byte[] repeated = new byte[piece.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(piece, 0, repeated, i * piece.length, piece.length);
        }
        return replaced(input, from, to, repeated);
    }

    private static byte[] edited(byte[] input, int at, byte with, boolean flip) {
        if (at == input.length) {
            return input;
        }
        byte[] edited = input.clone();
        edited[at] = flip ? (byte) (edited[at] ^ with) : with;
        return edited;
    }

    private static byte[] overwritten(byte[] input, int at, byte[] with) {
        return replaced(input, at, Math.min(input.length, at + with.length), with);
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[]... pieces) {
        int length = input.length
                - (to - from)
                + Arrays.stream(pieces).mapToInt(piece -> piece.length).sum();
        ByteBuffer result = ByteBuffer.allocate(length).put(input, 0, from);
        for (byte[] piece : pieces) {
            result.put(piece);
        }
        return result.put(input, to, input.length - to).array();
    }

    private byte[] any(List<byte[]> list) {
        return list.get(random.nextInt(list.size()));
    }
}
