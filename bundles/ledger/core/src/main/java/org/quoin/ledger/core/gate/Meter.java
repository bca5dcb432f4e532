package org.quoin.ledger.core.gate;

import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the gas that rules use: about one for each instruction of theirs, and what the host asks for beside it. The same run
 * uses the same gas on every machine.
 *
 * <p>The methods without a caller here are called by what {@link Weaver} puts into the rules.
 */
public final class Meter {
    /** Calls within calls, of the rules' own methods. */
    static final int MAX_DEPTH = 256;

    /** In bytes, of an array. */
    static final int MAX_ARRAY = 1 << 20;

    /** In characters. */
    static final int MAX_TEXT = 1 << 16;

    /** Bytes that are as dear as one instruction. */
    private static final int BYTES = 4;

    private static final ThreadLocal<@Nullable Meter> CURRENT = new ThreadLocal<>();

    /** What some thread has changed its own to: mostly the one that asks, because one thread executes blocks. */
    private record Latest(@Nullable Thread thread, @Nullable Meter meter) {
        private static final Latest NONE = new Latest(null, null);
    }

    /**
     * Not volatile: a thread sees what it wrote last, or what another one wrote since, which it does not take for its own.
     */
    private static Latest latest = Latest.NONE;

    private final long limit;
    private long left;
    private int depth;

    /** @param limit 0 or more */
    public Meter(long limit) {
        this.limit = limit;
        left = limit;
    }

    public long limit() {
        return limit;
    }

    /** At most the limit. */
    public long used() {
        return limit - Math.max(0, left);
    }

    /** Runs rules in this thread, on this meter. */
    public <T> T run(Supplier<T> rules) {
        Meter outer = CURRENT.get();
        CURRENT.set(this);
        latest = new Latest(Thread.currentThread(), this);
        int before = depth;
        try {
            return rules.get();
        } finally {
            depth = before;
            if (outer == null) {
                CURRENT.remove();
                latest = Latest.NONE;
            } else {
                CURRENT.set(outer);
                latest = new Latest(Thread.currentThread(), outer);
            }
        }
    }

    /** @throws LimitExceededError if there is not so much left; nothing is left then, for ever */
    public void charge(long gas) {
        if (gas > left) {
            left = -1;
            throw LimitExceededError.gas();
        }
        left -= gas;
    }

    // ---- what is woven in

    /** A method begins. */
    public static Meter enter(int gas) {
        Latest known = latest;
        Meter meter = known.thread == Thread.currentThread() ? known.meter : CURRENT.get();
        if (meter == null) {
            throw new IllegalStateException("rules run on a meter only");
        }
        if (++meter.depth > MAX_DEPTH) {
            throw LimitExceededError.of("calls are nested more than " + MAX_DEPTH + " deep");
        }
        meter.tick(gas);
        return meter;
    }

    public int depth() {
        return depth;
    }

    /** A method returns. */
    public void exit() {
        depth--;
    }

    /** A loop begins anew. */
    public void tick(int gas) {
        if ((left -= gas) < 0) {
            left = -1;
            throw LimitExceededError.gas();
        }
    }

    /** A method goes on after an exception, of what it called perhaps. */
    public void caught(int depth, int gas) {
        this.depth = depth;
        tick(gas);
    }

    /** An array is about to be made. */
    public void array(int length, int width) {
        long bytes = (long) length * width;
        if (bytes > MAX_ARRAY) {
            throw LimitExceededError.of("an array has at most " + MAX_ARRAY + " bytes");
        }
        if (length > 0) {
            charge(bytes / BYTES);
        }
    }

    /** Java is about to go through so many elements. */
    public void through(int elements) {
        array(elements, Integer.BYTES);
    }

    /** Java is about to go through what was given to it, or has made it. */
    public void through(@Nullable Object object) {
        if (object instanceof CharSequence text) {
            if (text.length() > MAX_TEXT) {
                throw LimitExceededError.of("a text has at most " + MAX_TEXT + " characters");
            }
            charge(text.length() / BYTES);
        } else if (object instanceof Collection<?> collection) {
            through(collection.size());
        } else if (object instanceof byte[] bytes) {
            array(bytes.length, Byte.BYTES);
        } else if (object instanceof char[] chars) {
            array(chars.length, Character.BYTES);
        } else if (object instanceof int[] ints) {
            array(ints.length, Integer.BYTES);
        } else if (object instanceof long[] longs) {
            array(longs.length, Long.BYTES);
        } else if (object instanceof Object[] objects) {
            array(objects.length, Long.BYTES);
        }
    }
}
