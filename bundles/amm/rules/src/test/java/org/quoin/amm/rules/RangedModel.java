package org.quoin.amm.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool with ranges, modelled from the white paper of Uniswap v3 in whole numbers of any size: no bitmap, no growth beyond ticks. Each
 * position is told itself what grows while the price is within it.
 */
final class RangedModel {
    private static final BigInteger Q96 = BigInteger.ONE.shiftLeft(96);
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final int WORD = 256;
    private static final int STEPS = 256;

    /** What somebody provides. */
    static final class Place {
        final String owner;
        final int lower;
        final int upper;
        BigInteger liquidity = BigInteger.ZERO;
        private BigInteger inside0 = BigInteger.ZERO;
        private BigInteger inside1 = BigInteger.ZERO;

        private Place(String owner, int lower, int upper) {
            this.owner = owner;
            this.lower = lower;
            this.upper = upper;
        }

        BigInteger fees0() {
            return inside0.multiply(liquidity).shiftRight(128);
        }

        BigInteger fees1() {
            return inside1.multiply(liquidity).shiftRight(128);
        }

        private void paid() {
            inside0 = BigInteger.ZERO;
            inside1 = BigInteger.ZERO;
        }
    }

    final int spacing;
    final int fee;
    final List<Place> places = new ArrayList<>();
    BigInteger price;
    int tick;
    BigInteger reserve0 = BigInteger.ZERO;
    BigInteger reserve1 = BigInteger.ZERO;

    RangedModel(int fee, int spacing, BigInteger price, int tick) {
        this.fee = fee;
        this.spacing = spacing;
        this.price = price;
        this.tick = tick;
    }

    BigInteger liquidity() {
        BigInteger sum = BigInteger.ZERO;
        for (Place place : places) {
            if (place.lower <= tick && tick < place.upper) {
                sum = sum.add(place.liquidity);
            }
        }
        return sum;
    }

    Place place(String owner, int lower, int upper) {
        for (Place place : places) {
            if (place.owner.equals(owner) && place.lower == lower && place.upper == upper) {
                return place;
            }
        }
        Place place = new Place(owner, lower, upper);
        places.add(place);
        return place;
    }

    /** Amounts and fees: what is brought, and what the position had earned. */
    BigInteger[] deposit(Place place, BigInteger liquidity) {
        BigInteger[] amounts = amounts(place, liquidity, true);
        BigInteger[] told = {amounts[0], amounts[1], place.fees0(), place.fees1()};
        place.paid();
        place.liquidity = place.liquidity.add(liquidity);
        reserve0 = reserve0.add(told[0]).subtract(told[2]);
        reserve1 = reserve1.add(told[1]).subtract(told[3]);
        return told;
    }

    BigInteger[] withdraw(Place place, BigInteger liquidity) {
        BigInteger[] amounts = amounts(place, liquidity, false);
        BigInteger[] told = {amounts[0], amounts[1], place.fees0(), place.fees1()};
        place.paid();
        place.liquidity = place.liquidity.subtract(liquidity);
        reserve0 = reserve0.subtract(told[0]).subtract(told[2]);
        reserve1 = reserve1.subtract(told[1]).subtract(told[3]);
        return told;
    }

    BigInteger[] amounts(Place place, BigInteger liquidity, boolean up) {
        BigInteger lower = at(place.lower);
        BigInteger upper = at(place.upper);
        BigInteger from = price.max(lower).min(upper);
        return new BigInteger[] {amount0(from, upper, liquidity, up), amount1(lower, from, liquidity, up)};
    }

    /** What comes in, the fee in it, and what goes out; null if there is not enough. */
    BigInteger @Nullable [] swap(boolean zeroForOne, boolean exactIn, BigInteger amount) {
        BigInteger remaining = amount;
        BigInteger in = BigInteger.ZERO;
        BigInteger out = BigInteger.ZERO;
        BigInteger oldPrice = price;
        int oldTick = tick;
        List<BigInteger[]> grown = new ArrayList<>();
        for (Place place : places) {
            grown.add(new BigInteger[] {place.inside0, place.inside1});
        }
        BigInteger limit = zeroForOne
                ? at(TickMath.MIN_TICK).add(BigInteger.ONE)
                : at(TickMath.MAX_TICK).subtract(BigInteger.ONE);
        for (int step = 0; remaining.signum() > 0 && !price.equals(limit) && step < STEPS; step++) {
            int next = Math.max(TickMath.MIN_TICK, Math.min(TickMath.MAX_TICK, next(zeroForOne)));
            BigInteger nextPrice = at(next);
            BigInteger target = zeroForOne ? nextPrice.max(limit) : nextPrice.min(limit);
            BigInteger liquidity = liquidity();
            BigInteger after = after(zeroForOne, exactIn, remaining, target, liquidity);
            boolean whole = after.equals(target);
            BigInteger low = price.min(after);
            BigInteger high = price.max(after);
            BigInteger stepIn = zeroForOne ? amount0(low, high, liquidity, true) : amount1(low, high, liquidity, true);
            BigInteger stepOut =
                    zeroForOne ? amount1(low, high, liquidity, false) : amount0(low, high, liquidity, false);
            if (!exactIn) {
                stepOut = stepOut.min(remaining);
            }
            BigInteger stepFee = exactIn && !whole
                    ? remaining.subtract(stepIn)
                    : ceiling(stepIn.multiply(BigInteger.valueOf(fee)), MILLION.subtract(BigInteger.valueOf(fee)));
            grow(zeroForOne, stepFee, liquidity);
            in = in.add(stepIn).add(stepFee);
            out = out.add(stepOut);
            remaining = remaining.subtract(exactIn ? stepIn.add(stepFee) : stepOut);
            if (after.equals(nextPrice)) {
                tick = zeroForOne ? next - 1 : next;
            } else if (!after.equals(price)) {
                tick = tickOf(after);
            }
            price = after;
        }
        if (remaining.signum() > 0 || out.signum() == 0) {
            price = oldPrice;
            tick = oldTick;
            for (int i = 0; i < places.size(); i++) {
                places.get(i).inside0 = grown.get(i)[0];
                places.get(i).inside1 = grown.get(i)[1];
            }
            return null;
        }
        reserve0 = zeroForOne ? reserve0.add(in) : reserve0.subtract(out);
        reserve1 = zeroForOne ? reserve1.subtract(out) : reserve1.add(in);
        return new BigInteger[] {in, out};
    }

    private void grow(boolean zero, BigInteger paid, BigInteger liquidity) {
        if (liquidity.signum() == 0) {
            return;
        }
        BigInteger growth = paid.shiftLeft(128).divide(liquidity);
        for (Place place : places) {
            if (place.lower <= tick && tick < place.upper) {
                place.inside0 = zero ? place.inside0.add(growth) : place.inside0;
                place.inside1 = zero ? place.inside1 : place.inside1.add(growth);
            }
        }
    }

    /** The nearest end of a range on the way, or where 256 ticks that can be ends begin or end. */
    private int next(boolean down) {
        int here = Math.floorDiv(tick, spacing) + (down ? 0 : 1);
        int first = Math.floorDiv(here, WORD) * WORD;
        int best = (down ? first : first + WORD - 1) * spacing;
        for (Place place : places) {
            for (int end : new int[] {place.lower, place.upper}) {
                int position = end / spacing;
                boolean inWord = place.liquidity.signum() > 0 && position >= first && position < first + WORD;
                if (inWord && down && position <= here) {
                    best = Math.max(best, end);
                } else if (inWord && !down && position >= here) {
                    best = Math.min(best, end);
                }
            }
        }
        return best;
    }

    private BigInteger after(
            boolean zeroForOne, boolean exactIn, BigInteger remaining, BigInteger target, BigInteger liquidity) {
        BigInteger low = price.min(target);
        BigInteger high = price.max(target);
        if (exactIn) {
            BigInteger spendable = remaining
                    .multiply(MILLION.subtract(BigInteger.valueOf(fee)))
                    .divide(MILLION);
            BigInteger most = zeroForOne ? amount0(low, high, liquidity, true) : amount1(low, high, liquidity, true);
            if (spendable.compareTo(most) >= 0) {
                return target;
            }
            return zeroForOne
                    ? byAmount0(spendable, liquidity)
                    : price.add(spendable.multiply(Q96).divide(liquidity));
        }
        BigInteger most = zeroForOne ? amount1(low, high, liquidity, false) : amount0(low, high, liquidity, false);
        if (remaining.compareTo(most) >= 0) {
            return target;
        }
        return zeroForOne
                ? price.subtract(ceiling(remaining.multiply(Q96), liquidity))
                : byAmount0(remaining.negate(), liquidity);
    }

    /** {@code L·√p / (L + x·√p)}, rounded up; divided first where the product would not fit 256 bits, as there. */
    private BigInteger byAmount0(BigInteger added, BigInteger liquidity) {
        BigInteger scaled = liquidity.multiply(Q96);
        BigInteger product = added.multiply(price);
        if (product.abs().bitLength() <= 256 && scaled.add(product).bitLength() <= 256) {
            return ceiling(scaled.multiply(price), scaled.add(product));
        }
        return ceiling(scaled, scaled.divide(price).add(added));
    }

    static BigInteger amount0(BigInteger low, BigInteger high, BigInteger liquidity, boolean up) {
        BigInteger product = liquidity.multiply(Q96).multiply(high.subtract(low));
        return up ? ceiling(ceiling(product, high), low) : product.divide(high).divide(low);
    }

    static BigInteger amount1(BigInteger low, BigInteger high, BigInteger liquidity, boolean up) {
        BigInteger product = liquidity.multiply(high.subtract(low));
        return up ? ceiling(product, Q96) : product.divide(Q96);
    }

    private static BigInteger ceiling(BigInteger part, BigInteger whole) {
        BigInteger[] quotient = part.divideAndRemainder(whole);
        return quotient[1].signum() == 0 ? quotient[0] : quotient[0].add(BigInteger.ONE);
    }

    static BigInteger at(int tick) {
        return Wide.of(TickMath.sqrtRatioAt(tick));
    }

    private static int tickOf(BigInteger price) {
        return TickMath.tickAt(Wide.of(price));
    }
}
