package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.node.Capacity;

@Timeout(60)
class PipelineTest {
    private static final int THREADS = 8;

    private final FaultyStore store = new FaultyStore();
    private final ManualClock clock = new ManualClock(START);
    private final List<Person> people =
            IntStream.range(0, 4).mapToObj(i -> Person.named("person_" + i)).toList();
    private final TestLedger ledger = TestLedger.open(store, clock, people.toArray(Person[]::new));
    private final Ledger node = ledger.ledger();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        store.disk().release();
        ledger.close();
        threads.shutdownNow();
    }

    /** Each thread has a lane of an account to itself, and submits without waiting for receipts. */
    @Test
    void severalThreadsGetAllTheirReceiptsAndTheChainHasNoGaps() throws Exception {
        int each = 80;
        List<List<CompletableFuture<Receipt>>> answers = onAllThreads(thread -> {
            Person payer = people.get(thread % 4);
            int lane = thread / 4;
            return LongStream.range(0, each)
                    .mapToObj(sequence -> node.submit(ledger.draft(payer, pay(payer, people.get((thread + 1) % 4), 1))
                            .nonce(lane, sequence)
                            .sign()
                            .encode()))
                    .toList();
        });

        List<Receipt> receipts = answers.stream()
                .flatMap(List::stream)
                .map(CompletableFuture::join)
                .toList();

        assertThat(receipts).hasSize(THREADS * each).allMatch(Receipt::applied);
        assertThat(receipts).extracting(Receipt::transaction).doesNotHaveDuplicates();
        for (List<CompletableFuture<Receipt>> lane : answers) {
            assertThat(lane.stream()
                            .map(CompletableFuture::join)
                            .map(receipt -> receipt.height() * 1_000_000 + receipt.index()))
                    .as("the order within a lane")
                    .isSorted();
        }
        assertNoGaps(receipts);
        for (Person person : people) {
            assertThat(node.nextSequence(person.name(), 0)).isEqualTo(each);
            assertThat(node.nextSequence(person.name(), 1)).isEqualTo(each);
            assertThat(ledger.balance(person, ETH)).hasToString("1000 ETH");
        }
        assertThat(node.verify(0, node.info().height()).reason()).isEmpty();
    }

    /** The client asks for its next nonce again and again while its last transactions are on all stages of their way. */
    @Test
    void aClientThatDoesNotWaitForReceiptsIsNeverRefused() {
        LedgerClient client = new LedgerClient(node);
        Person payer = people.get(0);
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(client.submit(payer.name(), payer.signer(), pay(payer, people.get(1), 1)));
        }

        assertThat(answers).extracting(CompletableFuture::join).allMatch(Receipt::applied);
        assertThat(node.nextSequence(payer.name(), 0)).isEqualTo(500);
    }

    /** They sign one after the other, and submit at the same time: in the queue the order is that of the lane. */
    @Test
    void threadsThatShareALaneAreOnlyRefusedForNoncesThatAreTaken() throws Exception {
        List<Integer> applied = onAllThreads(thread -> {
            LedgerClient client = new LedgerClient(node);
            Person payer = people.get(0);
            int done = 0;
            for (int i = 0; i < 100; i++) {
                CompletableFuture<Receipt> answer =
                        client.submit(payer.name(), payer.signer(), pay(payer, people.get(1), 1 + thread));
                if (answer.handle((receipt, refusal) -> refusal == null).join()) {
                    done++;
                } else {
                    assertThat(refusal(answer)).isEqualTo("NONCE_USED");
                }
            }
            return done;
        });

        int sum = applied.stream().mapToInt(Integer::intValue).sum();
        assertThat(sum).isPositive();
        assertThat(node.nextSequence(people.get(0).name(), 0)).isEqualTo(sum);
    }

    @Test
    void theSameBytesFromAllThreadsAreAppliedOnceAndGetOneReceipt() throws Exception {
        for (long sequence = 0; sequence < 50; sequence++) {
            Person payer = people.get(0);
            var bytes = ledger.draft(payer, pay(payer, people.get(1), 1)).sign().encode();

            List<Receipt> receipts = onAllThreads(thread -> node.submit(bytes).join());

            assertThat(receipts).hasSize(THREADS).containsOnly(receipts.get(0));
        }
        assertThat(ledger.balance(people.get(1), ETH)).hasToString("1000.00000000000000005 ETH");
    }

    /** None waits for an answer that another one was refused. */
    @Test
    void theSameRefusedBytesFromAllThreadsAreRefusedToEach() throws Exception {
        for (int round = 0; round < 100; round++) {
            Person payer = people.get(0);
            var bytes = ledger.draft(payer, pay(payer, people.get(1), 1))
                    .nonce(0, 5)
                    .sign()
                    .encode();

            List<Throwable> refusals = onAllThreads(
                    thread -> catchThrowable(() -> node.submit(bytes).get(10, TimeUnit.SECONDS)));

            assertThat(refusals).allSatisfy(thrown -> assertThat(thrown).hasCauseInstanceOf(RefusedException.class));
        }
    }

    @Test
    void whatIsNotDurableIsNotSeen() {
        Person payer = people.get(0);
        SignedTransaction transaction =
                ledger.draft(payer, pay(payer, people.get(1), 1)).sign();
        var before = node.info();
        store.disk().hold();

        CompletableFuture<Receipt> answer = node.submit(transaction.encode());
        store.disk().awaitHeld();
        assertNothingSeen(transaction, answer, before.height());
        store.disk().passOne();
        store.disk().awaitHeld();
        assertNothingSeen(transaction, answer, before.height());
        assertThat(node.nextSequence(payer.name(), 0))
                .as("what waits is counted, so that the next one can be signed")
                .isEqualTo(1);
        store.disk().release();

        assertThat(answer.join().applied()).isTrue();
        assertThat(node.info().height()).isEqualTo(1);
        assertThat(node.receipt(transaction.transaction().id())).contains(answer.join());
        assertThat(ledger.balance(people.get(1), ETH)).hasToString("1000.000000000000000001 ETH");
    }

    private void assertNothingSeen(SignedTransaction transaction, CompletableFuture<Receipt> answer, long height) {
        assertThat(answer).isNotDone();
        assertThat(node.info().height()).isEqualTo(height);
        assertThat(node.block(height + 1)).isEmpty();
        assertThat(node.receipt(transaction.transaction().id())).isEmpty();
        assertThat(node.events(0, 10).items()).isEmpty();
        assertThat(ledger.balance(people.get(1), ETH)).hasToString("1000 ETH");
    }

    /** Receipts and balances become visible together: who sees the first receipt of a large block sees all of the block. */
    @Test
    void whoSeesAReceiptSeesItsBlock() throws Exception {
        Person payer = people.get(0);
        for (int round = 0; round < 4; round++) {
            List<SignedTransaction> payments = payments(payer, 500);
            List<CompletableFuture<Receipt>> answers = new ArrayList<>();
            Future<LedgerInfo> before =
                    whileBlocksWait(() -> payments.forEach(payment -> answers.add(node.submit(payment.encode()))));
            Hash first = payments.get(0).transaction().id();
            Future<Long> seen = threads.submit(() -> {
                while (node.receipt(first).isEmpty()) {
                    Thread.onSpinWait();
                }
                return node.account(payer.name()).orElseThrow().nonces().get(0).next();
            });

            store.disk().release();

            assertThat(answers).extracting(CompletableFuture::join).allMatch(Receipt::applied);
            assertThat(seen.get()).isEqualTo(500L * (round + 1));
            assertThat(before.get().height()).isLessThan(node.info().height());
        }
    }

    private List<SignedTransaction> payments(Person payer, int count) {
        Draft draft = ledger.draft(payer, pay(payer, people.get(1), 1));
        return LongStream.range(0, count)
                .mapToObj(i -> draft.nonce(0, draft.sequence() + i).sign())
                .toList();
    }

    /**
     * While the disk is held the log takes two blocks into the journal, settles one and has one to settle: a fifth waits, and
     * what is submitted then waits in the queue.
     */
    private Future<LedgerInfo> whileBlocksWait(Runnable submission) {
        store.disk().hold();
        Future<LedgerInfo> mined =
                threads.submit(() -> ledger.node().development().orElseThrow().mine(5));
        store.disk().awaitHeld();
        submission.run();
        ledger.awaitVerified();
        return mined;
    }

    @Test
    void theSameBytesWhileTheyWaitGetTheReceiptThatTheFirstGets() {
        SignedTransaction transaction = ledger.draft(people.get(0), pay(people.get(0), people.get(1), 1))
                .sign();
        store.disk().hold();
        CompletableFuture<Receipt> first = node.submit(transaction.encode());
        store.disk().awaitHeld();

        CompletableFuture<Receipt> second = node.submit(transaction.encode());
        clock.move(Duration.ofMinutes(2));
        CompletableFuture<Receipt> late = node.submit(transaction.encode());
        store.disk().release();

        assertThat(second.join()).isEqualTo(first.join());
        assertThat(late.join())
                .as("what may be ordered already cannot be refused as expired")
                .isEqualTo(first.join());
    }

    @Test
    void whatComesAfterAFullQueueIsTurnedAwayAndCanBeSubmittedAgain() {
        FaultyStore small = new FaultyStore();
        try (TestLedger narrow = TestLedger.open(
                small, new ManualClock(START), new Capacity(4, 1_000_000), people.toArray(Person[]::new))) {
            Ledger ledgerOfTwo = narrow.ledger();
            List<CompletableFuture<Receipt>> accepted = new ArrayList<>();
            small.disk().hold();
            SignedTransaction next = payment(narrow);
            CompletableFuture<Receipt> answer = ledgerOfTwo.submit(next.encode());
            while (!answer.isCompletedExceptionally()) {
                accepted.add(answer);
                next = payment(narrow);
                answer = ledgerOfTwo.submit(next.encode());
            }

            assertThatThrownBy(answer::join)
                    .hasCauseInstanceOf(OverloadedException.class)
                    .hasMessageContaining(
                            "the ledger has more transactions waiting than it takes: submit again in 10 ms");
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(2);
            assertThat(ledgerOfTwo.nextSequence(people.get(0).name(), 0)).isEqualTo(accepted.size());
            small.disk().release();

            assertThat(accepted).extracting(CompletableFuture::join).allMatch(Receipt::applied);
            assertThat(narrow.submit(next).applied()).isTrue();
            assertThat(ledgerOfTwo.nextSequence(people.get(0).name(), 0)).isEqualTo(accepted.size() + 1);
        }
    }

    @Test
    void aLaneGoesOnAtOnceWhenOneInTheMiddleExpires() throws Exception {
        Person payer = people.get(0);
        Draft pay = ledger.draft(payer, pay(payer, people.get(1), 1));
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        Future<LedgerInfo> mined = whileBlocksWait(() -> {
            answers.add(node.submit(pay.validUntil(START.plusMillis(1)).sign().encode()));
            answers.add(node.submit(pay.nonce(0, 1).sign().encode()));
        });
        clock.move(Duration.ofSeconds(1));
        store.disk().release();

        assertThat(mined.get().height()).isEqualTo(5);
        assertThat(refusal(answers.get(0))).isEqualTo("EXPIRED");
        assertThat(refusal(answers.get(1))).isEqualTo("NONCE_GAP");
        assertThat(node.nextSequence(payer.name(), 0)).isZero();
        assertThat(ledger.submit(pay.sign()).applied()).isTrue();
        assertThat(ledger.submit(pay.nonce(0, 1).sign()).applied()).isTrue();
    }

    @Test
    void theClockMayRunBackwardsAndBlockTimeDoesNot() {
        clock.move(Duration.ofMinutes(5));
        Receipt first = ledger.submit(people.get(0), pay(people.get(0), people.get(1), 1));
        clock.move(Duration.ofMinutes(-4));

        Receipt second = ledger.submit(people.get(0), pay(people.get(0), people.get(1), 1));

        assertThat(node.block(first.height()).orElseThrow().header().time()).isEqualTo(START.plusSeconds(300));
        assertThat(node.block(second.height()).orElseThrow().header().time()).isEqualTo(START.plusSeconds(300));
        assertThat(node.now()).isEqualTo(START.plusSeconds(300));
        clock.move(Duration.ofMinutes(10));
        assertThat(node.now()).isEqualTo(START.plusSeconds(660));
    }

    @Test
    void closingAnswersEverythingThatWasAccepted() {
        store.disk().hold();
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(node.submit(ledger.draft(people.get(0), pay(people.get(0), people.get(1), 1))
                    .sign()
                    .encode()));
        }
        store.disk().release();
        ledger.close();

        assertThat(answers)
                .allMatch(CompletableFuture::isDone)
                .extracting(CompletableFuture::join)
                .allMatch(Receipt::applied);
    }

    @Test
    void aClosedLedgerTakesNothingAndSaysSo() {
        Person payer = people.get(0);
        var bytes = ledger.draft(payer, pay(payer, people.get(1), 1)).sign().encode();
        ledger.close();

        assertThatThrownBy(() -> node.submit(bytes).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("The ledger takes no transactions because it was closed: restart the node.");
        assertThatThrownBy(() -> ledger.node().development().orElseThrow().mine(1))
                .isInstanceOf(RefusedException.class)
                .hasMessage("The ledger takes no transactions because it was closed: restart the node.");
    }

    @Test
    void emptyBlocksAreMadeInTheirTurn() {
        Receipt first = ledger.submit(people.get(0), pay(people.get(0), people.get(1), 1));
        var info = ledger.node().development().orElseThrow().mine(3);
        Receipt second = ledger.submit(people.get(0), pay(people.get(0), people.get(1), 1));

        assertThat(first.height()).isEqualTo(1);
        assertThat(info.height()).isEqualTo(4);
        assertThat(second.height()).isEqualTo(5);
        assertThat(second.events().get(0).sequence()).isEqualTo(1);
        assertThat(node.block(3)).map(Block::transactions).contains(List.of());
        assertThatThrownBy(() -> ledger.node().development().orElseThrow().mine(0))
                .hasMessage("choose 1 to 10000 blocks, not 0");
        assertThatThrownBy(() -> ledger.advance(Duration.ZERO))
                .hasMessage("time moves forward only, by at most 3650 days at once");
    }

    private void assertNoGaps(List<Receipt> receipts) {
        Map<Long, List<Integer>> indices = new TreeMap<>();
        receipts.forEach(receipt -> indices.computeIfAbsent(receipt.height(), height -> new ArrayList<>())
                .add(receipt.index()));
        long head = node.info().height();
        assertThat(indices.keySet())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, head).boxed().toList());
        indices.forEach((height, found) -> assertThat(found)
                .as("block %d", height)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, found.size()).boxed().toList()));

        List<Event> events = new ArrayList<>();
        String next = "0";
        while (next != null) {
            var page = node.events(Long.parseLong(next), 100);
            events.addAll(page.items());
            next = page.next();
        }
        assertThat(events)
                .extracting(Event::sequence)
                .containsExactlyElementsOf(
                        LongStream.range(0, receipts.size()).boxed().toList());
        assertThat(events)
                .containsExactlyInAnyOrderElementsOf(receipts.stream()
                        .flatMap(receipt -> receipt.events().stream())
                        .toList());
    }

    private static String refusal(CompletableFuture<Receipt> answer) {
        return catchThrowableOfType(RefusedException.class, () -> TestLedger.await(answer))
                .failure()
                .code();
    }

    private SignedTransaction payment(TestLedger on) {
        return on.draft(people.get(0), pay(people.get(0), people.get(1), 1)).sign();
    }

    private static Transfer pay(Person from, Person to, long units) {
        return new Transfer(from.name(), to.name(), new Amount(BigInteger.valueOf(units), ETH));
    }

    private interface Work<T> {
        T on(int thread) throws Exception;
    }

    /** All begin at the same moment. */
    private <T> List<T> onAllThreads(Work<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            tasks.add(() -> {
                start.await();
                return work.on(thread);
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : threads.invokeAll(tasks)) {
            results.add(result.get());
        }
        return results;
    }
}
