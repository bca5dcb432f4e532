package org.quoin.ledger.console;

import org.jspecify.annotations.Nullable;

/**
 * What a command has to say.
 *
 * @param failure a sentence if the command counts as failed although it has an answer, as when a transaction was rejected;
 *     otherwise null. In text it stands in place of the fields
 */
public record Answer(Fields fields, @Nullable String failure) {
    public static Answer of(Fields fields) {
        return new Answer(fields, null);
    }
}
