package org.quoin.ledger.core.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.quoin.ledger.api.Backup;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Inspection;
import org.quoin.ledger.api.Inspection.Finding;
import org.quoin.ledger.api.Maintenance;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.JournalFailedException;
import org.quoin.ledger.core.journal.JournalFullException;

/** Looks after the files of a running ledger: it reads what is durable, beside those who write. */
final class Upkeep implements Maintenance {
    private static final String SUMS = "SHA256SUMS";

    private final LedgerStore store;
    private final Genesis genesis;
    private final Journal journal;
    private final Reads reads;
    private final KeptRules rules;

    Upkeep(LedgerStore store, Genesis genesis, Journal journal, Reads reads, KeptRules rules) {
        this.store = store;
        this.genesis = genesis;
        this.journal = journal;
        this.reads = reads;
        this.rules = rules;
    }

    @Override
    public Backup backup(Path directory) throws IOException {
        Path target = directory.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new IllegalArgumentException(target + " is there already: name a directory that is not.");
        }
        Path draft = target.resolveSibling("." + target.getFileName() + "-unfinished");
        try {
            delete(draft);
            Chain chain = reads.chain();
            write(draft, chain);
            Backup backup = new Backup(
                    chain.header().height(), chain.head(), chain.header().state(), seal(draft));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            force(target.resolveSibling(""));
            return backup;
        } catch (JournalFullException | JournalFailedException | DamagedDataException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            delete(draft);
        }
    }

    private void write(Path draft, Chain chain) throws IOException {
        DirectoryStore copy = new DirectoryStore(draft.resolve("ledger"), draft.resolve("modules"));
        JournalCopy.write(copy, genesis, journal::read, chain.header().height(), chain.head());
        for (Hash module : archived()) {
            copy.modules().keep(module, rules.rules(module));
        }
    }

    private List<Hash> archived() {
        return reads.modules().stream()
                .filter(module -> module.state() != Module.State.AVAILABLE)
                .map(module -> module.id().sha256())
                .toList();
    }

    /** Writes the sums in the form of {@code sha256sum}, syncs everything, and says how many bytes there are. */
    private static long seal(Path draft) throws IOException {
        StringBuilder sums = new StringBuilder();
        long bytes = 0;
        for (Path file : files(draft)) {
            if (Files.isRegularFile(file)) {
                bytes += Files.size(file);
                sums.append(Checksum.of(file))
                        .append("  ")
                        .append(draft.relativize(file))
                        .append('\n');
            }
        }
        Files.writeString(draft.resolve(SUMS), sums);
        for (Path file : files(draft)) {
            force(file);
        }
        return bytes;
    }

    @Override
    public Inspection repair() {
        List<Finding> findings = new ArrayList<>();
        long last = reads.chain().header().height();
        for (long height = journal.firstHeight(); height <= last; height++) {
            try {
                BlockRecord unused = BlockRecord.decode(journal.read(height));
            } catch (DamagedDataException | MalformedBytesException e) {
                findings.add(new Finding(
                        "Block " + height + " is damaged on the disk (" + e.getMessage()
                                + "): make a backup of what can be read, stop the node and run 'quoin repair'.",
                        false));
            }
        }
        String store = reads.damageOfTheStore();
        if (store != null) {
            findings.add(new Finding(store, false));
        }
        healGenesis(findings);
        List<Hash> archived = archived();
        archived.forEach(module -> heal(module, findings));
        return new Inspection(last, archived.size(), findings);
    }

    private void healGenesis(List<Finding> findings) {
        try {
            if (store.heal(genesis)) {
                findings.add(new Finding("The genesis file was damaged and is written anew.", true));
            }
        } catch (IOException e) {
            findings.add(new Finding("The genesis file is damaged and cannot be written: " + e.getMessage(), false));
        }
    }

    private void heal(Hash module, List<Finding> findings) {
        try {
            Optional<Bytes> kept = store.modules().find(module);
            if (kept.isEmpty()) {
                store.modules().keep(module, rules.rules(module));
                findings.add(new Finding(
                        "The rules " + module + " were missing or damaged in the archive and are restored.", true));
            }
        } catch (IOException | RuntimeException e) {
            findings.add(new Finding(
                    "The rules " + module + " are missing or damaged in the archive and cannot be restored: "
                            + e.getMessage(),
                    false));
        }
    }

    private static List<Path> files(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static void delete(Path tree) throws IOException {
        for (Path each : files(tree)) {
            Files.delete(each);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
