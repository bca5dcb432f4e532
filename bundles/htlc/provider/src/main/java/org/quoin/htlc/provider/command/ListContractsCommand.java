package org.quoin.htlc.provider.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.HtlcContract;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "htlc",
        name = "list",
        description =
                "Contracts in the order of their creation, settled ones too; a page with a 'next' is not the last",
        detailedDescription = "Example: htlc:list --party user_1 --state open --count 20")
public final class ListContractsCommand extends ListCommand {
    private static final String STATE = "--state";

    @Option(name = "--party", description = "Only those that this account funds or is paid by")
    @Completion(AccountNames.class)
    private @Nullable String party;

    @Option(name = "--hash", description = "Only those with this SHA-256 of the secret, 64 hexadecimal digits")
    private @Nullable String hash;

    @Option(name = STATE, description = "Only those that are open, redeemed or refunded")
    @Completion(
            value = StringsCompleter.class,
            values = {"open", "redeemed", "refunded"})
    private @Nullable String state;

    @Override
    protected Answer answer() {
        Values filter = filter();
        Contracts contracts = new Contracts(ledger());
        return page((cursor, limit) -> contracts.page(filter, cursor, limit), contracts::fields);
    }

    private Values filter() {
        Map<String, Object> given = new LinkedHashMap<>();
        if (party != null) {
            given.put("party", input().accountName("--party", party));
        }
        if (hash != null) {
            given.put("secretHash", input().hash("--hash", hash));
        }
        if (state != null) {
            given.put("state", stateNamed(state));
        }
        return Values.of(given);
    }

    private static String stateNamed(String name) {
        for (HtlcContract.State each : HtlcContract.State.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return name;
            }
        }
        throw new ConsoleException(
                "INVALID_ARGUMENT",
                STATE + ": '" + name + "' is no state of a contract: use open, redeemed or refunded.",
                Values.of("argument", STATE).and("value", name));
    }
}
