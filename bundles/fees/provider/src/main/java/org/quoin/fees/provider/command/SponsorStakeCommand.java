package org.quoin.fees.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.fees.api.StakeSponsor;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "fees",
        name = "sponsor-stake",
        description = "Stake an amount that lets fees be free: of what it allows, all is there after five days",
        detailedDescription = "Example: fees:sponsor-stake --from user_1 --amount 500")
public final class SponsorStakeCommand extends SponsoringCommand {
    @Option(name = "--amount", description = "How much, in whole units of the asset that fees are paid in")
    private @Nullable String amount;

    @Override
    protected Answer answer() {
        return change(new StakeSponsor(amount("--amount", amount)));
    }
}
