package org.quoin.ledger.api;

import java.math.BigInteger;
import java.util.List;

/**
 * One call of a capability as it stands on the wire: which schema, and the bytes that follow it. Made from an
 * {@link OperationRecord} by the capability's {@link org.quoin.ledger.api.description.Description}.
 *
 * @param capability {@code ledger} for the core's own operations
 * @param schema the number of the schema of {@code body}; a number never changes its meaning
 * @param limits what the capability's rules may take from the signer, at most {@value #MAX_LIMITS}, no asset twice; the
 *     ledger's own operations say it in their body
 */
public record Operation(String capability, String name, int schema, Bytes body, List<SpendingLimit> limits) {
    /** In bytes of UTF-8, for the capability and for the operation. */
    public static final int MAX_NAME = 32;

    /** In bytes. Only the activation of rules needs more than a few hundred. */
    public static final int MAX_BODY = ActivateModule.MAX_RULES + 1024;

    public static final int MAX_LIMITS = 8;

    public Operation {
        limits = List.copyOf(limits);
        if (limits.size() > MAX_LIMITS) {
            throw new IllegalArgumentException("an operation has at most " + MAX_LIMITS + " limits");
        }
        if (limits.stream().map(SpendingLimit::asset).distinct().count() < limits.size()) {
            throw new IllegalArgumentException("two limits are of the same asset");
        }
    }

    /** An operation that takes nothing from its signer but what its body says. */
    public Operation(String capability, String name, int schema, Bytes body) {
        this(capability, name, schema, body, List.of());
    }

    /** What may be taken of an asset; nothing where no limit is declared. */
    public BigInteger limit(String asset) {
        return limits.stream()
                .filter(limit -> limit.asset().equals(asset))
                .map(SpendingLimit::units)
                .findFirst()
                .orElse(BigInteger.ZERO);
    }
}
