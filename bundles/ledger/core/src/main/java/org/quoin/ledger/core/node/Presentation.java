package org.quoin.ledger.core.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.AssetRow;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.FailureRow;
import org.quoin.ledger.core.execution.Refusal;

/** Turns the rows of a block into what people and programs read, by the descriptions of the rules that were active then. */
final class Presentation {
    private final Descriptions descriptions;
    private final List<ModuleId> modules;
    private final CoreReads state;
    private @Nullable Asset nativeAsset;

    /**
     * For one block, and one thread.
     *
     * @param modules of the block's header
     * @param state the block's or a later one
     */
    Presentation(Descriptions descriptions, List<ModuleId> modules, CoreReads state) {
        this.descriptions = descriptions;
        this.modules = modules;
        this.state = state;
    }

    /** @param firstEvent the sequence number of the receipt's first event */
    Receipt receipt(ReceiptRow row, long height, int index, long firstEvent) {
        FailureRow failure = row.outcome().failure();
        List<Event> events = new ArrayList<>();
        for (EventRow event : row.outcome().events()) {
            events.add(event(event, firstEvent + events.size(), height));
        }
        return new Receipt(
                row.transaction(),
                height,
                index,
                failure == null ? null : failure(failure),
                row.outcome().gas(),
                new Amount(row.outcome().fee(), nativeAsset()),
                events);
    }

    Event event(EventRow row, long sequence, long height) {
        Values data = descriptions
                .of(row.capability(), modules, row.former(), state)
                .event(row.name())
                .orElseThrow(() -> new IllegalStateException(row.capability() + " describes no event " + row.name()))
                .fields()
                .decode(row.data());
        return new Event(sequence, height, row.capability() + "." + row.name(), data);
    }

    Failure failure(Refusal refusal) {
        return refusal.type().toFailure(refusal.values(), this::asset);
    }

    private Failure failure(FailureRow row) {
        FailureType type = descriptions
                .of(row.capability(), modules, row.former(), state)
                .failure(row.code())
                .orElseThrow(() -> new IllegalStateException(row.capability() + " describes no failure " + row.code()));
        return type.toFailure(type.values().decode(row.values()), this::asset);
    }

    private Optional<Asset> asset(String symbol) {
        return Optional.ofNullable(state.asset(symbol)).map(AssetRow::asset);
    }

    /** It never changes. */
    private Asset nativeAsset() {
        Asset known = nativeAsset;
        if (known == null) {
            known = state.nativeAsset().asset();
            nativeAsset = known;
        }
        return known;
    }
}
