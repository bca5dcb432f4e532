package org.quoin.amm.rules;

import org.quoin.rules.U256;

/**
 * Which ticks are ends of ranges, a bit for each tick that can be one, 256 in a word: so the next one is found by reading one word
 * (TickBitmap.sol of Uniswap v3). A word is named by a number, because rows are.
 */
final class TickBitmap {
    private static final int WORD_BITS = 256;

    private TickBitmap() {}

    /**
     * Where to go on.
     *
     * @param tick may be beyond the first or the last tick if it is no end
     * @param initialized whether it is an end of a range; else it is the last one of the word
     */
    record Next(int tick, boolean initialized) {}

    /**
     * Of the ticks that can be ends, the number of the greatest at or below a tick.
     *
     * @param spacing 1 or more
     */
    static int position(int tick, int spacing) {
        return Math.floorDiv(tick, spacing);
    }

    /** The word in which a position is: {@code −2^15 … 2^15 − 1} for a spacing of one, fewer for a wider one. */
    static int word(int position) {
        return position >> 8;
    }

    /** The bit of a position within its word. */
    static int bit(int position) {
        return position & (WORD_BITS - 1);
    }

    /** The word with that bit changed. */
    static U256 flipped(U256 word, int bit) {
        U256 mask = U256.ONE.shiftLeft(bit);
        return word.testBit(bit) ? word.minus(mask) : word.or(mask);
    }

    /**
     * The nearest end at or below a position, within its word.
     *
     * @param word that of the position
     */
    static Next atOrBelow(U256 word, int position, int spacing) {
        int bit = bit(position);
        U256 left = word.and(U256.MAX.shiftRight(WORD_BITS - 1 - bit));
        boolean initialized = !left.isZero();
        int back = initialized ? bit - (left.bitLength() - 1) : bit;
        return new Next((position - back) * spacing, initialized);
    }

    /**
     * The nearest end above a position, within the word of the position after it.
     *
     * @param word that of {@code position + 1}
     */
    static Next above(U256 word, int position, int spacing) {
        int bit = bit(position + 1);
        U256 left = word.shiftRight(bit);
        boolean initialized = !left.isZero();
        int on = initialized ? lowestBit(left) : WORD_BITS - 1 - bit;
        return new Next((position + 1 + on) * spacing, initialized);
    }

    /** @param word not zero */
    private static int lowestBit(U256 word) {
        if (word.w0() != 0) {
            return Long.numberOfTrailingZeros(word.w0());
        }
        if (word.w1() != 0) {
            return Long.SIZE + Long.numberOfTrailingZeros(word.w1());
        }
        return word.w2() != 0
                ? 2 * Long.SIZE + Long.numberOfTrailingZeros(word.w2())
                : 3 * Long.SIZE + Long.numberOfTrailingZeros(word.w3());
    }
}
