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

    /** In bytes, at most, what a transaction of one payment has read from the store: five buckets. */
    private static final long READ_AHEAD = 5 * 16 * 1024;

    private static final int FEWEST_READ_AHEAD = 256;

    private static final int FEWEST_ROWS = 1_000;
    private static final int MOST_ROWS = 1 << 24;

    /** In bytes. */
    private static final long SMALL_HEAP = 4L << 30;

    public Memory {
        if (cache < 0 || checkpoint < 1 || lag < checkpoint || blocks < 1) {
            throw new IllegalArgumentException("a checkpoint must be due before ordering waits for it");
        }
    }

    /**
     * Shares of a heap: a quarter for what is in the store, and half of what a large one has more; at most an eighth for
     * what is not yet.
     */
    public static Memory ofHeap(long bytes) {
        long cache = bytes / 4 + Math.max(0, bytes - SMALL_HEAP) / 4;
        return new Memory(cache, bytes / 32, bytes / 8, BLOCKS);
    }

    /** How many rows are remembered of what was executed last: they take a sixth as much as the cache. */
    int rows() {
        return (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, cache / 6 / ROW));
    }

    /** For how many transactions the store is read before they are executed: half the cache keeps it until then. */
    int readAhead() {
        return (int) Math.max(FEWEST_READ_AHEAD, Math.min(Integer.MAX_VALUE, cache / 2 / READ_AHEAD));
    }
}
