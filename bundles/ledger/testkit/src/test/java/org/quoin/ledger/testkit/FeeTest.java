package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.FeeEstimate;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Request;
import org.quoin.ledger.testkit.probe.TollRules;

/** What a transaction costs under a fee policy, who pays it and who gets it: see the prices at {@link TollRules}. */
@Timeout(60)
class FeeTest {
    private static final Person CAROL = Person.named("carol");
    private static final Person MALLORY = Person.named("mallory");
    private static final BigInteger MUCH = BigInteger.TEN.pow(12);
    /** What the first of two transactions costs, a transfer of ETH to bob: its limit is just enough. */
    private static final int FIRST = 371_550;

    private static final BigInteger SOME = BigInteger.TEN.pow(9);

    private final MemoryStore store = new MemoryStore();
    private final ManualClock clock = new ManualClock(START);
    private final TestLedger ledger = TestLedger.open(store, clock, ALICE, BOB, CAROL, MALLORY);

    @AfterEach
    void theChainHolds() {
        long head = ledger.ledger().info().height();
        assertThat(ledger.ledger().verify(0, head).reason()).isEmpty();
        ledger.close();
    }

    @Test
    void withoutAPolicyNothingIsTakenWhateverIsOffered() {
        Receipt receipt = submit(CAROL, FeeTerms.upTo(MUCH).withTip(7), payment(CAROL, "1"));

        assertThat(receipt.fee().units()).isZero();
        assertThat(receipt.events()).extracting(Event::type).containsExactly("ledger.transferred");
        assertThat(code(submit(CAROL, FeeTerms.NONE.sponsoredBy("alice"), payment(CAROL, "1"))))
                .isEqualTo("NO_FEE_POLICY");
    }

    @Test
    void withoutAPolicyOnlySoManyAccountsAreCreated() {
        for (int i = 0; i < 20; i++) {
            assertThat(submit(CAROL, FeeTerms.NONE, accounts(50 * i, 50)).applied())
                    .isTrue();
        }

        assertThat(code(submit(MALLORY, FeeTerms.NONE, accounts(1_000, 1)))).isEqualTo("TOO_MANY_ACCOUNTS");
        assertThat(submit(ALICE, FeeTerms.NONE, accounts(1_000, 50)).applied())
                .as("an operator")
                .isTrue();
        ledger.advance(Duration.ofSeconds(3));
        assertThat(code(submit(MALLORY, FeeTerms.NONE, accounts(2_000, 4)))).isEqualTo("TOO_MANY_ACCOUNTS");
        assertThat(submit(MALLORY, FeeTerms.NONE, accounts(2_000, 3)).applied()).isTrue();
        assertThat(code(submit(MALLORY, FeeTerms.NONE, accounts(3_000, 1)))).isEqualTo("TOO_MANY_ACCOUNTS");
    }

    private static OperationRecord[] accounts(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> new CreateAccount("a" + i, BOB.signer().publicKey()))
                .toArray(OperationRecord[]::new);
    }

    @Test
    void baseAndTipAreTakenOfTheLimitAndTheRestIsNot() {
        price();
        BigInteger supply = ledger.ledger().asset("QUO").orElseThrow().supply().units();
        BigInteger carol = units(CAROL, QUO);
        BigInteger bob = units(BOB, QUO);

        Receipt receipt = submit(CAROL, FeeTerms.upTo(MUCH).withTip(2), new Transfer("carol", "alice", one(ETH)));

        // 120,000 gas at 3, 251 bytes at 50, and nothing grows
        BigInteger base = BigInteger.valueOf(120_000 * 3 + data(receipt) * 50);
        BigInteger tip = BigInteger.valueOf(240_000);
        BigInteger treasury = base.divide(BigInteger.valueOf(4));
        assertThat(receipt.fee().units()).isEqualTo(base.add(tip));
        assertThat(units(CAROL, QUO)).isEqualTo(carol.subtract(base).subtract(tip));
        assertThat(units(BOB, QUO)).isEqualTo(bob.add(treasury).add(tip));
        assertThat(ledger.ledger().asset("QUO").orElseThrow().supply().units())
                .as("burnt")
                .isEqualTo(supply.subtract(base.subtract(treasury)));
        Values paid = paid(receipt);
        assertThat(paid.text("signer") + paid.text("sponsor")).isEqualTo("carol");
        assertThat(paid.units("burnt")).isEqualTo(base.subtract(treasury));
        assertThat(paid.units("treasury")).isEqualTo(treasury);
        assertThat(paid.units("tip")).isEqualTo(tip);
        assertThat(paid.units("free")).isZero();
        assertThat(paid.number("gas")).isEqualTo(120_000);
    }

    @Test
    void theTipIsWhatTheLimitLeavesRoomFor() {
        price();
        OperationRecord operation = new Transfer("carol", "alice", one(ETH));
        BigInteger base = estimate(CAROL, operation).base().units();

        // room for a tip of 1.5 a unit of gas, offered are 2: it is whole units
        Receipt receipt = submit(
                CAROL, FeeTerms.upTo(base.add(BigInteger.valueOf(180_000))).withTip(2), operation);

        assertThat(receipt.fee().units()).isEqualTo(base.add(BigInteger.valueOf(120_000)));
    }

    @Test
    void whatGrowsTheStateCostsForEveryByte() {
        price();
        OperationRecord create =
                new CreateAccount("dora", Person.named("dora").signer().publicKey());
        FeeEstimate estimate = estimate(CAROL, create);

        Receipt receipt = submit(CAROL, FeeTerms.upTo(MUCH), create);

        // the account under its name, and its name under its ordinal, with 64 bytes each beside
        assertThat(estimate.growth()).isEqualTo(64 + 4 + 43 + 64 + 8 + 4);
        assertThat(receipt.fee().units())
                .isEqualTo(
                        BigInteger.valueOf(estimate.execution() * 3 + estimate.data() * 50 + estimate.growth() * 700));
    }

    @Test
    void aRejectedTransactionCostsWhatItUsedAndKeepsItsNonce() {
        price();
        BigInteger carol = units(CAROL, QUO);

        Receipt receipt = orderDoomed(
                CAROL, FeeTerms.upTo(MUCH), payment(CAROL, "1"), new Transfer("carol", "alice", amount(ETH, "1e9")));

        assertThat(code(receipt)).isEqualTo("INSUFFICIENT_BALANCE");
        BigInteger fee = BigInteger.valueOf(140_000 * 3 + data(receipt) * 50);
        assertThat(receipt.fee().units()).isEqualTo(fee);
        assertThat(receipt.events()).extracting(Event::type).containsExactly("ledger.fee-paid");
        assertThat(units(CAROL, QUO)).isEqualTo(carol.subtract(fee).subtract(BigInteger.valueOf(FIRST)));
        assertThat(ledger.ledger().nextSequence("carol", 0)).isEqualTo(2);
    }

    @Test
    void operationsCannotSpendWhatIsSetAside() {
        price();
        BigInteger most = units(CAROL, QUO).subtract(MUCH);

        assertThat(refusal(
                        CAROL,
                        FeeTerms.upTo(MUCH),
                        new Transfer("carol", "alice", new Amount(most.add(BigInteger.ONE), QUO))))
                .isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(submit(CAROL, FeeTerms.upTo(MUCH), new Transfer("carol", "alice", new Amount(most, QUO)))
                        .applied())
                .isTrue();
    }

    @Test
    void nobodyGainsOrLosesBesideTheFee() {
        price();
        BigInteger before = sum();
        BigInteger supply = ledger.ledger().asset("QUO").orElseThrow().supply().units();

        submit(CAROL, FeeTerms.upTo(MUCH).withTip(5), payment(CAROL, "1"));
        submit(BOB, FeeTerms.upTo(MUCH).withTip(5), payment(BOB, "1"));

        BigInteger burnt = supply.subtract(
                ledger.ledger().asset("QUO").orElseThrow().supply().units());
        assertThat(burnt).isPositive();
        assertThat(before.subtract(sum())).isEqualTo(burnt);
    }

    @Test
    void operatorsChangeTheRulesWhateverItCosts() {
        price();

        assertThat(ledger.activate(Jars.written("toll", "1.1.0", TollRules.class))
                        .failure())
                .isEmpty();
        ModuleId active = ledger.ledger().modules().get(0).id();
        Receipt carols = orderDoomed(CAROL, FeeTerms.upTo(MUCH), new DeactivateModule(active.capability()));
        assertThat(code(carols)).isEqualTo("NOT_AN_OPERATOR");
        assertThat(carols.fee().units()).as("who is none pays").isPositive();
        Receipt gone = ledger.submit(ALICE, new DeactivateModule(active.capability()));

        assertThat(gone.fee().units()).isZero();
        ledger.submit(CAROL, payment(CAROL, "1"));
        Receipt free = submit(CAROL, FeeTerms.NONE, payment(CAROL, "1"));
        assertThat(free.applied()).as("no policy, no fee").isTrue();
        assertThat(free.fee().units()).isZero();
    }

    @Test
    void aSponsorPaysFromItsPurseAndTheFreePartIsNobodys() {
        price();
        submit(
                ALICE,
                FeeTerms.upTo(MUCH),
                Request.of("toll", "fill", Values.of("asset", "QUO").and("amount", MUCH), new Amount(MUCH, QUO)));
        BigInteger carol = units(CAROL, QUO);
        FeeTerms sponsored = FeeTerms.upTo(SOME).sponsoredBy("alice");
        submit(
                CAROL,
                sponsored,
                new Transfer("carol", "alice", one(ETH))); // what the policy notes grows the state, once

        Receipt receipt = submit(CAROL, sponsored, new Transfer("carol", "alice", one(ETH)));

        BigInteger base = BigInteger.valueOf(paid(receipt).number("gas") * 3 + data(receipt) * 50);
        assertThat(receipt.fee().units()).isZero();
        assertThat(units(CAROL, QUO)).isEqualTo(carol);
        assertThat(paid(receipt).units("free")).isEqualTo(BigInteger.valueOf(5_000));
        assertThat(paid(receipt).units("burnt").add(paid(receipt).units("treasury")))
                .isEqualTo(base.subtract(BigInteger.valueOf(5_000)));
        assertThat(paid(receipt).text("sponsor")).isEqualTo("alice");
        assertThat(noted("reserved")).isEqualTo("carol ledger transfer");
        assertThat(noted("settled")).isEqualTo("carol true 5000 " + base.subtract(BigInteger.valueOf(5_000)));
    }

    @Test
    void aSponsorPaysForWhatIsRejectedTooAndRefusesWhomItLikes() {
        price();
        submit(
                ALICE,
                FeeTerms.upTo(MUCH),
                Request.of("toll", "fill", Values.of("asset", "QUO").and("amount", MUCH), new Amount(MUCH, QUO)));
        FeeTerms sponsored = FeeTerms.upTo(SOME).sponsoredBy("alice");

        Receipt rejected = orderDoomed(CAROL, sponsored, new Transfer("carol", "alice", amount(ETH, "1e9")));

        assertThat(code(rejected)).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(noted("settled")).startsWith("carol false 5000 ").isNotEqualTo("carol false 5000 0");
        BigInteger mallory = units(MALLORY, QUO);
        assertThat(refusal(MALLORY, sponsored, payment(MALLORY, "1"))).isEqualTo("UNWANTED");
        assertThat(units(MALLORY, QUO)).isEqualTo(mallory);
    }

    @Test
    void ofLayer2OnlyTheDataIsPriced() {
        price();
        Request fill = Request.of(
                "toll",
                "fill",
                Values.of("asset", "QUO").and("amount", BigInteger.TEN),
                new Amount(BigInteger.TEN, QUO));

        Receipt receipt = submit(CAROL, FeeTerms.upTo(MUCH).onLayer2(), fill);

        assertThat(receipt.fee().units()).isEqualTo(BigInteger.valueOf(data(receipt) * 20));
        assertThat(refusal(CAROL, FeeTerms.upTo(MUCH).onLayer2(), payment(CAROL, "1")))
                .isEqualTo("NOT_LAYER_2");
    }

    @Test
    void thePolicyIsToldWhatABlockUsed() {
        price();
        Receipt receipt = submit(CAROL, FeeTerms.upTo(MUCH), payment(CAROL, "1"));
        ledger.advance(Duration.ofMillis(1));

        assertThat(noted("used")).isEqualTo("1 120000 " + data(receipt) + " 0 0");
        submit(CAROL, FeeTerms.upTo(MUCH), payment(CAROL, "1"));
        ledger.advance(Duration.ofMillis(1));
        assertThat(noted("used")).as("of that block alone").isEqualTo("1 120000 " + data(receipt) + " 0 0");
    }

    @Test
    void pricesThatAreNoneAreReportedAndNothingIsTaken() {
        assertThat(ledger.activate(Jars.written("toll", "1.0.0", TollRules.class, TollRules.Nonsense.class))
                        .failure())
                .isEmpty();

        Receipt receipt = submit(CAROL, FeeTerms.NONE, payment(CAROL, "1"));

        assertThat(receipt.fee().units()).isZero();
        assertThat(ledger.ledger().events(0, 100).items())
                .filteredOn(event -> event.type().equals("ledger.hook-failed"))
                .extracting(
                        event -> event.data().text("hook") + " " + event.data().text("code"))
                .contains("prices ledger.MODULE_FAULT");
    }

    @Test
    void anEstimateIsWhatItThenCosts() {
        price();
        for (OperationRecord operation : List.of(
                payment(CAROL, "1"),
                new Transfer("carol", "mallory", one(ETH)),
                new CreateAccount("erin", Person.named("erin").signer().publicKey()))) {
            BigInteger base = estimate(CAROL, operation).base().units();
            assertThat(submit(CAROL, FeeTerms.upTo(MUCH), operation).fee().units())
                    .isEqualTo(base);
        }
        assertThat(estimate(CAROL, new Transfer("carol", "alice", amount(ETH, "1e9")))
                        .failure()
                        .orElseThrow()
                        .code())
                .isEqualTo("INSUFFICIENT_BALANCE");
    }

    /** From the next block on. */
    private void price() {
        assertThat(ledger.activate(Jars.written("toll", "1.0.0", TollRules.class))
                        .failure())
                .isEmpty();
        ledger.advance(Duration.ofMillis(1));
    }

    private Receipt submit(Person person, FeeTerms terms, OperationRecord... operations) {
        return ledger.submit(ledger.draft(person, operations).offering(terms).sign());
    }

    /** In a block after a payment of the same signer: whoever else would be rejected is refused at the door. */
    private Receipt orderDoomed(Person person, FeeTerms terms, OperationRecord... operations) {
        Development development = ledger.node().development().orElseThrow();
        development.automine(false);
        FeeTerms first = FeeTerms.upTo(BigInteger.valueOf(FIRST));
        CompletableFuture<Receipt> before = ledger.ledger()
                .submit(ledger.draft(person, new Transfer(person.name(), "bob", one(ETH)))
                        .offering(first)
                        .sign()
                        .encode());
        CompletableFuture<Receipt> doomed = ledger.ledger()
                .submit(ledger.draft(person, operations).offering(terms).sign().encode());
        ledger.awaitVerified();
        development.mine(1);
        development.automine(true);
        assertThat(TestLedger.await(before).fee().units()).isEqualTo(BigInteger.valueOf(FIRST));
        return TestLedger.await(doomed);
    }

    private String refusal(Person person, FeeTerms terms, OperationRecord... operations) {
        BigInteger before = units(person, QUO);
        try {
            Receipt receipt = submit(person, terms, operations);
            throw new AssertionError("it was ordered: " + receipt);
        } catch (RefusedException e) {
            assertThat(units(person, QUO)).as("it costs nothing").isEqualTo(before);
            return e.failure().code();
        }
    }

    private FeeEstimate estimate(Person person, OperationRecord... operations) {
        return ledger.ledger().estimate(ledger.draft(person, operations).transaction());
    }

    private static Transfer payment(Person from, String whole) {
        return new Transfer(from.name(), "alice".equals(from.name()) ? "bob" : "alice", amount(QUO, whole));
    }

    private static Amount one(Asset asset) {
        return amount(asset, "1");
    }

    private static Amount amount(Asset asset, String whole) {
        return new Amount(new BigDecimal(whole).movePointRight(asset.decimals()).toBigIntegerExact(), asset);
    }

    private BigInteger units(Person person, Asset asset) {
        return ledger.balance(person, asset).units();
    }

    private BigInteger sum() {
        return List.of(ALICE, BOB, CAROL, MALLORY).stream()
                .map(person -> units(person, QUO))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private long data(Receipt receipt) {
        return ledger.ledger()
                .transaction(receipt.transaction())
                .orElseThrow()
                .encode()
                .size();
    }

    private String noted(String topic) {
        return new LedgerClient(ledger.ledger())
                .query("toll", "noted", 1, Values.of("topic", topic))
                .text("note");
    }

    private static Values paid(Receipt receipt) {
        return receipt.events().stream()
                .filter(event -> event.type().equals("ledger.fee-paid"))
                .findFirst()
                .orElseThrow()
                .data();
    }

    private static String code(Receipt receipt) {
        return receipt.failure().orElseThrow().code();
    }
}
