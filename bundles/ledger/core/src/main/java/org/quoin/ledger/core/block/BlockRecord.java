package org.quoin.ledger.core.block;

import java.util.List;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.state.WriteSet;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * A block as the journal keeps it: what was ordered, what came of it, and what it wrote, so that recovery repeats the
 * writes without running any rules.
 *
 * @param input the encoded {@link BlockInput}; of block 0 the encoded genesis
 */
public record BlockRecord(Bytes input, Header header, BlockOutcome outcome, WriteSet writes) {
    private static final int MAX_INPUT = 2 * BlockInput.MAX_SIZE;
    private static final int MAX_HEADER = 1024 * 1024;
    private static final int MAX_WRITES = 48 * 1024 * 1024;

    /** Of its transactions. */
    public List<ReceiptRow> receipts() {
        return outcome.receipts();
    }

    /** The block as the API shows it. */
    public Block toBlock() {
        return new Block(
                header, receipts().stream().map(ReceiptRow::transaction).toList());
    }

    /** @param index of one of {@link #receipts} */
    public SignedTransaction transaction(int index) {
        return BlockInput.transaction(input.toArray(), index);
    }

    /** All events of the block, in their order. */
    public List<EventRow> events() {
        return outcome.events();
    }

    public byte[] encode() {
        byte[] changes = writes.encode();
        Writer out = new Writer(512 + input.size() + 200 * receipts().size() + changes.length)
                .bytes(input.toArray(), MAX_INPUT)
                .bytes(header.encode().toArray(), MAX_HEADER);
        outcome.write(out);
        return out.bytes(changes, MAX_WRITES).toBytes();
    }

    /** @throws MalformedBytesException if the bytes are not the encoding of a block record */
    public static BlockRecord decode(byte[] bytes) {
        try {
            Reader in = new Reader(bytes);
            Bytes input = Bytes.of(in.bytes(MAX_INPUT));
            Header header = Header.decode(Bytes.of(in.bytes(MAX_HEADER)));
            BlockOutcome outcome = BlockOutcome.read(in);
            WriteSet writes = WriteSet.decode(in.bytes(MAX_WRITES));
            in.end();
            return new BlockRecord(input, header, outcome, writes);
        } catch (CodecException e) {
            throw new MalformedBytesException("not a block record: " + e.getMessage(), e);
        }
    }
}
