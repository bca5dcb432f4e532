package org.quoin.ledger.core.node;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.ModuleRow;

/** The descriptions of all rules that ever were active, decoded once each. */
final class Descriptions {
    private final Map<Hash, Description> decoded = new ConcurrentHashMap<>();

    /**
     * What describes the events and failures that a capability reported in a block.
     *
     * @param modules of that block's header
     * @param former the rules that reported it, if they were not active
     * @param state any since then
     */
    Description of(String capability, List<ModuleId> modules, @Nullable Hash former, CoreReads state) {
        return former == null
                ? of(capability, modules, state)
                : decoded.computeIfAbsent(former, rules -> decode(rules, state));
    }

    /** The same of active rules. */
    Description of(String capability, List<ModuleId> modules, CoreReads state) {
        if (capability.equals(CoreCapability.NAME)) {
            return CoreCapability.DESCRIPTION;
        }
        ModuleId module = modules.stream()
                .filter(id -> id.capability().equals(capability))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(capability + " reported something and was not active"));
        return decoded.computeIfAbsent(module.sha256(), rules -> decode(rules, state));
    }

    private static Description decode(Hash rules, CoreReads state) {
        ModuleRow row = state.module(rules);
        if (row == null) {
            throw new IllegalStateException("the rules " + rules + " were active and have no row");
        }
        return Description.decode(row.description());
    }
}
