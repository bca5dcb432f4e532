package org.quoin.ledger.testkit.soak;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.simulation.Simulator;

/** The blocks of a random life in a file, as a journal records them; and that they come out the same when executed again. */
final class BlockFile {
    /** In which order a block's transactions are executed again. */
    enum Order {
        /** As they were ordered. */
        LISTED,
        /** As a hash table happens to hold them: the sabotage. */
        HASHED
    }

    private BlockFile() {}

    /** Lives a life and records it. */
    static void write(Path file, long seed, int transactions) throws IOException {
        Genesis genesis = TestLedger.genesis(Person.ALICE, Person.BOB);
        Chain.Extension last = Chain.found(genesis);
        List<Chain.Extension> blocks = new ArrayList<>(List.of(last));
        List<VerifiedTransaction> waiting = new ArrayList<>();
        Instant[] time = {genesis.time()};
        new Simulator(seed, genesis).run(transactions, moment -> {
            if (!moment.context().time().equals(time[0])) {
                close(blocks, time[0], waiting);
                time[0] = moment.context().time();
            }
            waiting.add(moment.transaction());
        });
        close(blocks, time[0], waiting);
        write(file, blocks.stream().map(Chain.Extension::record).toList());
    }

    static void write(Path file, List<BlockRecord> blocks) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(blocks.size());
            for (BlockRecord block : blocks) {
                byte[] record = block.encode();
                out.writeInt(record.length);
                out.write(record);
            }
        }
    }

    static List<BlockRecord> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            List<BlockRecord> blocks = new ArrayList<>();
            for (int rest = in.readInt(); rest > 0; rest--) {
                blocks.add(record(in));
            }
            return blocks;
        }
    }

    private static void close(List<Chain.Extension> blocks, Instant time, List<VerifiedTransaction> transactions) {
        if (!transactions.isEmpty()) {
            Chain chain = blocks.get(blocks.size() - 1).chain();
            blocks.add(chain.extend(input(chain, time, transactions)));
            transactions.clear();
        }
    }

    private static BlockInput input(Chain chain, Instant time, List<VerifiedTransaction> transactions) {
        return new BlockInput(
                CoreCapability.PROTOCOL,
                chain.header().height() + 1,
                chain.header().input(),
                time,
                chain.modules().hash(),
                chain.header().height(),
                chain.head(),
                transactions);
    }

    /**
     * Executes the blocks again.
     *
     * @return how many of them have another header than is recorded
     */
    static int differing(Path file, Order order) throws IOException {
        int differing = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int blocks = in.readInt();
            BlockRecord record = record(in);
            Chain chain = Chain.found(Genesis.decode(record.input())).chain();
            differing += chain.header().equals(record.header()) ? 0 : 1;
            for (int i = 1; i < blocks; i++) {
                record = record(in);
                BlockInput input = BlockInput.decode(record.input().toArray());
                chain = chain.extend(input(chain, input.time(), ordered(input.transactions(), order)))
                        .chain();
                differing += chain.header().equals(record.header()) ? 0 : 1;
            }
        }
        return differing;
    }

    private static BlockRecord record(DataInputStream in) throws IOException {
        return BlockRecord.decode(in.readNBytes(in.readInt()));
    }

    private static List<VerifiedTransaction> ordered(List<VerifiedTransaction> transactions, Order order) {
        return switch (order) {
            case LISTED -> transactions;
            // They have no hash code of their own.
            case HASHED -> List.copyOf(new HashSet<>(transactions));
        };
    }
}
