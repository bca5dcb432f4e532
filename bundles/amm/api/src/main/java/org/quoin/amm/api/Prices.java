package org.quoin.amm.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;

/** Prices of pools with ranges, as people and as the rules write them. */
public final class Prices {
    /** The price of tick {@code t} is {@code 1.0001^t}, in smallest units: from {@value} to {@code -}{@value}. */
    public static final int MIN_TICK = -887_272;

    private static final int FRACTION_BITS = 96;
    private static final int WIDTH = 32;
    private static final MathContext SHOWN = new MathContext(12, RoundingMode.HALF_EVEN);

    private Prices() {}

    /**
     * What the rules count prices in: the square root of smallest units of asset 1 for one of asset 0, with 96 bits after the binary
     * point, rounded down.
     *
     * @param price whole units of asset 1 for a whole one of asset 0, above zero
     */
    public static BigInteger sqrtPrice(BigDecimal price, Asset asset0, Asset asset1) {
        return price.scaleByPowerOfTen(asset1.decimals() - asset0.decimals())
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(2 * FRACTION_BITS)))
                .toBigInteger()
                .sqrt();
    }

    /** The other way, to 12 digits. */
    public static BigDecimal price(BigInteger sqrtPrice, Asset asset0, Asset asset1) {
        return new BigDecimal(sqrtPrice.pow(2))
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(2 * FRACTION_BITS)), MathContext.DECIMAL128)
                .scaleByPowerOfTen(asset0.decimals() - asset1.decimals())
                .round(SHOWN)
                .stripTrailingZeros();
    }

    /** The price of a tick, to 12 digits. */
    public static BigDecimal price(int tick, Asset asset0, Asset asset1) {
        BigDecimal power = new BigDecimal("1.0001").pow(Math.abs(tick), MathContext.DECIMAL128);
        BigDecimal units = tick < 0 ? BigDecimal.ONE.divide(power, MathContext.DECIMAL128) : power;
        return units.scaleByPowerOfTen(asset0.decimals() - asset1.decimals())
                .round(SHOWN)
                .stripTrailingZeros();
    }

    /**
     * The tick nearest to a price that can be an end of a range.
     *
     * @param spacing of ticks that can be: see {@link #spacing}
     */
    public static int tick(BigDecimal price, Asset asset0, Asset asset1, int spacing) {
        double units =
                price.scaleByPowerOfTen(asset1.decimals() - asset0.decimals()).doubleValue();
        long nearest = Math.round(StrictMath.log(units) / StrictMath.log(1.0001) / spacing);
        long last = -MIN_TICK / spacing;
        return (int) Math.max(-last, Math.min(last, nearest)) * spacing;
    }

    /** Of a pool with this fee, in millionths: 1, 10, 60 or 200. */
    public static int spacing(int fee) {
        return switch (fee) {
            case 100 -> 1;
            case 500 -> 10;
            case 3_000 -> 60;
            default -> 200;
        };
    }

    /** Ticks are written as what they are above one below the first. */
    static long index(int tick) {
        return tick - MIN_TICK + 1L;
    }

    /** How {@link #index} is read. */
    public static int tick(long index) {
        return Math.toIntExact(index) + MIN_TICK - 1;
    }

    /** @throws IllegalArgumentException if it is negative, or 2^256 or more */
    static Bytes bytes(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > WIDTH * Byte.SIZE) {
            throw new IllegalArgumentException("expected 0 to 2^256 - 1, got " + value);
        }
        byte[] own = value.toByteArray();
        byte[] bytes = new byte[WIDTH];
        int length = Math.min(own.length, WIDTH);
        System.arraycopy(own, own.length - length, bytes, WIDTH - length, length);
        return Bytes.of(bytes);
    }
}
