package org.quoin.ledger.api.description;

import java.util.List;
import java.util.Optional;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;

/**
 * Everything that one version of a capability accepts and reports.
 *
 * @param failures in the order of their precedence
 */
public record Description(
        String capability,
        String version,
        List<OperationType> operations,
        List<EventType> events,
        List<FailureType> failures) {
    public Description {
        operations = List.copyOf(operations);
        events = List.copyOf(events);
        failures = List.copyOf(failures);
    }

    public Optional<OperationType> operation(String name, int schema) {
        return operations.stream()
                .filter(type -> type.name().equals(name) && type.schema() == schema)
                .findFirst();
    }

    public Optional<EventType> event(String name) {
        return events.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    public Optional<FailureType> failure(String code) {
        return failures.stream().filter(type -> type.code().equals(code)).findFirst();
    }

    /** @throws IllegalArgumentException if the operation is not accepted or its values do not fit its schema */
    public Operation encode(OperationRecord operation) {
        OperationType type = operation(operation.operation(), operation.schema())
                .orElseThrow(() -> new IllegalArgumentException(capability + " " + version + " does not accept '"
                        + operation.operation() + "' with schema " + operation.schema()));
        return new Operation(
                capability, type.name(), type.schema(), type.fields().encode(operation.values()));
    }
}
