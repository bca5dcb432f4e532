package org.quoin.ledger.core.node;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.quoin.ledger.core.journal.Disk;

/** What is left of a file that is gone. */
record MissingFile(Path file) implements Disk {
    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public void read(long position, ByteBuffer into) throws EOFException {
        throw new EOFException(file + " is missing");
    }

    @Override
    public void write(long position, ByteBuffer from) throws IOException {
        throw new EOFException(file + " is missing");
    }

    @Override
    public void force() {
        // there is nothing
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public void grow(long size) throws IOException {
        throw new EOFException(file + " is missing");
    }

    @Override
    public void close() {
        // there is nothing
    }
}
