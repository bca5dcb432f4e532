package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.SubmissionException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.JournalFailedException;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RewiredStore;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.disk.LyingDisk;
import org.quoin.ledger.testkit.disk.PowerCutDisk;

/**
 * The power goes while a ledger takes payments, and while it recovers from the last time. What is checked each time is all
 * that was ever acknowledged, and at last every block.
 */
final class PowerCuts {
    private static final Person[] PEOPLE = {Person.named("ann"), Person.named("ben"), Person.named("cid")};
    private static final int CUTS_OF_A_LEDGER = 5;
    private static final int LONGEST_LIFE = 60;
    private static final int LARGEST_WAVE = 6;

    private final UnaryOperator<Disk> wiring;
    private long runs;
    private long lost;
    private long silent;

    /** @param wiring what the ledger has of the disk */
    private PowerCuts(UnaryOperator<Disk> wiring) {
        this.wiring = wiring;
    }

    /** On a disk that keeps what it has forced. */
    static Row.Figures honest(long seed, int cuts) throws IOException {
        return new PowerCuts(disk -> disk).run(seed, cuts, CUTS_OF_A_LEDGER);
    }

    /** On one that says done before it has done it; a ledger has one cut, since it cannot open after that. */
    static Row.Figures lying(long seed, int cuts) throws IOException {
        return new PowerCuts(LyingDisk::new).run(seed, cuts, 1);
    }

    private Row.Figures run(long seed, int cuts, int cutsOfALedger) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        while (runs < cuts) {
            runs += cutsOfALedger;
            switch (fate(random.split(), cutsOfALedger)) {
                case KEPT -> {}
                case REFUSED -> lost++;
                case MISSING -> {
                    lost++;
                    silent++;
                }
            }
        }
        return new Row.Figures(runs, lost, silent);
    }

    /** What becomes of what was acknowledged. */
    private enum Fate {
        KEPT,
        REFUSED,
        MISSING
    }

    private Fate fate(SplittableRandom random, int cuts) throws IOException {
        MemoryStore store = new MemoryStore();
        Genesis genesis = TestLedger.genesis(PEOPLE);
        store.create(genesis);
        PowerCutDisk disk = new PowerCutDisk(random.split());
        Journal.create(disk, genesis.chainId(), 0);
        Acknowledged acknowledged = new Acknowledged();
        try {
            for (int cut = 0; cut < cuts || acknowledged.size() == 0; cut++) {
                disk.cutAfter(random.nextInt(LONGEST_LIFE));
                if (!live(store, disk, acknowledged, random)) {
                    return Fate.MISSING;
                }
                disk = disk.restarted();
            }
            try (TestLedger ledger = open(store, disk)) {
                return acknowledged.isWhole(ledger.ledger()) ? Fate.KEPT : Fate.MISSING;
            }
        } catch (DamagedDataException e) {
            return Fate.REFUSED;
        }
    }

    /**
     * Takes payments until the power is off.
     *
     * @return whether what was acknowledged before is there
     */
    private boolean live(LedgerStore store, PowerCutDisk disk, Acknowledged acknowledged, RandomGenerator random) {
        try (TestLedger ledger = open(store, wiring.apply(disk))) {
            boolean kept = acknowledged.missing(ledger.ledger()).isEmpty();
            while (!disk.isOff()) {
                wave(ledger, acknowledged, random);
            }
            return kept;
        } catch (JournalFailedException | UncheckedIOException e) {
            if (!disk.isOff()) {
                throw e;
            }
            return true; // the power went before the ledger was open
        }
    }

    private static void wave(TestLedger ledger, Acknowledged acknowledged, RandomGenerator random) {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int rest = 1 + random.nextInt(LARGEST_WAVE); rest > 0; rest--) {
            receipts.add(ledger.ledger().submit(payment(ledger, random)));
        }
        for (CompletableFuture<Receipt> receipt : receipts) {
            try {
                acknowledged.add(TestLedger.await(receipt));
            } catch (SubmissionException e) {
                // not acknowledged: the power is off, or a payment before it was not ordered
            }
        }
    }

    private static Bytes payment(TestLedger ledger, RandomGenerator random) {
        Person payer = PEOPLE[random.nextInt(PEOPLE.length)];
        Person payee = PEOPLE[random.nextInt(PEOPLE.length)];
        Amount amount = new Amount(BigInteger.valueOf(1 + random.nextInt(1_000)), TestLedger.ETH);
        return ledger.draft(payer, new Transfer(payer.name(), payee.name(), amount))
                .sign()
                .encode();
    }

    private static TestLedger open(LedgerStore store, Disk disk) {
        return TestLedger.open(new RewiredStore(store, beneath -> disk), new ManualClock(TestLedger.START), PEOPLE);
    }
}
