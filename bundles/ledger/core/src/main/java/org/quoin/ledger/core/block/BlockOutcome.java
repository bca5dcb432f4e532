package org.quoin.ledger.core.block;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What the steps of a block came to, in their order.
 *
 * @param start what rules did before the transactions
 * @param end what rules and the ledger did after them
 */
public record BlockOutcome(Outcome start, List<ReceiptRow> receipts, Outcome end) {
    private static final int MAX_STEP = 16 * 1024 * 1024;
    private static final int MAX_RECEIPT = 1024 * 1024;

    /** Of a block without steps, such as the first. */
    static final BlockOutcome NONE = new BlockOutcome(Outcome.NOTHING, List.of(), Outcome.NOTHING);

    public BlockOutcome {
        receipts = List.copyOf(receipts);
    }

    /** All events of the block, in their order. */
    public List<EventRow> events() {
        return Stream.of(
                        start.events().stream(),
                        receipts.stream().flatMap(receipt -> receipt.outcome().events().stream()),
                        end.events().stream())
                .flatMap(events -> events)
                .toList();
    }

    /** What the root over the receipts is made of: the start's outcome, the receipts, the end's outcome. */
    List<byte[]> leaves() {
        List<byte[]> leaves = new ArrayList<>(receipts.size() + 2);
        leaves.add(OutcomeCodec.encode(start));
        receipts.forEach(receipt -> leaves.add(receipt.encode()));
        leaves.add(OutcomeCodec.encode(end));
        return leaves;
    }

    void write(Writer out) {
        out.bytes(OutcomeCodec.encode(start), MAX_STEP).count(receipts.size(), BlockInput.MAX_TRANSACTIONS);
        receipts.forEach(receipt -> out.bytes(receipt.encode(), MAX_RECEIPT));
        out.bytes(OutcomeCodec.encode(end), MAX_STEP);
    }

    static BlockOutcome read(Reader in) {
        Outcome start = OutcomeCodec.decode(in.bytes(MAX_STEP));
        List<ReceiptRow> receipts = new ArrayList<>();
        for (int rest = in.count(BlockInput.MAX_TRANSACTIONS); rest > 0; rest--) {
            receipts.add(ReceiptRow.decode(in.bytes(MAX_RECEIPT)));
        }
        return new BlockOutcome(start, receipts, OutcomeCodec.decode(in.bytes(MAX_STEP)));
    }
}
