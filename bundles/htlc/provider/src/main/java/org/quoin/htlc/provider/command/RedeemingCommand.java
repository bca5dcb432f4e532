package org.quoin.htlc.provider.command;

import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.console.WriteCommand;

/** A command that shows a secret to the ledger. */
abstract class RedeemingCommand extends WriteCommand {
    private static final String HEX = "--preimage-hex";
    private static final String TEXT = "--preimage-text";

    @Option(name = HEX, description = "The secret in hexadecimal")
    private @Nullable String preimageHex;

    @Option(name = TEXT, description = "The secret as text")
    private @Nullable String preimageText;

    final Bytes preimage() {
        Secret.requireOne(HEX, preimageHex, TEXT, preimageText);
        return preimageText == null
                ? input().bytes(HEX, preimageHex)
                : Secret.ofText(input().required(TEXT, preimageText));
    }
}
