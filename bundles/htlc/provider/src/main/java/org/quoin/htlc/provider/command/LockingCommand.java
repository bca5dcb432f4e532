package org.quoin.htlc.provider.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.OtherLeg;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Input;
import org.quoin.ledger.console.WriteCommand;

/** A command that locks an amount in a contract, with what can protect its funder. */
abstract class LockingCommand extends WriteCommand {
    static final String AGAINST = "--against";

    @Option(name = "--auto-refund", description = "Let the ledger refund the contract by itself once it has expired")
    private boolean autoRefund;

    @Option(
            name = AGAINST,
            description =
                    "The other leg of the swap, which pays the funder: the id of a contract here, or when a contract"
                            + " elsewhere expires, such as 2026-01-01T12:00:00Z")
    private @Nullable String against;

    @Option(
            name = "--margin",
            description = "How much earlier than the other leg this one must expire: htlc:margin computes it")
    private @Nullable String margin;

    /** Makes the contract, and shows it. */
    final Answer lock(CreateHtlc terms) {
        return submit(terms.funder(), guarded(terms), receipt -> new Contracts(ledger()).show(created(receipt)));
    }

    private CreateHtlc guarded(CreateHtlc terms) {
        CreateHtlc refunded = autoRefund ? terms.withAutoRefund() : terms;
        if (against == null) {
            if (margin != null) {
                throw new ConsoleException(
                        "MISSING_ARGUMENT",
                        AGAINST + " is missing: --margin says how much earlier than another leg this one expires.",
                        Values.of("argument", AGAINST));
            }
            return refunded;
        }
        Duration demanded = input().duration("--margin", margin);
        return refunded.against(leg(input(), against), demanded);
    }

    /** A contract on this ledger by its id, or one elsewhere by its expiry. */
    static OtherLeg leg(Input input, String against) {
        if (!against.contains("T")) {
            return new OtherLeg.Here(input.hash(AGAINST, against));
        }
        try {
            return new OtherLeg.Elsewhere(Instant.parse(against));
        } catch (DateTimeException e) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    AGAINST + ": '" + against + "' is no time: write it as 2026-01-01T12:00:00Z.",
                    Values.of("argument", AGAINST).and("value", against));
        }
    }

    private static Hash created(Receipt receipt) {
        return receipt.events().stream()
                .filter(event -> event.type().equals("htlc.created"))
                .map(event -> event.data().hash("id"))
                .findFirst()
                .orElseThrow();
    }
}
