package org.quoin.referral.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.SpendingLimit;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.ObserverType;
import org.quoin.ledger.api.description.TableType;
import org.quoin.referral.api.AcceptReferral;
import org.quoin.referral.api.ClawBackReferral;
import org.quoin.referral.api.CommitReferralCode;
import org.quoin.referral.api.EndCampaign;
import org.quoin.referral.api.FundReferral;
import org.quoin.referral.api.PayoutReferral;
import org.quoin.referral.api.ReferralFailure;
import org.quoin.referral.api.ReferralPolicy;
import org.quoin.referral.api.RevealReferralCode;
import org.quoin.referral.api.SetReferralPolicy;
import org.quoin.referral.api.StartCampaign;
import org.quoin.referral.api.WithdrawReferral;
import org.quoin.referral.rules.ReferralRules;

/** What the contract's records write is what the rules' description says; the bytes are golden. */
class WireTest {
    private static final Asset QUO = new Asset("QUO", 18);
    private static final String FIVE = "00".repeat(15) + "05";
    private static final String SALT = "5a".repeat(16);

    private final ReferralRules rules = new ReferralRules();
    private final Description description = Description.decode(Bytes.of(rules.describe()));

    @Test
    void theDescriptionIsFrozen() {
        assertThat(Hash.sha256(rules.describe()).toHex())
                .isEqualTo("3735809d4ce14bdddfe6481387dd72be3035758c78b28fea9b5eee943ffea8ff");
    }

    @Test
    void operationsAreWrittenAsTheyAreRead() {
        RevealReferralCode revealed = new RevealReferralCode("summer", Bytes.fromHex(SALT));

        assertBytes(revealed, "0673756d6d6572" + "10" + SALT);
        assertBytes(
                CommitReferralCode.of("bob", revealed),
                Hash.sha256(Bytes.fromHex("15" + hex("quoin/referral/code/1") + "03626f62" + "0673756d6d6572" + "10"
                                        + SALT)
                                .toArray())
                        .toHex());
        assertBytes(new AcceptReferral("summer", Optional.empty()), "0673756d6d6572" + "00");
        assertBytes(new AcceptReferral("summer", Optional.of("may")), "0673756d6d6572" + "01" + "036d6179");
        assertBytes(new WithdrawReferral(), "");
        assertBytes(new FundReferral(five()), "0351554f" + FIVE);
        assertBytes(
                new StartCampaign("may", five(), 200_000, Instant.ofEpochMilli(1), Instant.ofEpochMilli(2), five()),
                "036d6179" + "0351554f" + FIVE + "00030d40" + "0000000000000001" + "0000000000000002" + FIVE);
        assertBytes(new EndCampaign("may"), "036d6179");
        assertBytes(new PayoutReferral("bob", "QUO"), "03626f62" + "0351554f");
        assertBytes(
                new ClawBackReferral("bob", "QUO", 7, Optional.of("may"), "why"),
                "03626f62" + "0351554f" + "0000000000000007" + "01036d6179" + "03776879");
        assertBytes(
                new SetReferralPolicy(new ReferralPolicy(
                        100_000,
                        List.of(
                                new ReferralPolicy.Tier(Amount.zero(QUO), 120_000),
                                new ReferralPolicy.Tier(five(), 160_000)),
                        60_000,
                        40_000,
                        five())),
                "0351554f" + "000186a0" + "02" + "00".repeat(16) + FIVE + "02" + "0001d4c0" + "00027100" + "0000ea60"
                        + "00009c40" + FIVE);
    }

    @Test
    void onlyWhatIsDepositedCanBeTaken() {
        assertThat(description.encode(new FundReferral(five())).limits())
                .containsExactly(new SpendingLimit("QUO", BigInteger.valueOf(5)));
        assertThat(description
                        .encode(new AcceptReferral("summer", Optional.empty()))
                        .limits())
                .isEmpty();
        assertThat(description.encode(new PayoutReferral("bob", "QUO")).limits())
                .isEmpty();
    }

    @Test
    void theContractNamesEveryFailureInTheOrderOfTheRules() {
        assertThat(description.failures())
                .extracting(FailureType::code)
                .containsExactlyElementsOf(
                        Arrays.stream(ReferralFailure.values()).map(Enum::name).toList());
    }

    @Test
    void feesThatWerePaidAreAllThatIsObserved() {
        assertThat(description.observers()).containsExactly(new ObserverType("ledger", "fee-paid"));
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

    private static Amount five() {
        return new Amount(BigInteger.valueOf(5), QUO);
    }

    private static String hex(String ascii) {
        return ascii.chars().mapToObj(c -> String.format("%02x", c)).collect(Collectors.joining());
    }
}
