package org.quoin.htlc.provider.command;

import java.security.SecureRandom;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "htlc",
        name = "secret",
        description = "Make a new secret of 32 bytes, and its hash; nothing is kept",
        detailedDescription = "Example: htlc:secret --json")
public final class SecretCommand extends LedgerCommand {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SIZE = 32;

    @Override
    protected Answer answer() {
        byte[] secret = new byte[SIZE];
        RANDOM.nextBytes(secret);
        return Answer.of(Fields.of("secret", Bytes.of(secret)).and("secretHash", Hash.sha256(secret)));
    }
}
