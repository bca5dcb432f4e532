package org.quoin.amm.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.amm.api.SetProtocolFee;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "amm",
        name = "protocol-fee",
        description =
                "Say, as an operator, which account gets a sixth of what pools earn, or with no --to that none does",
        detailedDescription = "Example: amm:protocol-fee --from user_1 --to user_2")
public final class ProtocolFeeCommand extends WriteCommand {
    @Option(name = "--from", description = "The operator who says so")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(name = "--to", description = "The account that gets it, in shares")
    @Completion(AccountNames.class)
    private @Nullable String to;

    @Override
    protected Answer answer() {
        String account = to == null ? null : input().accountName("--to", to);
        return submit(
                input().accountName("--from", from), new SetProtocolFee(account), () -> Fields.of("account", account));
    }
}
