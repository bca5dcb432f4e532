package org.quoin.amm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.quoin.amm.api.AmmFailure;
import org.quoin.amm.api.CreatePool;
import org.quoin.amm.api.CreateRangedPool;
import org.quoin.amm.api.DepositLiquidity;
import org.quoin.amm.api.DepositRange;
import org.quoin.amm.api.DepositSingle;
import org.quoin.amm.api.DonateLiquidity;
import org.quoin.amm.api.SetProtocolFee;
import org.quoin.amm.api.Settle;
import org.quoin.amm.api.SwapExactIn;
import org.quoin.amm.api.SwapExactOut;
import org.quoin.amm.api.SwapOpen;
import org.quoin.amm.api.Take;
import org.quoin.amm.api.TakeAll;
import org.quoin.amm.api.WithdrawLiquidity;
import org.quoin.amm.api.WithdrawRange;
import org.quoin.amm.api.WithdrawSingle;
import org.quoin.amm.rules.AmmRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.SpendingLimit;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.TableType;

/** What the contract's records write is what the rules' description says; the bytes are golden. */
class WireTest {
    private static final Instant DEADLINE = Instant.ofEpochMilli(9);
    private static final String NINE = "0000000000000009";
    private static final String P = "0150";
    private static final String ETH = "03455448";
    private static final String BTC = "03425443";
    private static final String SHARE = "044c502d31";

    private final Description description = Description.decode(Bytes.of(new AmmRules().describe()));

    @Test
    void operationsAreWrittenAsTheyAreRead() {
        assertBytes(new CreatePool("P", "ETH", "BTC", 3_000), P + ETH + BTC + "00000bb8");
        assertBytes(
                new DepositLiquidity("P", eth(5), btc(6), shares(7), DEADLINE),
                P + ETH + units(5) + BTC + units(6) + SHARE + units(7) + NINE);
        assertBytes(
                new WithdrawLiquidity("P", shares(7), eth(5), btc(6), DEADLINE),
                P + SHARE + units(7) + ETH + units(5) + BTC + units(6) + NINE);
        assertBytes(new DonateLiquidity("P", eth(5), btc(6), DEADLINE), P + ETH + units(5) + BTC + units(6) + NINE);
        assertBytes(
                new SwapExactIn(List.of("P"), eth(5), btc(6), DEADLINE),
                "01" + P + ETH + units(5) + BTC + units(6) + NINE);
        assertBytes(
                new SwapExactOut(List.of("P", "P"), eth(5), btc(6), DEADLINE),
                "02" + P + P + ETH + units(5) + BTC + units(6) + NINE);
        assertBytes(
                new SwapOpen(List.of("P"), eth(5), btc(6), DEADLINE),
                "01" + P + ETH + units(5) + BTC + units(6) + NINE);
        assertBytes(new DepositSingle("P", eth(5), shares(7), DEADLINE), P + ETH + units(5) + SHARE + units(7) + NINE);
        assertBytes(new WithdrawSingle("P", shares(7), eth(5), DEADLINE), P + SHARE + units(7) + ETH + units(5) + NINE);
        String wide = "20" + "00".repeat(31) + "09";
        assertBytes(
                new CreateRangedPool("P", "ETH", "BTC", 3_000, BigInteger.valueOf(9)),
                P + ETH + BTC + "00000bb8" + wide);
        assertBytes(
                new DepositRange("P", -887_272, 0, eth(5), btc(6), BigInteger.valueOf(9), DEADLINE),
                P + "00000001" + "000d89e9" + ETH + units(5) + BTC + units(6) + wide + NINE);
        assertBytes(
                new WithdrawRange("P", -1, 887_272, BigInteger.valueOf(9), eth(5), btc(6), DEADLINE),
                P + "000d89e8" + "001b13d1" + wide + ETH + units(5) + BTC + units(6) + NINE);
        assertBytes(new SetProtocolFee("bob"), "0103626f62");
        assertBytes(new SetProtocolFee(null), "00");
        assertBytes(new Take(eth(5)), ETH + units(5));
        assertBytes(new TakeAll(eth(5)), ETH + units(5));
        assertBytes(new Settle(eth(5)), ETH + units(5));
    }

    @Test
    void onlyWhatIsGivenCanBeTaken() {
        assertThat(description
                        .encode(new DepositLiquidity("P", eth(5), btc(6), shares(7), DEADLINE))
                        .limits())
                .containsExactlyInAnyOrder(limit("ETH", 5), limit("BTC", 6));
        assertThat(description
                        .encode(new WithdrawLiquidity("P", shares(7), eth(5), btc(6), DEADLINE))
                        .limits())
                .containsExactly(limit("LP-1", 7));
        assertThat(description
                        .encode(new SwapExactIn(List.of("P"), eth(5), btc(6), DEADLINE))
                        .limits())
                .containsExactly(limit("ETH", 5));
        assertThat(description
                        .encode(new SwapExactOut(List.of("P"), eth(5), btc(6), DEADLINE))
                        .limits())
                .containsExactly(limit("ETH", 5));
        assertThat(description.encode(new Settle(eth(5))).limits()).containsExactly(limit("ETH", 5));
        assertThat(description
                        .encode(new DepositSingle("P", eth(5), shares(7), DEADLINE))
                        .limits())
                .containsExactly(limit("ETH", 5));
        assertThat(description
                        .encode(new WithdrawSingle("P", shares(7), eth(5), DEADLINE))
                        .limits())
                .containsExactly(limit("LP-1", 7));
        assertThat(description.encode(new Take(eth(5))).limits()).isEmpty();
        assertThat(description.encode(new TakeAll(eth(5))).limits()).isEmpty();
        assertThat(description
                        .encode(new SwapOpen(List.of("P"), eth(5), btc(6), DEADLINE))
                        .limits())
                .isEmpty();
    }

    @Test
    void theContractNamesEveryFailureInTheOrderOfTheRules() {
        assertThat(description.failures())
                .extracting(FailureType::code)
                .containsExactlyElementsOf(
                        Arrays.stream(AmmFailure.values()).map(Enum::name).toList());
    }

    @Test
    void noTableHasTwoForms() {
        Set<String> names = description.tables().stream().map(TableType::name).collect(Collectors.toSet());
        assertThat(names).hasSameSizeAs(description.tables());
    }

    private void assertBytes(OperationRecord operation, String hex) {
        assertThat(description.encode(operation).body().toHex())
                .as(operation.operation())
                .isEqualTo(hex);
    }

    private static SpendingLimit limit(String asset, long units) {
        return new SpendingLimit(asset, BigInteger.valueOf(units));
    }

    private static String units(int units) {
        return "00".repeat(15) + "0" + units;
    }

    private static Amount eth(long units) {
        return new Amount(BigInteger.valueOf(units), new Asset("ETH", 18));
    }

    private static Amount btc(long units) {
        return new Amount(BigInteger.valueOf(units), new Asset("BTC", 8));
    }

    private static Amount shares(long units) {
        return new Amount(BigInteger.valueOf(units), new Asset("LP-1", 13));
    }
}
