package org.quoin.fees.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.fees.api.FeeHistory;
import org.quoin.fees.api.FeePolicy;
import org.quoin.fees.api.FeeQuote;
import org.quoin.fees.api.Fees;
import org.quoin.fees.api.FundSponsor;
import org.quoin.fees.api.LimitSponsor;
import org.quoin.fees.api.PerResource;
import org.quoin.fees.api.SetFeePolicy;
import org.quoin.fees.api.Sponsor;
import org.quoin.fees.api.SponsorLimits;
import org.quoin.fees.api.StakeSponsor;
import org.quoin.fees.api.UnstakeSponsor;
import org.quoin.fees.api.WithdrawSponsor;
import org.quoin.fees.rules.FeesRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** Fees on a real ledger that executes the rules: a market that is crowded and empties, a host, and a visitor without a coin. */
@Timeout(60)
class FeesStoryTest {
    private static final Person OPERATOR = Person.named("operator");
    private static final Person HOST = Person.named("host");
    private static final Person USER = Person.named("user");
    private static final Person TREASURY = Person.named("treasury");
    private static final Person VISITOR = Person.named("visitor");

    /** 0.001 QUO: eight transfers, at the first prices. */
    private static final BigInteger MUCH = BigInteger.TEN.pow(15);

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(START), OPERATOR, HOST, USER, TREASURY);
    private final Fees fees = Fees.of(ledger.ledger());

    @BeforeEach
    void activate() {
        assertThat(ledger.activate(RulesJars.of("fees", "1.0.0", FeesRules.class))
                        .failure())
                .isEmpty();
        ledger.advance(Duration.ofMillis(1));
    }

    @AfterEach
    void everyBlockFollowsFromItsPredecessor() {
        assertThat(ledger.ledger().verify(0, ledger.ledger().info().height()).reason())
                .isEmpty();
        ledger.close();
    }

    @Test
    void aTransferCostsWhatItUses() {
        Receipt receipt = submit(USER, FeeTerms.upTo(MUCH), payment(1));

        // 120,000 gas at 10^9, and its bytes at 10^10
        BigInteger data = BigInteger.valueOf(ledger.ledger()
                .transaction(receipt.transaction())
                .orElseThrow()
                .encode()
                .size());
        assertThat(receipt.fee().units())
                .isEqualTo(new BigInteger("120000000000000").add(data.multiply(BigInteger.TEN.pow(10))));
        assertThat(receipt.events()).extracting(Event::type).contains("ledger.fee-paid");
    }

    @Test
    void congestionRaisesThePriceAndQuietLowersIt() {
        narrow(200_000); // the target is less than a transfer
        submit(USER, FeeTerms.upTo(MUCH), payment(1));
        submit(USER, FeeTerms.upTo(MUCH), payment(1));
        ledger.advance(Duration.ofSeconds(1));

        assertThat(price()).isEqualTo(1_125_000_000L);
        submit(USER, FeeTerms.upTo(MUCH), payment(1));
        submit(USER, FeeTerms.upTo(MUCH), payment(1));
        ledger.advance(Duration.ofSeconds(1));
        assertThat(price()).isEqualTo(1_265_625_000L);
        assertThat(events()).contains("fees.prices-changed");

        ledger.advance(Duration.ofSeconds(3));
        assertThat(price()).isEqualTo(847_869_874L);
        ledger.advance(Duration.ofHours(1));
        assertThat(price()).isEqualTo(1_000_000L);
    }

    @Test
    void aQuoteIsWhatItThenCostsAndADoomedTransactionIsToldBefore() {
        assertThat(submit(HOST, FeeTerms.upTo(MUCH).withTip(7), new Transfer("host", "user", amount(1)))
                        .failure())
                .isEmpty();

        FeeQuote quote = fees.quote("user", payment(1));
        assertThat(quote.estimate().failure()).isEmpty();
        assertThat(quote.fast().tip().units()).isEqualTo(BigInteger.valueOf(7));
        assertThat(quote.fast().blocks()).isEqualTo(1);
        Receipt receipt = submit(USER, quote.fast().terms(), payment(1));
        assertThat(receipt.fee()).isEqualTo(quote.fast().fee());

        FeeQuote doomed = fees.quote("user", new Transfer("user", "host", eth(BigInteger.TEN.pow(30))));
        assertThat(doomed.estimate().failure().orElseThrow().code()).isEqualTo("INSUFFICIENT_BALANCE");
    }

    @Test
    void theHistoryHasThePricesAndTipsOfTheLastBlocks() {
        long first = ledger.ledger().info().height() + 1;
        submit(USER, FeeTerms.upTo(MUCH).withTip(3), payment(1));
        submit(USER, FeeTerms.upTo(MUCH).withTip(9), payment(1));
        ledger.advance(Duration.ofSeconds(1));

        FeeHistory history = fees.history(3, OptionalLong.empty(), List.of(0.0, 100.0));

        assertThat(history.oldestBlock()).isEqualTo(first);
        assertThat(history.baseFees())
                .extracting(base -> base.units().longValueExact())
                .containsExactly(1_000_000_000L, 1_000_000_000L, 875_060_000L, 875_060_000L);
        assertThat(history.gasUsedRatios()).containsExactly(0.00012, 0.00012, 0.0);
        assertThat(history.rewards())
                .isEqualTo(List.of(
                        List.of(amount(3), amount(3)), List.of(amount(9), amount(9)), List.of(amount(0), amount(0))));
        assertThat(fees.history(1_024, OptionalLong.of(1), List.of())
                        .baseFees()
                        .get(0)
                        .units())
                .as("of a block that had no prices")
                .isZero();
    }

    @Test
    void aVisitorWithoutACoinActsOnTheBudgetOfAHost() {
        visitor();
        submit(HOST, FeeTerms.upTo(MUCH), new FundSponsor(quo(10)));
        submit(HOST, FeeTerms.upTo(MUCH), new LimitSponsor(limits()));
        BigInteger before = fees.sponsor("host").orElseThrow().deposit().units();

        Receipt receipt = submit(
                VISITOR,
                FeeTerms.upTo(MUCH).withTip(1_000).sponsoredBy("host"),
                new Transfer("visitor", "host", eth(BigInteger.ONE)));

        assertThat(receipt.failure()).isEmpty();
        assertThat(receipt.fee().units()).isZero();
        assertThat(ledger.balance(VISITOR, QUO).units()).isZero();
        Sponsor host = fees.sponsor("host").orElseThrow();
        assertThat(host.spentToday().units()).isPositive();
        assertThat(before.subtract(host.deposit().units()))
                .isEqualTo(host.spentToday().units());
        assertThat(outcome(
                        VISITOR,
                        FeeTerms.upTo(MUCH).sponsoredBy("host"),
                        new Transfer("visitor", "host", eth(BigInteger.TEN))))
                .isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(fees.sponsor("host").orElseThrow().spentToday())
                .as("what is doomed is refused for nothing")
                .isEqualTo(host.spentToday());
    }

    /** Whatever a visitor tries: a high tip, transactions that fail, and more than he may. */
    @Test
    void aVisitorDrainsNoMoreThanHeMay() {
        visitor();
        submit(HOST, FeeTerms.upTo(MUCH), new FundSponsor(quo(10)));
        submit(HOST, FeeTerms.upTo(MUCH), new LimitSponsor(limits()));
        BigInteger before = fees.sponsor("host").orElseThrow().deposit().units();
        int ordered = 0;
        for (int i = 0; i < 20; i++) {
            FeeTerms greedy = FeeTerms.upTo(MUCH).withTip(1L << 40).sponsoredBy("host");
            String code = outcome(VISITOR, greedy, new Transfer("visitor", "host", eth(BigInteger.valueOf(i % 2))));
            ordered += code.isEmpty() ? 1 : 0;
        }

        BigInteger cost =
                before.subtract(fees.sponsor("host").orElseThrow().deposit().units());
        assertThat(cost).isLessThanOrEqualTo(MUCH.multiply(BigInteger.valueOf(3)));
        assertThat(ordered).isBetween(1, 10);
        assertThat(outcome(
                        VISITOR,
                        FeeTerms.upTo(MUCH.add(BigInteger.ONE)).sponsoredBy("host"),
                        new Transfer("visitor", "host", eth(BigInteger.ONE))))
                .isEqualTo("OVER_PER_TRANSACTION");
        assertThat(outcome(
                        VISITOR,
                        FeeTerms.upTo(MUCH).sponsoredBy("user"),
                        new Transfer("visitor", "host", eth(BigInteger.ONE))))
                .isEqualTo("NOT_A_SPONSOR");
    }

    @Test
    void aSponsorCannotWithdrawWhatItsOwnTransactionIsPaidOf() {
        submit(HOST, FeeTerms.upTo(MUCH), new FundSponsor(quo(1)));

        assertThat(outcome(
                        HOST,
                        FeeTerms.upTo(MUCH).sponsoredBy("host"),
                        new WithdrawSponsor(WithdrawSponsor.From.DEPOSIT, quo(1))))
                .isEqualTo("DEPOSIT_TOO_SMALL");
        BigInteger rest = fees.sponsor("host").orElseThrow().deposit().units().subtract(MUCH);
        Receipt most = submit(
                HOST,
                FeeTerms.upTo(MUCH).sponsoredBy("host"),
                new WithdrawSponsor(WithdrawSponsor.From.DEPOSIT, new Amount(rest, QUO)));
        assertThat(most.failure()).isEmpty();
        assertThat(fees.sponsor("host").orElseThrow().deposit().units()).isPositive();
    }

    @Test
    void aStakeLetsItsOwnerActForNothing() {
        submit(HOST, FeeTerms.upTo(MUCH), new StakeSponsor(quo(500)));
        ledger.advance(Duration.ofDays(5));
        BigInteger had = ledger.balance(HOST, QUO).units();
        BigInteger supply = ledger.ledger().asset("QUO").orElseThrow().supply().units();

        Receipt receipt = submit(
                HOST, FeeTerms.upTo(MUCH).sponsoredBy("host"), new Transfer("host", "user", eth(BigInteger.ONE)));

        assertThat(receipt.failure()).isEmpty();
        assertThat(ledger.balance(HOST, QUO).units()).isEqualTo(had);
        assertThat(ledger.ledger().asset("QUO").orElseThrow().supply().units()).isEqualTo(supply);
        Sponsor host = fees.sponsor("host").orElseThrow();
        assertThat(host.free()).isLessThan(host.mostFree());
        assertThat(host.mostFree()).isEqualTo(new Amount(new BigInteger("500000000000000000"), QUO));

        submit(HOST, FeeTerms.upTo(MUCH), new UnstakeSponsor(quo(500)));
        WithdrawSponsor back = new WithdrawSponsor(WithdrawSponsor.From.STAKE, quo(500));
        assertThat(outcome(HOST, FeeTerms.upTo(MUCH), back)).isEqualTo("STILL_WAITING");
        ledger.advance(Duration.ofDays(5));
        assertThat(submit(HOST, FeeTerms.upTo(MUCH), back).failure()).isEmpty();
        assertThat(fees.sponsor("host")).isEmpty();
    }

    private void narrow(long gas) {
        FeePolicy policy = fees.policy();
        PerResource<Long> limits = policy.limits();
        Receipt receipt = submit(
                OPERATOR,
                FeeTerms.upTo(MUCH),
                new SetFeePolicy(
                        policy.withLimits(new PerResource<>(gas, limits.data(), limits.growth(), limits.layer2())),
                        true));
        assertThat(receipt.failure()).isEmpty();
        assertThat(fees.prices().period().limits().execution()).isEqualTo(gas);
    }

    private void visitor() {
        submit(
                HOST,
                FeeTerms.upTo(MUCH),
                new CreateAccount("visitor", VISITOR.signer().publicKey()));
        submit(HOST, FeeTerms.upTo(MUCH), new Transfer("host", "visitor", eth(BigInteger.TWO)));
    }

    private static SponsorLimits limits() {
        BigInteger three = MUCH.multiply(BigInteger.valueOf(3));
        return new SponsorLimits(
                new Amount(MUCH, QUO), new Amount(three, QUO), new Amount(three, QUO), List.of("ledger/transfer"));
    }

    private Receipt submit(Person person, FeeTerms terms, OperationRecord... operations) {
        return ledger.submit(ledger.draft(person, operations).offering(terms).sign());
    }

    /** The code of why it failed at the door or on the ledger; empty if it did not. */
    private String outcome(Person person, FeeTerms terms, OperationRecord... operations) {
        try {
            return submit(person, terms, operations)
                    .failure()
                    .map(failure -> failure.code())
                    .orElse("");
        } catch (RefusedException e) {
            return e.failure().code();
        }
    }

    private long price() {
        return fees.prices().period().prices().execution().units().longValueExact();
    }

    private List<String> events() {
        return ledger.ledger().events(0, 1_000).items().stream()
                .map(Event::type)
                .toList();
    }

    private static Transfer payment(long units) {
        return new Transfer("user", "host", eth(BigInteger.valueOf(units)));
    }

    private static Amount amount(long units) {
        return new Amount(BigInteger.valueOf(units), QUO);
    }

    private static Amount eth(BigInteger units) {
        return new Amount(units, ETH);
    }

    private static Amount quo(long whole) {
        return new Amount(BigInteger.valueOf(whole).multiply(BigInteger.TEN.pow(18)), QUO);
    }
}
