package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.OutcomeUnknownException;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;

/** Who does not know what became of his transaction finds out, and nobody is told that it is over before it is. */
@Timeout(60)
class LedgerClientTest {
    private final FaultyStore store = new FaultyStore();
    private final ManualClock clock = new ManualClock(START);
    private final TestLedger ledger = TestLedger.open(store, clock, ALICE, BOB);
    private final LedgerClient client = new LedgerClient(ledger.ledger());

    @AfterEach
    void close() {
        store.disk().release();
        ledger.close();
    }

    @Test
    void whatWasOrderedHasItsReceiptWhateverHasChangedSince() {
        SignedTransaction applied = pay(1).sign();
        Receipt receipt = ledger.submit(applied);
        SignedTransaction rejected = pay(2_000).sign();
        Receipt rejection = ledger.submit(rejected);
        ledger.advance(Duration.ofHours(1));

        assertThat(client.resolve(applied).join()).isEqualTo(receipt);
        assertThat(client.resolve(rejected).join()).isEqualTo(rejection);
        assertThat(rejection.applied()).isFalse();
    }

    @Test
    void whatWaitsIsWaitedForAndAppliedOnce() {
        SignedTransaction slow = pay(1).sign();
        store.disk().hold();
        CompletableFuture<Receipt> first = ledger.ledger().submit(slow.encode());
        store.disk().awaitHeld();

        CompletableFuture<Receipt> resolved = client.resolve(slow);
        assertThat(resolved).isNotDone();
        store.disk().release();

        assertThat(resolved.join()).isEqualTo(first.join());
        assertThat(ledger.balance(BOB, ETH)).isEqualTo(Amount.parse("1001", ETH));
    }

    @Test
    void whatWasNeverSubmittedIsOrderedNow() {
        assertThat(client.resolve(pay(1).sign()).join().applied()).isTrue();
    }

    @Test
    void onceItsTimeIsOverItWasNeverApplied() {
        SignedTransaction late = pay(1).sign();
        ledger.advance(Duration.ofMinutes(2));

        assertRefused(client.resolve(late), LedgerFailure.EXPIRED);
        assertThat(ledger.ledger().receipt(late.transaction().id())).isEmpty();
        assertThat(ledger.ledger().info().time()).isAfter(late.transaction().validUntil());
    }

    @Test
    void onceAnotherHasItsNonceItWasNeverApplied() {
        SignedTransaction beaten = pay(1).sign();
        ledger.submit(pay(2).sign());

        assertRefused(client.resolve(beaten), LedgerFailure.NONCE_USED);
    }

    /** What waits in its place may be turned away still: then it can be ordered after all. */
    @Test
    void whileAnotherOnlyWaitsForItsNonceNothingIsDecided() {
        SignedTransaction beaten = pay(1).sign();
        SignedTransaction faster = pay(2).sign();
        store.disk().hold();
        CompletableFuture<Receipt> winner = ledger.ledger().submit(faster.encode());
        store.disk().awaitHeld();

        CompletableFuture<Receipt> resolved = client.resolve(beaten);
        ledger.awaitVerified();
        assertThat(resolved).isNotDone();

        store.disk().release();
        assertThat(winner.join().applied()).isTrue();
        assertRefused(resolved, LedgerFailure.NONCE_USED);
    }

    @Test
    void whatTookItsNonceInVainLeavesItThePlace() {
        RefusedException taken = new RefusedException(LedgerFailure.NONCE_USED.failure(Values.none()));
        LedgerClient told = new LedgerClient(answering(List.of(
                () -> CompletableFuture.<Receipt>failedFuture(taken).copy(),
                () -> CompletableFuture.failedFuture(taken))));

        assertThat(told.resolve(pay(1).sign()).join().applied()).isTrue();
    }

    @Test
    void anOverloadedLedgerIsAskedAgain() {
        OverloadedException overloaded = new OverloadedException(Duration.ofMillis(1));
        LedgerClient told = new LedgerClient(answering(List.of(
                () -> CompletableFuture.failedFuture(overloaded),
                () -> CompletableFuture.<Receipt>failedFuture(overloaded).copy())));

        assertThat(told.resolve(pay(1).sign()).join().applied()).isTrue();
    }

    @Test
    void whatIsStillUnknownIsSaidToBe() {
        SignedTransaction lost = pay(1).sign();
        OutcomeUnknownException unknown =
                new OutcomeUnknownException(lost.transaction().id(), "the node stopped");
        LedgerClient told = new LedgerClient(answering(List.of(() -> CompletableFuture.failedFuture(unknown))));

        assertThatThrownBy(() -> TestLedger.await(told.resolve(lost))).isSameAs(unknown);
        assertThat(told.resolve(lost).join().applied())
                .as("when the node is back")
                .isTrue();
    }

    /** The ledger tells the first number a second time, as to somebody who asked at the same moment. */
    @Test
    void whoLosesARaceForANonceSignsAgain() {
        Deque<Long> stale = new ArrayDeque<>(List.of(0L, 0L));
        Ledger late = ledger(method -> method.equals("nextSequence") && !stale.isEmpty() ? stale.remove() : null);
        LedgerClient loser = new LedgerClient(late);

        assertThat(loser.submit("alice", ALICE.signer(), transfer(1)).join().applied())
                .isTrue();
        assertThat(loser.submit("alice", ALICE.signer(), transfer(2)).join().applied())
                .isTrue();
        assertThat(ledger.balance(BOB, ETH)).isEqualTo(Amount.parse("1003", ETH));
    }

    private static void assertRefused(CompletableFuture<Receipt> answer, LedgerFailure failure) {
        assertThatThrownBy(() -> TestLedger.await(answer))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(failure.name()));
    }

    private Draft pay(int amount) {
        return ledger.draft(ALICE, transfer(amount));
    }

    private static Transfer transfer(int amount) {
        return new Transfer("alice", "bob", Amount.parse(Integer.toString(amount), ETH));
    }

    /** The ledger, but the first submissions are answered like this. */
    private Ledger answering(List<Supplier<CompletableFuture<Receipt>>> answers) {
        Deque<Supplier<CompletableFuture<Receipt>>> left = new ArrayDeque<>(answers);
        return ledger(method ->
                method.equals("submit") && !left.isEmpty() ? left.remove().get() : null);
    }

    /** Answers a call, or leaves it to the ledger with null. */
    private interface Interceptor {
        @Nullable
        Object answer(String method);
    }

    private Ledger ledger(Interceptor first) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    Object answer = first.answer(method.getName());
                    try {
                        return answer == null ? method.invoke(ledger.ledger(), arguments) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
