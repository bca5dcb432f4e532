package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.ModulePlan;
import org.quoin.ledger.api.Rehearsals;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "module",
        name = "plan",
        description = "What changes when a version of a capability becomes active",
        detailedDescription =
                "Example: module:plan htlc 1.1.0\n"
                        + "VERSION is the newest that is not active, unless you name one. Nothing restarts: no bundle, no host, no node.")
public final class ModulePlanCommand extends VersionCommand {
    @Reference
    private Rehearsals rehearsals;

    @Override
    Answer answer(Hash rules) {
        ModulePlan plan = rehearsals.plan(rules);
        List<String> operators = ledger().operators();
        return Answer.of(Fields.of("name", plan.module().capability())
                .and("version", plan.module().version())
                .and("sha256", plan.module().sha256())
                .and("replaces", plan.replaces().map(ModuleId::version).orElse(null))
                .and("compatible", plan.compatible())
                .and("added", plan.added())
                .and("removed", plan.removed())
                .and(
                        "rewrites",
                        plan.rewrites().stream().map(ModulePlanCommand::fields).toList())
                .and("blocks", plan.blocks())
                .and(
                        "keeping",
                        plan.keeping().stream()
                                .map(module -> Fields.of("version", module.id().version())
                                        .and("openAgreements", module.openAgreements()))
                                .toList())
                .and("operators", (long) operators.size())
                .and("needed", (long) (operators.size() / 2 + 1))
                .and("refusal", plan.refusal().map(Failure::message).orElse(null)));
    }

    private static Fields fields(ModulePlan.Rewrite rewrite) {
        return Fields.of("from", rewrite.from()).and("to", rewrite.to()).and("rows", rewrite.rows());
    }
}
