package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account.Nonce;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.View;
import org.quoin.rules.codec.Reader;

/** The ledger's own rows, read from any view. */
public class CoreReads {
    private final View view;

    public CoreReads(View view) {
        this.view = view;
    }

    public @Nullable AccountRow account(String name) {
        byte[] row = view.get(CoreTables.ACCOUNTS, text(name));
        return row == null ? null : AccountRow.decode(row);
    }

    public @Nullable AssetRow asset(String symbol) {
        byte[] row = view.get(CoreTables.ASSETS, text(symbol));
        return row == null ? null : AssetRow.decode(symbol, row);
    }

    /** In the smallest unit; zero where there is no row. */
    public BigInteger balance(long account, long asset) {
        byte[] row = view.get(CoreTables.BALANCES, CoreTables.balanceKey(account, asset));
        return row == null ? BigInteger.ZERO : new Reader(row).u128();
    }

    public long nextSequence(long account, int lane) {
        byte[] row = view.get(CoreTables.NONCES, CoreTables.nonceKey(account, lane));
        return row == null ? 0 : new Reader(row).u64();
    }

    /** The lanes that an account has used. */
    public List<Nonce> nonces(long account) {
        List<Nonce> used = new ArrayList<>();
        for (int lane = 0; lane < Transaction.LANES; lane++) {
            long next = nextSequence(account, lane);
            if (next > 0) {
                used.add(new Nonce(lane, next));
            }
        }
        return used;
    }

    /** The names of at most {@code limit} accounts from an ordinal on, in the order of their creation. */
    public List<String> accountNames(long from, int limit) {
        List<String> names = new ArrayList<>();
        for (long ordinal = from; names.size() < limit; ordinal++) {
            byte[] name = view.get(CoreTables.ACCOUNT_NAMES, CoreTables.accountKey(ordinal));
            if (name == null) {
                break;
            }
            names.add(new String(name, StandardCharsets.UTF_8));
        }
        return names;
    }

    /** The symbols of at most {@code limit} assets from an ordinal on, in the order of their creation. */
    public List<String> assetSymbols(long from, int limit) {
        List<String> symbols = new ArrayList<>();
        for (long ordinal = from; ordinal <= CoreTables.LAST_ASSET && symbols.size() < limit; ordinal++) {
            byte[] symbol = view.get(CoreTables.ASSET_SYMBOLS, CoreTables.assetKey(ordinal));
            if (symbol == null) {
                break;
            }
            symbols.add(new String(symbol, StandardCharsets.UTF_8));
        }
        return symbols;
    }

    /** Everything that an account has, in the order in which its assets were created. */
    public List<Holding> holdings(long account) {
        byte[] prefix = CoreTables.accountKey(account);
        List<Holding> holdings = new ArrayList<>();
        Entry entry = view.ceiling(CoreTables.BALANCES, CoreTables.balanceKey(account, 0));
        while (entry != null && Arrays.equals(entry.key(), 0, prefix.length, prefix, 0, prefix.length)) {
            Reader key = new Reader(Arrays.copyOfRange(entry.key(), prefix.length, entry.key().length));
            long asset = key.u32();
            holdings.add(new Holding(assetOf(asset), new Reader(entry.value()).u128()));
            entry = view.ceiling(CoreTables.BALANCES, CoreTables.balanceKey(account, asset + 1));
        }
        return holdings;
    }

    /** How much of one asset an account has, in the smallest unit. */
    public record Holding(Asset asset, BigInteger units) {}

    private Asset assetOf(long ordinal) {
        String symbol = assetSymbols(ordinal, 1).get(0);
        AssetRow row = asset(symbol);
        if (row == null) {
            throw new IllegalStateException("the asset " + symbol + " has an ordinal and no row");
        }
        return row.asset();
    }

    static byte[] text(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
