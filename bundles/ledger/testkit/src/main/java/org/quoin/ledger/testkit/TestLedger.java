package org.quoin.ledger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.SubmissionException;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.node.Capacity;
import org.quoin.ledger.core.node.LedgerNode;
import org.quoin.ledger.core.node.LedgerStore;

/** A development ledger on which each of some people has 1,000 QUO and 1,000 ETH to start with. */
public final class TestLedger implements AutoCloseable {
    public static final Asset QUO = new Asset("QUO", 18);
    public static final Asset ETH = new Asset("ETH", 18);

    /** The time of its genesis. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final BigInteger ENDOWMENT = Amount.parse("1000", QUO).units();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LedgerNode node;
    private final ManualClock clock;
    private final Person operator;

    private TestLedger(LedgerStore store, ManualClock clock, Capacity capacity, Genesis genesis, Person... people) {
        this.clock = clock;
        operator = people[0];
        try {
            node = LedgerNode.open(store, () -> genesis, clock, threads, capacity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        node.certifyWith(new MemoryWallet(people));
    }

    /** A new ledger in memory with Alice and Bob. */
    public static TestLedger create() {
        return open(new MemoryStore(), new ManualClock(START), Person.ALICE, Person.BOB);
    }

    /** Opens the ledger in a store, after making one with these people if there is none. */
    public static TestLedger open(LedgerStore store, ManualClock clock, Person... people) {
        return open(store, clock, Capacity.DEFAULT, people);
    }

    /** The same with its own room for what waits. */
    public static TestLedger open(LedgerStore store, ManualClock clock, Capacity capacity, Person... people) {
        return new TestLedger(store, clock, capacity, genesis(people), people);
    }

    /** The ledger of a chain that is not for development, with each of these people an operator. */
    public static TestLedger governed(LedgerStore store, ManualClock clock, Person... operators) {
        return new TestLedger(store, clock, Capacity.DEFAULT, genesis(false, List.of(operators), operators), operators);
    }

    /** The ledger that a genesis founds, with this operator. */
    public static TestLedger found(LedgerStore store, ManualClock clock, Genesis genesis, Person operator) {
        return new TestLedger(store, clock, Capacity.DEFAULT, genesis, operator);
    }

    /** A development chain with these people, the first of them its operator. */
    public static Genesis genesis(Person... people) {
        return genesis(true, List.of(people[0]), people);
    }

    private static Genesis genesis(boolean development, List<Person> operators, Person... people) {
        List<Genesis.Founder> founders = Arrays.stream(people)
                .map(person ->
                        new Genesis.Founder(person.name(), person.signer().publicKey()))
                .toList();
        List<Genesis.Share> shares = Arrays.stream(people)
                .map(person -> new Genesis.Share(person.name(), ENDOWMENT))
                .toList();
        List<Genesis.Endowment> assets = new ArrayList<>();
        for (Asset asset : List.of(QUO, ETH)) {
            assets.add(new Genesis.Endowment(asset, people[0].name(), shares));
        }
        return new Genesis(
                development,
                START,
                founders,
                operators.stream().map(Person::name).toList(),
                assets);
    }

    public Ledger ledger() {
        return node;
    }

    public LedgerNode node() {
        return node;
    }

    public ManualClock clock() {
        return clock;
    }

    /** Signs and submits, and waits for the receipt; what {@link Ledger#submit} fails with is thrown as it is. */
    public Receipt submit(Person person, OperationRecord... operations) {
        return submit(new LedgerClient(node).sign(person.name(), person.signer(), operations));
    }

    /** Submits, and waits for the receipt; what {@link Ledger#submit} fails with is thrown as it is. */
    public Receipt submit(SignedTransaction transaction) {
        return await(node.submit(transaction.encode()));
    }

    /** Waits for the receipt; what {@link Ledger#submit} fails with is thrown as it is. */
    public static Receipt await(CompletableFuture<Receipt> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SubmissionException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Activates rules, signed by the operator, who is the first of the people. */
    public Receipt activate(Bytes rules) {
        return submit(operator, ActivateModule.of(rules));
    }

    /** A transaction that the person could submit next. */
    public Draft draft(Person person, OperationRecord... operations) {
        return Draft.of(node, person, operations);
    }

    public Amount balance(Person person, Asset asset) {
        return node.balances(person.name()).stream()
                .map(balance -> balance.available())
                .filter(amount -> amount.asset().equals(asset))
                .findFirst()
                .orElse(Amount.zero(asset));
    }

    /** Returns when what was submitted waits for a block, or is answered. */
    public void awaitVerified() {
        while (node.verifying() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Moves the clock and makes a block, so that the head has the new time. */
    public void advance(Duration duration) {
        node.development().orElseThrow().advance(duration);
    }

    @Override
    public void close() {
        try {
            node.close();
        } finally {
            threads.shutdown();
        }
    }
}
