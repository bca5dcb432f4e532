package org.quoin.htlc.provider.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "htlc",
        name = "redeem",
        description = "Pay the beneficiary of a contract for its secret, signed by him unless --as names another",
        detailedDescription = "Example: htlc:redeem 5f0c... --preimage-text 'correct horse battery'")
public final class RedeemCommand extends WriteCommand {
    private static final String HEX = "--preimage-hex";
    private static final String TEXT = "--preimage-text";

    @Argument(
            name = "ID",
            description = "The id of the contract, 64 hexadecimal digits",
            multiValued = true,
            valueToShowInHelp = "")
    @Completion(OpenContracts.class)
    private List<String> id = List.of();

    @Option(name = HEX, description = "The secret in hexadecimal")
    private @Nullable String preimageHex;

    @Option(name = TEXT, description = "The secret as text")
    private @Nullable String preimageText;

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

    private Bytes preimage() {
        Secret.requireOne(HEX, preimageHex, TEXT, preimageText);
        return preimageText == null
                ? input().bytes(HEX, preimageHex)
                : Secret.ofText(input().required(TEXT, preimageText));
    }
}
