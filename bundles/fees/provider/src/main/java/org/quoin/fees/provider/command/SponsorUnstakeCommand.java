package org.quoin.fees.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.fees.api.UnstakeSponsor;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "fees",
        name = "sponsor-unstake",
        description = "Take an amount out of your stake; it can be withdrawn after five days",
        detailedDescription = "Example: fees:sponsor-unstake --from user_1 --amount 500")
public final class SponsorUnstakeCommand extends SponsoringCommand {
    @Option(name = "--amount", description = "How much, in whole units of the asset that fees are paid in")
    private @Nullable String amount;

    @Override
    protected Answer answer() {
        return change(new UnstakeSponsor(amount("--amount", amount)));
    }
}
