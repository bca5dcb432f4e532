package org.quoin.ledger.api.client;

import java.util.List;
import java.util.stream.Stream;
import org.quoin.ledger.api.description.Description;

/** The operations and queries that a client uses: a version of the capability that accepts them all is compatible with it. */
public record Uses(String capability, List<Entry> operations, List<Entry> queries) {
    /** A name and the number of its schema. */
    public record Entry(String name, int schema) {}

    public Uses {
        operations = List.copyOf(operations);
        queries = List.copyOf(queries);
    }

    public static Uses of(String capability) {
        return new Uses(capability, List.of(), List.of());
    }

    public Uses operation(String name, int schema) {
        return new Uses(capability, with(operations, new Entry(name, schema)), queries);
    }

    public Uses query(String name, int schema) {
        return new Uses(capability, operations, with(queries, new Entry(name, schema)));
    }

    public boolean acceptedBy(Description description) {
        return operations.stream()
                        .allMatch(use ->
                                description.operation(use.name(), use.schema()).isPresent())
                && queries.stream()
                        .allMatch(use ->
                                description.query(use.name(), use.schema()).isPresent());
    }

    private static List<Entry> with(List<Entry> entries, Entry more) {
        return Stream.concat(entries.stream(), Stream.of(more)).toList();
    }
}
