package org.quoin.htlc.provider.command;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.htlc.api.RedeemAllHtlc;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "htlc",
        name = "redeem-all",
        description =
                "Pay the beneficiaries of up to 32 contracts for the secret that they have in common, or none of them;"
                        + " signed by the beneficiary of the first unless --as names another",
        detailedDescription = "Example: htlc:redeem-all --preimage-text 'correct horse battery' 5f0c... 77ab...")
public final class RedeemAllCommand extends RedeemingCommand {
    @Argument(
            name = "ID",
            description = "The ids of the contracts, 64 hexadecimal digits each",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(OpenContracts.class)
    private List<String> ids = List.of();

    @Override
    protected Answer answer() {
        List<Hash> contracts = contracts();
        Bytes preimage = preimage();
        Contracts shown = new Contracts(ledger());
        return submit(
                shown.find(contracts.get(0)).text("beneficiary"),
                new RedeemAllHtlc(contracts, List.of(preimage)),
                () -> Fields.of("contracts", contracts.stream().map(shown::show).toList()));
    }

    private List<Hash> contracts() {
        input().required("ID", ids.isEmpty() ? null : ids.get(0));
        if (ids.size() > RedeemAllHtlc.MAX) {
            throw new ConsoleException(
                    "TOO_MANY_ARGUMENTS",
                    ids.size() + " contracts were named: redeem at most " + RedeemAllHtlc.MAX + " at once.",
                    Values.of("argument", "ID"));
        }
        List<Hash> hashes = new ArrayList<>();
        for (String id : ids) {
            hashes.add(input().hash("ID", id));
        }
        return hashes;
    }
}
