package org.quoin.ledger.core.node;

/**
 * How much of the heap a ledger takes for its state, and how far the store may be behind.
 *
 * @param cache for parts of the state that are in the store, in bytes
 * @param checkpoint a checkpoint is due when what is not stored takes so many bytes
 * @param lag ordering waits while what is not stored takes so many bytes
 * @param blocks a checkpoint is due after so many blocks, too: a start executes none and reads no more than these again
 */
public record Memory(long cache, long checkpoint, long lag, int blocks) {
    private static final int BLOCKS = 256;

    /** In bytes, what a short row takes, and a quarter of a long one: {@link org.quoin.ledger.core.state.RecentRows} has both. */
    private static final long ROW = 40 + 60;

    private static final int FEWEST_ROWS = 1_000;
    private static final int MOST_ROWS = 1 << 24;

    public Memory {
        if (cache < 0 || checkpoint < 1 || lag < checkpoint || blocks < 1) {
            throw new IllegalArgumentException("a checkpoint must be due before ordering waits for it");
        }
    }

    /** Shares of a heap: an eighth for what is in the store, at most another eighth for what is not yet. */
    public static Memory ofHeap(long bytes) {
        return new Memory(bytes / 8, bytes / 32, bytes / 8, BLOCKS);
    }

    /** How many rows are remembered of what was executed last: they take a third as much as the cache. */
    int rows() {
        return (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, cache / 3 / ROW));
    }
}
