package org.quoin.amm.api;

import java.math.BigInteger;
import java.util.List;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.description.Values;

/** Of a pool with ranges: what is between two ends that follow each other has one liquidity. */
final class RangesEstimate implements PoolEstimate {
    private static final double Q96 = 0x1p96;

    private final String name;
    private final String asset0;
    private final String asset1;
    private final double kept;
    private final double root;

    /** Square roots of the prices of the ends, rising. */
    private final double[] ends;

    /** From each end to the next. */
    private final double[] liquidity;

    /** @param ticks of the ends, rising */
    RangesEstimate(Values pool, List<Values> ticks) {
        name = pool.text("pool");
        asset0 = pool.text("asset0");
        asset1 = pool.text("asset1");
        kept = 1 - pool.number("fee") / 1e6;
        root = new BigInteger(1, pool.bytes("sqrtPrice").toArray()).doubleValue() / Q96;
        ends = new double[ticks.size()];
        liquidity = new double[ticks.size()];
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < ends.length; i++) {
            ends[i] = Math.pow(1.0001, Prices.tick(ticks.get(i).number("tick")) / 2.0);
            sum = sum.add(signed(ticks.get(i).bytes("liquidityNet")));
            liquidity[i] = sum.doubleValue();
        }
    }

    private static BigInteger signed(Bytes bytes) {
        return new BigInteger(bytes.toArray());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String asset0() {
        return asset0;
    }

    @Override
    public String asset1() {
        return asset1;
    }

    @Override
    public double out(boolean zeroIn, double in) {
        double out = swap(zeroIn, in * kept, true);
        return Double.isInfinite(out) ? 0 : out;
    }

    @Override
    public double in(boolean zeroOut, double out) {
        return swap(!zeroOut, out, false) / kept;
    }

    /**
     * The other side of a swap that moves the price down, or up.
     *
     * @param amount that comes in, the fee taken off; or that goes out
     * @return infinite if the ranges do not go on so far
     */
    private double swap(boolean down, double amount, boolean isIn) {
        double left = amount;
        double other = 0;
        double price = root;
        int segment = segment();
        while (segment >= 0 && segment < ends.length - 1
                || segment == -1 && !down
                || segment == ends.length - 1 && down) {
            double units = segment < 0 ? 0 : liquidity[segment];
            double end = down ? ends[segment] : ends[segment + 1];
            // in asset 0 below a price there is L/√p more of it, in asset 1 L·√p
            double moves0 = units * Math.abs(1 / end - 1 / price);
            double moves1 = units * Math.abs(end - price);
            boolean zero = down == isIn;
            double whole = zero ? moves0 : moves1;
            if (left < whole) {
                double stop = zero
                        ? units * price / (units + (down ? left : -left) * price)
                        : price + (down ? -left : left) / units;
                return other + (zero ? units * Math.abs(stop - price) : units * Math.abs(1 / stop - 1 / price));
            }
            left -= whole;
            other += zero ? moves1 : moves0;
            price = end;
            segment += down ? -1 : 1;
        }
        return Double.POSITIVE_INFINITY;
    }

    /** In which the price is: −1 below all ends. */
    private int segment() {
        int segment = -1;
        while (segment + 1 < ends.length && ends[segment + 1] <= root) {
            segment++;
        }
        return segment;
    }
}
