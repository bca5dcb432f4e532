package org.quoin.ledger.testkit.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.module.LoadedModule;

/** All rules that a life can meet. They are loaded once: every view of every step would load them again. */
final class Library implements RulesSource {
    private final Map<String, LoadedModule> modules = new TreeMap<>();

    Library(List<Deployed> deployed) {
        for (Deployed each : deployed) {
            add(each.module());
            each.releases().forEach(release -> add(release.module()));
        }
    }

    private void add(LoadedModule module) {
        modules.put(module.id().sha256().toHex(), module);
    }

    /** Their hashes in hexadecimal. */
    List<String> rules() {
        return List.copyOf(modules.keySet());
    }

    LoadedModule module(String rules) {
        LoadedModule module = modules.get(rules);
        if (module == null) {
            throw new AssertionError("rules that nobody knows: " + rules);
        }
        return module;
    }

    @Override
    public Bytes rules(Hash sha256) {
        throw new AssertionError("rules that nobody knows: " + sha256);
    }

    @Override
    public LoadedModule loaded(Hash sha256, Supplier<LoadedModule> load) {
        LoadedModule known = modules.get(sha256.toHex());
        if (known != null) {
            return known;
        }
        LoadedModule module = load.get();
        add(module);
        return module;
    }
}
