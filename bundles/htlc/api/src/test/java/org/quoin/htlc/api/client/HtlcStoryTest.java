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
                        "1.0.0",
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
        Hash second = create("7", EXPIRY);
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
        Hash second = create("2", EXPIRY);
        Hash third = create("3", EXPIRY);

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
    void whatWasNeverMadeIsAbsent() {
        assertThat(htlc.contract(SECRET_HASH)).isEmpty();
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
        return htlc.create(ALICE.signer(), terms(amount, expiry)).join().id().orElseThrow();
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
