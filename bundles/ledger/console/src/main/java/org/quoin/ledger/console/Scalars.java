package org.quoin.ledger.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.quoin.ledger.api.Amount;

/** One value as characters. */
final class Scalars {
    /** RFC 3339, UTC, with milliseconds. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Scalars() {}

    static String text(Object value) {
        if (value instanceof Amount amount) {
            return amount.toPlainString();
        }
        if (value instanceof Instant time) {
            return TIME.format(time);
        }
        if (value instanceof Duration duration) {
            return Durations.format(duration);
        }
        return value.toString();
    }
}
