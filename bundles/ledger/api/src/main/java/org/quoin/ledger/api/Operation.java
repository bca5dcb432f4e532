package org.quoin.ledger.api;

/**
 * One call of a capability as it stands on the wire: which schema, and the bytes that follow it. Made from an
 * {@link OperationRecord} by the capability's {@link org.quoin.ledger.api.description.Description}.
 *
 * @param capability {@code ledger} for the core's own operations
 * @param schema the number of the schema of {@code body}; a number never changes its meaning
 */
public record Operation(String capability, String name, int schema, Bytes body) {
    /** In bytes of UTF-8, for the capability and for the operation. */
    public static final int MAX_NAME = 32;

    /** In bytes. */
    public static final int MAX_BODY = 32 * 1024;
}
