package org.quoin.ledger.testkit.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.GroupCommit;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.JournalFailedException;

/**
 * What one producer appended to a journal through several lives, and what it was told. Blocks are random, so that a block of
 * an earlier life, resurrected in the place of a later one, is recognized.
 */
final class History {
    private final RandomGenerator random;
    private final Map<Long, List<byte[]>> appended = new HashMap<>();
    private final Map<Long, byte[]> acknowledged = new HashMap<>();

    History(RandomGenerator random) {
        this.random = random;
    }

    /** A disk with an empty journal, from height 1 on. */
    static PowerCutDisk begun(PowerCutDisk disk) throws IOException {
        Journal.create(disk, Hash.sha256(new byte[] {1}), 1);
        return disk;
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /**
     * Opens the journal and appends, on one thread and so reproducibly, until the disk fails.
     *
     * @return whether all that had been acknowledged before was there
     */
    boolean live(Disk disk) throws IOException {
        try {
            Map<Long, byte[]> found = new HashMap<>();
            Journal journal = open(disk, found);
            if (!agreesWith(found)) {
                return false;
            }
            acknowledged.putAll(found);
            appendUntilItFails(journal);
            return true;
        } catch (DamagedDataException e) {
            return false;
        } catch (JournalFailedException e) {
            return true;
        }
    }

    /** Whether all that was acknowledged is there, and nothing that was never appended. */
    boolean survivesOn(Disk disk) throws IOException {
        Map<Long, byte[]> found = new HashMap<>();
        try (Journal journal = open(disk, found)) {
            return agreesWith(found) && journal.height() == found.size();
        } catch (DamagedDataException e) {
            return false;
        }
    }

    private static Journal open(Disk disk, Map<Long, byte[]> found) throws IOException {
        return Journal.open(disk, (height, payload) -> {
            found.put(height, payload);
            return Hash.sha256(payload);
        });
    }

    private boolean agreesWith(Map<Long, byte[]> found) {
        boolean nothingLost = acknowledged.entrySet().stream()
                .allMatch(block -> Arrays.equals(block.getValue(), found.get(block.getKey())));
        boolean nothingInvented = found.entrySet().stream()
                .allMatch(block -> appended.getOrDefault(block.getKey(), List.of()).stream()
                        .anyMatch(payload -> Arrays.equals(payload, block.getValue())));
        return nothingLost && nothingInvented;
    }

    private void appendUntilItFails(Journal journal) {
        GroupCommit commit = new GroupCommit(journal, writer -> {}, Integer.MAX_VALUE);
        long next = journal.height() + 1;
        CompletableFuture<@Nullable Void> last = CompletableFuture.completedFuture(null);
        do {
            int blocks = last.isDone() ? 1 + random.nextInt(3) : random.nextInt(4);
            for (int i = 0; i < blocks; i++) {
                last = append(commit, next++);
            }
        } while (commit.step());
    }

    private CompletableFuture<@Nullable Void> append(GroupCommit commit, long height) {
        byte[] payload = new byte[random.nextInt(random.nextInt(8) == 0 ? 20_000 : 300)];
        random.nextBytes(payload);
        appended.computeIfAbsent(height, any -> new ArrayList<>()).add(payload);
        try {
            return commit.append(height, Hash.sha256(payload), payload)
                    .thenRun(() -> acknowledged.put(height, payload));
        } catch (InterruptedException e) {
            throw new AssertionError("there is always room", e);
        }
    }
}
