package org.quoin.fees.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quoin.fees.api.FeePolicy;
import org.quoin.fees.api.FeesFailure;
import org.quoin.fees.api.FundSponsor;
import org.quoin.fees.api.LimitSponsor;
import org.quoin.fees.api.PerResource;
import org.quoin.fees.api.SetFeePolicy;
import org.quoin.fees.api.SponsorLimits;
import org.quoin.fees.api.StakeSponsor;
import org.quoin.fees.api.UnstakeSponsor;
import org.quoin.fees.api.WithdrawSponsor;
import org.quoin.fees.rules.FeesRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.SpendingLimit;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.testkit.TestHost;
import org.quoin.rules.host.Rules;

/** What the contract's records write the rules read; the bytes between them are golden. */
class WireTest {
    private static final Asset ETH = new Asset(TestHost.ASSET, 18);

    /** ETH, 5 */
    private static final String FIVE = "03455448" + "00".repeat(15) + "05";

    private final FeesRules rules = new FeesRules();
    private final Description description = Description.decode(Bytes.of(rules.describe()));
    private final TestHost host = new TestHost(Map.of("alice", 100L, "operator", 0L));

    @Test
    void theDescriptionIsFrozen() {
        assertThat(Hash.sha256(rules.describe()).toHex())
                .isEqualTo("71df61c51a3c62e21252aa15d4268e9394796aebed572e6ac56f9f5c3fc13b09");
    }

    @Test
    void whatSponsorsDoIsReadAsItWasWritten() {
        SponsorLimits limits = new SponsorLimits(eth(1), eth(2), eth(3), List.of("htlc/create"));

        assertWritten(new FundSponsor(eth(5)), FIVE);
        assertThat(description.encode(new FundSponsor(eth(5))).limits())
                .containsExactly(new SpendingLimit("ETH", BigInteger.valueOf(5)));
        assertWritten(new StakeSponsor(eth(5)), FIVE);
        assertThat(description.encode(new StakeSponsor(eth(5))).limits())
                .containsExactly(new SpendingLimit("ETH", BigInteger.valueOf(5)));
        assertWritten(new UnstakeSponsor(eth(5)), FIVE);
        assertWritten(new WithdrawSponsor(WithdrawSponsor.From.DEPOSIT, eth(5)), "00" + FIVE);
        assertWritten(
                new LimitSponsor(limits),
                "03455448" + "00".repeat(15) + "01" + "00".repeat(15) + "02" + "00".repeat(15) + "03" + "01"
                        + "0b68746c632f637265617465");
        assertThat(description
                        .encode(new WithdrawSponsor(WithdrawSponsor.From.STAKE, eth(5)))
                        .body()
                        .toHex())
                .isEqualTo("01" + FIVE);
        assertThat(host.reports())
                .extracting(TestHost.Report::event)
                .containsExactly(
                        "sponsor-funded", "sponsor-staked", "sponsor-unstaked", "sponsor-withdrawn", "sponsor-limited");
    }

    @Test
    void aPolicyIsReadAsItWasWritten() {
        FeePolicy policy = new FeePolicy(
                0,
                "",
                "alice",
                250_000,
                new PerResource<>(eth(8), eth(9), eth(10), eth(11)),
                new PerResource<>(5_000L, 6_000L, 7_000L, 8_000L),
                Duration.ofSeconds(2),
                List.of("layer2"),
                7);

        assertWritten(
                new SetFeePolicy(policy, true),
                "03455448" + "00" + "05616c696365" + "0003d090" // ETH, nobody, alice, 250,000
                        + "00".repeat(15) + "08" + "00".repeat(15) + "09" + "00".repeat(15) + "0a" + "00".repeat(15)
                        + "0b"
                        + "0000000000001388" + "0000000000001770" + "0000000000001b58" + "0000000000001f40"
                        + "00000000000007d0" + "01066c6179657232" + "00000007" + "01");
        assertThat(host.reports())
                .extracting(TestHost.Report::event)
                .containsExactly("policy-approved", "policy-changed");
    }

    @Test
    void everyFailureOfTheRulesIsInTheContract() {
        assertThat(description.failures().stream().map(FailureType::code))
                .containsAll(Arrays.stream(FeesFailure.values()).map(Enum::name).toList());
        assertThat(description.failures()).hasSize(FeesFailure.values().length + 1); // of pages
    }

    private void assertWritten(OperationRecord record, String bytes) {
        Operation operation = description.encode(record);
        assertThat(operation.body().toHex()).isEqualTo(bytes);
        String signer = record instanceof SetFeePolicy ? "operator" : "alice";
        byte[] unused = host.run(
                signer,
                1,
                () -> rules.run(
                        host,
                        Rules.OPERATION,
                        operation.name(),
                        operation.schema(),
                        operation.body().toArray()));
    }

    private static Amount eth(long units) {
        return new Amount(BigInteger.valueOf(units), ETH);
    }
}
