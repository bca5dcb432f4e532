package org.quoin.ledger.testkit.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.Tip;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.journal.GroupCommit;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.node.BlockMachine;
import org.quoin.ledger.core.node.DirectoryStore;
import org.quoin.ledger.core.node.JournalBlockLog;

/**
 * Transfers between random accounts that nobody signed, through the log of a node, with all roots, receipts and the journal,
 * until they are durable: what a ledger does beside verifying. {@code -Daccounts=}, of which there are 1,000,000 otherwise,
 * {@code -Dseconds=}, 60 otherwise, of the work alone: between the rounds the next load is made. The baseline is what the
 * ledger promises: 200,000 a second, from ten million accounts on 100,000.
 */
public final class UnsignedBench implements Benchmark {
    private static final int BLOCKS = 20;
    private static final int IN_FLIGHT = 2;

    @Override
    public String name() {
        return "unsigned";
    }

    @Override
    public Figures run(Path directory) throws IOException, InterruptedException {
        int accounts = Integer.getInteger("accounts", 1_000_000);
        Duration least = Duration.ofSeconds(Integer.getInteger("seconds", 60));
        ExecutorService threads = Executors.newCachedThreadPool();
        DirectoryStore store = new DirectoryStore(directory.resolve("ledger"), directory.resolve("modules"));
        Populace populace = new Populace(accounts, Instant.now());
        store.create(populace.genesis());
        try (Journal journal = Journal.open(store.openJournal(), (height, payload) -> {
            throw new IllegalStateException("the journal is new");
        })) {
            Chain.Extension founded = Chain.found(populace.genesis());
            journal.append(0, founded.record().encode());
            journal.force();
            journal.anchor(0, founded.chain().head());
            journal.force();
            BlockMachine machine = new BlockMachine(populace.settle(founded.chain()));
            try (JournalBlockLog log =
                    new JournalBlockLog(machine, new GroupCommit(journal, threads, IN_FLIGHT), threads)) {
                return measure(populace, machine, log, least, accounts < 10_000_000 ? 200_000 : 100_000);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Figures measure(
            Populace populace, BlockMachine machine, JournalBlockLog log, Duration least, double promised)
            throws InterruptedException {
        order(machine, log, load(populace)); // warms up
        long transfers = 0;
        long nanos = 0;
        long cpu = 0;
        while (nanos < least.toNanos()) {
            List<List<VerifiedTransaction>> blocks = load(populace);
            long cpuBefore = processCpu();
            long start = System.nanoTime();
            order(machine, log, blocks);
            long round = System.nanoTime() - start;
            long used = processCpu() - cpuBefore;
            transfers += (long) BLOCKS * BlockInput.MAX_TRANSACTIONS;
            nanos += round;
            cpu += used;
            System.out.printf(
                    "%.0f/s, %.2f us of CPU each%n",
                    BLOCKS * BlockInput.MAX_TRANSACTIONS * 1e9 / round,
                    used / 1e3 / (BLOCKS * BlockInput.MAX_TRANSACTIONS));
        }
        System.out.printf("%.2f us of CPU for each of %d transfers%n", cpu / 1e3 / transfers, transfers);
        return new Figures(transfers * 1e9 / nanos, "unsigned durable transfers/s", promised);
    }

    private static List<List<VerifiedTransaction>> load(Populace populace) {
        List<List<VerifiedTransaction>> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(populace.payments(BlockInput.MAX_TRANSACTIONS));
        }
        return blocks;
    }

    /** Returns when all are durable. */
    private static void order(BlockMachine machine, JournalBlockLog log, List<List<VerifiedTransaction>> blocks)
            throws InterruptedException {
        List<CompletableFuture<Chain.Extension>> durable = new ArrayList<>();
        for (List<VerifiedTransaction> block : blocks) {
            Tip tip = machine.tip();
            Chain settled = machine.settled();
            durable.add(log.append(new BlockInput(
                    CoreCapability.PROTOCOL,
                    tip.height() + 1,
                    tip.input(),
                    tip.time(),
                    tip.modules().hash(),
                    settled.header().height(),
                    settled.head(),
                    block)));
        }
        for (CompletableFuture<Chain.Extension> each : durable) {
            int events = each.join().record().events().size();
            if (events != BlockInput.MAX_TRANSACTIONS) {
                throw new IllegalStateException("of a block of good transfers only " + events + " were applied");
            }
        }
    }

    /** In nanoseconds. */
    private static long processCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
