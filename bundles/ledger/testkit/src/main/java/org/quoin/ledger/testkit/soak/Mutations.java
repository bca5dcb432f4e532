package org.quoin.ledger.testkit.soak;

import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.RelayDisk;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.Repair;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RewiredStore;
import org.quoin.ledger.testkit.TestLedger;

/**
 * Harms one file of a small ledger at a time, in every way that disks and people know: a flipped bit, zeros, a shorter file,
 * none, the file of another ledger. Then it opens the ledger and compares.
 */
final class Mutations {
    private static final int BLOCKS = 24;
    private static final int ROOM = 2_000;
    private static final Path JOURNAL = Path.of("ledger", "journal");

    private enum Harm {
        FLIP,
        ZERO,
        TRUNCATE,
        DELETE,
        SWAP
    }

    private final RandomGenerator random;
    private final Path whole;
    private final Path other;
    private final Path harmed;
    private final LedgerInfo expected;

    Mutations(Row.Trial trial) throws IOException {
        random = new SplittableRandom(trial.seed());
        whole = trial.directory().resolve("whole");
        other = trial.directory().resolve("other");
        harmed = trial.directory().resolve("harmed");
        expected = fill(whole, ALICE, BOB);
        fill(other, BOB, ALICE);
    }

    /** @param heedless whether a refusal is taken for leave to give up what is damaged */
    Row.Figures count(int mutations, boolean heedless) throws IOException {
        long silent = 0;
        List<Path> files = files(whole);
        for (int i = 0; i < mutations; i++) {
            delete(harmed);
            for (Path file : files) {
                Path copy = harmed.resolve(whole.relativize(file));
                Files.createDirectories(copy.resolveSibling(""));
                Files.copy(file, copy);
            }
            Path victim = heedless ? JOURNAL : whole.relativize(files.get(random.nextInt(files.size())));
            harm(harmed.resolve(victim), other.resolve(victim), Harm.values()[i % Harm.values().length]);
            silent += isHonest(heedless) ? 0 : 1;
        }
        return new Row.Figures(mutations, 0, silent);
    }

    private boolean isHonest(boolean heedless) throws IOException {
        try (TestLedger ledger = open(harmed, ALICE, BOB)) {
            return ledger.ledger().info().equals(expected);
        } catch (DamagedDataException refused) {
            return !heedless
                    || !new Repair(harmed.resolve("ledger"), null, true).run().whole()
                    || isHonest(false);
        }
    }

    private void harm(Path file, Path another, Harm harm) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content = content.length == 0 ? new byte[1] : content;
        int at = random.nextInt(Math.max(1, content.length));
        switch (harm) {
            case FLIP -> {
                content[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                Files.write(file, content);
            }
            case ZERO -> {
                Arrays.fill(content, at, Math.min(content.length, at + 1 + random.nextInt(512)), (byte) 0);
                Files.write(file, content);
            }
            case TRUNCATE -> Files.write(file, Arrays.copyOf(content, at));
            case DELETE -> Files.delete(file);
            case SWAP -> Files.copy(another, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A ledger of some blocks, whose journal has little room, so that a harm seldom falls on zeros. */
    private static LedgerInfo fill(Path data, Person payer, Person payee) throws IOException {
        LedgerInfo info;
        try (TestLedger ledger = open(data, payer, payee)) {
            for (int i = 0; i < BLOCKS; i++) {
                ledger.submit(
                        payer, new Transfer(payer.name(), payee.name(), Amount.parse("" + (1 + i), TestLedger.ETH)));
            }
            info = ledger.ledger().info();
        }
        Path journal = data.resolve(JOURNAL);
        byte[] content = Files.readAllBytes(journal);
        int used = content.length;
        while (content[used - 1] == 0) {
            used--;
        }
        Files.write(journal, Arrays.copyOf(content, used + ROOM));
        Files.write(data.resolve("ledger").resolve("reserve"), new byte[ROOM]);
        return info;
    }

    private static TestLedger open(Path data, Person... people) {
        DirectoryStore store = new DirectoryStore(data.resolve("ledger"), data.resolve("modules"));
        return TestLedger.open(new RewiredStore(store, Unforced::new), new ManualClock(START), people);
    }

    /** Nobody cuts the power here, so nobody need wait for a disk. */
    private static final class Unforced extends RelayDisk {
        private Unforced(Disk disk) {
            super(disk);
        }

        @Override
        public void force() {
            // the page cache is enough
        }
    }

    private static List<Path> files(Path data) throws IOException {
        try (Stream<Path> paths = Files.walk(data.resolve("ledger"))) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tree)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
