package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;

/** Where rules are kept that were activated once. */
@FunctionalInterface
public interface RulesSource {
    /** For chains that never activated any. */
    RulesSource NONE = rules -> {
        throw new IllegalStateException("the rules " + rules + " are not at hand");
    };

    /**
     * The jar with this hash.
     *
     * @throws RuntimeException if it cannot be had: then no block can be executed that needs it
     */
    Bytes rules(Hash sha256);

    /** Is given rules that came with a block, before the block is durable: the next one may need them. */
    default void keep(Hash sha256, Bytes jar) {}
}
