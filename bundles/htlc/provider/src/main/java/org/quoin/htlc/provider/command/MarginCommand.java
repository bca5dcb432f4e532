package org.quoin.htlc.provider.command;

import java.time.Duration;
import java.time.Instant;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.OtherLeg;
import org.quoin.htlc.api.SwapMargin;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "htlc",
        name = "margin",
        description =
                "How much earlier than the leg that pays you the leg that you lock must expire, by the rule of BOLT-2",
        detailedDescription =
                "Example: htlc:margin --locked 0s,10m,1m --received 20m,20m,2h --against 2026-01-01T12:00:00Z")
public final class MarginCommand extends LedgerCommand {
    private static final String MEANING =
            " the longest reorganization, how long you wait before you act, and the longest wait"
                    + " for a block that takes your transaction; each with d, h, m, s";

    @Option(name = "--locked", description = "Of the ledger of the leg that you lock:" + MEANING)
    private @Nullable String locked;

    @Option(name = "--received", description = "The same of the ledger of the leg that pays you, if it is another")
    private @Nullable String received;

    @Option(
            name = LockingCommand.AGAINST,
            description =
                    "The leg that pays you, to see the latest safe expiry: the id of a contract here, or its expiry")
    private @Nullable String against;

    @Override
    protected Answer answer() {
        SwapMargin.Timing mine = timing("--locked", locked);
        SwapMargin.Timing theirs = received == null ? mine : timing("--received", received);
        Duration margin = SwapMargin.between(mine, theirs);
        Fields fields = Fields.of("margin", margin).and("toRedeem", SwapMargin.toRedeem(theirs));
        return Answer.of(
                against == null
                        ? fields
                        : fields.and("latestExpiry", SwapMargin.latestExpiry(expiry(against), margin)));
    }

    private Instant expiry(String leg) {
        OtherLeg other = LockingCommand.leg(input(), leg);
        return other instanceof OtherLeg.Here here
                ? new Contracts(ledger()).find(here.id()).time("expiry")
                : ((OtherLeg.Elsewhere) other).expiry();
    }

    private SwapMargin.Timing timing(String option, @Nullable String given) {
        String[] parts = input().required(option, given).split(",", -1);
        if (parts.length != 3) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    option + ": '" + given + "' is not three durations: write them as 0s,10m,1m.",
                    Values.of("argument", option));
        }
        return new SwapMargin.Timing(
                input().duration(option, parts[0]),
                input().duration(option, parts[1]),
                input().duration(option, parts[2]));
    }
}
