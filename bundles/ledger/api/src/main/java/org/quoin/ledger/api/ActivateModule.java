package org.quoin.ledger.api;

import java.util.Optional;
import org.quoin.ledger.api.description.Values;

/**
 * Makes a version of a capability's rules the active one from the next block on; signed by an operator of the chain.
 *
 * @param sha256 of the rules jar
 * @param rules the jar itself; not needed if the ledger has had it before
 */
public record ActivateModule(Hash sha256, Optional<Bytes> rules) implements OperationRecord {
    /** In bytes. */
    public static final int MAX_RULES = 1024 * 1024;

    /** Activates the rules in these bytes. */
    public static ActivateModule of(Bytes rules) {
        return new ActivateModule(Hash.sha256(rules.toArray()), Optional.of(rules));
    }

    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "module-activate";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        Values values = Values.of("sha256", sha256);
        return rules.isPresent() ? values.and("rules", rules.get()) : values;
    }
}
