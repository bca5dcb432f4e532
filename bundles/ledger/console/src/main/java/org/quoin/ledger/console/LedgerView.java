package org.quoin.ledger.console;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/**
 * Shows what the ledger reports, by the descriptions of the capabilities that report it: an amount crosses the wire in its
 * smallest unit, and only the schema says of which asset it is.
 */
public final class LedgerView {
    private static final String CORE = "ledger";

    private final Ledger ledger;

    /** Those found so far, by capability and height: a page of events asks for the same few again and again. */
    private final Map<String, Optional<Description>> descriptions = new HashMap<>();

    public LedgerView(Ledger ledger) {
        this.ledger = ledger;
    }

    public Fields receipt(Receipt receipt) {
        return Fields.of("tx", receipt.transaction())
                .and("height", receipt.height())
                .and("index", receipt.index())
                .and("status", receipt.applied() ? "applied" : "rejected")
                .and(
                        "failure",
                        receipt.failure()
                                .map(failure -> failure(failure, receipt.height()))
                                .orElse(null))
                .and("gas", receipt.gas())
                .and("fee", receipt.fee())
                .and("feeAsset", receipt.fee().asset().symbol())
                .and(
                        "events",
                        receipt.events().stream().map(this::eventInReceipt).toList());
    }

    public Fields event(Event event) {
        return Fields.of("sequence", event.sequence())
                .and("height", event.height())
                .and("type", event.type())
                .and("data", data(event));
    }

    /** Of something that was refused now. */
    public Fields failure(Failure failure) {
        return failure(failure, ledger.info().height() + 1);
    }

    private Fields failure(Failure failure, long height) {
        Schema schema = schema(CORE, failure, height)
                .or(() -> modules(height).stream()
                        .flatMap(module -> schema(module.capability(), failure, height).stream())
                        .findFirst())
                .orElse(null);
        return failure(failure, values(schema, failure.values()));
    }

    /** A failure of the console itself, which no description knows. */
    static Fields plain(Failure failure) {
        return failure(failure, plain(failure.values()));
    }

    /** Each field of the schema, in its order, absent ones as null; without a schema, the values as they are. */
    public Fields values(@Nullable Schema schema, Values values) {
        if (schema == null) {
            return plain(values);
        }
        Fields shown = Fields.none();
        for (Field field : schema.fields()) {
            shown = shown.and(
                    field.name(), value(field.type(), values.find(field.name()).orElse(null), values));
        }
        return shown;
    }

    private static Fields failure(Failure failure, Fields values) {
        return Fields.of("code", failure.code())
                .and("message", failure.message())
                .and("values", values);
    }

    private static Fields plain(Values values) {
        Fields shown = Fields.none();
        for (Map.Entry<String, Object> value : values.asMap().entrySet()) {
            shown = shown.and(value.getKey(), value.getValue());
        }
        return shown;
    }

    private Fields eventInReceipt(Event event) {
        return Fields.of("sequence", event.sequence()).and("type", event.type()).and("data", data(event));
    }

    private Fields data(Event event) {
        int dot = Math.max(0, event.type().indexOf('.'));
        Schema schema = description(event.type().substring(0, dot), event.height())
                .flatMap(description -> description.event(event.type().substring(dot + 1)))
                .map(EventType::fields)
                .orElse(null);
        return values(schema, event.data());
    }

    private @Nullable Object value(FieldType type, @Nullable Object value, Values siblings) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case AMOUNT -> amount(type.assetField(), (BigInteger) value, siblings);
            case OPTIONAL -> value(Objects.requireNonNull(type.element()), value, siblings);
            case LIST -> elements(Objects.requireNonNull(type.element()), (List<?>) value, siblings);
            default -> value;
        };
    }

    private List<@Nullable Object> elements(FieldType type, List<?> list, Values siblings) {
        List<@Nullable Object> shown = new ArrayList<>();
        list.forEach(element -> shown.add(value(type, element, siblings)));
        return shown;
    }

    /** An amount in whole units or, of an asset that does not exist, in so many units, which nobody can take for an amount. */
    private Object amount(@Nullable String assetField, BigInteger units, Values siblings) {
        String symbol = assetField == null ? "" : siblings.text(assetField);
        return asset(symbol, siblings)
                .<Object>map(asset -> new Amount(units, asset))
                .orElseGet(() -> units + " units");
    }

    /** Of the ledger or, where the creation of an asset was simulated or failed, of the values themselves. */
    private Optional<Asset> asset(String symbol, Values siblings) {
        return ledger.asset(symbol)
                .map(AssetInfo::asset)
                .or(() -> siblings.find("decimals")
                        .filter(decimals -> Names.isAsset(symbol))
                        .map(decimals -> new Asset(symbol, Math.toIntExact((Long) decimals))));
    }

    /** A failure does not say whose it is: two capabilities may use one code, and then the values tell them apart. */
    private Optional<Schema> schema(String capability, Failure failure, long height) {
        return description(capability, height)
                .flatMap(description -> description.failure(failure.code()))
                .map(FailureType::values)
                .filter(schema ->
                        names(schema).containsAll(failure.values().asMap().keySet()));
    }

    /** What described a block's events and failures; of a block that there is not yet, what is active. */
    private Optional<Description> description(String capability, long height) {
        return descriptions.computeIfAbsent(
                capability + "@" + height,
                none -> height > ledger.info().height()
                        ? ledger.description(capability)
                        : ledger.description(capability, height));
    }

    private List<ModuleId> modules(long height) {
        return ledger.block(height)
                .map(block -> block.header().modules())
                .orElseGet(() -> ledger.info().modules());
    }

    private static Set<String> names(Schema schema) {
        return schema.fields().stream().map(Field::name).collect(Collectors.toSet());
    }
}
