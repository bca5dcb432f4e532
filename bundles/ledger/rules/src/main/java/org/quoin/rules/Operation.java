package org.quoin.rules;

import java.util.Optional;

/** An operation that transactions can contain: one class each. */
public abstract class Operation {
    final String name;
    final int schema;
    final Schema input;
    final Optional<Field<?>> agreement;
    final Schema result;

    /**
     * Names what is accepted.
     *
     * @param schema 1 to 65,535; a number never changes its meaning, so a new field is a new number
     */
    protected Operation(String name, int schema, Schema input) {
        this(name, schema, input, Optional.empty(), Schema.of());
    }

    /**
     * The same, of an operation that is about an agreement: it is executed by the rules that opened that.
     *
     * @param agreement a field of the input, a hash or a text, that names it
     */
    protected Operation(String name, int schema, Schema input, Field<?> agreement) {
        this(name, schema, input, Optional.of(agreement), Schema.of());
    }

    /**
     * The same.
     *
     * @param agreement a field of the input, a hash or a text, that names the agreement it is about
     * @param result what {@link Execution#give} gives to the rules that called it
     */
    protected Operation(String name, int schema, Schema input, Optional<Field<?>> agreement, Schema result) {
        this.name = name;
        this.schema = schema;
        this.input = input;
        this.agreement = agreement;
        this.result = result;
    }

    /** Refuses first, then writes, then reports. */
    protected abstract void apply(Execution execution, Values input);
}
