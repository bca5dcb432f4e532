package org.quoin.referral.provider.command;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Input;

/** Shares as people write them, {@code 12.5} of a hundred, and in millionths as the rules have them. */
final class Percent {
    private Percent() {}

    /** @throws ConsoleException if it is no number from 0 to 90 with at most four decimals */
    static int millionths(Input input, String name, @Nullable String given) {
        String percent = input.required(name, given);
        if (percent.matches("[0-9]{1,2}(\\.[0-9]{1,4})?")) {
            int millionths = new BigDecimal(percent).movePointRight(4).intValueExact();
            if (millionths <= 900_000) {
                return millionths;
            }
        }
        throw new ConsoleException(
                "INVALID_ARGUMENT",
                name + ": '" + percent + "' is not a percentage from 0 to 90 with at most four decimals, such as 12.5.",
                Values.of("argument", name).and("value", percent));
    }
}
