package org.quoin.ledger.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What a block commits to. Its hash names the block, and through {@code parent} every block before it.
 *
 * @param protocol version of pipeline, codec, signatures and host functions
 * @param time block time in whole milliseconds; never before the parent's
 * @param parent hash of the parent's header, zero for genesis
 * @param history root of the {@link MountainRange} over the hashes of all headers before this one, genesis first; zero for
 *     genesis. So whoever trusts this header can be shown any older one in a few hundred bytes
 * @param input hash of what was ordered
 * @param state root of all that rules can see, after the block
 * @param nonces root of the accounts' nonces, after the block. It stands apart so that a rejected transaction, which
 *     uses up its nonce and does nothing else, leaves {@code state} as it was
 * @param receipts root of the receipts, in order
 * @param events root of the events, in order
 * @param firstEvent the sequence number of the first event of the block, or of the next one if it has none
 * @param operators hash of the {@link OperatorSet} that certifies this block
 * @param modules the rules under which the block was executed, in the order of their names
 */
public record Header(
        int protocol,
        Hash chainId,
        long height,
        Instant time,
        Hash parent,
        Hash history,
        Hash input,
        Hash state,
        Hash nonces,
        Hash receipts,
        Hash events,
        long firstEvent,
        Hash operators,
        List<ModuleId> modules) {
    private static final byte[] PURPOSE = Purpose.of("header");
    private static final int MAX_MODULES = 1024;
    private static final int MAX_VERSION = 64;

    public Header {
        modules = List.copyOf(modules);
    }

    public Hash hash() {
        return Hash.sha256(PURPOSE, encode().toArray());
    }

    public Bytes encode() {
        Writer out = new Writer(384)
                .u16(protocol)
                .fixed(chainId.toArray(), Hash.SIZE)
                .u64(height)
                .u64(time.toEpochMilli())
                .fixed(parent.toArray(), Hash.SIZE)
                .fixed(history.toArray(), Hash.SIZE)
                .fixed(input.toArray(), Hash.SIZE)
                .fixed(state.toArray(), Hash.SIZE)
                .fixed(nonces.toArray(), Hash.SIZE)
                .fixed(receipts.toArray(), Hash.SIZE)
                .fixed(events.toArray(), Hash.SIZE)
                .u64(firstEvent)
                .fixed(operators.toArray(), Hash.SIZE)
                .count(modules.size(), MAX_MODULES);
        for (ModuleId module : modules) {
            out.text(module.capability(), Operation.MAX_NAME)
                    .text(module.version(), MAX_VERSION)
                    .fixed(module.sha256().toArray(), Hash.SIZE);
        }
        return Bytes.of(out.toBytes());
    }

    /** @throws MalformedBytesException if the bytes are not the encoding of a header */
    public static Header decode(Bytes bytes) {
        try {
            Reader in = new Reader(bytes.toArray());
            Header header = new Header(
                    in.u16(),
                    hash(in),
                    in.u64(),
                    Instant.ofEpochMilli(in.u64()),
                    hash(in),
                    hash(in),
                    hash(in),
                    hash(in),
                    hash(in),
                    hash(in),
                    hash(in),
                    in.u64(),
                    hash(in),
                    modules(in));
            in.end();
            return header;
        } catch (CodecException e) {
            throw new MalformedBytesException("not a header: " + e.getMessage(), e);
        }
    }

    private static List<ModuleId> modules(Reader in) {
        int count = in.count(MAX_MODULES);
        List<ModuleId> modules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            modules.add(new ModuleId(in.text(Operation.MAX_NAME), in.text(MAX_VERSION), hash(in)));
        }
        return modules;
    }

    private static Hash hash(Reader in) {
        return Hash.of(in.fixed(Hash.SIZE));
    }
}
