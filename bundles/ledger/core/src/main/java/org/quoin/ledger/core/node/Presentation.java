package org.quoin.ledger.core.node;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.AssetRow;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.FailureRow;
import org.quoin.ledger.core.execution.Refusal;

/** Turns rows into what people and programs read, by the descriptions of the capabilities that made them. */
final class Presentation {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, Description> DESCRIPTIONS =
            Map.of(CoreCapability.NAME, CoreCapability.DESCRIPTION);

    private final CoreReads state;

    Presentation(CoreReads state) {
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
                new Amount(row.outcome().fee(), nativeAsset()),
                events);
    }

    Event event(EventRow row, long sequence, long height) {
        Values data = describe(row.capability())
                .event(row.name())
                .orElseThrow(() -> new IllegalStateException(row.capability() + " describes no event " + row.name()))
                .fields()
                .decode(row.data());
        return new Event(sequence, height, row.capability() + "." + row.name(), data);
    }

    Failure failure(Refusal refusal) {
        return failure(refusal.failure().type(), refusal.values());
    }

    private Failure failure(FailureRow row) {
        FailureType type = describe(row.capability())
                .failure(row.code())
                .orElseThrow(() -> new IllegalStateException(row.capability() + " describes no failure " + row.code()));
        return failure(type, type.values().decode(row.values()));
    }

    private Failure failure(FailureType type, Values values) {
        Map<String, String> texts = new HashMap<>();
        type.values().fields().forEach(field -> texts.put(field.name(), text(field, values)));
        String message = PLACE.matcher(type.template())
                .replaceAll(place -> Matcher.quoteReplacement(texts.getOrDefault(place.group(1), place.group())));
        return new Failure(type.code(), message, values);
    }

    private String text(Field field, Values values) {
        Object value = values.asMap().get(field.name());
        String assetField = field.type().assetField();
        if (value instanceof BigInteger units && assetField != null) {
            Asset asset = asset(values.text(assetField));
            return asset == null ? units + " units of" : new Amount(units, asset).toPlainString();
        }
        return String.valueOf(value);
    }

    private @Nullable Asset asset(String symbol) {
        AssetRow row = state.asset(symbol);
        return row == null ? null : row.asset();
    }

    private Asset nativeAsset() {
        AssetRow row = state.asset(state.assetSymbols(0, 1).get(0));
        if (row == null) {
            throw new IllegalStateException("the native asset has an ordinal and no row");
        }
        return row.asset();
    }

    private static Description describe(String capability) {
        Description description = DESCRIPTIONS.get(capability);
        if (description == null) {
            throw new IllegalStateException("no description of " + capability + " is at hand");
        }
        return description;
    }
}
