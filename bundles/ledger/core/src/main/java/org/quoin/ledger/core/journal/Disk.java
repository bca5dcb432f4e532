package org.quoin.ledger.core.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One file, addressed by byte. Buffers are backed by an array. Reading is safe from any thread; one thread at a time
 * writes, forces or grows.
 *
 * <p>What is assumed of the hardware: after {@link #force} returns, everything written before it survives a power cut.
 * Before that, any part of what was written may be there or not, in any order; and writing bytes does not harm their
 * unchanged neighbours.
 */
public interface Disk extends Closeable {
    /** What a message calls it: the path of the file. */
    String name();

    /**
     * Fills the buffer.
     *
     * @throws java.io.EOFException if the file ends before the buffer is full
     */
    void read(long position, ByteBuffer into) throws IOException;

    /** Writes all that remains in the buffer, within the size. */
    void write(long position, ByteBuffer from) throws IOException;

    /** Returns when everything written is on the medium. After it failed once, nothing is known of what was written. */
    void force() throws IOException;

    /** In bytes. */
    long size() throws IOException;

    /**
     * Extends the file by zeros, allocated and durable when this returns, so that a later write finds its room.
     *
     * @throws NoRoomException if there is none: then nothing has happened, neither to the file nor to what was written before
     * @throws IOException if it may have happened in part; then it is as after a failed {@link #force}
     */
    void grow(long size) throws IOException;
}
