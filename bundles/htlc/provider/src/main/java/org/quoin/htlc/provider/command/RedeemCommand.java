package org.quoin.htlc.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.console.Answer;

@Service
@Command(
        scope = "htlc",
        name = "redeem",
        description = "Pay the beneficiary of a contract for its secret, signed by him unless --as names another",
        detailedDescription = "Example: htlc:redeem 5f0c... --preimage-text 'correct horse battery'")
public final class RedeemCommand extends RedeemingCommand {
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
        Bytes preimage = preimage();
        Contracts contracts = new Contracts(ledger());
        return submit(
                contracts.find(contract).text("beneficiary"),
                new RedeemHtlc(contract, preimage),
                () -> contracts.show(contract));
    }
}
