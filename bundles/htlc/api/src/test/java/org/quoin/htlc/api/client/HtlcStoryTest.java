package org.quoin.htlc.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.Htlc;
import org.quoin.htlc.api.HtlcContract;
import org.quoin.htlc.api.HtlcFilter;
import org.quoin.htlc.api.HtlcOffer;
import org.quoin.htlc.api.OfferHtlc;
import org.quoin.htlc.api.OtherLeg;
import org.quoin.htlc.api.SwapMargin;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** Alice locks 5 ETH for Bob, for an hour, on a real ledger that executes the rules jar. Mallory would like to have them. */
class HtlcStoryTest {
    private static final Person MALLORY = Person.named("mallory");
    private static final Bytes PREIMAGE = Bytes.of(new byte[32]);
    private static final Hash SECRET_HASH =
            Hash.fromHex("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
    private static final Instant EXPIRY = START.plus(Duration.ofHours(1));

    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB, MALLORY);
    private final Htlc htlc = new HtlcClient(ledger.ledger());

    @BeforeEach
    void activate() throws IOException {
        try (InputStream jar = HtlcRules.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .openStream()) {
            assertThat(ledger.activate(Bytes.of(jar.readAllBytes())).applied()).isTrue();
        }
    }

    @AfterEach
    void everyBlockFollowsFromItsPredecessor() {
        assertThat(ledger.ledger().verify(0, ledger.ledger().info().height()).reason())
                .isEmpty();
        ledger.close();
    }

    @Test
    void whereFeesAreChargedBothPayThemWithoutKnowing() {
        assertThat(ledger.activate(RulesJars.flatFees()).failure()).isEmpty();
        ledger.advance(Duration.ofMillis(1));

        Htlc.Creation creation = htlc.create(
                        ALICE.signer(), new CreateHtlc("alice", "bob", Amount.parse("5", ETH), SECRET_HASH, 32, EXPIRY))
                .join();
        Receipt redeemed =
                TestLedger.await(htlc.redeem("bob", BOB.signer(), creation.id().orElseThrow(), PREIMAGE));

        assertThat(creation.receipt().fee().units()).isPositive();
        assertThat(redeemed.applied()).isTrue();
        assertThat(redeemed.fee().units()).isPositive();
    }

    @Test
    void bobGetsTheFundsForTheSecret() {
        Htlc.Creation creation = htlc.create(ALICE.signer(), terms("5", EXPIRY)).join();
        Hash id = creation.id().orElseThrow();

        assertThat(creation.receipt().applied()).isTrue();
        assertThat(ledger.balance(ALICE, ETH)).hasToString("995 ETH");
        assertThat(locked(ALICE)).hasToString("5 ETH");
        assertThat(openAgreements()).isEqualTo(1);
        assertThat(htlc.contract(id))
                .contains(new HtlcContract(
                        id,
                        "alice",
                        "bob",
                        Amount.parse("5", ETH),
                        SECRET_HASH,
                        32,
                        EXPIRY,
                        HtlcContract.State.OPEN,
                        "1.1.0",
                        Optional.empty()));

        Receipt redeemed = htlc.redeem("bob", BOB.signer(), id, PREIMAGE).join();

        assertThat(redeemed.applied()).isTrue();
        assertThat(redeemed.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("htlc.redeemed");
            assertThat(event.data().bytes("preimage")).isEqualTo(PREIMAGE);
        });
        assertThat(ledger.balance(BOB, ETH)).hasToString("1005 ETH");
        assertThat(locked(ALICE)).hasToString("0 ETH");
        assertThat(openAgreements()).isZero();
        assertThat(contract(id).state()).isEqualTo(HtlcContract.State.REDEEMED);
        assertThat(contract(id).preimage()).contains(PREIMAGE);
    }

    @ParameterizedTest
    @CsvSource({"3599999, , NOT_YET_EXPIRED", "3600000, CONTRACT_EXPIRED, ", "3600001, CONTRACT_EXPIRED, "})
    void atEveryTimeExactlyOneOfRedeemAndRefundIsPossible(
            long after, @Nullable String redeemed, @Nullable String refunded) {
        Hash first = create("5", EXPIRY);
        Hash second = create(2, "7", EXPIRY);
        ledger.advance(Duration.ofMillis(after));

        assertThat(code(htlc.redeem("bob", BOB.signer(), first, PREIMAGE).join()))
                .isEqualTo(redeemed);
        assertThat(code(htlc.refund("alice", ALICE.signer(), second).join())).isEqualTo(refunded);

        assertThat(ledger.balance(BOB, ETH)).hasToString(redeemed == null ? "1005 ETH" : "1000 ETH");
        assertThat(ledger.balance(ALICE, ETH)).hasToString(refunded == null ? "995 ETH" : "988 ETH");
    }

    @Test
    void whoCopiesTheSecretPaysBobAllTheSame() {
        Hash id = create("5", EXPIRY);

        assertThat(htlc.redeem("mallory", MALLORY.signer(), id, PREIMAGE).join().applied())
                .isTrue();

        assertThat(ledger.balance(BOB, ETH)).hasToString("1005 ETH");
        assertThat(ledger.balance(MALLORY, ETH)).hasToString("1000 ETH");
    }

    @Test
    void whoAsksForTheRefundPaysAliceAllTheSame() {
        Hash id = create("5", EXPIRY);
        ledger.advance(Duration.ofHours(1));

        assertThat(htlc.refund("mallory", MALLORY.signer(), id).join().applied())
                .isTrue();

        assertThat(ledger.balance(ALICE, ETH)).hasToString("1000 ETH");
        assertThat(ledger.balance(MALLORY, ETH)).hasToString("1000 ETH");
        assertThat(contract(id).state()).isEqualTo(HtlcContract.State.REFUNDED);
    }

    @Test
    void theOtherPreimageBuysNothing() {
        Hash id = create("5", EXPIRY);
        byte[] other = new byte[32];
        other[31] = 1;

        Receipt receipt = htlc.redeem("bob", BOB.signer(), id, Bytes.of(other)).join();

        assertThat(message(receipt))
                .isEqualTo("The SHA-256 of the preimage is not " + SECRET_HASH + ", which the contract " + id
                        + " wants: give the secret that was hashed.");
        assertThat(ledger.balance(BOB, ETH)).hasToString("1000 ETH");
        assertThat(contract(id).preimage()).isEmpty();
    }

    @Test
    void aSettledContractPaysNobodyAgain() {
        Hash id = create("5", EXPIRY);
        htlc.redeem("bob", BOB.signer(), id, PREIMAGE).join();

        Receipt again = htlc.redeem("bob", BOB.signer(), id, PREIMAGE).join();
        ledger.advance(Duration.ofHours(1));
        Receipt late = htlc.refund("alice", ALICE.signer(), id).join();

        assertThat(message(again))
                .isEqualTo("The contract " + id + " is redeemed and holds nothing any more: htlc:show " + id
                        + " tells what became of it.");
        assertThat(code(late)).isEqualTo("ALREADY_SETTLED");
        assertThat(ledger.balance(ALICE, ETH)).hasToString("995 ETH");
        assertThat(ledger.balance(BOB, ETH)).hasToString("1005 ETH");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 520})
    void aPreimageOfAnotherLengthIsWrongBeforeItIsHashed(int length) {
        Hash id = create("5", EXPIRY);

        Receipt receipt =
                htlc.redeem("bob", BOB.signer(), id, Bytes.of(new byte[length])).join();

        assertThat(message(receipt))
                .isEqualTo("The preimage has " + length + " bytes and the contract " + id
                        + " wants 32: give the secret exactly as it was made.");
        assertThat(ledger.balance(BOB, ETH)).hasToString("1000 ETH");
    }

    @Test
    void aPreimageThatNoLedgerTakesIsNotEvenSent() {
        Hash id = create("5", EXPIRY);

        assertThatThrownBy(() -> htlc.redeem("bob", BOB.signer(), id, Bytes.of(new byte[521])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'preimage': expected at most 520, got 521");
    }

    @Test
    void aFunderTakesNoMoreThanHeHas() {
        Htlc.Creation creation =
                htlc.create(ALICE.signer(), terms("1000.1", EXPIRY)).join();

        assertThat(creation.id()).isEmpty();
        assertThat(code(creation.receipt())).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(htlc.contracts(null, 10).items()).isEmpty();
    }

    @Test
    void theRulesTakeNoMoreThanTheFunderDeclared() {
        CreateHtlc terms = terms("5", EXPIRY);

        Receipt receipt = ledger.submit(ALICE, new Declaring(terms, Amount.parse("4.9", ETH)));

        assertThat(code(receipt)).isEqualTo("SPENDING_LIMIT_EXCEEDED");
        assertThat(ledger.balance(ALICE, ETH)).hasToString("1000 ETH");
    }

    @Test
    void contractsAreListedInTheOrderOfTheirCreationAPageAtATime() {
        Hash first = create("1", EXPIRY);
        Hash second = create(2, "2", EXPIRY);
        Hash third = create(3, "3", EXPIRY);

        Page<HtlcContract> page = htlc.contracts(null, 2);
        Page<HtlcContract> rest = htlc.contracts(page.next(), 2);

        assertThat(page.items()).extracting(HtlcContract::id).containsExactly(first, second);
        assertThat(rest.items()).extracting(HtlcContract::id).containsExactly(third);
        assertThat(rest.next()).isNull();
        assertThatThrownBy(() -> htlc.contracts("00", 2))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo("INVALID_CURSOR"));
    }

    @Test
    void contractsAreFoundByPartyHashAndState() {
        Hash first = create("1", EXPIRY);
        Hash second = create(2, "2", EXPIRY);
        Hash back = created(terms(BOB, MALLORY, 2, "3", EXPIRY));
        htlc.redeem("bob", BOB.signer(), second, preimage(2)).join();

        assertThat(found(HtlcFilter.all().ofParty("alice"))).containsExactly(first, second);
        assertThat(found(HtlcFilter.all().ofParty("bob"))).containsExactly(first, second, back);
        assertThat(found(HtlcFilter.all().in(HtlcContract.State.OPEN))).containsExactly(first, back);
        assertThat(found(HtlcFilter.all().withHash(SECRET_HASH))).containsExactly(first);
        assertThat(found(HtlcFilter.all().ofParty("bob").in(HtlcContract.State.REDEEMED)))
                .containsExactly(second);
        Hash shared = Hash.sha256(preimage(2).toArray());
        assertThat(found(HtlcFilter.all().withHash(shared).ofParty("mallory"))).containsExactly(back);
        assertThat(found(HtlcFilter.all().withHash(shared).ofParty("nobody"))).isEmpty();
    }

    private List<Hash> found(HtlcFilter filter) {
        return htlc.contracts(filter, null, 10).items().stream()
                .map(HtlcContract::id)
                .toList();
    }

    @Test
    void contractsWithOneSecretAreRedeemedTogether() {
        Hash first = create("5", EXPIRY);
        Hash second = created(terms(MALLORY, BOB, 0, "7", EXPIRY));
        Hash other = create(3, "1", EXPIRY);

        Receipt none = htlc.redeemAll("bob", BOB.signer(), List.of(first, other), PREIMAGE)
                .join();
        assertThat(message(none)).contains("which the contract " + other + " wants");
        assertThat(ledger.balance(BOB, ETH)).hasToString("1000 ETH");

        assertThat(htlc.redeemAll("bob", BOB.signer(), List.of(first, second), PREIMAGE)
                        .join()
                        .applied())
                .isTrue();
        assertThat(ledger.balance(BOB, ETH)).hasToString("1012 ETH");
    }

    @Test
    void aContractThatAsksForItIsRefundedByTheLedger() {
        Hash id = created(terms(ALICE, BOB, 0, "5", EXPIRY).withAutoRefund());
        assertThat(contract(id).autoRefund()).isTrue();

        ledger.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(contract(id).state()).isEqualTo(HtlcContract.State.OPEN);
        ledger.advance(Duration.ofMillis(1));

        assertThat(contract(id).state()).isEqualTo(HtlcContract.State.REFUNDED);
        assertThat(ledger.balance(ALICE, ETH)).hasToString("1000 ETH");
        assertThat(code(htlc.redeem("bob", BOB.signer(), id, PREIMAGE).join())).isEqualTo("ALREADY_SETTLED");
    }

    @Test
    void theSecondLegOfASwapIsLockedOnlyIfItIsSafe() {
        Hash first = create("5", EXPIRY);
        SwapMargin.Timing here = new SwapMargin.Timing(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(1));
        Duration margin = SwapMargin.on(here);
        Instant latest = SwapMargin.latestExpiry(EXPIRY, margin);
        OtherLeg leg = new OtherLeg.Here(first);

        CreateHtlc late = terms(BOB, ALICE, 0, "7", latest.plusMillis(1)).against(leg, margin);
        assertThat(code(htlc.create(BOB.signer(), late).join().receipt())).isEqualTo("UNSAFE_MARGIN");
        created(terms(BOB, ALICE, 0, "7", latest).against(leg, margin));
        assertThat(ledger.balance(BOB, ETH)).hasToString("993 ETH");
    }

    @Test
    void anOptionIsPaidForWhetherItIsUsedOrNot() {
        OfferHtlc terms = new OfferHtlc(
                "bob",
                "alice",
                Amount.parse("5", ETH),
                SECRET_HASH,
                32,
                EXPIRY,
                Amount.parse("2", ETH),
                START.plus(Duration.ofMinutes(10)));
        Htlc.Offering offering = htlc.offer(BOB.signer(), terms).join();
        Hash offer = offering.id().orElseThrow();
        assertThat(htlc.offer(offer))
                .contains(new HtlcOffer(offer, terms, HtlcOffer.State.OPEN, "1.1.0", Optional.empty()));
        assertThat(code(htlc.withdrawOffer("bob", BOB.signer(), offer).join())).isEqualTo("DEADLINE_NOT_REACHED");

        Hash id = created(terms(ALICE, BOB, 0, "5", EXPIRY).filling(offer));
        assertThat(contract(id).offer()).contains(offer);
        assertThat(htlc.offer(offer).flatMap(HtlcOffer::contract)).contains(id);
        ledger.advance(Duration.ofHours(1));
        assertThat(htlc.refund("mallory", MALLORY.signer(), id).join().applied())
                .isTrue();

        assertThat(ledger.balance(ALICE, ETH)).hasToString("1002 ETH");
        assertThat(ledger.balance(BOB, ETH)).hasToString("998 ETH");
        assertThat(htlc.offers(null, 10).items()).extracting(HtlcOffer::state).containsExactly(HtlcOffer.State.PAID);
        assertThat(openAgreements()).isZero();
    }

    @Test
    void whatWasNeverMadeIsAbsent() {
        assertThat(htlc.contract(SECRET_HASH)).isEmpty();
        assertThat(htlc.offer(SECRET_HASH)).isEmpty();
    }

    @Test
    void withoutActiveRulesTheFundsWait() {
        Hash id = create("5", EXPIRY);
        assertThat(ledger.submit(ALICE, new DeactivateModule("htlc")).applied()).isTrue();

        assertThatThrownBy(() -> htlc.redeem("bob", BOB.signer(), id, PREIMAGE))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo("MODULE_NOT_ACTIVE"));
        assertThat(locked(ALICE)).hasToString("5 ETH");
    }

    private static CreateHtlc terms(String amount, Instant expiry) {
        return new CreateHtlc("alice", "bob", Amount.parse(amount, ETH), SECRET_HASH, 32, expiry);
    }

    private Hash create(String amount, Instant expiry) {
        return create(0, amount, expiry);
    }

    /** @param secret the first byte, all others are zero */
    private Hash create(int secret, String amount, Instant expiry) {
        return created(terms(ALICE, BOB, secret, amount, expiry));
    }

    private Hash created(CreateHtlc terms) {
        Person funder = terms.funder().equals("bob") ? BOB : terms.funder().equals("alice") ? ALICE : MALLORY;
        return htlc.create(funder.signer(), terms).join().id().orElseThrow();
    }

    private static CreateHtlc terms(Person funder, Person beneficiary, int secret, String amount, Instant expiry) {
        Hash hash = Hash.sha256(preimage(secret).toArray());
        return new CreateHtlc(funder.name(), beneficiary.name(), Amount.parse(amount, ETH), hash, 32, expiry);
    }

    private static Bytes preimage(int secret) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) secret;
        return Bytes.of(bytes);
    }

    private HtlcContract contract(Hash id) {
        return htlc.contract(id).orElseThrow();
    }

    private Amount locked(Person person) {
        return ledger.ledger().balances(person.name()).stream()
                .map(Balance::locked)
                .filter(amount -> amount.asset().equals(ETH))
                .findFirst()
                .orElseThrow();
    }

    private long openAgreements() {
        return ledger.ledger().modules().get(0).openAgreements();
    }

    private static @Nullable String code(Receipt receipt) {
        return receipt.failure().map(Failure::code).orElse(null);
    }

    private static @Nullable String message(Receipt receipt) {
        return receipt.failure().map(Failure::message).orElse(null);
    }

    /** The same terms with another limit. */
    private record Declaring(CreateHtlc terms, Amount limit) implements OperationRecord {
        @Override
        public String capability() {
            return terms.capability();
        }

        @Override
        public String operation() {
            return terms.operation();
        }

        @Override
        public int schema() {
            return terms.schema();
        }

        @Override
        public Values values() {
            return terms.values();
        }

        @Override
        public List<Amount> spends() {
            return List.of(limit);
        }
    }
}
