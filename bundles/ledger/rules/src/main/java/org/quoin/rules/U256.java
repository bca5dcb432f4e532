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

    /** Of 32 bits, the lowest first: in these, products and quotients are computed. */
    private static final int LIMBS = BITS / Integer.SIZE;

    private static final long LIMB = 0xffff_ffffL;

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
        long s0 = w0 + other.w0;
        long c0 = carry(w0, s0, 0);
        long s1 = w1 + other.w1 + c0;
        long c1 = carry(w1, s1, c0);
        long s2 = w2 + other.w2 + c1;
        long c2 = carry(w2, s2, c1);
        long s3 = w3 + other.w3 + c2;
        if (carry(w3, s3, c2) != 0) {
            throw tooLarge();
        }
        return new U256(s3, s2, s1, s0);
    }

    /** @throws ArithmeticException if the other is more */
    public U256 minus(U256 other) {
        if (compareTo(other) < 0) {
            throw new ArithmeticException("a U256 is not negative");
        }
        long b0 = borrow(w0, other.w0, 0);
        long b1 = borrow(w1, other.w1, b0);
        long b2 = borrow(w2, other.w2, b1);
        return new U256(w3 - other.w3 - b2, w2 - other.w2 - b1, w1 - other.w1 - b0, w0 - other.w0);
    }

    /** @throws ArithmeticException if the product is 2^256 or more */
    public U256 times(U256 other) {
        return of(product(limbs(), other.limbs()));
    }

    /**
     * The quotient, rounded down.
     *
     * @throws ArithmeticException if the divisor is zero
     */
    public U256 divide(U256 divisor) {
        return isLong() && divisor.isLong() && !divisor.isZero()
                ? of(w0 / divisor.w0)
                : of(quotient(limbs(), divisor.limbs()).whole());
    }

    /** @throws ArithmeticException if the divisor is zero */
    public U256 remainder(U256 divisor) {
        return of(quotient(limbs(), divisor.limbs()).rest());
    }

    /**
     * {@code a × b / d}, rounded down. The product may be of any size.
     *
     * @throws ArithmeticException if the quotient is 2^256 or more, or the divisor is zero
     */
    public static U256 mulDiv(U256 a, U256 b, U256 d) {
        return of(quotient(product(a.limbs(), b.limbs()), d.limbs()).whole());
    }

    /**
     * {@code a × b / d}, rounded up. The product may be of any size.
     *
     * @throws ArithmeticException if the quotient is 2^256 or more, or the divisor is zero
     */
    public static U256 mulDivRoundingUp(U256 a, U256 b, U256 d) {
        Quotient quotient = quotient(product(a.limbs(), b.limbs()), d.limbs());
        U256 down = of(quotient.whole());
        return of(quotient.rest()).isZero() ? down : down.plus(ONE);
    }

    /** The square root, rounded down: Newton's iteration from above, which falls until it is there. */
    public U256 sqrt() {
        if (isZero()) {
            return ZERO;
        }
        U256 root = powerOfTwo((bitLength() + 1) / 2);
        U256 better = half(root.plus(divide(root)));
        while (better.compareTo(root) < 0) {
            root = better;
            better = half(root.plus(divide(root)));
        }
        return root;
    }

    @Override
    public int compareTo(U256 other) {
        if (w3 != other.w3) {
            return Long.compareUnsigned(w3, other.w3);
        }
        if (w2 != other.w2) {
            return Long.compareUnsigned(w2, other.w2);
        }
        return w1 != other.w1 ? Long.compareUnsigned(w1, other.w1) : Long.compareUnsigned(w0, other.w0);
    }

    private boolean isLong() {
        return (w3 | w2 | w1) == 0 && w0 >= 0;
    }

    /** @param exponent 0 to 255 */
    private static U256 powerOfTwo(int exponent) {
        long bit = 1L << (exponent & 63);
        return switch (exponent >> 6) {
            case 0 -> new U256(0, 0, 0, bit);
            case 1 -> new U256(0, 0, bit, 0);
            case 2 -> new U256(0, bit, 0, 0);
            default -> new U256(bit, 0, 0, 0);
        };
    }

    private static U256 half(U256 value) {
        return new U256(
                value.w3 >>> 1,
                (value.w2 >>> 1) | (value.w3 << 63),
                (value.w1 >>> 1) | (value.w2 << 63),
                (value.w0 >>> 1) | (value.w1 << 63));
    }

    /** Of a sum that began with {@code term} and may contain a carry. */
    private static long carry(long term, long sum, long carried) {
        int compared = Long.compareUnsigned(sum, term);
        return compared < 0 || compared == 0 && carried != 0 ? 1 : 0;
    }

    private static long borrow(long from, long taken, long borrowed) {
        int compared = Long.compareUnsigned(from, taken);
        return compared < 0 || compared == 0 && borrowed != 0 ? 1 : 0;
    }

    // ---- in limbs ---------------------------------------------------------------------------------------------------

    /** As many as there are without leading zeros. */
    private int[] limbs() {
        int[] limbs = new int[(bitLength() + 31) / 32];
        long[] words = {w0, w1, w2, w3};
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] = (int) (words[i / 2] >>> (32 * (i % 2)));
        }
        return limbs;
    }

    private static U256 of(int[] limbs) {
        long[] words = new long[4];
        for (int i = 0; i < limbs.length; i++) {
            if (i < LIMBS) {
                words[i / 2] |= (limbs[i] & LIMB) << (32 * (i % 2));
            } else if (limbs[i] != 0) {
                throw tooLarge();
            }
        }
        return new U256(words[3], words[2], words[1], words[0]);
    }

    private static ArithmeticException tooLarge() {
        return new ArithmeticException("a U256 is below 2^256");
    }

    private static int[] product(int[] a, int[] b) {
        int[] product = new int[a.length + b.length];
        for (int i = 0; i < a.length; i++) {
            long carry = 0;
            for (int j = 0; j < b.length; j++) {
                long sum = (a[i] & LIMB) * (b[j] & LIMB) + (product[i + j] & LIMB) + carry;
                product[i + j] = (int) sum;
                carry = sum >>> 32;
            }
            product[i + b.length] = (int) carry;
        }
        return product;
    }

    @SuppressWarnings("ArrayRecordComponent") // it is never compared, and leaves this class as a U256
    private record Quotient(int[] whole, int[] rest) {}

    /**
     * Long division: algorithm D of Knuth, The Art of Computer Programming, volume 2, section 4.3.1.
     *
     * @param divisor without leading zeros
     */
    private static Quotient quotient(int[] dividend, int[] divisor) {
        int n = divisor.length;
        if (n == 0) {
            throw new ArithmeticException("division by zero");
        }
        int m = dividend.length - n;
        if (m < 0) {
            return new Quotient(new int[0], dividend);
        }
        if (n == 1) {
            return shortQuotient(dividend, divisor[0] & LIMB);
        }
        int shift = Integer.numberOfLeadingZeros(divisor[n - 1]);
        int[] v = shifted(divisor, shift, n);
        int[] u = shifted(dividend, shift, dividend.length + 1);
        int[] whole = new int[m + 1];
        for (int j = m; j >= 0; j--) {
            long digit = estimate(u, v, j);
            if (subtract(u, v, j, digit)) {
                digit--;
                addBack(u, v, j);
            }
            whole[j] = (int) digit;
        }
        int[] rest = new int[n];
        for (int i = 0; i < n; i++) {
            long pair = (u[i] & LIMB) | ((u[i + 1] & LIMB) << 32);
            rest[i] = (int) (pair >>> shift);
        }
        return new Quotient(whole, rest);
    }

    private static Quotient shortQuotient(int[] dividend, long divisor) {
        int[] whole = new int[dividend.length];
        long rest = 0;
        for (int i = dividend.length - 1; i >= 0; i--) {
            long part = (rest << 32) | (dividend[i] & LIMB);
            whole[i] = (int) Long.divideUnsigned(part, divisor);
            rest = Long.remainderUnsigned(part, divisor);
        }
        return new Quotient(whole, new int[] {(int) rest});
    }

    /** Step D3: the next digit of the quotient, or that plus one. */
    private static long estimate(int[] u, int[] v, int j) {
        int n = v.length;
        long first = v[n - 1] & LIMB;
        long part = ((u[j + n] & LIMB) << 32) | (u[j + n - 1] & LIMB);
        long digit = Long.divideUnsigned(part, first);
        long rest = Long.remainderUnsigned(part, first);
        while (digit > LIMB
                || Long.compareUnsigned(digit * (v[n - 2] & LIMB), (rest << 32) | (u[j + n - 2] & LIMB)) > 0) {
            digit--;
            rest += first;
            if (rest > LIMB) {
                break;
            }
        }
        return digit;
    }

    /** Step D4: takes the divisor times the digit away; whether that was too much. */
    private static boolean subtract(int[] u, int[] v, int j, long digit) {
        long carry = 0;
        long borrow = 0;
        for (int i = 0; i < v.length; i++) {
            long product = digit * (v[i] & LIMB) + carry;
            carry = product >>> 32;
            long difference = (u[i + j] & LIMB) - (product & LIMB) - borrow;
            u[i + j] = (int) difference;
            borrow = difference < 0 ? 1 : 0;
        }
        long difference = (u[j + v.length] & LIMB) - carry - borrow;
        u[j + v.length] = (int) difference;
        return difference < 0;
    }

    /** Step D6. */
    private static void addBack(int[] u, int[] v, int j) {
        long carry = 0;
        for (int i = 0; i < v.length; i++) {
            long sum = (u[i + j] & LIMB) + (v[i] & LIMB) + carry;
            u[i + j] = (int) sum;
            carry = sum >>> 32;
        }
        u[j + v.length] += (int) carry;
    }

    /** @param shift 0 to 31 bits to the left */
    private static int[] shifted(int[] limbs, int shift, int length) {
        int[] shifted = new int[length];
        long carry = 0;
        for (int i = 0; i < length; i++) {
            long bits = (i < limbs.length ? limbs[i] & LIMB : 0) << shift;
            shifted[i] = (int) (bits | carry);
            carry = bits >>> 32;
        }
        return shifted;
    }
}
