package org.quoin.rules;

/** An operation that transactions can contain: one class each. */
public abstract class Operation {
    final String name;
    final int schema;
    final Schema input;

    /**
     * Names what is accepted.
     *
     * @param schema 1 to 65,535; a number never changes its meaning, so a new field is a new number
     */
    protected Operation(String name, int schema, Schema input) {
        this.name = name;
        this.schema = schema;
        this.input = input;
    }

    /** Refuses first, then writes, then reports. */
    protected abstract void apply(Execution execution, Values input);
}
