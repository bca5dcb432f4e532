package org.quoin.htlc.provider.command;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;

/** A secret, or its hash, comes in one of two options; what is typed as text stands for its bytes in UTF-8. */
final class Secret {
    private Secret() {}

    /** @throws ConsoleException unless exactly one of the two is given */
    static void requireOne(String first, @Nullable String given, String second, @Nullable String alsoGiven) {
        if (given == null && alsoGiven == null) {
            throw new ConsoleException(
                    "MISSING_ARGUMENT",
                    "Either " + first + " or " + second + " is missing: the command's --help shows an example.",
                    Values.of("argument", first));
        }
        if (given != null && alsoGiven != null) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    first + " and " + second + " exclude each other: give one of them.",
                    Values.of("argument", second));
        }
    }

    static Bytes ofText(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
