package org.quoin.rules;

/**
 * A way in which an operation or a query can fail.
 *
 * @param code stable, for programs: {@code WRONG_PREIMAGE}
 * @param message what happened and what to do next, with the names of values in braces
 * @param values what the message and programs need to know
 */
public record Failure(String code, String message, Schema values) {
    public static Failure of(String code, String message, Field<?>... values) {
        return new Failure(code, message, Schema.of(values));
    }
}
