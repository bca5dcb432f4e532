package org.quoin.host.gateway.api;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.InvalidAmountException;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Reads values by the schema that describes them: the inverse of how {@code LedgerView} shows them. */
final class FieldReader {
    private static final String DECIMALS = "decimals";

    private final Ledger ledger;

    FieldReader(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Reads what is given for the fields of a schema. What is given beside them is not looked at.
     *
     * @param given by the names of fields
     * @throws ProblemException if a field is missing, or not what its type says
     */
    Values read(Schema schema, Map<String, Given> given, boolean inBody) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            Given value = given.get(field.name());
            if (value != null) {
                values.put(field.name(), value(field.type(), value, given));
            } else if (field.type().kind() != FieldType.Kind.OPTIONAL) {
                throw Given.missing(field.name(), inBody);
            }
        }
        return Values.of(values);
    }

    private Object value(FieldType type, Given given, Map<String, Given> siblings) {
        return switch (type.kind()) {
            case ACCOUNT -> account(given);
            case ASSET -> asset(given);
            case AMOUNT -> units(given, siblings.get(Objects.requireNonNull(type.assetField())), siblings);
            case NUMBER -> given.number(0, type.bound());
            case TIME -> given.time();
            case DURATION -> given.duration();
            case BYTES -> given.bytes();
            case HASH -> given.hash();
            case KEY -> given.key();
            case TEXT -> given.text();
            case FLAG -> given.flag();
            case CHOICE -> choice(type, given);
            case OPTIONAL -> value(Objects.requireNonNull(type.element()), given, siblings);
            case LIST ->
                given.items((int) type.bound()).stream()
                        .map(item -> value(Objects.requireNonNull(type.element()), item, siblings))
                        .toList();
        };
    }

    static String account(Given given) {
        String name = given.text();
        if (!Names.isAccount(name)) {
            throw given.invalid(
                    "cannot be the name of an account: use 1 to 32 of a-z, 0-9, '_', '.', '-', a letter first");
        }
        return name;
    }

    private static String asset(Given given) {
        String symbol = given.text();
        if (!Names.isAsset(symbol)) {
            throw given.invalid(
                    "cannot be the symbol of an asset: use 2 to 32 of A-Z, a-z, 0-9, '_', '.', '-', a letter first");
        }
        return symbol;
    }

    private static String choice(FieldType type, Given given) {
        String name = given.text();
        if (!type.choices().contains(name)) {
            throw given.invalid("is not one of " + String.join(", ", type.choices()));
        }
        return name;
    }

    /** An asset that is being created has its decimals beside it. */
    private BigInteger units(Given given, @Nullable Given symbol, Map<String, Given> siblings) {
        if (symbol == null) {
            throw given.invalid("is an amount of an asset that is not given");
        }
        Given decimals = siblings.get(DECIMALS);
        Asset asset = ledger.asset(asset(symbol)).map(AssetInfo::asset).orElseGet(() -> {
            if (decimals == null) {
                throw unknownAsset(symbol);
            }
            return new Asset(symbol.text(), (int) decimals.number(0, Asset.MAX_DECIMALS));
        });
        return amount(given, asset).units();
    }

    /** An amount of an asset that is named beside it. */
    Amount amount(Given given, Given symbol) {
        return amount(given, ledger.asset(asset(symbol)).map(AssetInfo::asset).orElseThrow(() -> unknownAsset(symbol)));
    }

    static Amount amount(Given given, Asset asset) {
        try {
            return Amount.parse(given.text(), asset);
        } catch (InvalidAmountException e) {
            throw given.invalid("cannot be read (" + e.getMessage() + ")");
        }
    }

    private static ProblemException unknownAsset(Given symbol) {
        return symbol.invalid("is no asset of this ledger: /api/v1/assets lists those that there are");
    }
}
