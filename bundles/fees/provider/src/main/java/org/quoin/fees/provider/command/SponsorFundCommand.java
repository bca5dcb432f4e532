package org.quoin.fees.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.fees.api.FundSponsor;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "fees",
        name = "sponsor-fund",
        description = "Deposit what you pay of for others; fees:sponsor-limits says how much they may cost",
        detailedDescription = "Example: fees:sponsor-fund --from user_1 --amount 10")
public final class SponsorFundCommand extends SponsoringCommand {
    @Option(name = "--amount", description = "How much, in whole units of the asset that fees are paid in")
    private @Nullable String amount;

    @Override
    protected Answer answer() {
        return change(new FundSponsor(amount("--amount", amount)));
    }
}
