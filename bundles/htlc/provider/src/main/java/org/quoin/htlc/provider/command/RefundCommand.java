package org.quoin.htlc.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "htlc",
        name = "refund",
        description = "Pay back the funder of a contract that has expired, signed by him unless --as names another",
        detailedDescription = "Example: htlc:refund 5f0c...")
public final class RefundCommand extends WriteCommand {
    @Argument(
            name = "ID",
            description = "The id of the contract, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(OpenContracts.class)
    private List<String> id = List.of();

    @Override
    protected Answer answer() {
        Hash contract = input().hash("ID", only(id));
        Contracts contracts = new Contracts(ledger());
        return submit(
                contracts.find(contract).text("funder"), new RefundHtlc(contract), () -> contracts.show(contract));
    }
}
