package org.quoin.referral.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "referral",
        name = "show",
        description =
                "Who referred an account, its codes and its tier, and what the pot holds; without fees, that nothing is paid",
        detailedDescription = "Example: referral:show user_5")
public final class ShowCommand extends LedgerCommand {
    private static final String NO_FEES =
            "No capability prices transactions here, so nobody loses fees and referral pays nothing: deploy quoin-fees.";

    @Argument(
            name = "ACCOUNT",
            description = "The account; without one, only the pot and the policy",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(AccountNames.class)
    private List<String> account = List.of();

    @Override
    protected Answer answer() {
        Referrals referrals = new Referrals(ledger());
        boolean paid = referrals.areFeesPaid();
        Fields general = Fields.of("feesPaid", paid)
                .and("note", paid ? null : NO_FEES)
                .and("policy", referrals.policy())
                .and("pot", referrals.pot());
        String name = only(account);
        if (name == null) {
            return Answer.of(general);
        }
        String shown = input().accountName("ACCOUNT", name);
        return Answer.of(referrals
                .linkOrNone(shown)
                .and(referrals.codes(shown))
                .and("tier", referrals.tier(shown))
                .and(general));
    }
}
