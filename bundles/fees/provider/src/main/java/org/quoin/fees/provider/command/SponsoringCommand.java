package org.quoin.fees.provider.command;

import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;
import org.quoin.fees.api.Fees;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;

/** A command by which a sponsor changes something of his own. */
abstract class SponsoringCommand extends WriteCommand {
    @Option(name = "--from", description = "The account that sponsors, or is to")
    @Completion(SignerNames.class)
    private @Nullable String from;

    /** The asset that fees are paid in, and so all amounts here. */
    final Asset asset() {
        return Fees.of(ledger()).prices().period().prices().execution().asset();
    }

    final Amount amount(String name, @Nullable String given) {
        return input().amount(name, given, asset());
    }

    /** Signs and submits as the sponsor, and shows him as he is then. */
    final Answer change(OperationRecord operation) {
        String sponsor = input().accountName("--from", from);
        Shown shown = new Shown(ledger());
        return submit(
                sponsor,
                operation,
                () -> Fees.of(ledger()).sponsor(sponsor).isPresent() ? shown.sponsor(sponsor) : Fields.none());
    }
}
