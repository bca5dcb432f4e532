package org.quoin.ledger.core.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.MountainRange;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.journal.Point;
import org.quoin.ledger.core.state.State;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * A chain as it stood after one block, but for its state.
 *
 * @param header of the block
 * @param history of all headers up to this one
 * @param nextEvent the sequence number of the next event
 * @param point where the block ends in the journal
 */
public record Checkpoint(Header header, MountainRange history, long nextEvent, Point point) {
    private static final int MAX_HEADER = 1024 * 1024;

    static Checkpoint of(Chain chain, Point point) {
        return new Checkpoint(chain.header(), chain.history(), chain.nextEvent(), point);
    }

    public long height() {
        return header.height();
    }

    /** The chain with its state, and no rules loaded. */
    Chain chain(State state, RulesSource rules) {
        return new Chain(state, header, List.of(header.hash()), history, nextEvent, ModuleSet.none(rules));
    }

    byte[] encode() {
        Writer out = new Writer(1024)
                .bytes(header.encode().toArray(), MAX_HEADER)
                .u64(history.size())
                .count(history.peaks().size(), Long.SIZE);
        history.peaks().forEach(peak -> out.fixed(peak.toArray(), Hash.SIZE));
        return out.u64(nextEvent)
                .u64(point.position())
                .fixed(point.digest().toArray(), Hash.SIZE)
                .toBytes();
    }

    /** @throws RuntimeException if the bytes are not the encoding of a checkpoint */
    static Checkpoint decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        Header header = Header.decode(Bytes.of(in.bytes(MAX_HEADER)));
        long size = in.u64();
        List<Hash> peaks = new ArrayList<>();
        for (int rest = in.count(Long.SIZE); rest > 0; rest--) {
            peaks.add(Hash.of(in.fixed(Hash.SIZE)));
        }
        MountainRange history = new MountainRange(size, peaks);
        long nextEvent = in.u64();
        Point point = new Point(header.height(), in.u64(), Hash.of(in.fixed(Hash.SIZE)));
        in.end();
        return new Checkpoint(header, history, nextEvent, point);
    }
}
