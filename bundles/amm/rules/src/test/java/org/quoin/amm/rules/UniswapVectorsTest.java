package org.quoin.amm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.testkit.Vectors;
import org.quoin.rules.U256;

/** Every published number of Uniswap's tests that is arithmetic. */
class UniswapVectorsTest {
    private static final int FEE = ConstantProduct.STANDARD_FEE;

    @Test
    void whatASwapGivesAndAUnitMoreBreaksTheProduct() throws IOException {
        forEach(v2().getAsJsonArray("getInputPrice"), 7, row -> {
            U256 in = wide(row, "amountIn");
            U256 reserveIn = wide(row, "reserveIn");
            U256 reserveOut = wide(row, "reserveOut");
            U256 out = ConstantProduct.out(in, reserveIn, reserveOut, FEE);

            assertThat(out).isEqualTo(wide(row, "amountOut"));
            assertThat(keeps(reserveIn, reserveOut, in, out)).isTrue();
            assertThat(keeps(reserveIn, reserveOut, in, out.plus(U256.ONE))).isFalse();
        });
    }

    @Test
    void whatIsBorrowedIsGivenBackWithItsFee() throws IOException {
        forEach(v2().getAsJsonArray("optimistic_same_token_flash"), 4, row -> {
            boolean zero = row.has("token0Out");
            String asset = zero ? "token0" : "token1";
            U256 own = wide(row, zero ? "reserve0" : "reserve1");
            U256 other = wide(row, zero ? "reserve1" : "reserve0");
            U256 out = wide(row, asset + "Out");
            U256 in = wide(row, asset + "In");

            assertThat(paidBack(own, other, out, in)).isTrue();
            assertThat(paidBack(own, other, out.plus(U256.ONE), in)).isFalse();
        });
    }

    private static boolean keeps(U256 reserveIn, U256 reserveOut, U256 in, U256 out) {
        return ConstantProduct.keepsProduct(
                reserveIn.plus(in), reserveOut.minus(out), in, U256.ZERO, reserveIn, reserveOut, FEE);
    }

    private static boolean paidBack(U256 own, U256 other, U256 out, U256 in) {
        return ConstantProduct.keepsProduct(own.minus(out).plus(in), other, in, U256.ZERO, own, other, FEE);
    }

    @Test
    void theLibrary() throws IOException {
        forEach(v2().getAsJsonArray("library"), 15, row -> {
            List<U256> of = arguments(row);
            expect(row, () -> switch (row.get("fn").getAsString()) {
                case "quote" -> ConstantProduct.quote(of.get(0), of.get(1), of.get(2));
                case "getAmountOut" -> ConstantProduct.out(of.get(0), of.get(1), of.get(2), FEE);
                default -> ConstantProduct.in(of.get(0), of.get(1), of.get(2), FEE);
            });
        });
    }

    @Test
    void sharesOfTheFirstDepositAndWhatTheyAreWorth() throws IOException {
        forEach(v2().getAsJsonArray("mint"), 1, row -> {
            U256 all = ConstantProduct.firstShares(wide(row, "amount0"), wide(row, "amount1"));
            assertThat(all).isEqualTo(wide(row, "totalSupply"));
            assertThat(all.minus(ConstantProduct.MINIMUM_LIQUIDITY)).isEqualTo(wide(row, "toMinter"));
        });
        forEach(v2().getAsJsonArray("burn"), 1, row -> {
            U256 reserve = wide(row, "reserve0");
            U256 supply = ConstantProduct.firstShares(reserve, wide(row, "reserve1"));
            U256 out = ConstantProduct.worth(wide(row, "liquidityBurned"), reserve, supply);
            assertThat(out).isEqualTo(wide(row, "out0"));
            assertThat(reserve.minus(out)).isEqualTo(wide(row, "left0"));
        });
    }

    @Test
    void theProtocolsPartOfWhatIsEarned() throws IOException {
        forEach(v2().getAsJsonArray("protocol_fee_on"), 1, row -> {
            U256 reserve0 = wide(row, "reserve0");
            U256 reserve1 = wide(row, "reserve1");
            U256 supply = ConstantProduct.firstShares(reserve0, reserve1);
            U256 after0 = reserve0.minus(wide(row, "token0Out"));
            U256 after1 = reserve1.plus(wide(row, "swapToken1In"));
            U256 shares = ConstantProduct.protocolShares(supply, after0, after1, reserve0.times(reserve1));
            U256 burnt = wide(row, "burnLiquidity");
            U256 all = supply.plus(shares);

            assertThat(shares).isEqualTo(wide(row, "feeToShares"));
            assertThat(all.minus(burnt)).isEqualTo(wide(row, "totalSupplyAfter"));
            assertThat(after0.minus(ConstantProduct.worth(burnt, after0, all))).isEqualTo(wide(row, "left0"));
            assertThat(after1.minus(ConstantProduct.worth(burnt, after1, all))).isEqualTo(wide(row, "left1"));
        });
    }

    @Test
    void howFarAnArbitrageurSwaps() throws IOException {
        forEach(v2().getAsJsonArray("swap_to_price"), 2, row -> {
            boolean zeroIn = row.get("direction").getAsString().equals("token0In");
            U256 in = wide(row, zeroIn ? "reserve0" : "reserve1");
            U256 out = wide(row, zeroIn ? "reserve1" : "reserve0");
            assertThat(ConstantProduct.out(wide(row, "amountIn"), in, out, FEE)).isEqualTo(wide(row, "amountOut"));
        });
    }

    @Test
    void squareRootsOfPricesAtTicks() throws IOException {
        forEach(
                ticks().getAsJsonArray("getSqrtRatioAtTick"),
                32,
                row -> assertThat(TickMath.sqrtRatioAt(row.get("tick").getAsInt()))
                        .isEqualTo(wide(row, "sqrtPriceX96")));
        JsonObject constants = ticks().getAsJsonObject("constants");
        assertThat(TickMath.MIN_SQRT_RATIO).isEqualTo(wide(constants, "MIN_SQRT_RATIO"));
        assertThat(TickMath.MAX_SQRT_RATIO).isEqualTo(wide(constants, "MAX_SQRT_RATIO"));
    }

    @Test
    void ticksAtSquareRootsOfPrices() throws IOException {
        JsonArray rows = ticks().getAsJsonArray("getTickAtSqrtRatio");
        forEach(
                rows,
                rows.size(),
                row -> assertThat(TickMath.tickAt(wide(row, "sqrtPriceX96")))
                        .isEqualTo(row.get("tick").getAsInt()));
        assertThat(rows).hasSizeGreaterThan(10);
        forEach(
                ticks().getAsJsonArray("errors"),
                4,
                row -> assertThatThrownBy(() -> {
                            String of = row.get("arg").getAsString();
                            if (row.get("fn").getAsString().equals("getSqrtRatioAtTick")) {
                                TickMath.sqrtRatioAt(Integer.parseInt(of));
                            } else {
                                TickMath.tickAt(wide(of));
                            }
                        })
                        .isInstanceOf(ArithmeticException.class));
    }

    @Test
    void stepsOfSwaps() throws IOException {
        forEach(v3().getAsJsonArray("computeSwapStep"), 9, row -> {
            BigInteger remaining = new BigInteger(row.get("amountRemaining").getAsString());
            U256 current = wide(row, "sqrtPrice");
            U256 target = wide(row, "sqrtTarget");
            U256 liquidity = wide(row, "liquidity");
            U256 amount = wide(remaining.abs().toString());
            int fee = row.get("feePips").getAsInt();
            SwapStep step = remaining.signum() >= 0
                    ? SwapStep.exactIn(current, target, liquidity, amount, fee)
                    : SwapStep.exactOut(current, target, liquidity, amount, fee);

            assertThat(step.in()).isEqualTo(wide(row, "amountIn"));
            assertThat(step.out()).isEqualTo(wide(row, "amountOut"));
            assertThat(step.fee()).isEqualTo(wide(row, "feeAmount"));
            if (row.has("sqrtNext")) {
                assertThat(step.sqrtPrice()).isEqualTo(wide(row, "sqrtNext"));
            }
        });
    }

    @Test
    void pricesAndAmountsAlongTheCurve() throws IOException {
        forEach(v3().getAsJsonArray("sqrtPriceMath"), 31, row -> {
            JsonArray given = row.getAsJsonArray("args");
            U256 first = wide(given.get(0).getAsString());
            U256 second = wide(given.get(1).getAsString());
            U256 third = wide(given.get(2).getAsString());
            boolean flag = given.get(3).getAsBoolean();
            expect(row, () -> switch (row.get("fn").getAsString()) {
                case "getNextSqrtPriceFromInput" -> SqrtPriceMath.afterInput(first, second, third, flag);
                case "getNextSqrtPriceFromOutput" -> SqrtPriceMath.afterOutput(first, second, third, flag);
                case "getAmount0Delta" -> SqrtPriceMath.amount0(first, second, third, flag);
                case "getAmount1Delta" -> SqrtPriceMath.amount1(first, second, third, flag);
                default -> throw new AssertionError("another function: " + row);
            });
        });
    }

    @Test
    void productsDividedAtFullWidth() throws IOException {
        forEach(v3().getAsJsonArray("fullMath"), 17, row -> {
            List<U256> of = arguments(row);
            expect(
                    row,
                    () -> row.get("fn").getAsString().equals("mulDiv")
                            ? U256.mulDiv(of.get(0), of.get(1), of.get(2))
                            : U256.mulDivRoundingUp(of.get(0), of.get(1), of.get(2)));
        });
    }

    /** What the row says: a result, or that there is none. */
    private static void expect(JsonObject row, java.util.function.Supplier<U256> computed) {
        if (row.has("error")) {
            assertThatThrownBy(computed::get).as("%s", row).isInstanceOf(ArithmeticException.class);
        } else {
            assertThat(computed.get()).as("%s", row).isEqualTo(wide(row, "result"));
        }
    }

    private static void forEach(JsonArray rows, int count, Consumer<JsonObject> check) {
        assertThat(rows).hasSize(count);
        for (JsonElement each : rows) {
            check.accept(each.getAsJsonObject());
        }
    }

    private static List<U256> arguments(JsonObject row) {
        return StreamSupport.stream(row.getAsJsonArray("args").spliterator(), false)
                .map(each -> wide(each.getAsString()))
                .toList();
    }

    private static U256 wide(JsonObject row, String name) {
        return wide(row.get(name).getAsString());
    }

    private static U256 wide(String decimal) {
        return Wide.of(new BigInteger(decimal));
    }

    private static JsonObject v2() throws IOException {
        return vectors("uniswap-v2/uniswap_v2_vectors.json");
    }

    private static JsonObject v3() throws IOException {
        return vectors("uniswap-v3/swapmath_sqrtpricemath_fullmath.json");
    }

    private static JsonObject ticks() throws IOException {
        return vectors("uniswap-v3/tickmath.json");
    }

    private static JsonObject vectors(String file) throws IOException {
        Optional<Path> found = Vectors.find(file);
        assumeTrue(found.isPresent(), "the vectors are absent");
        return JsonParser.parseString(Files.readString(found.orElseThrow())).getAsJsonObject();
    }
}
