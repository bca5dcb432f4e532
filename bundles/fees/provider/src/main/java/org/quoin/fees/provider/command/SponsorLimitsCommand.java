package org.quoin.fees.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.fees.api.LimitSponsor;
import org.quoin.fees.api.SponsorLimits;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "fees",
        name = "sponsor-limits",
        description = "Say what others may cost you, who sponsor; before, they may cost you nothing",
        detailedDescription =
                "Example: fees:sponsor-limits --from user_1 --per-transaction 0.01 --per-user 0.1 --per-day 5 --allow"
                        + " ledger/transfer,htlc")
public final class SponsorLimitsCommand extends SponsoringCommand {
    @Option(name = "--per-transaction", description = "The most that one transaction may offer, in whole units")
    private @Nullable String perTransaction;

    @Option(name = "--per-user", description = "The most that one account may cost in a day (UTC), in whole units")
    private @Nullable String perUser;

    @Option(name = "--per-day", description = "The most that all of them may cost in a day (UTC), in whole units")
    private @Nullable String perDay;

    @Option(
            name = "--allow",
            description =
                    "What may be called, with commas between: capabilities, or capability/operation; anything if it is"
                            + " left out")
    private @Nullable String allow;

    @Override
    protected Answer answer() {
        return change(new LimitSponsor(new SponsorLimits(
                amount("--per-transaction", perTransaction),
                amount("--per-user", perUser),
                amount("--per-day", perDay),
                allow == null ? List.of() : List.of(allow.split(",", -1)))));
    }
}
