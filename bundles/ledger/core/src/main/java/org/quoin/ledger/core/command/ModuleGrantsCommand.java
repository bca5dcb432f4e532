package org.quoin.ledger.core.command;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "module",
        name = "grants",
        description =
                "Which capabilities hosts may use, and how much; '*' stands for all that have no grant of their own",
        detailedDescription = "Example: module:grants\n"
                + "Quotas are for a minute; none is shown where there is none. As long as operators have recorded nothing for '*',"
                + " it may use everything under the policy 'auto', and nothing under 'governed'.")
public final class ModuleGrantsCommand extends LedgerCommand {
    @Override
    protected Answer answer() {
        List<HostGrant> grants = new ArrayList<>(ledger().hostGrants());
        HostGrant others = ledger().hostGrant(HostGrant.OTHERS);
        if (!grants.contains(others)) {
            grants.add(0, others);
        }
        return Answer.of(Fields.list(grants.stream().map(CoreFields::grant).toList()));
    }
}
