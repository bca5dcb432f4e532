package org.quoin.ledger.core.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "quoin",
        name = "welcome",
        description = "What an interactive console begins with: where the ledger stands, what is active, what to try",
        detailedDescription = "Example: quoin:welcome")
public final class WelcomeCommand extends LedgerCommand {
    @Override
    protected Answer answer() {
        LedgerInfo info = ledger().info();
        List<String> active = info.modules().stream()
                .map(module -> module.capability() + " " + module.version())
                .toList();
        return Answer.of(Fields.of("chainId", info.chainId())
                .and("height", info.height())
                .and("development", info.development())
                .and("active", active)
                .and(info.development() ? development(active.isEmpty()) : production()));
    }

    private static Fields development(boolean nothingActive) {
        return Fields.of("try", "ledger:transfer --from user_1 --to user_2 --amount 1.5 --asset ETH")
                .and("then", "ledger:balances user_2")
                .and("next", nothingActive ? "feature:install quoin-htlc" : "module:list");
    }

    private static Fields production() {
        return Fields.of("try", "module:list")
                .and("then", "ledger:events --count 10")
                .and("next", "ledger:verify");
    }
}
