package org.quoin.ledger.core.execution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.state.RecentRows;
import org.quoin.ledger.core.state.RememberingView;
import org.quoin.ledger.core.state.View;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;

/**
 * Reads what transactions will read, so that it is in memory when their turn comes: the signers' rows and nonces, and the
 * balances that transfers change. It decides nothing. Any thread may use it.
 */
public final class Prefetch {
    /** An eighth of it is long rows at least, of which a transaction of one payment reads four; others are read less well. */
    private static final int ROWS = 32;

    /** A power of two. */
    private static final int NAMES = 1 << 14;

    /** Names that were read for lately, by their hashes: whose rows need not be looked for again. Threads may lose some of it. */
    private final int[] lately = new int[NAMES];

    private record Payment(String from, String to, String symbol) {
        boolean isNamed() {
            return Names.isAccount(from) && Names.isAccount(to) && Names.isAsset(symbol);
        }
    }

    /** A transaction, and those of its operations that are payments. */
    private record Plan(Transaction transaction, List<Payment> payments) {
        static Plan of(VerifiedTransaction verified) {
            List<Payment> payments = new ArrayList<>(1);
            for (Operation operation : verified.transaction().operations()) {
                Payment payment = payment(operation);
                if (payment != null) {
                    payments.add(payment);
                }
            }
            return new Plan(verified.transaction(), payments);
        }
    }

    /** Loads them from the store, if need be and not done lately: who executes never waits for a disk. */
    public void read(List<VerifiedTransaction> transactions, View view) {
        List<Plan> plans = new ArrayList<>(transactions.size());
        for (VerifiedTransaction transaction : transactions) {
            Plan plan = Plan.of(transaction);
            if (isNew(plan)) {
                plans.add(plan);
            }
        }
        if (!plans.isEmpty()) {
            read(plans, new RecentRows(ROWS * plans.size()).over(view));
        }
    }

    private boolean isNew(Plan plan) {
        boolean isNew = isNew(plan.transaction.signer());
        for (Payment payment : plan.payments) {
            isNew |= isNew(payment.from);
            isNew |= isNew(payment.to);
        }
        return isNew;
    }

    private boolean isNew(String name) {
        int hash = name.hashCode();
        int place = (hash ^ hash >>> 16) & NAMES - 1;
        boolean isNew = lately[place] != hash;
        lately[place] = hash;
        return isNew;
    }

    /**
     * The same for a view that remembers, as far as it does not: what many transactions read is looked for together, which takes
     * a fraction of the time.
     */
    public static void readUnknown(List<VerifiedTransaction> transactions, RememberingView view) {
        List<Plan> plans = new ArrayList<>();
        for (VerifiedTransaction transaction : transactions) {
            byte[] signer = CoreReads.text(transaction.transaction().signer());
            if (!view.remembers(CoreTables.ACCOUNTS, signer)) {
                plans.add(Plan.of(transaction));
            }
        }
        if (!plans.isEmpty()) {
            read(plans, view);
        }
    }

    private static void read(List<Plan> plans, RememberingView view) {
        CoreReads state = new CoreReads(view);
        List<byte[]> accounts = new ArrayList<>();
        for (Plan plan : plans) {
            accounts.add(CoreReads.text(plan.transaction.signer()));
            for (Payment payment : plan.payments) {
                accounts.add(CoreReads.text(payment.from));
                accounts.add(CoreReads.text(payment.to));
            }
        }
        view.readAhead(CoreTables.ACCOUNTS, accounts);

        List<byte[]> nonces = new ArrayList<>();
        List<byte[]> balances = new ArrayList<>();
        for (Plan plan : plans) {
            Transaction transaction = plan.transaction;
            state.accountOrdinal(transaction.signer())
                    .ifPresent(ordinal -> nonces.add(CoreTables.nonceKey(ordinal, transaction.lane())));
            for (Payment payment : plan.payments) {
                AssetRow asset = state.asset(payment.symbol);
                if (asset != null) {
                    addBalance(balances, state, payment.from, asset);
                    addBalance(balances, state, payment.to, asset);
                }
            }
        }
        view.readAhead(CoreTables.NONCES, nonces);
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

    private static void addBalance(List<byte[]> balances, CoreReads state, String account, AssetRow asset) {
        state.accountOrdinal(account)
                .ifPresent(ordinal -> balances.add(CoreTables.balanceKey(ordinal, asset.ordinal())));
    }
}
