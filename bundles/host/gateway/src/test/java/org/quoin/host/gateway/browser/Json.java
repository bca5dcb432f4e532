package org.quoin.host.gateway.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.JsonView;

/** Schemas, values and transactions as a page has them. */
final class Json {
    private static final long SAFE = (1L << 53) - 1;

    private Json() {}

    static JsonArray fields(Schema schema) {
        JsonArray fields = new JsonArray();
        for (Field field : schema.fields()) {
            JsonObject json = type(field.type());
            json.addProperty("name", field.name());
            fields.add(json);
        }
        return fields;
    }

    private static JsonObject type(FieldType type) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", type.kind().name().toLowerCase(Locale.ROOT));
        json.add("bound", number(type.bound()));
        json.addProperty("minimum", type.minimum());
        if (type.assetField() != null) {
            json.addProperty("assetField", type.assetField());
        }
        if (type.element() != null) {
            json.add("element", type(Objects.requireNonNull(type.element())));
        }
        if (!type.choices().isEmpty()) {
            JsonArray choices = new JsonArray();
            type.choices().forEach(choices::add);
            json.add("choices", choices);
        }
        return json;
    }

    /** @param random chooses among the forms in which a value can be given */
    static JsonObject values(Values values, Map<String, Asset> assets, SplittableRandom random) {
        JsonObject json = new JsonObject();
        values.asMap().forEach((name, value) -> json.add(name, value(value, assets, random)));
        return json;
    }

    private static JsonElement value(Object value, Map<String, Asset> assets, SplittableRandom random) {
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(each -> array.add(value(each, assets, random)));
            return array;
        }
        if (value instanceof BigInteger units) {
            return bigint(units);
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        if (value instanceof Long number) {
            return random.nextBoolean() ? number(number) : new JsonPrimitive(number.toString());
        }
        if (value instanceof Instant time && random.nextBoolean()) {
            return new JsonPrimitive(time.toEpochMilli());
        }
        if (value instanceof Duration duration && (random.nextBoolean() || duration.isNegative())) {
            return new JsonPrimitive(duration.toMillis());
        }
        return value instanceof String text ? new JsonPrimitive(text) : new JsonPrimitive(shown(value));
    }

    /** As the gateway writes it. */
    private static String shown(Object value) {
        String line = JsonView.line(Fields.of("value", value));
        return line.substring("{\"value\":\"".length(), line.length() - "\"}".length());
    }

    static String whole(BigInteger units, Asset asset) {
        return new Amount(units, asset).toPlainString();
    }

    private static JsonElement number(long number) {
        return Math.abs(number) <= SAFE ? new JsonPrimitive(number) : new JsonPrimitive(Long.toString(number));
    }

    /** What JSON has no form for. */
    static JsonObject bigint(BigInteger value) {
        JsonObject json = new JsonObject();
        json.addProperty("bigint", value.toString());
        return json;
    }

    static JsonObject transaction(Transaction transaction) {
        JsonObject json = new JsonObject();
        json.addProperty("chainId", transaction.chainId().toHex());
        json.addProperty("signer", transaction.signer());
        json.addProperty("lane", transaction.lane());
        json.add("sequence", bigint(BigInteger.valueOf(transaction.sequence())));
        json.addProperty("validUntil", shown(transaction.validUntil()));
        json.addProperty("key", transaction.key().toString());
        json.add("fee", fee(transaction.fee()));
        JsonArray operations = new JsonArray();
        transaction.operations().forEach(operation -> operations.add(operation(operation)));
        json.add("operations", operations);
        return json;
    }

    private static JsonElement fee(FeeTerms fee) {
        if (fee.equals(FeeTerms.NONE)) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.add("limit", bigint(fee.limit()));
        json.add("tip", bigint(BigInteger.valueOf(fee.tip())));
        json.addProperty("layer2", fee.layer2());
        json.addProperty("sponsor", fee.sponsor());
        return json;
    }

    private static JsonObject operation(Operation operation) {
        JsonObject json = new JsonObject();
        json.addProperty("capability", operation.capability());
        json.addProperty("operation", operation.name());
        json.addProperty("schema", operation.schema());
        json.addProperty("body", operation.body().toHex());
        JsonArray spends = new JsonArray();
        operation.limits().forEach(limit -> {
            JsonObject spend = new JsonObject();
            spend.addProperty("asset", limit.asset());
            spend.add("units", bigint(limit.units()));
            spends.add(spend);
        });
        json.add("spends", spends);
        return json;
    }
}
