package org.quoin.ledger.core.node;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.LongFunction;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.LedgerFile;

/**
 * Writes a ledger as one file. Numbers are big-endian.
 *
 * <table>
 * <caption>Layout, version 1</caption>
 * <tr><th>what</th><th>form</th></tr>
 * <tr><td>head</td><td>magic QUOINEXP, version u32</td></tr>
 * <tr><td>each block, from 0 on</td><td>length u32, block record, digest 32 = SHA-256(digest before, length, record); the digest
 *     before the first is the SHA-256 of the head</td></tr>
 * <tr><td>end</td><td>ffffffff, height u64, hash of the last header 32, its state root 32, digest 32 = SHA-256(digest before, all
 *     of the end before its digest)</td></tr>
 * </table>
 *
 * <p>The record of block 0 has the genesis in it, and the rules that were ever active are in the blocks of their activation.
 */
final class ExportWriter {
    static final long MAGIC = 0x51554f494e455850L; // "QUOINEXP"
    static final int VERSION = 1;
    static final int HEAD_SIZE = 12;
    static final int END_MARK = 0xffff_ffff;

    /** In bytes, of the end before its digest. */
    static final int END_SIZE = 4 + 8 + 2 * Hash.SIZE;

    private static final int BUFFER = 1 << 20;

    private final DataOutputStream out;
    private Hash digest;

    private ExportWriter(OutputStream stream) throws IOException {
        out = new DataOutputStream(new BufferedOutputStream(stream, BUFFER));
        byte[] head = head();
        out.write(head);
        digest = Hash.sha256(head);
    }

    static byte[] head() {
        return ByteBuffer.allocate(HEAD_SIZE).putLong(MAGIC).putInt(VERSION).array();
    }

    /**
     * Writes a file that is there whole and durable, or not at all.
     *
     * @param head of the last block
     * @param blocks the encoded record of each
     */
    static void write(Path file, Header head, LongFunction<byte[]> blocks, LedgerFile.Progress progress) {
        NewFile.write(file, out -> write(out, head, blocks, progress));
    }

    /** The same, to what the caller closes. */
    static void write(OutputStream out, Header head, LongFunction<byte[]> blocks, LedgerFile.Progress progress)
            throws IOException {
        ExportWriter writer = new ExportWriter(out);
        for (long height = 0; height <= head.height(); height++) {
            writer.block(blocks.apply(height));
            progress.at(height + 1, head.height() + 1);
        }
        writer.end(head);
    }

    private void block(byte[] payload) throws IOException {
        byte[] length = ByteBuffer.allocate(4).putInt(payload.length).array();
        out.write(length);
        out.write(payload);
        digest = Hash.sha256(digest.toArray(), length, payload);
        out.write(digest.toArray());
    }

    private void end(Header head) throws IOException {
        byte[] end = ByteBuffer.allocate(END_SIZE)
                .putInt(END_MARK)
                .putLong(head.height())
                .put(head.hash().toArray())
                .put(head.state().toArray())
                .array();
        out.write(end);
        out.write(Hash.sha256(digest.toArray(), end).toArray());
        out.flush();
    }
}
