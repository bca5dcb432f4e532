package org.quoin.ledger.core.command;

import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.console.WordsCompleter;

/** Offers the capabilities that are here, and after one of them its versions. */
@Service
public final class ModuleVersions extends WordsCompleter {
    @Reference
    private Ledger ledger;

    @Override
    protected Collection<String> words(List<String> before) {
        List<ModuleId> modules =
                ledger.modules().stream().map(module -> module.id()).toList();
        List<String> versions = modules.stream()
                .filter(id -> before.contains(id.capability()))
                .map(ModuleId::version)
                .filter(version -> !before.contains(version))
                .toList();
        return versions.isEmpty()
                ? modules.stream().map(ModuleId::capability).distinct().toList()
                : versions;
    }
}
