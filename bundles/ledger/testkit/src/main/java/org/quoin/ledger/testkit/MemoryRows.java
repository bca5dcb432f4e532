package org.quoin.ledger.testkit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.store.Batch;
import org.quoin.ledger.store.KeyValueStore;
import org.quoin.ledger.store.Row;
import org.quoin.ledger.store.StoreException;

/**
 * Keys and values in memory, which loses what was not flushed whenever it is opened again, and can be made to fail or be
 * tampered with. It outlives who uses it.
 */
public final class MemoryRows implements KeyValueStore {
    private NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
    private NavigableMap<byte[], byte[]> flushed = new TreeMap<>(Arrays::compareUnsigned);
    private final Deque<Batch> unflushed = new ArrayDeque<>();
    private boolean open;
    private boolean held;
    private int stepsLeft = Integer.MAX_VALUE;
    private int surviving;
    private long reads;
    private long writes;

    /** Opens it as it is after a power cut; closed or not, it belongs to the last who opened it. */
    synchronized MemoryRows opened() {
        rows = copy(flushed);
        for (; surviving > 0 && !unflushed.isEmpty(); surviving--) {
            apply(unflushed.removeFirst());
        }
        flushed = copy(rows);
        unflushed.clear();
        open = true;
        stepsLeft = Integer.MAX_VALUE;
        return this;
    }

    /** After so many writes and flushes the next one fails, and all that follow until it is opened again. */
    public synchronized void failAfter(int steps) {
        stepsLeft = steps;
    }

    /** When it is opened again, so many of the batches that were not flushed are there. */
    public synchronized void survive(int batches) {
        surviving = batches;
    }

    /** What is in it: a test may change it behind everybody's back. */
    public synchronized NavigableMap<byte[], byte[]> tamper() {
        return rows;
    }

    /** As tampered with, it is what the next opening finds. */
    public synchronized void settle() {
        flushed = copy(rows);
        unflushed.clear();
    }

    /** How many rows were asked for one by one. */
    public synchronized long reads() {
        return reads;
    }

    /** Whether somebody uses it. */
    public synchronized boolean isOpen() {
        return open;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public synchronized byte @Nullable [] get(byte[] key) {
        requireOpen();
        reads++;
        byte[] value = rows.get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public void scan(byte[] prefix, byte[] from, RowVisitor visitor) {
        for (Map.Entry<byte[], byte[]> row : tail(from).entrySet()) {
            if (!startsWith(row.getKey(), prefix)
                    || !visitor.visit(row.getKey().clone(), row.getValue().clone())) {
                break;
            }
        }
    }

    @Override
    public synchronized @Nullable Row floor(byte[] prefix, byte[] key) {
        requireOpen();
        Map.Entry<byte[], byte[]> row = rows.floorEntry(key);
        return row == null || !startsWith(row.getKey(), prefix)
                ? null
                : new Row(row.getKey().clone(), row.getValue().clone());
    }

    /** How many batches were written. */
    public synchronized long writes() {
        return writes;
    }

    @Override
    public synchronized void write(Batch batch) {
        step();
        writes++;
        apply(batch);
        unflushed.addLast(batch);
    }

    @Override
    public synchronized void flush() {
        try {
            while (held) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new StoreException(name(), "was interrupted", e);
        }
        step();
        settle();
    }

    @Override
    public void verify() {
        requireOpen();
    }

    @Override
    public synchronized void close() {
        open = false;
    }

    /** Who flushes waits until {@link #release}. */
    public synchronized void hold() {
        held = true;
    }

    public synchronized void release() {
        held = false;
        notifyAll();
    }

    private void apply(Batch batch) {
        batch.applyTo(new Batch.Target() {
            @Override
            public void put(byte[] key, byte[] value) {
                rows.put(key, value);
            }

            @Override
            public void delete(byte[] key) {
                rows.remove(key);
            }
        });
    }

    private void step() {
        requireOpen();
        if (stepsLeft == 0) {
            throw new StoreException(
                    name(), "cannot be written: Input/output error", new IOException("Input/output error"));
        }
        stepsLeft--;
    }

    private synchronized void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private synchronized NavigableMap<byte[], byte[]> tail(byte[] from) {
        requireOpen();
        return copy(rows.tailMap(from, true));
    }

    private static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> of) {
        return new TreeMap<>(of);
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
