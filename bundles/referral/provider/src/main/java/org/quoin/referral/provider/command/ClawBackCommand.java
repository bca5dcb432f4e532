package org.quoin.referral.provider.command;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.WriteCommand;
import org.quoin.referral.api.ClawBackReferral;

@Service
@Command(
        scope = "referral",
        name = "claw-back",
        description = "Take back what an account earned in a day and is not vested, with a reason",
        detailedDescription = "Example: referral:claw-back user_1 --period 20454 --reason fraud")
public final class ClawBackCommand extends WriteCommand {
    /** Of a development chain; elsewhere --as names one. */
    private static final String OPERATOR = "operator";

    /** No day before the end of time has a higher number. */
    private static final long MAX_PERIOD = 1_000_000_000;

    @Argument(name = "ACCOUNT", description = "The account that earned it", multiValued = true, valueToShowInHelp = "")
    @Completion(AccountNames.class)
    private List<String> account = List.of();

    @Option(name = "--period", description = "The day, as referral:statement numbers it")
    private @Nullable String period;

    @Option(
            name = "--campaign",
            description = "Only what this campaign added; signed by its owner unless --as names another")
    @Completion(CampaignNames.class)
    private @Nullable String campaign;

    @Option(name = "--reason", description = "Why, for the account to read")
    private @Nullable String reason;

    @Override
    protected Answer answer() {
        String from = input().accountName("ACCOUNT", only(account));
        Referrals referrals = new Referrals(ledger());
        ClawBackReferral terms = new ClawBackReferral(
                from,
                referrals.asset().symbol(),
                input().number("--period", period, 0, MAX_PERIOD),
                Optional.ofNullable(campaign),
                input().required("--reason", reason));
        return submit(campaign == null ? OPERATOR : referrals.owner(campaign), terms, Fields::none);
    }
}
