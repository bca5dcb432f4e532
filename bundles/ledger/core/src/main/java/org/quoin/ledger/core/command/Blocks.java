package org.quoin.ledger.core.command;

import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Input;

/** Finds blocks by what a user typed. */
final class Blocks {
    private Blocks() {}

    /** @throws ConsoleException if what was given to {@code --height} is no height */
    static long height(Input input, String given) {
        return input.number("--height", given, 0, Long.MAX_VALUE);
    }

    /** @throws ConsoleException if it is no height, or there is no such block yet */
    static Block require(Ledger ledger, Input input, @Nullable String height) {
        long wanted = input.number("HEIGHT", height, 0, Long.MAX_VALUE);
        return ledger.block(wanted)
                .orElseThrow(() -> new ConsoleException(
                        "UNKNOWN_BLOCK",
                        "There is no block " + wanted + " yet: the newest is "
                                + ledger.info().height() + ".",
                        Values.of("height", wanted)));
    }
}
