package org.quoin.host.sample.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.host.sample.Gifts;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ListCommand;

@Service
@Command(
        scope = "gift",
        name = "news",
        description = "What happened to gifts, in order",
        detailedDescription = "Example: gift:news")
public final class NewsCommand extends ListCommand {
    @Reference
    private Gifts gifts;

    @Override
    protected Answer answer() {
        return page(gifts::news, GiftFields::news);
    }
}
