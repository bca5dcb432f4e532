package org.quoin.rules;

/**
 * An exact whole number from 0 to 2^256 − 1, for what computing with amounts takes in between: the product of two of them always
 * fits. What does not fit is an {@link ArithmeticException}, never a remainder of it.
 *
 * @param w3 the upper 64 bits, unsigned
 * @param w2 the next 64
 * @param w1 the next 64
 * @param w0 the lower 64 bits, unsigned
 */
public record U256(long w3, long w2, long w1, long w0) implements Comparable<U256> {
    public static final U256 ZERO = new U256(0, 0, 0, 0);
    public static final U256 ONE = new U256(0, 0, 0, 1);
    public static final U256 MAX = new U256(-1, -1, -1, -1);

    private static final int BITS = 256;

    /** Of 64 bits, the lowest first: in these, products and quotients are computed. */
    private static final int WORDS = BITS / Long.SIZE;

    /** The lower half of a word. */
    private static final long HALF = 0xffff_ffffL;

    /** @param value 0 or more */
    public static U256 of(long value) {
        if (value < 0) {
            throw new ArithmeticException("a U256 is not negative");
        }
        return new U256(0, 0, 0, value);
    }

    public static U256 of(Amount amount) {
        return new U256(0, 0, amount.high(), amount.low());
    }

    /** @throws ArithmeticException if it is 2^128 or more */
    public Amount toAmount() {
        if ((w3 | w2) != 0) {
            throw new ArithmeticException("an amount is below 2^128");
        }
        return new Amount(w1, w0);
    }

    /** @throws ArithmeticException if it is 2^63 or more */
    public long toLong() {
        if (!isLong()) {
            throw new ArithmeticException("a long is below 2^63");
        }
        return w0;
    }

    public boolean isZero() {
        return (w3 | w2 | w1 | w0) == 0;
    }

    /** The number of bits without leading zeros; 0 of zero. */
    public int bitLength() {
        if (w3 != 0) {
            return BITS - Long.numberOfLeadingZeros(w3);
        }
        if (w2 != 0) {
            return 192 - Long.numberOfLeadingZeros(w2);
        }
        return w1 != 0 ? 128 - Long.numberOfLeadingZeros(w1) : 64 - Long.numberOfLeadingZeros(w0);
    }

    /** @throws ArithmeticException if the sum is 2^256 or more */
    public U256 plus(U256 other) {
        U256 sum = plusWrapping(other);
        if (carry(w3, other.w3, sum.w3) != 0) {
            throw tooLarge();
        }
        return sum;
    }

    /** The sum modulo 2^256. */
    public U256 plusWrapping(U256 other) {
        long s0 = w0 + other.w0;
        long s1 = w1 + other.w1 + carry(w0, other.w0, s0);
        long s2 = w2 + other.w2 + carry(w1, other.w1, s1);
        return new U256(w3 + other.w3 + carry(w2, other.w2, s2), s2, s1, s0);
    }

    /** @throws ArithmeticException if the other is more */
    public U256 minus(U256 other) {
        U256 difference = minusWrapping(other);
        if (borrow(w3, other.w3, difference.w3) != 0) {
            throw new ArithmeticException("a U256 is not negative");
        }
        return difference;
    }

    /** The difference modulo 2^256. */
    public U256 minusWrapping(U256 other) {
        long d0 = w0 - other.w0;
        long d1 = w1 - other.w1 - borrow(w0, other.w0, d0);
        long d2 = w2 - other.w2 - borrow(w1, other.w1, d1);
        return new U256(w3 - other.w3 - borrow(w2, other.w2, d2), d2, d1, d0);
    }

    /** @throws ArithmeticException if the product is 2^256 or more */
    public U256 times(U256 other) {
        return (w3 | w2 | w1 | other.w3 | other.w2 | other.w1) == 0
                ? new U256(0, 0, high(Math.multiplyHigh(w0, other.w0), w0, other.w0), w0 * other.w0)
                : of(product(this, other));
    }

    /**
     * The quotient, rounded down.
     *
     * @throws ArithmeticException if the divisor is zero
     */
    public U256 divide(U256 divisor) {
        return (w3 | w2 | w1 | divisor.w3 | divisor.w2 | divisor.w1) == 0 && divisor.w0 != 0
                ? new U256(0, 0, 0, Long.divideUnsigned(w0, divisor.w0))
                : quotient(words(), divisor, false);
    }

    /** @throws ArithmeticException if the divisor is zero */
    public U256 remainder(U256 divisor) {
        return minusWrapping(divide(divisor).times(divisor));
    }

    /**
     * {@code a × b / d}, rounded down. The product may be of any size.
     *
     * @throws ArithmeticException if the quotient is 2^256 or more, or the divisor is zero
     */
    public static U256 mulDiv(U256 a, U256 b, U256 d) {
        return quotient(product(a, b), d, false);
    }

    /**
     * {@code a × b / d}, rounded up. The product may be of any size.
     *
     * @throws ArithmeticException if the quotient is 2^256 or more, or the divisor is zero
     */
    public static U256 mulDivRoundingUp(U256 a, U256 b, U256 d) {
        return quotient(product(a, b), d, true);
    }

    /** How {@code a × b} compares with {@code c × d}, of whatever size they are: below, at or above zero. */
    public static int compareProducts(U256 a, U256 b, U256 c, U256 d) {
        long[] one = product(a, b);
        long[] other = product(c, d);
        for (int i = 2 * WORDS - 1; i >= 0; i--) {
            int compared = Long.compareUnsigned(i < one.length ? one[i] : 0, i < other.length ? other[i] : 0);
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    /**
     * {@code this × 2^bits}.
     *
     * @param bits 0 to 255
     * @throws ArithmeticException if that is 2^256 or more
     */
    public U256 shiftLeft(int bits) {
        requireBit(bits);
        if (bitLength() + bits > BITS) {
            throw tooLarge();
        }
        return switch (bits >> 6) {
            case 0 -> new U256(left(w3, w2, bits), left(w2, w1, bits), left(w1, w0, bits), w0 << bits);
            case 1 -> new U256(left(w2, w1, bits), left(w1, w0, bits), w0 << bits, 0);
            case 2 -> new U256(left(w1, w0, bits), w0 << bits, 0, 0);
            default -> new U256(w0 << bits, 0, 0, 0);
        };
    }

    /**
     * {@code this / 2^bits}, rounded down.
     *
     * @param bits 0 to 255
     */
    public U256 shiftRight(int bits) {
        requireBit(bits);
        return switch (bits >> 6) {
            case 0 -> new U256(w3 >>> bits, right(w3, w2, bits), right(w2, w1, bits), right(w1, w0, bits));
            case 1 -> new U256(0, w3 >>> bits, right(w3, w2, bits), right(w2, w1, bits));
            case 2 -> new U256(0, 0, w3 >>> bits, right(w3, w2, bits));
            default -> new U256(0, 0, 0, w3 >>> bits);
        };
    }

    /** The bits that both have. */
    public U256 and(U256 other) {
        return new U256(w3 & other.w3, w2 & other.w2, w1 & other.w1, w0 & other.w0);
    }

    /** The bits that either has. */
    public U256 or(U256 other) {
        return new U256(w3 | other.w3, w2 | other.w2, w1 | other.w1, w0 | other.w0);
    }

    /** @param bit 0, the lowest, to 255 */
    public boolean testBit(int bit) {
        requireBit(bit);
        long word = switch (bit >> 6) {
            case 0 -> w0;
            case 1 -> w1;
            case 2 -> w2;
            default -> w3;
        };
        return (word >>> bit & 1) != 0;
    }

    /**
     * The square root, rounded down: by Newton's iteration, each step as wide as what it makes exact. So the bits that are right
     * double, and no step but the last divides by more than half a word. What the last step gives is the root, or that and one.
     */
    public U256 sqrt() {
        if (isZero()) {
            return ZERO;
        }
        int bits = (bitLength() - 1) / 2;
        int above = 2 * bits - (Long.SIZE - 2);
        long upper = above > 0 ? shiftRight(above).w0 : w0 << -above;
        long narrow = 1;
        int had = 0;
        int has = 0;
        int step = Integer.SIZE - Integer.numberOfLeadingZeros(bits);
        while (step > 0 && bits >>> (step - 1) < Integer.SIZE) {
            has = bits >>> --step;
            narrow = (narrow << (has - had - 1)) + (upper >>> (Long.SIZE - 1 - had - has)) / narrow;
            had = has;
        }
        if (step > 0 && bits >>> (step - 1) < Long.SIZE - 1) {
            has = bits >>> --step;
            U256 part = shiftRight(2 * bits - had - has + 1);
            narrow = (narrow << (has - had - 1)) + byHalf(part.w1 << 32 | part.w0 >>> 32, part.w0 & HALF, narrow);
            had = has;
        }
        U256 root = new U256(0, 0, 0, narrow);
        while (step > 0) {
            has = bits >>> --step;
            root = root.shiftLeft(has - had - 1)
                    .plus(shiftRight(2 * bits - had - has + 1).divide(root));
            had = has;
        }
        return root.w2 != 0 || root.times(root).compareTo(this) > 0 ? root.minus(ONE) : root;
    }

    /**
     * {@code (upper · 2^32 + lower) / divisor}, rounded down.
     *
     * @param lower below 2^32
     * @param divisor 1 to 2^32
     */
    private static long byHalf(long upper, long lower, long divisor) {
        long digit = upper / divisor;
        return (digit << 32) + Long.divideUnsigned(upper - digit * divisor << 32 | lower, divisor);
    }

    @Override
    public int compareTo(U256 other) {
        if (w3 != other.w3) {
            return below(w3, other.w3) ? -1 : 1;
        }
        if (w2 != other.w2) {
            return below(w2, other.w2) ? -1 : 1;
        }
        if (w1 != other.w1) {
            return below(w1, other.w1) ? -1 : 1;
        }
        return w0 == other.w0 ? 0 : below(w0, other.w0) ? -1 : 1;
    }

    private boolean isLong() {
        return (w3 | w2 | w1) == 0 && w0 >= 0;
    }

    private static void requireBit(int bit) {
        if (bit < 0 || bit >= BITS) {
            throw new ArithmeticException("a U256 has the bits 0 to 255, not " + bit);
        }
    }

    /** The upper of two words shifted left, its lower bits from the lower word. Shifts count bits modulo 64. */
    private static long left(long upper, long lower, int bits) {
        return (upper << bits) | (lower >>> 1 >>> ~bits);
    }

    /** The lower of two words shifted right, its upper bits from the upper word. Shifts count bits modulo 64. */
    private static long right(long upper, long lower, int bits) {
        return (lower >>> bits) | (upper << 1 << ~bits);
    }

    /** Of a sum of two words, and of a carry that may be in it. */
    private static long carry(long a, long b, long sum) {
        return ((a & b) | ((a | b) & ~sum)) >>> 63;
    }

    /** Of the difference of two words, and of a borrow that may be taken from it. */
    private static long borrow(long a, long b, long difference) {
        return ((~a & b) | ((~a | b) & difference)) >>> 63;
    }

    /** As unsigned words. */
    private static boolean below(long a, long b) {
        return a + Long.MIN_VALUE < b + Long.MIN_VALUE;
    }

    /**
     * The upper word of the product of two unsigned words.
     *
     * @param signed that of the same two as signed words
     */
    private static long high(long signed, long a, long b) {
        return signed + (a >> 63 & b) + (b >> 63 & a);
    }

    // ---- in words ---------------------------------------------------------------------------------------------------

    /** And one more, which is zero. */
    private long[] words() {
        return new long[] {w0, w1, w2, w3, 0};
    }

    /** @param words 4 or more */
    private static U256 of(long[] words) {
        for (int i = WORDS; i < words.length; i++) {
            if (words[i] != 0) {
                throw tooLarge();
            }
        }
        return new U256(words[3], words[2], words[1], words[0]);
    }

    private static ArithmeticException tooLarge() {
        return new ArithmeticException("a U256 is below 2^256");
    }

    /** 4 words if both are below 2^128, else 8; and one more, which is zero. */
    private static long[] product(U256 a, U256 b) {
        if ((a.w3 | a.w2 | b.w3 | b.w2) == 0) {
            return narrowProduct(a.w1, a.w0, b.w1, b.w0);
        }
        long[] one = a.words();
        long[] other = b.words();
        long[] product = new long[2 * WORDS + 1];
        for (int i = 0; i < WORDS; i++) {
            long factor = one[i];
            if (factor == 0) {
                continue;
            }
            long carry = 0;
            for (int j = 0; j < WORDS; j++) {
                long by = other[j];
                long low = factor * by;
                long sum = low + product[i + j];
                long all = sum + carry;
                carry = high(Math.multiplyHigh(factor, by), factor, by)
                        + carry(low, product[i + j], sum)
                        + carry(sum, carry, all);
                product[i + j] = all;
            }
            product[i + WORDS] = carry;
        }
        return product;
    }

    private static long[] narrowProduct(long a1, long a0, long b1, long b0) {
        long p1 = high(Math.multiplyHigh(a0, b0), a0, b0);
        if ((a1 | b1) == 0) {
            return new long[] {a0 * b0, p1, 0, 0, 0};
        }
        long x = a0 * b1;
        long y = a1 * b0;
        long first = p1 + x;
        long second = first + y;
        long x2 = high(Math.multiplyHigh(a0, b1), a0, b1) + carry(p1, x, first);
        long y2 = high(Math.multiplyHigh(a1, b0), a1, b0) + carry(first, y, second);
        long sum = x2 + y2;
        long third = sum + a1 * b1;
        long fourth = high(Math.multiplyHigh(a1, b1), a1, b1) + carry(x2, y2, sum) + carry(sum, a1 * b1, third);
        return new long[] {a0 * b0, second, third, fourth, 0};
    }

    /**
     * The quotient. What the dividend had, it has no more.
     *
     * @param dividend and one word more, which is zero
     * @param up whether to round up
     */
    private static U256 quotient(long[] dividend, U256 divisor, boolean up) {
        int m = dividend.length - 1;
        while (m > 0 && dividend[m - 1] == 0) {
            m--;
        }
        int bits = divisor.bitLength();
        int n = (bits + 63) >> 6;
        if (n == 0) {
            throw new ArithmeticException("division by zero");
        }
        if (m < n) {
            return up && m > 0 ? ONE : ZERO;
        }
        if (m == 1) {
            long whole = Long.divideUnsigned(dividend[0], divisor.w0);
            return new U256(0, 0, 0, up && whole * divisor.w0 != dividend[0] ? whole + 1 : whole);
        }
        if (m - n > WORDS) {
            throw tooLarge();
        }
        int shift = -bits & 63;
        for (int i = m; i > 0; i--) {
            dividend[i] = left(dividend[i], dividend[i - 1], shift);
        }
        dividend[0] <<= shift;
        U256 whole = n == 1
                ? byWord(dividend, m, divisor.w0 << shift)
                : byWords(dividend, m, divisor.shiftLeft(BITS - bits), n);
        return up && !isZero(dividend, n) ? whole.plus(ONE) : whole;
    }

    private static boolean isZero(long[] words, int length) {
        long all = 0;
        for (int i = 0; i < length; i++) {
            all |= words[i];
        }
        return all == 0;
    }

    /**
     * @param rest the dividend; afterwards, what is left of it
     * @param m its words but the uppermost
     * @param divisor 2^63 or more
     */
    private static U256 byWord(long[] rest, int m, long divisor) {
        long inverse = inverse(divisor);
        long[] whole = new long[2 * WORDS];
        long upper = rest[m];
        for (int i = m - 1; i >= 0; i--) {
            // algorithm 4 of Möller and Granlund, Improved division by invariant integers (2011)
            long low = inverse * upper;
            long sum = low + rest[i];
            long digit = high(Math.multiplyHigh(inverse, upper), inverse, upper) + upper + carry(low, rest[i], sum) + 1;
            long left = rest[i] - digit * divisor;
            if (below(sum, left)) {
                digit--;
                left += divisor;
            }
            if (!below(left, divisor)) {
                digit++;
                left -= divisor;
            }
            whole[i] = digit;
            upper = left;
        }
        rest[0] = upper;
        return of(whole);
    }

    /**
     * Long division: algorithm D of Knuth, The Art of Computer Programming, volume 2, section 4.3.1, with digits guessed by the two
     * upper words of the divisor: algorithm 5 of Möller and Granlund, Improved division by invariant integers (2011). A guess is
     * the digit, or that and one; of a divisor of two words it is the digit.
     *
     * @param rest the dividend; afterwards, what is left of it
     * @param m its words but the uppermost
     * @param divisor shifted so that it is 2^255 or more
     * @param n its words, 2 to 4
     */
    private static U256 byWords(long[] rest, int m, U256 divisor, int n) {
        long d1 = divisor.w3;
        long d0 = divisor.w2;
        long inverse = inverse(d1, d0);
        long[] whole = new long[2 * WORDS];
        for (int j = m - n; j >= 0; j--) {
            int at = j + n;
            long u2 = rest[at];
            long u1 = rest[at - 1];
            long u0 = rest[at - 2];
            long digit;
            long r1;
            long r0;
            long over = 0;
            if (u2 == d1 && u1 == d0) {
                digit = -1;
                r0 = u0 + d0;
                r1 = d1 + carry(u0, d0, r0);
                over = carry(d1, 0, r1);
            } else {
                long low = inverse * u2;
                long sum = low + u1;
                digit = high(Math.multiplyHigh(inverse, u2), inverse, u2) + u2 + carry(low, u1, sum);
                long t0 = d0 * digit;
                long s0 = u0 - t0;
                r1 = u1 - digit * d1 - high(Math.multiplyHigh(d0, digit), d0, digit) - borrow(u0, t0, s0);
                r0 = s0 - d0;
                r1 -= d1 + borrow(s0, d0, r0);
                digit++;
                if (!below(r1, sum)) {
                    digit--;
                    long back = r0 + d0;
                    r1 += d1 + carry(r0, d0, back);
                    r0 = back;
                }
                if (below(d1, r1) || r1 == d1 && !below(r0, d0)) {
                    digit++;
                    long taken = r0 - d0;
                    r1 -= d1 + borrow(r0, d0, taken);
                    r0 = taken;
                }
            }
            rest[at] = over;
            rest[at - 1] = r1;
            rest[at - 2] = r0;
            if (n > 2 && takeLower(rest, j, divisor, n, digit)) {
                digit--;
                addBack(rest, j, divisor, n);
            }
            whole[j] = digit;
        }
        return of(whole);
    }

    /** Step D4, of the words below the two upper ones: takes them times the digit away; whether that was too much. */
    private static boolean takeLower(long[] rest, int at, U256 divisor, int n, long digit) {
        long carry = 0;
        int i = at;
        if (n == WORDS) {
            long low = digit * divisor.w0;
            long from = rest[i];
            long difference = from - low;
            rest[i++] = difference;
            carry = high(Math.multiplyHigh(digit, divisor.w0), digit, divisor.w0) + borrow(from, low, difference);
        }
        long low = digit * divisor.w1;
        long taken = low + carry;
        long from = rest[i];
        long difference = from - taken;
        rest[i++] = difference;
        carry = high(Math.multiplyHigh(digit, divisor.w1), digit, divisor.w1)
                + carry(low, carry, taken)
                + borrow(from, taken, difference);
        long r0 = rest[i] - carry;
        long borrow = borrow(rest[i], carry, r0);
        rest[i++] = r0;
        long r1 = rest[i] - borrow;
        borrow = borrow(rest[i], borrow, r1);
        rest[i++] = r1;
        rest[i] -= borrow;
        return rest[i] != 0;
    }

    /** Step D6: adds the divisor. The carry beyond it only undoes what was too much. */
    private static void addBack(long[] rest, int at, U256 divisor, int n) {
        long[] words = divisor.words();
        long carry = 0;
        for (int i = 0; i < n; i++) {
            long word = words[WORDS - n + i];
            long sum = rest[at + i] + word + carry;
            carry = carry(rest[at + i], word, sum);
            rest[at + i] = sum;
        }
    }

    /**
     * {@code (2^192 − 1) / divisor − 2^64}, rounded down: algorithm 6 of Möller and Granlund.
     *
     * @param d1 2^63 or more
     */
    private static long inverse(long d1, long d0) {
        long inverse = inverse(d1);
        long p = d1 * inverse + d0;
        if (below(p, d0)) {
            inverse--;
            if (!below(p, d1)) {
                inverse--;
                p -= d1;
            }
            p -= d1;
        }
        long t1 = high(Math.multiplyHigh(inverse, d0), inverse, d0);
        p += t1;
        if (below(p, t1)) {
            inverse--;
            if (below(d1, p) || p == d1 && !below((inverse + 1) * d0, d0)) {
                inverse--;
            }
        }
        return inverse;
    }

    /**
     * {@code (2^128 − 1) / divisor − 2^64}, rounded down, in two digits of half a word.
     *
     * @param divisor 2^63 or more
     */
    private static long inverse(long divisor) {
        long first = divisor >>> 32;
        long second = divisor & HALF;
        long part = ~divisor;
        long upper = part / first;
        long left = part - upper * first;
        while (left <= HALF && (upper > HALF || below(left << 32 | HALF, upper * second))) {
            upper--;
            left += first;
        }
        part = (part << 32 | HALF) - upper * divisor;
        long lower = Long.divideUnsigned(part, first);
        left = part - lower * first;
        while (left <= HALF && (lower > HALF || below(left << 32 | HALF, lower * second))) {
            lower--;
            left += first;
        }
        return upper << 32 | lower;
    }
}
