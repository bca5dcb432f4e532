package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Subscription;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.core.node.Memory;
import org.quoin.ledger.testkit.probe.Jars;

@Timeout(60)
class SubscriptionTest {
    private static final long SEED = 20260401;

    private final FaultyStore store = new FaultyStore();
    private final ManualClock clock = new ManualClock(START);
    private TestLedger ledger = open();

    @AfterEach
    void close() {
        ledger.close();
    }

    /** One listener is slow, one never returns, one throws, one comes and goes; the ledger is closed and opened meanwhile. */
    @Test
    void everyListenerGetsEveryEventOnceAndInOrderWhateverTheOthersDo() throws Exception {
        RandomGenerator random = random();
        CountDownLatch never = new CountDownLatch(1);
        Remembering steady = new Remembering();
        Remembering slow = new Remembering();
        Remembering comesAndGoes = new Remembering();
        for (int opening = 0; opening < 6; opening++) {
            Subscription steadily = ledger.ledger().subscribe(steady.next(), steady::take);
            Subscription slowly = ledger.ledger().subscribe(slow.next(), event -> {
                pause();
                slow.take(event);
            });
            Subscription stuck = ledger.ledger().subscribe(0, event -> await(never));
            long third = random.nextLong(3);
            Subscription throwing = ledger.ledger().subscribe(0, event -> {
                if (event.sequence() == third) {
                    throw new IllegalStateException("at " + third);
                }
            });
            ledger.activate(Jars.probe("1.0." + opening));
            for (int round = 0; round < 6; round++) {
                Subscription often = ledger.ledger().subscribe(comesAndGoes.next(), comesAndGoes::take);
                load(random.nextInt(1, 40), random);
                often.close();
                often.ended().join();
            }
            assertThatThrownBy(() -> throwing.ended().join()).hasRootCauseMessage("at " + third);
            assertThat(stuck.ended()).isNotDone();
            if (random.nextBoolean()) {
                ledger.close();
                assertThatThrownBy(() -> steadily.ended().join())
                        .hasRootCauseInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("the ledger was closed: subscribe again from event");
            } else {
                steadily.close();
                ledger.close();
            }
            for (Subscription each : List.of(steadily, slowly, stuck)) {
                each.ended().handle((none, cause) -> null).join();
            }
            ledger = open();
        }
        List<Event> journal = journal(ledger.ledger());

        assertComplete(steady, journal);
        assertComplete(slow, journal);
        assertComplete(comesAndGoes, journal);
    }

    private void assertComplete(Remembering listener, List<Event> journal) throws InterruptedException {
        try (Subscription rest = ledger.ledger().subscribe(listener.next(), listener::take)) {
            assertThat(rest.ended()).isNotDone();
            assertThat(listener.first(journal.size())).containsExactlyElementsOf(journal);
        }
    }

    @Test
    void whatIsNotDurableIsNotDelivered() throws InterruptedException {
        BlockingQueue<Event> delivered = new LinkedBlockingQueue<>();
        try (Subscription subscription = ledger.ledger().subscribe(0, delivered::add)) {
            store.disk().hold();
            CompletableFuture<Receipt> answer =
                    ledger.ledger().submit(ledger.draft(ALICE, pay(1)).sign().encode());
            store.disk().awaitHeld();
            assertThat(delivered).isEmpty();
            store.disk().release();

            assertThat(delivered.take()).isEqualTo(answer.join().events().get(0));
            assertThat(subscription.ended()).isNotDone();
        }
    }

    @Test
    void aListenerMayUseTheLedgerAndEndItsOwnSubscription() {
        CompletableFuture<Subscription> self = new CompletableFuture<>();
        List<Event> delivered = new ArrayList<>();
        load(20, random());
        Subscription subscription = ledger.ledger().subscribe(0, event -> {
            delivered.add(event);
            ledger.submit(BOB, new Transfer("bob", "alice", new Amount(BigInteger.ONE, ETH)));
            if (delivered.size() == 4) {
                self.join().close();
            }
        });
        self.complete(subscription);

        subscription.ended().join();

        assertThat(journal(ledger.ledger())).startsWith(delivered.toArray(Event[]::new));
        assertThat(delivered).hasSize(4);
    }

    @Test
    void eventsCanBeReadWhileTheBlocksOfThemAreLeftToTheStore() {
        LedgerStore frugal = new FrugalStore(new MemoryStore(), new Memory(4_000, 1 << 20, 1 << 20, 50));
        AtomicBoolean done = new AtomicBoolean();
        try (TestLedger storing = TestLedger.open(frugal, clock, ALICE, BOB)) {
            storing.submit(ALICE, pay(1));
            Event first = storing.ledger().events(0, 1).items().get(0);
            Runnable reading = () -> {
                while (!done.get()) {
                    assertThat(storing.ledger().events(0, 1).items()).containsExactly(first);
                }
            };
            List<CompletableFuture<Void>> readers = Stream.generate(() -> CompletableFuture.runAsync(reading))
                    .limit(3)
                    .toList();
            for (int i = 0; i < 1_000; i++) {
                storing.submit(ALICE, pay(1));
            }
            done.set(true);
            readers.forEach(CompletableFuture::join);
        }
    }

    @Test
    void onlyANumberThatCanComeCanBeSubscribedFrom() {
        ledger.submit(ALICE, pay(1));
        ledger.submit(ALICE, pay(2));

        ledger.ledger().subscribe(2, event -> {}).close();
        assertThatThrownBy(() -> ledger.ledger().subscribe(3, event -> {}))
                .hasMessage("the next event will have the number 2: choose that or one from 0 on, not 3");
        assertThatThrownBy(() -> ledger.ledger().subscribe(-1, event -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    }

    private TestLedger open() {
        return TestLedger.open(store, clock, ALICE, BOB);
    }

    /** Payments, of which some are more than there is and are rejected. */
    private void load(int count, RandomGenerator random) {
        for (int i = 0; i < count; i++) {
            ledger.submit(ALICE, pay(random.nextInt(10) == 0 ? Long.MAX_VALUE : 1 + random.nextLong(1_000)));
        }
    }

    private static Transfer pay(long units) {
        return new Transfer(
                "alice",
                "bob",
                new Amount(units == Long.MAX_VALUE ? BigInteger.TEN.pow(30) : BigInteger.valueOf(units), ETH));
    }

    private static List<Event> journal(Ledger ledger) {
        List<Event> events = new ArrayList<>();
        for (String next = "0"; next != null; ) {
            Page<Event> page = ledger.events(Long.parseLong(next), 100);
            events.addAll(page.items());
            next = page.next();
        }
        return events;
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps what it gets, and knows where it stands. */
    private static final class Remembering {
        private final List<Event> events = new ArrayList<>();

        private synchronized void take(Event event) {
            events.add(event);
            notifyAll();
        }

        private synchronized long next() {
            return events.size();
        }

        private synchronized List<Event> first(int count) throws InterruptedException {
            while (events.size() < count) {
                wait();
            }
            return List.copyOf(events);
        }
    }
}
