package org.quoin.ledger.testkit.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.journal.Disk;
import org.quoin.ledger.core.journal.NoRoomException;
import org.quoin.ledger.core.journal.RelayDisk;

/**
 * A disk that does what hardware does at the worst moment, when it is told to: holds a force up, fails, lies, or
 * loses at a power cut what was not forced.
 */
public final class FaultyDisk extends RelayDisk {
    private record Overwritten(long position, ByteBuffer content) {}

    private final Disk disk;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Overwritten> unforced = new ArrayDeque<>();
    private boolean held;
    private boolean waiting;
    private boolean pass;
    private volatile boolean lying;
    private @Nullable String fault;
    private @Nullable String faultToCome;
    private int forcesLeft;
    private volatile long limit = Long.MAX_VALUE;

    public FaultyDisk(Disk disk) {
        super(disk);
        this.disk = disk;
    }

    /** From now on a force waits until it is let pass. */
    public void hold() {
        set(() -> held = true);
    }

    /** Returns when a force waits. */
    public void awaitHeld() {
        lock.lock();
        try {
            while (!waiting || pass) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets the force that waits pass. */
    public void passOne() {
        set(() -> pass = true);
    }

    /** Holds nothing any more. */
    public void release() {
        set(() -> held = false);
    }

    /** From now on every write and force fails, those that wait too. */
    public void fail(String why) {
        set(() -> fault = why);
    }

    /** The same, after some more forces that succeed. */
    public void failAfter(int forces, String why) {
        set(() -> {
            forcesLeft = forces;
            faultToCome = why;
        });
    }

    /** From now on it cannot grow beyond so many bytes. */
    public void limit(long size) {
        limit = size;
    }

    /** From now on a force does nothing, and says that it has done it. */
    public void lie() {
        set(() -> lying = true);
    }

    /** Works again; what was written is there, forced or not. */
    public void mend() {
        set(() -> {
            fault = null;
            faultToCome = null;
            held = false;
            lying = false;
        });
    }

    /** Works again; what was written since the last force is not there. */
    public void losePower() throws IOException {
        mend();
        while (!unforced.isEmpty()) {
            Overwritten last = unforced.pop();
            disk.write(last.position, last.content);
        }
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        requireNoFault();
        ByteBuffer before = ByteBuffer.allocate(from.remaining());
        disk.read(position, before);
        unforced.push(new Overwritten(position, before.flip()));
        disk.write(position, from);
    }

    @Override
    public void force() throws IOException {
        waitWhileHeld();
        requireNoFault();
        if (!lying) {
            disk.force();
            unforced.clear();
        }
    }

    @Override
    public void grow(long size) throws IOException {
        requireNoFault();
        if (size > limit) {
            throw new NoRoomException(name(), new IOException("no space left"));
        }
        disk.grow(size);
    }

    private void waitWhileHeld() {
        lock.lock();
        try {
            waiting = true;
            changed.signalAll();
            while (held && !pass && fault == null) {
                changed.awaitUninterruptibly();
            }
            waiting = false;
            pass = false;
            if (faultToCome != null && forcesLeft-- == 0) {
                fault = faultToCome;
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireNoFault() throws IOException {
        lock.lock();
        try {
            if (fault != null) {
                throw new IOException(fault);
            }
        } finally {
            lock.unlock();
        }
    }

    private void set(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
