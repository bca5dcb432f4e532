package org.quoin.ledger.core.block;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What consensus orders: everything that executing the block depends on, beside the state that its predecessors left.
 *
 * @param parent hash of the parent's input; of block 1 the chain id
 * @param time never before the parent's
 * @param modules hash of the rules that are active: a replica that has others stops
 * @param knownHeight the newest block whose execution the proposer knows
 * @param known the hash of that block's header: a replica that has another one stops
 */
public record BlockInput(
        int protocol,
        long height,
        Hash parent,
        Instant time,
        Hash modules,
        long knownHeight,
        Hash known,
        List<VerifiedTransaction> transactions) {
    public static final int MAX_TRANSACTIONS = 10_000;

    /** In bytes, of the transactions together. */
    public static final int MAX_SIZE = 4 * 1024 * 1024;

    /** In bytes: the protocol, three numbers, and three hashes. */
    private static final int BEFORE_TRANSACTIONS = Short.BYTES + 3 * Long.BYTES + 3 * Hash.SIZE;

    private static final byte[] PURPOSE = "quoin/input/1\0".getBytes(StandardCharsets.US_ASCII);

    public BlockInput {
        transactions = List.copyOf(transactions);
    }

    byte[] encode() {
        int size = transactions.stream().mapToInt(tx -> tx.encoded().size() + 3).sum();
        Writer out = new Writer(128 + size)
                .u16(protocol)
                .u64(height)
                .fixed(parent.toArray(), Hash.SIZE)
                .u64(time.toEpochMilli())
                .fixed(modules.toArray(), Hash.SIZE)
                .u64(knownHeight)
                .fixed(known.toArray(), Hash.SIZE)
                .count(transactions.size(), MAX_TRANSACTIONS);
        transactions.forEach(tx -> out.bytes(tx.encoded().toArray(), SignedTransaction.MAX_SIZE));
        return out.toBytes();
    }

    static Hash hash(byte[] encoded) {
        return Hash.sha256(PURPOSE, encoded);
    }

    /** @throws MalformedBytesException if the bytes are no input, or a signature in it is not valid */
    public static BlockInput decode(byte[] bytes) {
        try {
            Reader in = new Reader(bytes);
            BlockInput input = new BlockInput(
                    in.u16(),
                    in.u64(),
                    Hash.of(in.fixed(Hash.SIZE)),
                    Instant.ofEpochMilli(in.u64()),
                    Hash.of(in.fixed(Hash.SIZE)),
                    in.u64(),
                    Hash.of(in.fixed(Hash.SIZE)),
                    transactions(in));
            in.end();
            return input;
        } catch (CodecException e) {
            throw new MalformedBytesException("not a block input: " + e.getMessage(), e);
        }
    }

    /**
     * One of the transactions of an input that was decoded before, without a look at any signature.
     *
     * @param index of one that there is
     * @throws MalformedBytesException if the bytes are no input up to there
     */
    static SignedTransaction transaction(byte[] bytes, int index) {
        try {
            Reader in = new Reader(bytes);
            in.fixed(BEFORE_TRANSACTIONS);
            in.count(MAX_TRANSACTIONS);
            for (int i = 0; i < index; i++) {
                in.bytes(SignedTransaction.MAX_SIZE);
            }
            return SignedTransaction.decode(Bytes.of(in.bytes(SignedTransaction.MAX_SIZE)));
        } catch (CodecException e) {
            throw new MalformedBytesException("not a block input: " + e.getMessage(), e);
        }
    }

    private static List<VerifiedTransaction> transactions(Reader in) {
        int count = in.count(MAX_TRANSACTIONS);
        List<VerifiedTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SignedTransaction signed = SignedTransaction.decode(Bytes.of(in.bytes(SignedTransaction.MAX_SIZE)));
            int index = i;
            transactions.add(VerifiedTransaction.verify(signed)
                    .orElseThrow(() -> new MalformedBytesException(
                            "the signature of transaction " + index + " is not valid", null)));
        }
        return transactions;
    }
}
