package org.quoin.ledger.api.description;

import java.util.List;
import java.util.Optional;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.SpendingLimit;

/**
 * Everything that one version of a capability accepts, answers, reports and keeps.
 *
 * @param failures in the order of their precedence
 * @param roles what at most one active capability can be
 * @param endCheck whether it looks at the end of each transaction that touched it, and may refuse it
 * @param observers the events of others that it is told of
 * @param atStart whether it acts before the transactions of every block
 * @param atEnd whether it acts after them
 */
public record Description(
        List<OperationType> operations,
        List<QueryType> queries,
        List<EventType> events,
        List<FailureType> failures,
        List<TableType> tables,
        List<String> roles,
        boolean endCheck,
        List<ObserverType> observers,
        boolean atStart,
        boolean atEnd) {
    /** The role of the capability that prices transactions. */
    public static final String FEE_POLICY = "fee-policy";

    /** One that does nothing but execute operations and answer queries. */
    public Description(
            List<OperationType> operations,
            List<QueryType> queries,
            List<EventType> events,
            List<FailureType> failures,
            List<TableType> tables,
            List<String> roles) {
        this(operations, queries, events, failures, tables, roles, false, List.of(), false, false);
    }

    public Description {
        operations = List.copyOf(operations);
        queries = List.copyOf(queries);
        events = List.copyOf(events);
        failures = List.copyOf(failures);
        tables = List.copyOf(tables);
        roles = List.copyOf(roles);
        observers = List.copyOf(observers);
    }

    public Optional<OperationType> operation(String name, int schema) {
        return operations.stream()
                .filter(type -> type.name().equals(name) && type.schema() == schema)
                .findFirst();
    }

    public Optional<QueryType> query(String name, int schema) {
        return queries.stream()
                .filter(type -> type.name().equals(name) && type.schema() == schema)
                .findFirst();
    }

    public Optional<EventType> event(String name) {
        return events.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    public Optional<FailureType> failure(String code) {
        return failures.stream().filter(type -> type.code().equals(code)).findFirst();
    }

    public Optional<TableType> table(String name) {
        return tables.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** Whether it has rows of an earlier form brought over. */
    public boolean migrates() {
        return tables.stream().anyMatch(TableType::rewritten);
    }

    /** @throws IllegalArgumentException if the operation is not accepted or its values do not fit its schema */
    public Operation encode(OperationRecord operation) {
        OperationType type = operation(operation.operation(), operation.schema())
                .orElseThrow(() -> new IllegalArgumentException("the active version of " + operation.capability()
                        + " does not accept '" + operation.operation() + "' with schema " + operation.schema()));
        return new Operation(
                operation.capability(),
                type.name(),
                type.schema(),
                type.fields().encode(operation.values()),
                operation.spends().stream().map(SpendingLimit::of).toList());
    }

    /** Whether whoever used the other version can use this one: every operation and query of it is accepted here. */
    public boolean accepts(Description other) {
        return other.operations().stream()
                        .allMatch(type -> operation(type.name(), type.schema()).isPresent())
                && other.queries().stream()
                        .allMatch(type -> query(type.name(), type.schema()).isPresent());
    }

    /** As rules describe themselves. */
    public Bytes encode() {
        return DescriptionCodec.encode(this);
    }

    /**
     * Reads what rules describe themselves by.
     *
     * @throws MalformedBytesException if the bytes are not the encoding of a description, or it contradicts itself
     */
    public static Description decode(Bytes bytes) {
        return DescriptionCodec.decode(bytes);
    }
}
