package org.quoin.ledger.core.execution;

import java.util.function.Supplier;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.module.LoadedModule;

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

    /**
     * Rules that can run: the same as before, if they were asked for lately. A jar always makes the same ones, and loading it takes
     * longer than most blocks.
     */
    default LoadedModule loaded(Hash sha256, Supplier<LoadedModule> load) {
        return load.get();
    }

    /** Is given rules that came with a block, before the block is durable: the next one may need them. */
    default void keep(Hash sha256, Bytes jar) {}
}
