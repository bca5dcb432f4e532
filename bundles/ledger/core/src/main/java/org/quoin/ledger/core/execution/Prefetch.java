package org.quoin.ledger.core.execution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.state.RememberingView;
import org.quoin.ledger.core.state.View;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;

/**
 * Reads what transactions will read, so that it is in memory when their turn comes: the signers' rows and nonces, and the
 * balances that transfers change. It decides nothing.
 */
public final class Prefetch {
    private final RememberingView view;
    private final CoreReads state;

    private record Payment(String from, String to, String symbol) {
        boolean isNamed() {
            return Names.isAccount(from) && Names.isAccount(to) && Names.isAsset(symbol);
        }
    }

    private Prefetch(RememberingView view) {
        this.view = view;
        this.state = new CoreReads(view);
    }

    /** From a store, say: who executes never waits for a disk. */
    public static void read(VerifiedTransaction transaction, View view) {
        read(List.of(transaction), new RememberingView(view));
    }

    /** For a view that remembers: so what many transactions read is looked for together, which takes a fraction of the time. */
    public static void read(List<VerifiedTransaction> verified, RememberingView view) {
        List<Transaction> transactions =
                verified.stream().map(VerifiedTransaction::transaction).toList();
        List<Payment> payments = new ArrayList<>();
        for (Transaction transaction : transactions) {
            for (Operation operation : transaction.operations()) {
                Payment payment = payment(operation);
                if (payment != null) {
                    payments.add(payment);
                }
            }
        }
        new Prefetch(view).read(transactions, payments);
    }

    private void read(List<Transaction> transactions, List<Payment> payments) {
        List<byte[]> accounts = new ArrayList<>();
        transactions.forEach(transaction -> accounts.add(CoreReads.text(transaction.signer())));
        for (Payment payment : payments) {
            accounts.add(CoreReads.text(payment.from()));
            accounts.add(CoreReads.text(payment.to()));
        }
        view.readAhead(CoreTables.ACCOUNTS, accounts);

        List<byte[]> nonces = new ArrayList<>();
        for (Transaction transaction : transactions) {
            state.accountOrdinal(transaction.signer())
                    .ifPresent(ordinal -> nonces.add(CoreTables.nonceKey(ordinal, transaction.lane())));
        }
        view.readAhead(CoreTables.NONCES, nonces);

        List<byte[]> balances = new ArrayList<>();
        for (Payment payment : payments) {
            AssetRow asset = state.asset(payment.symbol());
            if (asset != null) {
                addBalance(balances, payment.from(), asset);
                addBalance(balances, payment.to(), asset);
            }
        }
        view.readAhead(CoreTables.BALANCES, balances);
    }

    /** Null if it is none, or cannot be read: that is for the executor to reject. */
    private static @Nullable Payment payment(Operation operation) {
        if (!operation.capability().equals(CoreCapability.NAME)
                || !operation.name().equals(TransferOperation.NAME)
                || operation.schema() != 1) {
            return null;
        }
        try {
            Reader in = new Reader(operation.body().toArray());
            Payment payment = new Payment(in.text(Names.MAX), in.text(Names.MAX), in.text(Names.MAX));
            return payment.isNamed() ? payment : null;
        } catch (CodecException malformed) {
            return null;
        }
    }

    private void addBalance(List<byte[]> balances, String account, AssetRow asset) {
        state.accountOrdinal(account)
                .ifPresent(ordinal -> balances.add(CoreTables.balanceKey(ordinal, asset.ordinal())));
    }
}
