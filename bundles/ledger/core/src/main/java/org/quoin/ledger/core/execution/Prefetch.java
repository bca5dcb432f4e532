package org.quoin.ledger.core.execution;

import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.state.View;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;

/**
 * Reads what a transaction will read, so that it is in memory when its turn comes: who executes never waits for a disk. It
 * decides nothing.
 */
public final class Prefetch {
    private Prefetch() {}

    /** Reads the signer's row and nonce, and the balances that transfers change. */
    public static void read(Transaction transaction, View view) {
        CoreReads state = new CoreReads(view);
        AccountRow signer = state.account(transaction.signer());
        if (signer == null) {
            return;
        }
        state.nextSequence(signer.ordinal(), transaction.lane());
        for (Operation operation : transaction.operations()) {
            if (operation.capability().equals(CoreCapability.NAME)
                    && operation.name().equals(TransferOperation.NAME)
                    && operation.schema() == 1) {
                readBalances(operation, state);
            }
        }
    }

    /** A body that cannot be read is for the executor to reject. */
    private static void readBalances(Operation transfer, CoreReads state) {
        String from;
        String to;
        String symbol;
        try {
            Reader in = new Reader(transfer.body().toArray());
            from = in.text(Names.MAX);
            to = in.text(Names.MAX);
            symbol = in.text(Names.MAX);
        } catch (CodecException malformed) {
            return;
        }
        AssetRow asset = state.asset(symbol);
        if (asset != null) {
            readBalance(state.account(from), asset, state);
            readBalance(state.account(to), asset, state);
        }
    }

    private static void readBalance(@Nullable AccountRow account, AssetRow asset, CoreReads state) {
        if (account != null) {
            state.balance(account.ordinal(), asset.ordinal());
        }
    }
}
