package org.quoin.ledger.testkit;

import java.util.ArrayList;
import java.util.List;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Receipt;

/** Everything that a reader can see. */
public record Sight(
        LedgerInfo info,
        List<Block> blocks,
        List<Receipt> receipts,
        List<Event> events,
        List<Account> accounts,
        List<AssetInfo> assets,
        List<Balance> balances) {
    public static Sight of(Ledger ledger) {
        List<Block> blocks = new ArrayList<>();
        for (long height = 0; height <= ledger.info().height(); height++) {
            blocks.add(ledger.block(height).orElseThrow());
        }
        List<Receipt> receipts = blocks.stream()
                .flatMap(block -> block.transactions().stream())
                .map(id -> ledger.receipt(id).orElseThrow())
                .toList();
        List<Account> accounts = ledger.accounts(null, 1_000).items();
        return new Sight(
                ledger.info(),
                blocks,
                receipts,
                ledger.events(0, 1_000).items(),
                accounts,
                ledger.assets(null, 1_000).items(),
                accounts.stream()
                        .flatMap(account -> ledger.balances(account.name()).stream())
                        .toList());
    }
}
