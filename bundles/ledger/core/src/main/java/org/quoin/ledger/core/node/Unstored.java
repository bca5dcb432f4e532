package org.quoin.ledger.core.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.checkpoint.BlockIndex;

/** Durable blocks since the last checkpoint. Whoever uses it takes care that one thread does at a time. */
final class Unstored {
    private final Deque<BlockIndex> blocks = new ArrayDeque<>();
    private long size;
    private @Nullable Chain newest;

    /** @param chain as of the block */
    void add(BlockIndex block, Chain chain) {
        blocks.add(block);
        size += block.size();
        newest = chain;
    }

    /** As of the last block; null if none was added. */
    @Nullable
    Chain newest() {
        return newest;
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    int count() {
        return blocks.size();
    }

    List<BlockIndex> blocks() {
        return List.copyOf(blocks);
    }

    /** What they take of the heap, estimated, in bytes. */
    long size() {
        return newest == null || blocks.isEmpty() ? 0 : size + newest.state().unstored();
    }

    boolean isDue(Memory memory) {
        return blocks.size() >= memory.blocks() || size() >= memory.checkpoint();
    }

    /** Forgets what a checkpoint has. */
    void stored(long height) {
        while (!blocks.isEmpty() && blocks.getFirst().height() <= height) {
            size -= blocks.removeFirst().size();
        }
    }
}
