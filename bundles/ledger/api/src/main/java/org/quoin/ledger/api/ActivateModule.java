package org.quoin.ledger.api;

import java.util.Optional;
import java.util.OptionalLong;
import org.quoin.ledger.api.description.Values;

/**
 * Makes a version of a capability's rules the active one, as soon as more than half of the chain's operators have signed the same.
 *
 * @param sha256 of the rules jar
 * @param rules the jar itself; not needed if the ledger has had it before
 * @param at the height of the first block that is executed under them; empty for the next one
 */
public record ActivateModule(Hash sha256, Optional<Bytes> rules, OptionalLong at) implements OperationRecord {
    /** In bytes. */
    public static final int MAX_RULES = 1024 * 1024;

    /** Activates them from the next block on. */
    public ActivateModule(Hash sha256, Optional<Bytes> rules) {
        this(sha256, rules, OptionalLong.empty());
    }

    /** Activates the rules in these bytes from the next block on. */
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
        if (rules.isPresent()) {
            values = values.and("rules", rules.get());
        }
        return at.isPresent() ? values.and("at", at.getAsLong()) : values;
    }
}
