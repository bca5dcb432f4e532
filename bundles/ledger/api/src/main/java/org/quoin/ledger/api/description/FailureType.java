package org.quoin.ledger.api.description;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Failure;

/**
 * A way in which an operation can fail.
 *
 * @param code stable, for programs
 * @param template the message, with the names of values in braces: {@code {from} holds {available}}
 */
public record FailureType(String code, String template, Schema values) {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    /**
     * The failure that these values make, with its message.
     *
     * @param assets finds an asset by its symbol, to write amounts in whole units
     */
    public Failure toFailure(Values given, Function<String, Optional<Asset>> assets) {
        Map<String, String> texts = new HashMap<>();
        values.fields().forEach(field -> texts.put(field.name(), text(field, given, assets)));
        String message = PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(texts.getOrDefault(place.group(1), place.group())));
        return new Failure(code, message, given);
    }

    private static String text(Field field, Values given, Function<String, Optional<Asset>> assets) {
        Object value = given.asMap().get(field.name());
        String assetField = field.type().assetField();
        if (value instanceof BigInteger units && assetField != null) {
            return assets.apply(given.text(assetField))
                    .map(asset -> new Amount(units, asset).toPlainString())
                    .orElse(units + " units of");
        }
        return value instanceof Duration duration ? text(duration) : String.valueOf(value);
    }

    /** As people write it, {@code 1h30m}. */
    private static String text(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }
}
