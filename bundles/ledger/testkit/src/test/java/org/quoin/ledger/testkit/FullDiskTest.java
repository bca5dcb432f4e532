package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OutcomeUnknownException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.journal.Reserve;

/** A full disk loses nothing, stops nothing for good, and is over when there is room again. */
@Timeout(60)
class FullDiskTest {
    private static final Transfer PAYMENT = new Transfer("alice", "bob", Amount.parse("1", ETH));
    private static final Transfer SMALL_PAYMENT = new Transfer("alice", "bob", new Amount(BigInteger.ONE, ETH));
    private static final long MIB = 1 << 20;
    private static final String REFUSAL = "The disk of the ledger is almost full: free at least ";

    private final FaultyStore store = new FaultyStore();
    private final ManualClock clock = new ManualClock(START);

    @Test
    void belowTheLowMarkNothingIsTakenUntilThereIsEnoughAgain() {
        List<Optional<String>> told = new ArrayList<>();
        try (TestLedger ledger = open()) {
            ledger.node().onCondition(told::add);
            ledger.node().tend();
            assertThat(store.room().isReserved()).isTrue();
            ledger.submit(ALICE, PAYMENT);

            store.room().free(64 * MIB);
            ledger.submit(ALICE, PAYMENT);
            store.room().free(64 * MIB - 1);
            ledger.node().tend();
            assertThatThrownBy(() -> ledger.submit(ALICE, PAYMENT))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(REFUSAL + "65 MiB there and submit again.");
            assertThatThrownBy(() -> ledger.node().development().orElseThrow().mine(1))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith(REFUSAL);
            assertThat(ledger.balance(BOB, ETH)).hasToString("1002 ETH");
            store.room().free(128 * MIB - 1);
            ledger.node().tend();
            assertThatThrownBy(() -> ledger.submit(ALICE, PAYMENT)).hasMessageStartingWith(REFUSAL + "1 MiB");

            store.room().free(128 * MIB);
            assertThat(ledger.submit(ALICE, PAYMENT).height()).isEqualTo(3);
            ledger.node().tend();
        }
        assertThat(told)
                .containsExactly(
                        Optional.of(REFUSAL + "65 MiB there and submit again."),
                        Optional.of(REFUSAL + "1 MiB there and submit again."),
                        Optional.empty());
    }

    /** What was taken while there was room is turned away, not left waiting: its sender can go elsewhere. */
    @Test
    void whatWaitsWhenTheDiskFillsUpIsRefused() {
        try (TestLedger ledger = open()) {
            store.disk().hold();
            CompletableFuture<Receipt> underWay =
                    ledger.ledger().submit(ledger.draft(ALICE, PAYMENT).sign().encode());
            store.disk().awaitHeld();
            store.room().free(0);
            CompletableFuture<Receipt> late =
                    ledger.ledger().submit(ledger.draft(BOB, PAYMENT).sign().encode());

            assertThatThrownBy(() -> TestLedger.await(late)).hasMessageStartingWith(REFUSAL);
            store.disk().release();
            assertThat(TestLedger.await(underWay).applied()).isTrue();
        }
    }

    @Test
    void aLedgerOpensOnAFullDiskWithItsReserveAndMakesItAgain() {
        try (TestLedger ledger = open()) {
            ledger.node().tend();
            ledger.submit(ALICE, PAYMENT);
        }
        store.room().free(0);

        try (TestLedger again = open()) {
            assertThat(store.room().isReserved())
                    .as("it is used up by the opening")
                    .isFalse();
            assertThat(again.balance(BOB, ETH)).hasToString("1001 ETH");
            again.node().tend();
            assertThatThrownBy(() -> again.submit(ALICE, PAYMENT)).hasMessageStartingWith(REFUSAL);

            store.room().free(128 * MIB + Reserve.SIZE);
            again.node().tend();
            assertThat(store.room().isReserved()).isTrue();
            assertThat(again.submit(ALICE, PAYMENT).height()).isEqualTo(2);
        }
    }

    /** The journal cannot grow, whatever the disk says of its room: twenty times, every fourth with a restart meanwhile. */
    @Test
    void twentyTimesFullNothingIsLostAndNothingIsAppliedTwice() throws Exception {
        store.create(TestLedger.genesis(ALICE, BOB));
        store.trim();
        Map<SignedTransaction, Receipt> acknowledged = new LinkedHashMap<>();
        int refused = 0;
        int unknown = 0;
        TestLedger ledger = open(room(8192));
        for (int time = 1; time <= 20; time++) {
            Map<SignedTransaction, CompletableFuture<Receipt>> answers = untilTheJournalIsFull(ledger, time);
            if (time % 4 == 0) {
                ledger.close();
                ledger = open(store.disk().size());
                unknown += count(answers, OutcomeUnknownException.class);
            }
            room(3 * 8192);
            refused += count(answers, RefusedException.class);
            for (Map.Entry<SignedTransaction, CompletableFuture<Receipt>> each : answers.entrySet()) {
                acknowledged.put(each.getKey(), answer(ledger, each.getKey(), each.getValue()));
            }
        }
        for (Map.Entry<SignedTransaction, Receipt> each : acknowledged.entrySet()) {
            assertThat(ledger.submit(each.getKey())).isEqualTo(each.getValue());
        }
        assertThat(unknown).isPositive();
        assertThat(refused).isPositive();
        assertThat(ledger.balance(BOB, ETH).units())
                .isEqualTo(Amount.parse("1000", ETH).units().add(BigInteger.valueOf(acknowledged.size())));
        long height = ledger.ledger().info().height();
        assertThat(ledger.ledger().verify(0, height).reason()).isEmpty();
        ledger.close();
    }

    /** Payments, until one of them is refused because the journal is full; soon no faster than the ledger finds that out. */
    private static Map<SignedTransaction, CompletableFuture<Receipt>> untilTheJournalIsFull(TestLedger ledger, int time)
            throws InterruptedException {
        Map<SignedTransaction, CompletableFuture<Receipt>> answers = new LinkedHashMap<>();
        boolean full = false;
        while (!full) {
            SignedTransaction transaction = ledger.draft(ALICE, SMALL_PAYMENT)
                    .nonce(time % 16, ledger.ledger().nextSequence("alice", time % 16))
                    .sign();
            CompletableFuture<Receipt> answer = ledger.ledger().submit(transaction.encode());
            answers.put(transaction, answer);
            if (answers.size() > 50) {
                Thread.sleep(5);
            }
            full = answer.isCompletedExceptionally();
        }
        return answers;
    }

    /** What a full journal has taken is answered as room comes back; what was turned away is submitted again. */
    private Receipt answer(TestLedger ledger, SignedTransaction transaction, CompletableFuture<Receipt> first)
            throws Exception {
        CompletableFuture<Receipt> answer = first;
        while (true) {
            try {
                return answer.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                room(8192);
            } catch (ExecutionException e) {
                // At first it may also have followed one that was turned away.
                if (answer != first && e.getCause() instanceof RefusedException refused) {
                    assertThat(refused.failure().code()).isEqualTo("DISK_FULL");
                }
                answer = ledger.ledger().submit(transaction.encode());
            }
        }
    }

    private static int count(
            Map<SignedTransaction, CompletableFuture<Receipt>> answers, Class<? extends Exception> type) {
        return (int) answers.values().stream()
                .filter(answer -> type.isInstance(answer.handle((receipt, failure) ->
                                failure instanceof CompletionException ? failure.getCause() : failure)
                        .getNow(null)))
                .count();
    }

    /** Lets the journal grow by so many bytes. */
    private long room(long bytes) throws IOException {
        long limit = store.disk().size() + bytes;
        store.disk().limit(limit);
        return limit;
    }

    private TestLedger open(long limit) {
        store.disk().limit(limit);
        return open();
    }

    private TestLedger open() {
        return TestLedger.open(store, clock, ALICE, BOB);
    }
}
