package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.node.Capacity;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.TollRules;

/** Who goes first, who has to go and who is turned away, where transactions are charged: by {@link TollRules}. */
@Timeout(60)
class PoolTest {
    /** A payment is 120,000 gas at 3, and some 250 bytes at 50. */
    private static final BigInteger ENOUGH = BigInteger.valueOf(2_000_000);

    private final ManualClock clock = new ManualClock(START);
    private final List<Person> people =
            IntStream.range(0, 16).mapToObj(i -> Person.named("person_" + i)).toList();
    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), clock, new Capacity(10, 1_000_000), people.toArray(Person[]::new));
    private final Ledger node = ledger.ledger();
    private final Development blocks = ledger.node().development().orElseThrow();

    @AfterEach
    void theChainHolds() {
        assertThat(node.verify(0, node.info().height()).reason()).isEmpty();
        ledger.close();
    }

    @Test
    void theHighestTipGoesFirstAndEqualOnesInTheOrderInWhichTheyCame() {
        price();
        blocks.automine(false);
        List<CompletableFuture<Receipt>> answers = List.of(
                submit(pay(1, 0, 0, tip(1))),
                submit(pay(2, 0, 0, tip(1))),
                submit(pay(3, 0, 0, tip(9))),
                submit(pay(3, 0, 1, tip(1))),
                submit(pay(4, 0, 0, tip(4))));

        assertThat(node.waiting(2)).isEqualTo(2);
        assertThat(node.waiting(0)).isEqualTo(5);
        blocks.mine(1);

        assertThat(answers).extracting(answer -> answer.join().index()).containsExactly(2, 3, 0, 4, 1);
    }

    /** Else it would be enough to claim a high tip that the limit has no room for. */
    @Test
    void aTipCountsAsFarAsTheLimitIsEnoughForIt() {
        price();
        blocks.automine(false);
        CompletableFuture<Receipt> boastful =
                submit(pay(1, 0, 0, FeeTerms.upTo(BigInteger.valueOf(400_000)).withTip(Long.MAX_VALUE)));
        CompletableFuture<Receipt> honest = submit(pay(2, 0, 0, tip(2)));
        blocks.mine(1);

        assertThat(honest.join().index()).isZero();
        assertThat(boastful.join().index()).isEqualTo(1);
    }

    @Test
    void withoutAPolicyTipsDoNotCountAndNothingIsReplaced() {
        blocks.automine(false);
        CompletableFuture<Receipt> first = submit(pay(1, 0, 0, FeeTerms.NONE));
        CompletableFuture<Receipt> second = submit(pay(2, 0, 0, tip(9)));

        assertThat(code(submit(pay(1, 0, 0, tip(9))))).isEqualTo("NONCE_USED");
        assertThat(node.waiting(9)).isZero();
        blocks.mine(1);

        assertThat(first.join().index()).isZero();
        assertThat(second.join().index()).isEqualTo(1);
    }

    @Test
    void whatOffersATenthMoreTakesThePlaceAndItsSuccessorsStay() {
        price();
        blocks.automine(false);
        FeeTerms old = FeeTerms.upTo(BigInteger.valueOf(1_000_005)).withTip(21);
        CompletableFuture<Receipt> replaced = submit(pay(1, 0, 0, old));
        CompletableFuture<Receipt> successor = submit(pay(1, 0, 1, tip(1)));

        Failure limit = failure(
                submit(pay(1, 0, 0, FeeTerms.upTo(BigInteger.valueOf(1_100_005)).withTip(24))));
        Failure tip = failure(
                submit(pay(1, 0, 0, FeeTerms.upTo(BigInteger.valueOf(1_100_006)).withTip(23))));
        SignedTransaction better =
                pay(1, 0, 0, FeeTerms.upTo(BigInteger.valueOf(1_100_006)).withTip(24));
        CompletableFuture<Receipt> answer = submit(better);

        assertThat(limit.code()).isEqualTo("REPLACEMENT_UNDERPRICED");
        assertThat(limit.message())
                .isEqualTo(
                        "Another transaction with its sequence number waits: to replace it, sign again with a limit of"
                                + " at least 0.000000000001100006 QUO and a tip of at least 0.000000000000000024 QUO per gas.");
        assertThat(tip).isEqualTo(limit);
        assertThat(failure(replaced).message())
                .isEqualTo("The transaction " + better.transaction().id()
                        + " of the same sequence number offers more and has taken its place: follow that one.");
        assertThat(blocks.waiting()).isEqualTo(2);
        assertThat(node.nextSequence("person_1", 0)).isEqualTo(2);
        blocks.mine(1);
        assertThat(answer.join().index()).isZero();
        assertThat(answer.join().transaction()).isEqualTo(better.transaction().id());
        assertThat(successor.join().applied()).isTrue();
        assertThat(node.receipt(pay(1, 0, 0, old).transaction().id())).isEmpty();
    }

    @Test
    void nobodyElseReplaces() {
        price();
        blocks.automine(false);
        CompletableFuture<Receipt> first = submit(pay(1, 0, 0, tip(1)));
        SignedTransaction forged = ledger.draft(people.get(1), transfer(1))
                .nonce(0, 0)
                .offering(tip(9))
                .signedBy(people.get(2).signer())
                .sign();

        assertThat(code(submit(forged))).isEqualTo("KEY_NOT_AUTHORISED");
        assertThat(code(submit(new SignedTransaction(pay(1, 0, 0, tip(9)).transaction(), forged.signature()))))
                .isEqualTo("BAD_SIGNATURE");
        blocks.mine(1);

        assertThat(first.join().applied()).isTrue();
    }

    @Test
    void whoTipsMoreGetsTheRoomOfTheLowestTipAtTheEndOfALane() {
        price();
        blocks.automine(false);
        List<CompletableFuture<Receipt>> rich = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            rich.add(submit(pay(i, 0, 0, tip(3))));
        }
        CompletableFuture<Receipt> head = submit(pay(9, 0, 0, tip(1)));
        CompletableFuture<Receipt> tail = submit(pay(9, 0, 1, tip(2)));
        assertThat(blocks.waiting()).isEqualTo(10);

        assertThat(submit(pay(10, 0, 0, tip(2))))
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(OverloadedException.class);
        SignedTransaction paying = pay(10, 0, 0, tip(9));
        assertThat(code(submit(new SignedTransaction(
                        paying.transaction(), pay(11, 0, 0, tip(9)).signature()))))
                .isEqualTo("BAD_SIGNATURE");
        assertThat(code(submit(ledger.draft(people.get(10), transfer(10))
                        .nonce(0, 0)
                        .offering(tip(9))
                        .signedBy(people.get(11).signer())
                        .sign())))
                .isEqualTo("KEY_NOT_AUTHORISED");
        assertThat(tail).as("forged signatures push nobody out").isNotDone();

        CompletableFuture<Receipt> first = submit(paying);
        assertThat(code(tail)).isEqualTo("OUTBID");
        CompletableFuture<Receipt> second = submit(pay(11, 0, 0, tip(9)));
        assertThat(code(head)).isEqualTo("OUTBID");
        assertThat(blocks.waiting()).isEqualTo(10);
        assertThat(node.nextSequence("person_9", 0)).isZero();

        blocks.mine(1);
        assertThat(first.join().index() + second.join().index()).isEqualTo(1);
        assertThat(rich).allMatch(answer -> answer.join().applied());
    }

    @Test
    void whatASignerOffersInAllIsThere() {
        price();
        blocks.automine(false);
        BigInteger all = ledger.balance(people.get(1), QUO).units();
        BigInteger half = all.shiftRight(1).add(BigInteger.ONE);
        CompletableFuture<Receipt> first = submit(pay(1, 0, 0, FeeTerms.upTo(half)));

        assertThat(code(submit(pay(1, 1, 0, FeeTerms.upTo(half))))).isEqualTo("CANNOT_PAY_FEE");
        assertThat(submit(pay(1, 1, 0, FeeTerms.upTo(all.subtract(half))))).isNotDone();
        blocks.mine(1);

        assertThat(first.join().applied()).isTrue();
    }

    @Test
    void whatCannotPayOrIsDoomedIsRefusedFreeAndTheNonceIsNotUsed() {
        price();
        BigInteger before = ledger.balance(people.get(1), QUO).units();

        assertThat(code(submit(pay(1, 0, 0, FeeTerms.upTo(BigInteger.valueOf(300_000))))))
                .isEqualTo("FEE_LIMIT_TOO_LOW");
        SignedTransaction doomed = ledger.draft(
                        people.get(1), new Transfer("person_1", "person_2", new Amount(BigInteger.TEN.pow(30), ETH)))
                .offering(tip(1))
                .sign();
        assertThat(code(submit(doomed))).isEqualTo("INSUFFICIENT_BALANCE");

        assertThat(ledger.balance(people.get(1), QUO).units()).isEqualTo(before);
        assertThat(node.nextSequence("person_1", 0)).isZero();
        assertThat(ledger.submit(pay(1, 0, 0, tip(1))).applied()).isTrue();
    }

    @Test
    void whatIsNotValidAnyMoreLeavesWithWhatComesAfterIt() {
        price();
        blocks.automine(false);
        CompletableFuture<Receipt> expiring = submit(ledger.draft(people.get(1), transfer(1))
                .nonce(0, 0)
                .offering(tip(1))
                .validUntil(clock.instant().plusSeconds(5))
                .sign());
        CompletableFuture<Receipt> successor = submit(pay(1, 0, 1, tip(1)));
        CompletableFuture<Receipt> other = submit(pay(2, 0, 0, tip(1)));

        clock.move(Duration.ofSeconds(6));
        blocks.mine(1);

        assertThat(code(expiring)).isEqualTo("EXPIRED");
        assertThat(code(successor)).isEqualTo("NONCE_GAP");
        assertThat(other.join().applied()).isTrue();
    }

    /** It was let in while the block that made it dear was not visible. */
    @Test
    void whatCannotPayARisenPriceWaitsUntilItFalls() {
        FaultyStore store = new FaultyStore();
        try (TestLedger rising = TestLedger.open(store, clock, people.toArray(Person[]::new))) {
            activate(rising, Jars.written("toll", "1.0.0", TollRules.class, TollRules.Dear.class));
            FeeTerms little = FeeTerms.upTo(BigInteger.valueOf(400_000));
            FeeTerms much = FeeTerms.upTo(BigInteger.valueOf(9_000_000)).withTip(1);
            store.disk().hold();
            CompletableFuture<Receipt> first = submit(rising, pay(1, 0, 0, little, rising));
            store.disk().awaitHeld();
            CompletableFuture<Receipt> patient = submit(rising, pay(2, 0, 0, little, rising));
            CompletableFuture<Receipt> behind = submit(rising, pay(2, 0, 1, much, rising));
            CompletableFuture<Receipt> replaced = submit(rising, pay(3, 0, 0, little, rising));
            store.disk().release();

            assertThat(first.join().applied()).isTrue();
            assertThat(code(submit(rising, pay(4, 0, 0, little, rising))))
                    .as("now it is dear")
                    .isEqualTo("FEE_LIMIT_TOO_LOW");
            CompletableFuture<Receipt> better = submit(rising, pay(3, 0, 0, much, rising));

            assertThat(better.join().height()).isEqualTo(first.join().height() + 1);
            assertThat(code(replaced)).isEqualTo("REPLACED");
            assertThat(patient.join().height())
                    .as("after a second in which nobody else wanted a block")
                    .isEqualTo(better.join().height() + 2);
            assertThat(patient.join().fee().units()).isLessThan(BigInteger.valueOf(400_000));
            assertThat(behind.join().applied()).isTrue();
        }
    }

    @Test
    void aPriceThatFellWithTimeHoldsAtTheDoorBeforeABlockIsMade() {
        try (TestLedger hourly = TestLedger.open(new MemoryStore(), clock, people.toArray(Person[]::new))) {
            activate(hourly, Jars.written("toll", "1.0.0", TollRules.class, TollRules.Hourly.class));
            FeeTerms little = FeeTerms.upTo(BigInteger.valueOf(400_000));
            assertThat(code(submit(hourly, pay(1, 0, 0, little, hourly)))).isEqualTo("FEE_LIMIT_TOO_LOW");

            clock.move(Duration.ofHours(1));

            assertThat(submit(hourly, pay(1, 0, 0, little, hourly)).join().applied())
                    .isTrue();
        }
    }

    /** Its room is for others then, and its signer knows. */
    @Test
    void whatWaitsForPricesUntilItIsNotValidAnyMoreIsRefused() {
        FaultyStore store = new FaultyStore();
        try (TestLedger rising = TestLedger.open(store, clock, people.toArray(Person[]::new))) {
            activate(rising, Jars.written("toll", "1.0.0", TollRules.class, TollRules.Dear.class));
            FeeTerms little = FeeTerms.upTo(BigInteger.valueOf(400_000));
            FeeTerms much = FeeTerms.upTo(BigInteger.valueOf(9_000_000)).withTip(1);
            store.disk().hold();
            CompletableFuture<Receipt> first = submit(rising, pay(1, 0, 0, little, rising));
            store.disk().awaitHeld();
            CompletableFuture<Receipt> patient = submit(rising, pay(2, 0, 0, little, rising));
            store.disk().release();
            assertThat(first.join().applied()).isTrue();

            clock.move(Duration.ofMinutes(2));
            for (long sequence = 0; sequence < 3; sequence++) { // so that it stays dear
                assertThat(submit(rising, pay(3, 0, sequence, much, rising))
                                .join()
                                .applied())
                        .isTrue();
            }

            assertThat(patient).isDone();
            assertThat(code(patient)).isEqualTo("EXPIRED");
        }
    }

    /** Whoever closes does not wait for prices. */
    @Test
    void whatWaitsForPricesIsRefusedWhenTheLedgerIsClosed() {
        FaultyStore store = new FaultyStore();
        TestLedger rising = TestLedger.open(store, clock, people.toArray(Person[]::new));
        activate(rising, Jars.written("toll", "1.0.0", TollRules.class, TollRules.Dear.class));
        FeeTerms little = FeeTerms.upTo(BigInteger.valueOf(400_000));
        store.disk().hold();
        CompletableFuture<Receipt> first = submit(rising, pay(1, 0, 0, little, rising));
        store.disk().awaitHeld();
        CompletableFuture<Receipt> patient = submit(rising, pay(2, 0, 0, little, rising));
        store.disk().release();

        assertThat(first.join().applied()).isTrue();
        rising.close();

        assertThat(code(patient)).isEqualTo("FEE_LIMIT_TOO_LOW");
    }

    @Test
    void operatorsGetRidOfAPolicyWhateverOthersTip() {
        price();
        blocks.automine(false);
        var unused = submit(pay(1, 0, 0, tip(1_000)));
        SignedTransaction governing =
                ledger.draft(people.get(0), new DeactivateModule("toll")).sign();
        CompletableFuture<Receipt> gone = submit(governing);
        blocks.mine(1);

        assertThat(gone.join().index()).isZero();
        assertThat(gone.join().fee().units()).isZero();
    }

    @Test
    void aSignerHasSoManySponsoredOnesWaiting() {
        try (TestLedger wide =
                TestLedger.open(new MemoryStore(), new ManualClock(START), people.toArray(Person[]::new))) {
            assertThat(wide.activate(Jars.written("toll", "1.0.0", TollRules.class))
                            .failure())
                    .isEmpty();
            wide.node().development().orElseThrow().automine(false);
            FeeTerms sponsored = tip(0).sponsoredBy("person_0");
            CompletableFuture<Receipt> own = wide.ledger()
                    .submit(wide.draft(people.get(1), transfer(1))
                            .offering(tip(0))
                            .sign()
                            .encode());
            List<CompletableFuture<Receipt>> answers = new ArrayList<>();
            for (int i = 1; i <= 65; i++) {
                answers.add(wide.ledger()
                        .submit(wide.draft(people.get(1), transfer(1))
                                .nonce(0, i)
                                .offering(sponsored)
                                .sign()
                                .encode()));
            }
            wide.awaitVerified();

            assertThat(code(answers.get(64))).isEqualTo("TOO_MANY_SPONSORED");
            assertThat(answers.subList(0, 64)).noneMatch(CompletableFuture::isDone);
            assertThat(own).isNotDone();
        }
    }

    private void price() {
        activate(ledger, Jars.written("toll", "1.0.0", TollRules.class));
    }

    private static void activate(TestLedger on, Bytes rules) {
        assertThat(on.activate(rules).failure()).isEmpty();
        on.advance(Duration.ofMillis(1));
    }

    private static FeeTerms tip(long tip) {
        return FeeTerms.upTo(ENOUGH.add(BigInteger.valueOf(tip * 130_000))).withTip(tip);
    }

    private SignedTransaction pay(int person, int lane, long sequence, FeeTerms terms) {
        return pay(person, lane, sequence, terms, ledger);
    }

    private SignedTransaction pay(int person, int lane, long sequence, FeeTerms terms, TestLedger on) {
        return on.draft(people.get(person), transfer(person))
                .nonce(lane, sequence)
                .offering(terms)
                .sign();
    }

    private static Transfer transfer(int person) {
        return new Transfer("person_" + person, "person_0", new Amount(BigInteger.ONE, ETH));
    }

    /** Returns once it waits, or is refused. */
    private CompletableFuture<Receipt> submit(SignedTransaction transaction) {
        return submit(ledger, transaction);
    }

    private static CompletableFuture<Receipt> submit(TestLedger on, SignedTransaction transaction) {
        CompletableFuture<Receipt> answer = on.ledger().submit(transaction.encode());
        on.awaitVerified();
        return answer;
    }

    private static Failure failure(CompletableFuture<Receipt> answer) {
        assertThat(answer).as("refused at once").isDone();
        CompletionException thrown = catchThrowableOfType(CompletionException.class, answer::join);
        return ((RefusedException) Objects.requireNonNull(thrown.getCause())).failure();
    }

    private static String code(CompletableFuture<Receipt> answer) {
        return failure(answer).code();
    }
}
