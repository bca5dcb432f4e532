package org.quoin.fees.provider.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.fees.api.WithdrawSponsor;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "fees",
        name = "sponsor-withdraw",
        description =
                "Get back what you have deposited, or what you have taken out of your stake five days ago or longer",
        detailedDescription = "Example: fees:sponsor-withdraw --from user_1 --amount 10")
public final class SponsorWithdrawCommand extends SponsoringCommand {
    @Option(name = "--amount", description = "How much, in whole units of the asset that fees are paid in")
    private @Nullable String amount;

    @Option(name = "--staked", description = "Of what was staked, and not of the deposit")
    private boolean staked;

    @Override
    protected Answer answer() {
        return change(new WithdrawSponsor(
                staked ? WithdrawSponsor.From.STAKE : WithdrawSponsor.From.DEPOSIT, amount("--amount", amount)));
    }
}
