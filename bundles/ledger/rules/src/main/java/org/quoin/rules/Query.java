package org.quoin.rules;

/** A question that is answered in one piece. */
public abstract class Query {
    final String name;
    final int schema;
    final Schema input;
    final Schema output;

    /** Names what is asked and what is answered; a schema number never changes its meaning. */
    protected Query(String name, int schema, Schema input, Schema output) {
        this.name = name;
        this.schema = schema;
        this.input = input;
        this.output = output;
    }

    protected abstract Values answer(Reading reading, Values input);
}
