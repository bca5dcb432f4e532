package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.SubmissionException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.journal.JournalFailedException;
import org.quoin.ledger.testkit.FaultyStore;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/**
 * Transactions of several payments, of which any one may be impossible, on a ledger whose disk fails again and again. Whoever
 * got no answer submits the same bytes to the next life of the ledger. At last what everybody has is compared with what the
 * transactions say, and each receipt with those that were given before.
 */
final class Resubmissions {
    /** How those who submit behave. */
    enum Client {
        HONEST,

        /** Submits every operation by itself: what should be all or nothing is not. */
        IN_PARTS,

        /** Signs anew what was not answered: it may be applied twice. */
        SIGNING_ANEW
    }

    private static final Person[] PEOPLE = {Person.named("ann"), Person.named("ben"), Person.named("cid")};
    private static final int TRANSACTIONS_OF_A_LEDGER = 100;
    private static final int MOST_OPERATIONS = 5;
    private static final int LONGEST_LIFE = 5;
    private static final int LIVES = 6;
    private static final BigInteger TOO_MUCH = BigInteger.TEN.pow(30);

    /** What somebody wants, and what is known of it. */
    private static final class Wish {
        private final Person payer;
        private final List<Transfer> payments;
        private final boolean possible;
        private @Nullable SignedTransaction signed;
        private @Nullable Receipt receipt;

        private Wish(Person payer, List<Transfer> payments, boolean possible) {
            this.payer = payer;
            this.payments = payments;
            this.possible = possible;
        }
    }

    private final SplittableRandom random;
    private final Client client;
    private final FaultyStore store = new FaultyStore();
    private final List<Wish> wishes = new ArrayList<>();
    private final Map<String, BigInteger> gains = new HashMap<>();
    private boolean contradicted;

    private Resubmissions(SplittableRandom random, Client client) {
        this.random = random;
        this.client = client;
        for (int i = 0; i < TRANSACTIONS_OF_A_LEDGER; i++) {
            wish();
        }
    }

    static Row.Figures run(long seed, int transactions, Client client) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        long runs = 0;
        long lost = 0;
        while (runs < transactions) {
            lost += new Resubmissions(random.split(), client).holds() ? 0 : 1;
            runs += TRANSACTIONS_OF_A_LEDGER;
        }
        return new Row.Figures(runs, lost, lost);
    }

    private void wish() {
        Person payer = PEOPLE[random.nextInt(PEOPLE.length)];
        int count = 1 + random.nextInt(MOST_OPERATIONS);
        int impossible = random.nextInt(3) == 0 ? random.nextInt(count) : -1;
        List<Transfer> payments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            payments.add(i == impossible ? impossible(payer) : payment(payer));
        }
        if (impossible < 0) {
            payments.forEach(this::expect);
        }
        if (client == Client.IN_PARTS) {
            payments.forEach(each -> wishes.add(new Wish(payer, List.of(each), impossible < 0)));
        } else {
            wishes.add(new Wish(payer, payments, impossible < 0));
        }
    }

    private Transfer payment(Person payer) {
        Person payee = PEOPLE[random.nextInt(PEOPLE.length)];
        return pay(payer, payee.name(), BigInteger.valueOf(1 + random.nextInt(1_000)));
    }

    private Transfer impossible(Person payer) {
        return random.nextBoolean() ? pay(payer, "nobody", BigInteger.ONE) : pay(payer, "ann", TOO_MUCH);
    }

    private static Transfer pay(Person payer, String payee, BigInteger units) {
        return new Transfer(payer.name(), payee, new Amount(units, TestLedger.ETH));
    }

    private void expect(Transfer payment) {
        BigInteger units = payment.amount().units();
        gains.merge(payment.from(), units.negate(), BigInteger::add);
        gains.merge(payment.to(), units, BigInteger::add);
    }

    private boolean holds() throws IOException {
        for (int life = 0; life < LIVES; life++) {
            live(life);
            if (random.nextBoolean()) {
                store.disk().mend();
            } else {
                store.disk().losePower();
            }
        }
        try (TestLedger ledger = open()) {
            submit(ledger, LIVES);
            return !contradicted && everybodyHasWhatIsDue(ledger) && isWhole(ledger);
        }
    }

    private void live(int life) {
        try (TestLedger ledger = open()) {
            store.disk().failAfter(random.nextInt(LONGEST_LIFE), "on purpose");
            submit(ledger, life);
        } catch (JournalFailedException e) {
            // by closing, on a disk that fails on purpose: everybody has his answer already
        }
    }

    private TestLedger open() {
        return TestLedger.open(store, new ManualClock(TestLedger.START), PEOPLE);
    }

    /** All that has no answer in its order, some of it twice, and some that has one. */
    private void submit(TestLedger ledger, int life) {
        sign(ledger, life);
        Map<Wish, List<CompletableFuture<Receipt>>> answers = new LinkedHashMap<>();
        for (Wish wish : wishes) {
            int times = random.nextInt(4) == 0 ? 2 : 1;
            for (int i = wish.receipt == null ? 0 : 1; i < times; i++) {
                answers.computeIfAbsent(wish, none -> new ArrayList<>())
                        .add(ledger.ledger().submit(signed(wish).encode()));
            }
        }
        answers.forEach((wish, all) -> all.forEach(answer -> learn(wish, answer)));
    }

    private void sign(TestLedger ledger, int life) {
        int lane = client == Client.SIGNING_ANEW ? life : 0;
        Map<Person, Long> next = new HashMap<>();
        for (Wish wish : wishes) {
            if (wish.signed == null || (client == Client.SIGNING_ANEW && wish.receipt == null)) {
                long sequence = next.merge(wish.payer, 1L, Long::sum) - 1;
                wish.signed = ledger.draft(wish.payer, wish.payments.toArray(OperationRecord[]::new))
                        .nonce(lane, sequence)
                        .sign();
            }
        }
    }

    private static SignedTransaction signed(Wish wish) {
        if (wish.signed == null) {
            throw new IllegalStateException("nothing is submitted before it is signed");
        }
        return wish.signed;
    }

    private void learn(Wish wish, CompletableFuture<Receipt> answer) {
        try {
            Receipt receipt = TestLedger.await(answer);
            if (wish.receipt != null && !wish.receipt.equals(receipt)) {
                contradicted = true;
            }
            wish.receipt = receipt;
        } catch (SubmissionException e) {
            // The disk failed: the next life will tell. But what has a receipt was ordered, so it cannot be refused.
            contradicted |= wish.receipt != null && e instanceof RefusedException;
        }
    }

    private boolean everybodyHasWhatIsDue(TestLedger ledger) {
        BigInteger endowment = Amount.parse("1000", TestLedger.ETH).units();
        for (Person person : PEOPLE) {
            BigInteger due = endowment.add(gains.getOrDefault(person.name(), BigInteger.ZERO));
            if (!ledger.balance(person, TestLedger.ETH).units().equals(due)) {
                return false;
            }
        }
        return true;
    }

    private boolean isWhole(TestLedger ledger) {
        return wishes.stream().allMatch(wish -> wish.receipt != null && wish.receipt.applied() == wish.possible)
                && ledger.ledger().verify(0, ledger.ledger().info().height()).ok();
    }
}
