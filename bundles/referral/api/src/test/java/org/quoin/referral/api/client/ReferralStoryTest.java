package org.quoin.referral.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.FeeOffer;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.referral.api.AcceptReferral;
import org.quoin.referral.api.ClawBackReferral;
import org.quoin.referral.api.EndCampaign;
import org.quoin.referral.api.FundReferral;
import org.quoin.referral.api.PayoutReferral;
import org.quoin.referral.api.Referral;
import org.quoin.referral.api.ReferralEarnings;
import org.quoin.referral.api.ReferralPolicy;
import org.quoin.referral.api.SetReferralPolicy;
import org.quoin.referral.api.StartCampaign;
import org.quoin.referral.api.WithdrawReferral;
import org.quoin.referral.api.fees.PlainFees;
import org.quoin.referral.rules.ReferralRules;

/** Bob refers Mallory on a real ledger that executes the rules jar. Alice operates it, and fills the pot. */
class ReferralStoryTest {
    private static final Person MALLORY = Person.named("mallory");
    private static final Bytes SALT = Bytes.of(new byte[32]);

    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB, MALLORY);
    private final Referral referral = new ReferralClient(ledger.ledger());

    @BeforeEach
    void activate() {
        assertThat(ledger.activate(RulesJars.of("referral", "1.0.0", ReferralRules.class))
                        .applied())
                .isTrue();
    }

    @AfterEach
    void everyBlockFollowsFromItsPredecessor() {
        assertThat(ledger.ledger().verify(0, ledger.ledger().info().height()).reason())
                .isEmpty();
        ledger.close();
    }

    @Test
    void bothSidesAreRewardedForWhatMalloryLost() {
        mallory(Optional.empty());

        Receipt paid = transfer(FeeOffer.USUAL.withTip(7));
        BigInteger lost = lost(paid);
        assertThat(lost).isLessThan(paid.fee().units());
        assertThat(statement(BOB)).isEmpty();
        ledger.advance(Duration.ofDays(1));

        ReferralEarnings bob = statement(BOB).get(0);
        assertThat(bob.counted().units()).isEqualTo(lost);
        assertThat(bob.level1().units()).isEqualTo(share(lost, 120_000));
        assertThat(statement(MALLORY).get(0).asReferee().units())
                .isEqualTo(share(lost, 220_000).subtract(share(lost, 120_000)));

        assertThatThrownBy(() -> submit(ALICE, new PayoutReferral("bob", "QUO")))
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("Nothing is vested that bob could be paid in QUO");
        ledger.advance(Duration.between(ledger.ledger().info().time(), bob.payableAt()));
        Amount before = ledger.balance(BOB, QUO);
        assertThat(submit(ALICE, new PayoutReferral("bob", "QUO")).applied()).isTrue();
        assertThat(ledger.balance(BOB, QUO)).isEqualTo(before.plus(bob.level1()));
        assertThat(statement(BOB).get(0).due().isZero()).isTrue();
        assertThat(referral.pot("QUO").reserved())
                .isEqualTo(statement(MALLORY).get(0).due());
    }

    @Test
    void withoutFeesNothingIsEarned() {
        assertThat(referral.areFeesPaid()).isFalse();
        link(Optional.empty());
        transfer(FeeOffer.USUAL);
        ledger.advance(Duration.ofDays(1));

        assertThat(statement(BOB)).isEmpty();
        assertThat(statement(MALLORY)).isEmpty();
    }

    @Test
    void aFarmLosesMoney() {
        mallory(Optional.empty());
        Amount before = ledger.balance(BOB, QUO).plus(ledger.balance(MALLORY, QUO));
        BigInteger lost = BigInteger.ZERO;
        for (int i = 0; i < 20; i++) {
            lost = lost.add(lost(transfer(FeeOffer.USUAL)));
        }
        ledger.advance(Duration.ofDays(9));
        // Who asks for it pays for that too, so somebody else does.
        submit(ALICE, new PayoutReferral("bob", "QUO"));
        submit(ALICE, new PayoutReferral("mallory", "QUO"));

        Amount after = ledger.balance(BOB, QUO).plus(ledger.balance(MALLORY, QUO));
        BigInteger loss = before.minus(after).units();
        assertThat(loss).isBetween(share(lost, 780_000), share(lost, 780_001).add(BigInteger.valueOf(40)));
    }

    @Test
    void aCampaignIsStartedPaidFromAndEnded() {
        fees();
        Instant now = ledger.ledger().info().time();
        StartCampaign terms =
                new StartCampaign("spring", amount("2"), 200_000, now, now.plus(Duration.ofDays(30)), amount("1"));
        assertThat(code(submit(ALICE, terms))).isEqualTo("applied");
        mallory(Optional.of("spring"));

        BigInteger lost = lost(transfer(FeeOffer.USUAL));
        ledger.advance(Duration.ofDays(1));
        BigInteger extra = share(lost, 200_000);
        assertThat(statement(BOB).get(0).byCampaigns().units()).isEqualTo(extra.shiftRight(1));
        assertThat(referral.campaign("spring").orElseThrow().left().units())
                .isEqualTo(amount("2").units().subtract(extra));

        long period = statement(BOB).get(0).period();
        assertThat(submit(ALICE, new ClawBackReferral("bob", "QUO", period, Optional.of("spring"), "no reason"))
                        .applied())
                .isTrue();
        assertThat(submit(ALICE, new EndCampaign("spring")).applied()).isTrue();
        assertThat(referral.campaigns(null, 10).items()).singleElement().satisfies(campaign -> {
            assertThat(campaign.left().isZero()).isTrue();
            assertThat(campaign.returned().units())
                    .isEqualTo(amount("2").units().subtract(extra).add(extra.shiftRight(1)));
        });
        assertThat(referral.pot("QUO").budgets().isZero()).isTrue();
    }

    @Test
    void whoseACodeIsAndWhoReferredWhomCanBeAsked() {
        link(Optional.empty());

        assertThat(referral.owner("SUMMER-26")).contains("bob");
        assertThat(referral.owner("winter")).isEmpty();
        assertThat(referral.codes("bob")).containsExactly("summer-26");
        assertThat(referral.link("mallory").orElseThrow().referrer()).isEqualTo("bob");
        assertThat(referral.link("bob")).isEmpty();
        assertThat(code(submit(BOB, new AcceptReferral("summer-26", Optional.empty()))))
                .isEqualTo("SELF_REFERRAL");
        assertThat(submit(MALLORY, new WithdrawReferral()).applied()).isTrue();
        assertThat(referral.link("mallory")).isEmpty();
    }

    @Test
    void operatorsSetThePolicy() {
        ReferralPolicy policy =
                new ReferralPolicy(50_000, List.of(new ReferralPolicy.Tier(amount("0"), 100_000)), 0, 0, amount("3"));

        assertThat(code(submit(BOB, new SetReferralPolicy(policy)))).isEqualTo("NOT_OPERATOR");
        assertThat(submit(ALICE, new SetReferralPolicy(policy)).applied()).isTrue();
        assertThat(referral.policy("QUO")).isEqualTo(policy);
        assertThat(referral.tierShare("bob", "QUO")).isEqualTo(100_000);
    }

    /** Fees are paid, the pot holds 10 QUO, and Mallory's link is firm. */
    private void mallory(Optional<String> campaign) {
        fees();
        assertThat(code(submit(ALICE, new FundReferral(amount("10"))))).isEqualTo("applied");
        link(campaign);
        ledger.advance(Duration.ofDays(1));
    }

    private void fees() {
        if (!referral.areFeesPaid()) {
            assertThat(ledger.activate(RulesJars.of("plain-fees", "1.0.0", PlainFees.class))
                            .applied())
                    .isTrue();
            // The prices are those of the next block.
            ledger.advance(Duration.ofSeconds(1));
        }
        assertThat(referral.areFeesPaid()).isTrue();
    }

    private void link(Optional<String> campaign) {
        assertThat(referral.register("bob", BOB.signer(), "Summer-26", SALT)
                        .join()
                        .applied())
                .isTrue();
        assertThat(submit(MALLORY, new AcceptReferral("summer-26", campaign)).applied())
                .isTrue();
    }

    private Receipt transfer(FeeOffer offer) {
        Receipt receipt = new LedgerClient(ledger.ledger())
                .submit(offer, "mallory", MALLORY.signer(), new Transfer("mallory", "bob", amount("0.01")))
                .join();
        assertThat(receipt.applied()).isTrue();
        return receipt;
    }

    /** Burnt, or the treasury's. */
    private static BigInteger lost(Receipt receipt) {
        Event event = receipt.events().stream()
                .filter(each -> each.type().equals("ledger.fee-paid"))
                .findFirst()
                .orElseThrow();
        return event.data().units("burnt").add(event.data().units("treasury"));
    }

    private Receipt submit(Person person, OperationRecord operation) {
        return referral.submit(person.name(), person.signer(), operation).join();
    }

    private List<ReferralEarnings> statement(Person person) {
        return referral.statement(person.name(), "QUO", null, 100).items();
    }

    private static BigInteger share(BigInteger units, long millionths) {
        return units.multiply(BigInteger.valueOf(millionths)).divide(BigInteger.valueOf(1_000_000));
    }

    private static Amount amount(String units) {
        return Amount.parse(units, QUO);
    }

    private static String code(Receipt receipt) {
        return receipt.failure().map(Failure::code).orElse("applied");
    }
}
