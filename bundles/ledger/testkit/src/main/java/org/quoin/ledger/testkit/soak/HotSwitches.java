package org.quoin.ledger.testkit.soak;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RulesSignature;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.SubmissionException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.trust.TrustedKeys;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryWallet;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/**
 * Eight clients pay each other, lock funds and claim them, each with a pause after every answer, while the rules of the locks are
 * switched again and again: to a version that is new each second time, and back. Locks stay open over several switches.
 */
public final class HotSwitches implements AutoCloseable {
    private static final int CLIENTS = 8;
    private static final int OPEN_LOCKS = 5;
    private static final long PAUSE_NANOS = 3_000_000;
    private static final int BETWEEN = 40;
    private static final Amount UNIT = new Amount(BigInteger.ONE, TestLedger.QUO);
    private static final Bytes PREIMAGE = Bytes.fromHex("2a");
    private static final Hash SECRET = Hash.sha256(PREIMAGE.toArray());
    private static final String NAME = "htlc-fixture";

    /** How a version makes room for the next. */
    public enum Manner {
        /** As the ledger does it. */
        AT_ONCE,
        /** As a restart would: first there is none, then the next. */
        WITH_A_GAP
    }

    private static final Bytes FIRST = RulesJars.fixture("1.0.0");

    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
    private final Deliveries deliveries;
    private final Person[] people = new Person[CLIENTS + 1];
    private final TestLedger ledger;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLongArray expected = new AtomicLongArray(CLIENTS);
    private final Collection<Hash> acknowledged = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Collection<Long> latencies = new ConcurrentLinkedQueue<>();

    public HotSwitches(Path directory) {
        people[0] = Person.named("operator");
        for (int i = 0; i < CLIENTS; i++) {
            people[i + 1] = Person.named("client-" + i);
        }
        ledger = TestLedger.open(
                new DirectoryStore(directory.resolve("ledger"), directory.resolve("modules")),
                new ManualClock(TestLedger.START),
                people);
        deliveries = new Deliveries(
                ledger.node(),
                new MemoryWallet(people),
                TrustedKeys.of(people[0].signer().publicKey()),
                worker);
        deliver(FIRST);
    }

    /** Begins the load. */
    public void start() {
        for (int i = 0; i < CLIENTS; i++) {
            int client = i;
            Thread thread = new Thread(() -> work(client), "client-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    /** Returns after so many answers more, with how long each took, in nanoseconds. */
    public long[] quiet(int answers) {
        Collection<Long> measured = new ConcurrentLinkedQueue<>();
        latencies = measured;
        await(answers);
        return nanos(measured);
    }

    /** Switches back and forth so many times, with answers in between; returns how long each of these took, in nanoseconds. */
    public long[] switches(int count, int firstVersion, Manner manner) {
        Collection<Long> measured = new ConcurrentLinkedQueue<>();
        latencies = measured;
        for (int i = 0; i < count; i++) {
            String version = i % 2 == 0 ? "1.1." + (firstVersion + i) : "1.0.0";
            if (manner == Manner.WITH_A_GAP) {
                require(ledger.submit(people[0], new DeactivateModule(NAME)));
                await(1);
            }
            if (i % 2 == 0) {
                deliver(RulesJars.fixture(version));
            } else {
                goBack();
            }
            await(BETWEEN);
        }
        return nanos(measured);
    }

    /** Ends the load, and looks for what was lost. */
    public Result stop() throws InterruptedException {
        running.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
        long lost = 0;
        for (Hash transaction : acknowledged) {
            lost += ledger.ledger().receipt(transaction).isPresent() ? 0 : 1;
        }
        BigInteger endowment = Amount.parse("1000", TestLedger.QUO).units();
        for (int i = 0; i < CLIENTS; i++) {
            BigInteger has = ledger.balance(people[i + 1], TestLedger.QUO).units();
            lost += has.equals(endowment.add(BigInteger.valueOf(expected.get(i)))) ? 0 : 1;
        }
        long head = ledger.ledger().info().height();
        lost += ledger.ledger().verify(0, head).ok() ? 0 : 1;
        return new Result(answered.get(), failed.get(), lost);
    }

    /**
     * What came of all the transactions.
     *
     * @param failed refused, rejected or unanswered
     * @param lost acknowledged and not there, balances that are not what the receipts come to, a chain that does not verify
     */
    public record Result(long transactions, long failed, long lost) {}

    @Override
    public void close() {
        running.set(false);
        worker.shutdownNow();
        ledger.close();
    }

    private void work(int client) {
        Deque<String> open = new ArrayDeque<>();
        int other = (client + 1) % CLIENTS;
        Person self = people[client + 1];
        long number = 0;
        while (running.get() || !open.isEmpty()) {
            boolean ending = !running.get();
            String name = client + "-" + number;
            if (ending || open.size() == OPEN_LOCKS) {
                if (submit(self, claim(open.remove()))) {
                    expected.incrementAndGet(other);
                }
            } else if (number % 2 == 0) {
                if (submit(self, lock(name, people[other + 1].name()))) {
                    expected.decrementAndGet(client);
                    open.add(name);
                }
            } else if (submit(self, new Transfer(self.name(), people[other + 1].name(), UNIT))) {
                expected.decrementAndGet(client);
                expected.incrementAndGet(other);
            }
            number++;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean submit(Person person, OperationRecord operation) {
        long start = System.nanoTime();
        boolean applied = false;
        try {
            Receipt receipt =
                    untilThereIsRoom(new LedgerClient(ledger.ledger()).sign(person.name(), person.signer(), operation));
            applied = receipt.applied();
            acknowledged.add(receipt.transaction());
        } catch (SubmissionException e) {
            System.out.println(person.name() + ": " + e.getMessage());
        }
        latencies.add(System.nanoTime() - start);
        answered.incrementAndGet();
        if (!applied) {
            failed.incrementAndGet();
        }
        return applied;
    }

    private Receipt untilThereIsRoom(SignedTransaction transaction) {
        while (true) {
            try {
                return ledger.submit(transaction);
            } catch (OverloadedException e) {
                LockSupport.parkNanos(e.retryAfter().toNanos());
            }
        }
    }

    /** As a bundle does: by the policy of a development chain the node activates what is newer. */
    private void deliver(Bytes jar) {
        Hash rules = Hash.sha256(jar.toArray());
        Bytes signature =
                Bytes.of(RulesSignature.of(jar, people[0].signer()).toString().getBytes(StandardCharsets.UTF_8));
        deliveries.delivered(rules, "a bundle", new Deliveries.SignedRules(jar, signature));
        try {
            if (!deliveries.awaitSettled(Duration.ofMinutes(1)) || !isActive(rules)) {
                throw new IllegalStateException("what was delivered is not active");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        deliveries.withdrawn(rules);
    }

    private void goBack() {
        require(ledger.submit(people[0], new ActivateModule(Hash.sha256(FIRST.toArray()), Optional.empty())));
    }

    private boolean isActive(Hash rules) {
        return ledger.ledger().info().modules().stream()
                .anyMatch(module -> module.sha256().equals(rules));
    }

    private static void require(Receipt receipt) {
        receipt.failure().ifPresent(failure -> {
            throw new IllegalStateException(failure.message());
        });
    }

    private void await(int answers) {
        long until = answered.get() + answers;
        while (answered.get() < until) {
            if (threads.stream().anyMatch(thread -> !thread.isAlive())) {
                throw new IllegalStateException("a client has given up: its error is above");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static long[] nanos(Collection<Long> measured) {
        return measured.stream().mapToLong(Long::longValue).toArray();
    }

    private static OperationRecord lock(String name, String beneficiary) {
        return new FixtureRequest(
                NAME,
                "lock",
                Values.of("name", name)
                        .and("beneficiary", beneficiary)
                        .and("asset", "QUO")
                        .and("amount", BigInteger.ONE)
                        .and("secretHash", SECRET),
                List.of(UNIT));
    }

    private static OperationRecord claim(String name) {
        return new FixtureRequest(NAME, "claim", Values.of("name", name).and("preimage", PREIMAGE), List.of());
    }
}
