package org.quoin.ledger.testkit.soak;

import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.Verification;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.RelayDisk;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.Memory;
import org.quoin.ledger.core.node.Repair;
import org.quoin.ledger.core.state.UnreadableStateError;
import org.quoin.ledger.store.StoreException;
import org.quoin.ledger.testkit.FrugalStore;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RewiredStore;
import org.quoin.ledger.testkit.Sight;
import org.quoin.ledger.testkit.TestLedger;

/**
 * Harms one file of a small ledger at a time, in every way that disks and people know. Then it opens the ledger, has it verify
 * itself, and compares all that a reader can see.
 */
final class Mutations {
    /** What became of a ledger with a harmed file. */
    enum Outcome {
        /** It shows what it showed before, and verifies. */
        SAME,
        /** It does not open, and says why. */
        REFUSED,
        /** It stands where it stood, and says which of its blocks is damaged when it is asked to verify them. */
        REPORTED,
        /** It said that its store is damaged, and shows what it showed before once it is started again. */
        STARTED_AGAIN,
        /** It shows something else, or verifies what it cannot show. */
        SILENT
    }

    private static final int LIVES = 3;
    private static final int BLOCKS = 12;
    private static final int ROOM = 2_000;
    private static final int PAGE = 512;
    private static final Path JOURNAL = Path.of("ledger", "journal");

    /** There only after a store was found damaged while the ledger ran. */
    private static final Path DISTRUSTED = Path.of("ledger", "store", "distrusted");

    /** A checkpoint every few blocks, and hardly a bucket in memory. */
    private static final Memory FRUGAL = new Memory(4_000, 1 << 20, 1 << 20, 4);

    private enum Harm {
        DELETE,
        EMPTY,
        HALVE,
        SHORTEN,
        LENGTHEN,
        CUT,
        FLIP_FIRST,
        FLIP_MIDDLE,
        FLIP_LAST,
        FLIP,
        ZERO,
        SWAP
    }

    private final RandomGenerator random;
    private final Path whole;
    private final Path other;
    private final Path harmed;
    private final Sight expected;
    private final List<Path> files;

    /**
     * Makes the ledger that is harmed.
     *
     * @param directory empty
     * @param rules that are activated in it
     */
    Mutations(Path directory, long seed, List<Bytes> rules) throws IOException {
        random = new SplittableRandom(seed);
        whole = directory.resolve("whole");
        other = directory.resolve("other");
        harmed = directory.resolve("harmed");
        expected = fill(whole, rules, ALICE, BOB);
        fill(other, rules, BOB, ALICE);
        files = Stream.concat(files(whole).stream().map(whole::relativize), Stream.of(DISTRUSTED))
                .toList();
    }

    /** How many files there are of each kind, which is a name without its digits. */
    Map<String, Long> kinds() {
        return files.stream().collect(Collectors.groupingBy(Mutations::kind, TreeMap::new, Collectors.counting()));
    }

    /** So many mutations harm each file in each way. */
    int systematic() {
        return files.size() * Harm.values().length;
    }

    /** Goes through all files, then through all files in the next way. */
    Map<Outcome, Long> count(int mutations) throws IOException {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < mutations; i++) {
            Path victim = files.get(i % files.size());
            Harm harm = Harm.values()[i / files.size() % Harm.values().length];
            prepare(victim, harm);
            Outcome outcome = outcome(harm + " of " + victim);
            if (outcome == Outcome.SILENT) {
                System.out.println("silent: " + harm + " of " + victim);
            }
            outcomes.merge(outcome, 1L, Long::sum);
        }
        return outcomes;
    }

    /** How often a loss is not seen where a refusal is taken for leave to give up what is damaged. */
    long countHeedless(int mutations) throws IOException {
        long silent = 0;
        for (int i = 0; i < mutations; i++) {
            prepare(JOURNAL, Harm.values()[i % Harm.values().length]);
            if (outcome("heedless") == Outcome.REFUSED
                    && new Repair(harmed.resolve("ledger"), null, true).run().whole()) {
                silent += outcome("heedless, after a repair") == Outcome.SILENT ? 1 : 0;
            }
        }
        return silent;
    }

    private Outcome outcome(String what) {
        Outcome first = open(what);
        return first == Outcome.STARTED_AGAIN && open(what) != Outcome.SAME ? Outcome.SILENT : first;
    }

    private Outcome open(String what) {
        try (TestLedger ledger = open(harmed, ALICE, BOB)) {
            return look(ledger.ledger());
        } catch (DamagedDataException refused) {
            return String.valueOf(refused.getMessage()).isBlank() ? Outcome.SILENT : Outcome.REFUSED;
        } catch (RuntimeException | Error e) {
            throw new IllegalStateException(what + " is met with something else than a refusal", e);
        }
    }

    private Outcome look(Ledger ledger) {
        if (!ledger.info().equals(expected.info())) {
            return Outcome.SILENT;
        }
        Verification found = ledger.verify(0, expected.info().height());
        if (!found.ok()) {
            return found.firstBad() == null ? Outcome.STARTED_AGAIN : Outcome.REPORTED;
        }
        try {
            return Sight.of(ledger).equals(expected) ? Outcome.SAME : Outcome.SILENT;
        } catch (DamagedDataException | StoreException | UnreadableStateError e) {
            return Outcome.SILENT;
        }
    }

    private void prepare(Path victim, Harm harm) throws IOException {
        Trees.delete(harmed);
        for (Path file : files(whole)) {
            Path copy = harmed.resolve(whole.relativize(file));
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(file, copy);
        }
        Path file = harmed.resolve(victim);
        byte[] content = victim.equals(DISTRUSTED) ? new byte[0] : Files.readAllBytes(file);
        if (harm == Harm.DELETE) {
            Files.deleteIfExists(file);
        } else {
            Files.write(file, harmed(content, victim, harm));
        }
    }

    private byte[] harmed(byte[] content, Path victim, Harm harm) throws IOException {
        int last = Math.max(0, content.length - 1);
        return switch (harm) {
            case DELETE, EMPTY -> new byte[0];
            case HALVE -> Arrays.copyOf(content, content.length / 2);
            case SHORTEN -> Arrays.copyOf(content, last);
            case LENGTHEN -> lengthened(content);
            case CUT -> Arrays.copyOf(content, random.nextInt(last + 1));
            case FLIP_FIRST -> flipped(content, 0);
            case FLIP_MIDDLE -> flipped(content, content.length / 2);
            case FLIP_LAST -> flipped(content, last);
            case FLIP -> flipped(content, random.nextInt(last + 1));
            case ZERO -> {
                int page = random.nextInt(last / PAGE + 1) * PAGE;
                Arrays.fill(content, page, Math.min(content.length, page + PAGE), (byte) 0);
                yield content;
            }
            case SWAP -> anothers(victim);
        };
    }

    private byte[] lengthened(byte[] content) {
        byte[] noise = new byte[1 + random.nextInt(PAGE)];
        random.nextBytes(noise);
        byte[] longer = Arrays.copyOf(content, content.length + noise.length);
        System.arraycopy(noise, 0, longer, content.length, noise.length);
        return longer;
    }

    /** An empty file has a byte then. */
    private byte[] flipped(byte[] content, int at) {
        byte[] flipped = Arrays.copyOf(content, Math.max(1, content.length));
        flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return flipped;
    }

    /** The file of the same kind that another ledger has. */
    private byte[] anothers(Path victim) throws IOException {
        for (Path file : files(other)) {
            if (kind(other.relativize(file)).equals(kind(victim))) {
                return Files.readAllBytes(file);
            }
        }
        return new byte[0];
    }

    private static String kind(Path file) {
        String name = file.getFileName().toString();
        return file.getParent() + "/" + (name.endsWith(".jar") ? ".jar" : name.replaceAll("[0-9]", ""));
    }

    /** A ledger of some blocks, whose journal has little room, so that a harm seldom falls on zeros. */
    private static Sight fill(Path data, List<Bytes> rules, Person payer, Person payee) throws IOException {
        Sight sight = null;
        for (int life = 0; life < LIVES; life++) {
            try (TestLedger ledger = open(data, payer, payee)) {
                if (life == 0) {
                    rules.forEach(ledger::activate);
                }
                for (int i = 0; i < BLOCKS; i++) {
                    ledger.submit(
                            payer,
                            new Transfer(payer.name(), payee.name(), Amount.parse("" + (1 + i), TestLedger.ETH)));
                }
                sight = Sight.of(ledger.ledger());
            }
        }
        Path journal = data.resolve(JOURNAL);
        byte[] content = Files.readAllBytes(journal);
        int used = content.length;
        while (content[used - 1] == 0) {
            used--;
        }
        Files.write(journal, Arrays.copyOf(content, used + ROOM));
        Files.write(data.resolve("ledger").resolve("reserve"), new byte[ROOM]);
        return Objects.requireNonNull(sight, "it lived");
    }

    private static TestLedger open(Path data, Person... people) {
        DirectoryStore store = new DirectoryStore(data.resolve("ledger"), data.resolve("modules"));
        return TestLedger.open(
                new FrugalStore(new RewiredStore(store, Unforced::new), FRUGAL), new ManualClock(START), people);
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
        try (Stream<Path> paths = Files.walk(data)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
