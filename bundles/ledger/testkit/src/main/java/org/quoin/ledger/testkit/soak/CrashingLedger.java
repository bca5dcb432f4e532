package org.quoin.ledger.testkit.soak;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RewiredStore;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.disk.LyingDisk;
import org.quoin.ledger.testkit.disk.WriteBackDisk;

/**
 * A process made to be killed: four people pay one another as fast as they can, and as soon as a payment is acknowledged, a
 * line tells of it.
 */
final class CrashingLedger {
    private static final List<Person> PEOPLE =
            List.of(Person.named("ann"), Person.named("ben"), Person.named("cid"), Person.named("dot"));

    /** The operator, who does not pay. */
    static final Person UPGRADER = Person.named("eve");

    /** What its journal lies on. */
    enum Wiring {
        /** A file. */
        PLAIN {
            @Override
            Disk over(Disk file, RandomGenerator random) {
                return file;
            }
        },
        /** A cache that dies with the process. */
        CACHED {
            @Override
            Disk over(Disk file, RandomGenerator random) {
                return new WriteBackDisk(file, random);
            }
        },
        /** One that says that it has forced, and has not. */
        LYING {
            @Override
            Disk over(Disk file, RandomGenerator random) {
                return new LyingDisk(CACHED.over(file, random));
            }
        };

        abstract Disk over(Disk file, RandomGenerator random);
    }

    /** Whether its rules change meanwhile. */
    enum Life {
        /** There are none. */
        STEADY,
        /** Rows are written in an old form and brought over; then one version after the other becomes active. */
        UPGRADING
    }

    private CrashingLedger() {}

    /** Takes the directory of the ledger, a seed, the wiring, and the life. */
    public static void main(String[] arguments) {
        Life life = Life.valueOf(arguments[3]);
        if (life == Life.UPGRADING) {
            Soak.hush(); // a ledger tells of each activation
        }
        RandomGenerator.SplittableGenerator random = new SplittableRandom(Long.parseLong(arguments[1]));
        Wiring wiring = Wiring.valueOf(arguments[2]);
        TestLedger ledger =
                open(new RewiredStore(store(Path.of(arguments[0])), file -> wiring.over(file, random.split())));
        for (Person person : PEOPLE) {
            RandomGenerator choices = random.split();
            new Thread(() -> pay(ledger, person, choices)).start();
        }
        if (life == Life.UPGRADING) {
            new Thread(() -> new Upgrades(ledger, UPGRADER).goOn()).start();
        }
    }

    /** Opens the same ledger here. */
    static TestLedger open(Path directory) {
        return open(store(directory));
    }

    private static LedgerStore store(Path directory) {
        return new DirectoryStore(directory, directory.resolveSibling("modules"));
    }

    private static TestLedger open(LedgerStore store) {
        return TestLedger.open(
                store,
                new ManualClock(TestLedger.START),
                Stream.concat(Stream.of(UPGRADER), PEOPLE.stream()).toArray(Person[]::new));
    }

    /** That a transaction is acknowledged. */
    static void tell(Receipt receipt) {
        System.out.println("acknowledged " + receipt.transaction() + " " + receipt.height() + ".");
    }

    private static void pay(TestLedger ledger, Person payer, RandomGenerator random) {
        while (true) {
            Person payee = PEOPLE.get(random.nextInt(PEOPLE.size()));
            Amount amount = new Amount(BigInteger.valueOf(random.nextInt(1, 1_000)), TestLedger.ETH);
            Receipt receipt = ledger.submit(payer, new Transfer(payer.name(), payee.name(), amount));
            tell(receipt);
        }
    }
}
