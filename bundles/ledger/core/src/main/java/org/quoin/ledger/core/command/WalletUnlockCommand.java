package org.quoin.ledger.core.command;

import java.time.Duration;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Keystore;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "wallet",
        name = "unlock",
        description = "Let encrypted keys sign, until wallet:lock, the end of the node, or the end of --for",
        detailedDescription = "Example: wallet:unlock --for 1h")
public final class WalletUnlockCommand extends WalletCommand {
    private static final Duration LONGEST = Duration.ofDays(365);

    @Option(name = "--for", description = "Lock again after that time on this machine's clock, 1s to 365d, such as 1h")
    private @Nullable String duration;

    @Override
    protected Answer answer() {
        Optional<Duration> limit = duration == null ? Optional.empty() : Optional.of(limit(duration));
        if (keystore().state() == Keystore.State.ABSENT) {
            throw new ConsoleException(
                    "NO_KEYSTORE", "There is no keystore yet: make it with wallet:create.", Values.none());
        }
        try (Secret passphrase = passphrase()) {
            keystore().unlock(passphrase, limit);
        }
        return Answer.of(Fields.of("locked", false).and("locksIn", limit.orElse(null)));
    }

    private Duration limit(String given) {
        Duration limit = input().duration("--for", given);
        if (limit.compareTo(Duration.ofSeconds(1)) < 0 || limit.compareTo(LONGEST) > 0) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    "--for: '" + given + "' is not from 1s to 365d.",
                    Values.of("argument", "--for").and("value", given));
        }
        return limit;
    }
}
