package org.quoin.fees.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.ledger.testkit.Vectors;
import org.quoin.rules.U256;

/** The formulas of Ethereum's fee market, held to the rows of the tests of go-ethereum, and what ours add to them. */
class FormulasTest {
    private static final long SEED = 1_559;
    private static final int PERIODS = 1_000_000;

    @Test
    void everyPublishedBaseFeeIsOurs() throws IOException {
        int rows = 0;
        for (JsonElement each : vectors().getAsJsonObject("calc_base_fee").getAsJsonArray("rows")) {
            JsonObject row = each.getAsJsonObject();
            assertThat(BaseFee.next(
                            number(row, "parentBaseFee"), number(row, "parentGasUsed"), number(row, "parentGasLimit")))
                    .as("%s", row)
                    .isEqualTo(number(row, "expected"));
            rows++;
        }
        assertThat(rows).isEqualTo(3);
    }

    @Test
    void everyPublishedFakeExponentialIsOurs() throws IOException {
        int rows = 0;
        for (JsonElement each : vectors().getAsJsonArray("fake_exponential")) {
            JsonObject row = each.getAsJsonObject();
            assertThat(BlobFee.fakeExponential(wide(row, "factor"), wide(row, "numerator"), wide(row, "denominator")))
                    .as("%s", row)
                    .isEqualTo(wide(row, "want"));
            rows++;
        }
        assertThat(rows).isEqualTo(15);
    }

    @Test
    void everyPublishedExcessAndBlobFeeIsOurs() throws IOException {
        JsonObject excesses = vectors().getAsJsonObject("excess_blob_gas");
        long blob = number(excesses, "gasPerBlob");
        long target = number(excesses, "targetBlobs") * blob;
        int rows = 0;
        for (JsonElement each : excesses.getAsJsonArray("rows")) {
            JsonObject row = each.getAsJsonObject();
            assertThat(BlobFee.excess(number(row, "excess"), number(row, "blobsUsed") * blob, target))
                    .as("%s", row)
                    .isEqualTo(number(row, "want"));
            rows++;
        }
        assertThat(rows).isEqualTo(10);

        JsonObject fees = vectors().getAsJsonObject("blob_fee");
        for (JsonElement each : fees.getAsJsonArray("rows")) {
            JsonObject row = each.getAsJsonObject();
            assertThat(BlobFee.price(number(fees, "minFee"), number(row, "excessBlobGas"), target))
                    .as("%s", row)
                    .isEqualTo(number(row, "fee"));
            rows++;
        }
        assertThat(rows).isEqualTo(14);
    }

    @Test
    void everyPublishedLimitIsBoundAsOursAre() throws IOException {
        int rows = 0;
        for (JsonElement each : vectors().getAsJsonObject("gas_limit_bounds").getAsJsonArray("rows")) {
            JsonObject row = each.getAsJsonObject();
            long parent =
                    number(row, "parentGasLimit") * (row.get("parentIsLondon").getAsBoolean() ? 1 : 2);
            assertThat(LimitBound.allows(parent, number(row, "gasLimit")))
                    .as("%s", row)
                    .isEqualTo(row.get("ok").getAsBoolean());
            rows++;
        }
        assertThat(rows).isEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource({
        "1000000000, 10000000, 20000000, 1000000000",
        "1000000000,  9000000, 20000000,  987500000",
        "1000000000, 11000000, 20000000, 1012500000",
        "1000000000, 20000000, 20000000, 1125000000",
        "1000000000,        0, 20000000,  875000000",
        "7, 0, 20000000, 7", // the rule of Ethereum is stuck here
        "8, 0, 20000000, 7",
        "1, 10000001, 20000000, 2"
    })
    void aBaseFeeMovesByAnEighthAtMost(long base, long used, long limit, long expected) {
        assertThat(BaseFee.next(base, used, limit)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "8, 0, 8, 8",
        "8, 11, 8, 9",
        "9, 0, 8, 8",
        "4611686018427387904, 20, 8, 4611686018427387904", // 2^62, the ceiling
        "4611686018427387904, 9, 8, 4554039943197045556",
        "4611686018427387903, 20, 8, 4611686018427387904",
        "1000, 20, 500, 1125",
        "1000, 40, 500, 1125", // more than the limit counts as the limit
        "1000, 0, 4000, 1125", // the minimum was raised
        "1000, 0, 1001, 1001"
    })
    void betweenItsBoundsAPriceMovesBothWays(long base, long used, long minimum, long expected) {
        assertThat(BaseFee.next(base, used, 20, minimum)).isEqualTo(expected);
    }

    /**
     * The statement, for any minimum m ≥ 8 and any even limit L ≤ 2^48: a period with more use than its target raises a price below 2^62,
     * and a period without use lowers a price above m; no period moves it by more than an eighth, and none to below m or above 2^62.
     */
    @Test
    void inAMillionPeriodsNoPriceMovesTooFarOrGetsStuck() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        long minimum = Policy.MIN_PRICE;
        long limit = 1_000_000_000;
        long price = 1_000_000_000;
        int atFloor = 0;
        int atCeiling = 0;
        for (int i = 0; i < PERIODS; i++) {
            if (i % 1_000 == 0) { // another market, which goes to one of its ends
                minimum = 8 + (random.nextLong() & Long.MAX_VALUE) % (1L << random.nextInt(1, 62));
                limit = 2 * (2_500 + (random.nextLong() & Long.MAX_VALUE) % (1L << random.nextInt(1, 47)));
                price = Math.max(minimum, price);
            }
            long used = used(random, limit, i / 1_000);
            long next = BaseFee.next(price, used, limit, minimum);

            long change = Math.abs(next - price);
            if (change > Math.max(price / 8, 1) || next < minimum || next > BaseFee.CEILING) {
                throw new AssertionError(
                        price + " became " + next + " for " + used + " of " + limit + ", seed " + SEED);
            }
            if (used > limit / 2 && next <= price && price < BaseFee.CEILING
                    || used == 0 && next >= price && price > minimum
                    || price == BaseFee.CEILING && minimum < price && used < limit / 2 && next >= price) {
                throw new AssertionError(price + " is stuck for " + used + " of " + limit + ", seed " + SEED);
            }
            atFloor += next == minimum ? 1 : 0;
            atCeiling += next == BaseFee.CEILING ? 1 : 0;
            price = next;
        }
        assertThat(atFloor).isGreaterThan(10_000);
        assertThat(atCeiling).isGreaterThan(10_000);
    }

    /** Turns of busy and of quiet markets, with a little of the contrary among them. */
    private static long used(RandomGenerator random, long limit, int turn) {
        int chance = random.nextInt(100);
        if (chance < 20) {
            return random.nextLong(limit + 1);
        }
        return (turn % 2 == 0) == (chance < 90) ? limit : 0;
    }

    @Test
    void aFullPeriodOfLayer2RaisesItsPriceByAnEighthAndEmptyOnesLowerIt() {
        long target = 4L << 20;
        long price = 1_000_000;
        long excess = 0;
        for (int i = 0; i < 100; i++) {
            excess = BlobFee.next(excess, 2 * target, target, 0, false);
            long next = BlobFee.price(1_000_000, excess, target);
            assertThat(next - price).isBetween(price * 1_249 / 10_000, price * 1_251 / 10_000);
            price = next;
        }
        assertThat(BlobFee.next(excess, 0, target, 0, false)).isEqualTo(99 * target);
        assertThat(BlobFee.next(excess, 0, target, 98, false)).isEqualTo(target);
        assertThat(BlobFee.next(excess, 0, target, Long.MAX_VALUE, false)).isZero();
        assertThat(BlobFee.next(5, 2 * target, target, 0, true)).isEqualTo(5);
        assertThat(BlobFee.price(BaseFee.CEILING, Long.MAX_VALUE, Policy.MAX_LIMIT / 2))
                .isEqualTo(BaseFee.CEILING);
    }

    @Test
    void aLimitWalksByLessThanOnePartIn1024InAPeriod() {
        long limit = 1_000_000_000;
        for (int i = 0; i < 1_000; i++) {
            long next = LimitBound.towards(limit, 2_000_000_000, 1);
            assertThat(next == 2_000_000_000 || LimitBound.allows(limit, next) && next > limit && next % 2 == 0)
                    .isTrue();
            limit = next;
        }
        assertThat(limit).isEqualTo(2_000_000_000);
        assertThat(LimitBound.towards(limit, 5_000, 100_000)).isEqualTo(5_000);
        assertThat(LimitBound.towards(5_000, 5_002, 1)).isEqualTo(5_002);
        assertThat(LimitBound.towards(1_000_000_000, 2_000_000_000, 64)).isBetween(1_060_000_000L, 1_065_000_000L);
    }

    private static JsonObject vectors() throws IOException {
        Optional<Path> file = Vectors.find("fees/eip1559_eip4844_vectors.json");
        assumeTrue(file.isPresent(), "the vectors are absent");
        return JsonParser.parseString(Files.readString(file.orElseThrow())).getAsJsonObject();
    }

    private static long number(JsonObject row, String name) {
        return row.get(name).getAsLong();
    }

    private static U256 wide(JsonObject row, String name) {
        return U256.of(number(row, name));
    }
}
