package org.quoin.amm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.testkit.Vectors;
import org.quoin.rules.U256;

/** Uniswap's numbers of pools that are moved to a price, and of what shares and prices are then. */
class TruePriceTest {
    private static final int FEE = ConstantProduct.STANDARD_FEE;
    private static final int POOLS = 50_000;
    private static final U256 UNIT = U256.of(1_000_000_000_000_000_000L);

    @Test
    void aPoolIsMovedToEveryPublishedPrice() throws IOException {
        int rows = 0;
        for (JsonElement each : vectors().getAsJsonArray("swap_to_price")) {
            JsonObject row = each.getAsJsonObject();
            U256 reserve0 = wide(row, "reserve0");
            U256 reserve1 = wide(row, "reserve1");
            TruePrice swap = TruePrice.of(
                    wide(row.getAsJsonArray("truePrice").get(0).getAsString()),
                    wide(row.getAsJsonArray("truePrice").get(1).getAsString()),
                    reserve0,
                    reserve1,
                    FEE);
            boolean zeroIn = row.get("direction").getAsString().equals("token0In");
            assertThat(swap).isEqualTo(new TruePrice(zeroIn, wide(row, "amountIn")));
            assertThat(out(swap, reserve0, reserve1)).isEqualTo(wide(row, "amountOut"));
            rows++;
        }
        assertThat(rows).isEqualTo(2);
    }

    @Test
    void reservesAfterEveryPublishedArbitrageAreOurs() throws IOException {
        JsonObject pool = vectors().getAsJsonObject("reserves_after_arbitrage");
        U256 reserve0 = wide(pool, "reserve0");
        U256 reserve1 = wide(pool, "reserve1");
        int rows = 0;
        for (JsonElement each : pool.getAsJsonArray("cases")) {
            JsonObject row = each.getAsJsonObject();
            TruePrice swap = TruePrice.of(wide(row, "truePriceA"), wide(row, "truePriceB"), reserve0, reserve1, FEE);
            U256 out = swap.in().isZero() ? U256.ZERO : out(swap, reserve0, reserve1);
            assertThat(swap.zeroIn() ? reserve0.plus(swap.in()) : reserve0.minus(out))
                    .as("%s", row)
                    .isEqualTo(wide(row, "reserveA"));
            assertThat(swap.zeroIn() ? reserve1.minus(out) : reserve1.plus(swap.in()))
                    .as("%s", row)
                    .isEqualTo(wide(row, "reserveB"));
            rows++;
        }
        assertThat(rows).isEqualTo(6);
    }

    @Test
    void sharesAreWorthWhatIsPublishedAfterASwap() throws IOException {
        JsonObject plain = vectors().getAsJsonArray("liquidity_value").get(0).getAsJsonObject();
        U256 reserve0 = UNIT.times(U256.of(10));
        U256 reserve1 = UNIT.times(U256.of(1_000));
        U256 supply = ConstantProduct.firstShares(reserve0, reserve1);
        U256 after0 = reserve0.plus(UNIT.times(U256.of(10)));
        U256 after1 = reserve1.minus(ConstantProduct.out(UNIT.times(U256.of(10)), reserve0, reserve1, FEE));
        U256 shares = UNIT.times(U256.of(7));
        assertThat(after1).isEqualTo(wide(plain, "reserve1After"));
        assertThat(ConstantProduct.worth(shares, after0, supply)).isEqualTo(wide(plain, "token0"));
        assertThat(ConstantProduct.worth(shares, after1, supply)).isEqualTo(wide(plain, "token1"));

        JsonObject withFee = vectors().getAsJsonArray("liquidity_value").get(1).getAsJsonObject();
        U256 twice0 = reserve0.plus(reserve0);
        U256 twice1 = reserve1.plus(reserve1);
        U256 in = UNIT.times(U256.of(20));
        U256 now0 = twice0.plus(in);
        U256 now1 = twice1.minus(ConstantProduct.out(in, twice0, twice1, FEE));
        U256 all = supply.plus(supply);
        U256 increased = all.plus(ConstantProduct.protocolShares(all, now0, now1, twice0.times(twice1)));
        assertThat(ConstantProduct.worth(shares, now0, increased)).isEqualTo(wide(withFee, "token0"));
        assertThat(ConstantProduct.worth(shares, now1, increased)).isEqualTo(wide(withFee, "token1"));
    }

    /** The three steps of the published story: the price before a swap counts until the swap. */
    @Test
    void pricesAddUpOverSeconds() {
        U256 three = UNIT.times(U256.of(3));
        U256 one = U256.ONE.shiftLeft(112);
        U256 first = ConstantProduct.cumulative(U256.ZERO, three, three, 1);
        assertThat(first).isEqualTo(one);
        U256 second = ConstantProduct.cumulative(first, three, three, 9);
        assertThat(second).isEqualTo(one.times(U256.of(10)));
        U256 six = UNIT.times(U256.of(6));
        U256 two = UNIT.times(U256.of(2));
        assertThat(ConstantProduct.cumulative(second, six, two, 10))
                .isEqualTo(second.plus(one.divide(U256.of(3)).times(U256.of(10))));
        assertThat(ConstantProduct.cumulative(second, two, six, 10)).isEqualTo(second.plus(one.times(U256.of(30))));
        assertThat(ConstantProduct.cumulative(U256.MAX, three, three, 1)).isEqualTo(one.minus(U256.ONE));
    }

    /** Beside the formula in exact numbers; and what it gains at that price, a tenth more or less does not exceed. */
    @Test
    void noOtherSwapEarnsMore() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(10);
        int swaps = 0;
        for (int i = 0; i < POOLS; i++) {
            BigInteger reserve0 = positive(random, random.nextInt(40, 100));
            BigInteger reserve1 = positive(random, random.nextInt(40, 100));
            // around the price of the pool, a little or far off
            BigInteger value0 = reserve1.multiply(BigInteger.valueOf(random.nextInt(1, i % 2 == 0 ? 2_000 : 1_050)));
            BigInteger value1 = reserve0.multiply(BigInteger.valueOf(1_000));
            int fee = i % 3 == 0 ? FEE : random.nextInt(50_000);
            TruePrice swap = TruePrice.of(Wide.of(value1), Wide.of(value0), Wide.of(reserve0), Wide.of(reserve1), fee);
            BigInteger kept = BigInteger.valueOf(1_000_000 - fee);
            boolean zeroIn = reserve0.multiply(value0).divide(reserve1).compareTo(value1) < 0;
            BigInteger million = BigInteger.valueOf(1_000_000);
            BigInteger in = reserve0.multiply(reserve1)
                    .multiply(million)
                    .multiply(zeroIn ? value1 : value0)
                    .divide((zeroIn ? value0 : value1).multiply(kept))
                    .sqrt()
                    .subtract((zeroIn ? reserve0 : reserve1).multiply(million).divide(kept));
            if (in.signum() < 0) {
                assertThat(swap.in()).isEqualTo(U256.ZERO);
                continue;
            }
            assertThat(swap).isEqualTo(new TruePrice(zeroIn, Wide.of(in)));
            if (in.bitLength() < 20) {
                continue; // rounding is more than a tenth of what there is to gain
            }
            swaps++;
            // in units of value: so much of asset 0 as value1 is worth so much of asset 1 as value0
            BigInteger worthIn = zeroIn ? value0 : value1;
            BigInteger worthOut = zeroIn ? value1 : value0;
            BigInteger best = profit(swap, reserve0, reserve1, worthIn, worthOut, fee, in);
            BigInteger tenth = in.divide(BigInteger.TEN);
            BigInteger unit = worthIn.add(worthOut); // what rounding may take
            assertThat(profit(swap, reserve0, reserve1, worthIn, worthOut, fee, in.add(tenth)))
                    .isLessThanOrEqualTo(best.add(unit));
            assertThat(profit(swap, reserve0, reserve1, worthIn, worthOut, fee, in.subtract(tenth)))
                    .isLessThanOrEqualTo(best.add(unit));
        }
        assertThat(swaps).isGreaterThan(POOLS / 2);
    }

    private static BigInteger profit(
            TruePrice swap,
            BigInteger reserve0,
            BigInteger reserve1,
            BigInteger worthIn,
            BigInteger worthOut,
            int fee,
            BigInteger in) {
        U256 out = swap.zeroIn()
                ? ConstantProduct.out(Wide.of(in), Wide.of(reserve0), Wide.of(reserve1), fee)
                : ConstantProduct.out(Wide.of(in), Wide.of(reserve1), Wide.of(reserve0), fee);
        return Wide.of(out).multiply(worthOut).subtract(in.multiply(worthIn));
    }

    @Test
    void whatHasNoPriceIsRefused() {
        for (int zero = 0; zero < 4; zero++) {
            U256[] of = {U256.ONE, U256.ONE, U256.ONE, U256.ONE};
            of[zero] = U256.ZERO;
            assertThatThrownBy(() -> TruePrice.of(of[0], of[1], of[2], of[3], FEE))
                    .isInstanceOf(ArithmeticException.class);
        }
    }

    private static U256 out(TruePrice swap, U256 reserve0, U256 reserve1) {
        return swap.zeroIn()
                ? ConstantProduct.out(swap.in(), reserve0, reserve1, FEE)
                : ConstantProduct.out(swap.in(), reserve1, reserve0, FEE);
    }

    private static BigInteger positive(RandomGenerator random, int bits) {
        BigInteger high = BigInteger.valueOf(random.nextLong(1, Long.MAX_VALUE));
        BigInteger low = BigInteger.valueOf(random.nextLong(1, Long.MAX_VALUE));
        return high.shiftLeft(63).or(low).shiftRight(126 - bits).max(BigInteger.ONE);
    }

    private static U256 wide(JsonObject row, String name) {
        return wide(row.get(name).getAsString());
    }

    private static U256 wide(String decimal) {
        return Wide.of(new BigInteger(decimal));
    }

    private static JsonObject vectors() throws IOException {
        Optional<Path> file = Vectors.find("uniswap-v2/uniswap_v2_vectors.json");
        assumeTrue(file.isPresent(), "the vectors are absent");
        return JsonParser.parseString(Files.readString(file.orElseThrow())).getAsJsonObject();
    }
}
