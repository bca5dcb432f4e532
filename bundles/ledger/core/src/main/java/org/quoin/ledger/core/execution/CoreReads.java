package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account.Nonce;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.View;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** The ledger's own rows, read from any view. */
public class CoreReads {
    static final byte[] FEE_PRICES = text("fee-prices");
    static final byte[] ACCOUNT_ALLOWANCE = text("account-allowance");
    static final byte[] FEE_USAGE = text("fee-usage");

    private final View view;

    public CoreReads(View view) {
        this.view = view;
    }

    public @Nullable AccountRow account(String name) {
        byte[] row = accountRow(name);
        return row == null ? null : AccountRow.decode(row);
    }

    /** As it is encoded. */
    byte @Nullable [] accountRow(String name) {
        return view.get(CoreTables.ACCOUNTS, text(name));
    }

    /** By which rows name an account; empty if there is none with this name. */
    OptionalLong accountOrdinal(String name) {
        byte[] row = accountRow(name);
        return row == null ? OptionalLong.empty() : OptionalLong.of(AccountRow.ordinal(row));
    }

    /** The row of an account that was found before. */
    AccountRow requireAccount(String name) {
        AccountRow row = account(name);
        if (row == null) {
            throw new IllegalStateException("the account " + name + " has no row");
        }
        return row;
    }

    /** The key that operators of a development chain gave an account, or null. */
    @Nullable
    PublicKey impersonation(String account) {
        byte[] row = view.get(CoreTables.IMPERSONATIONS, text(account));
        return row == null ? null : PublicKey.decode(Bytes.of(row));
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

    /** In the smallest unit, of what fees are paid in. */
    public BigInteger nativeBalance(long account) {
        return balance(account, CoreTables.NATIVE);
    }

    /** In the smallest unit, of what an agreement holds; zero where there is no row. */
    BigInteger balance(Hash agreement, long asset) {
        byte[] row = view.get(CoreTables.AGREEMENT_BALANCES, CoreTables.agreementBalanceKey(agreement, asset));
        return row == null ? BigInteger.ZERO : new Reader(row).u128();
    }

    /** In the smallest unit, of what agreements hold of an account's; zero where there is no row. */
    public BigInteger locked(long account, long asset) {
        byte[] row = view.get(CoreTables.LOCKED, CoreTables.balanceKey(account, asset));
        return row == null ? BigInteger.ZERO : new Reader(row).u128();
    }

    boolean holdsAnything(Hash agreement) {
        byte[] from = CoreTables.agreementBalanceKey(agreement, 0);
        Entry first = view.ceiling(CoreTables.AGREEMENT_BALANCES, from);
        return first != null && Arrays.equals(first.key(), 0, Hash.SIZE, from, 0, Hash.SIZE);
    }

    @Nullable
    AgreementRow agreement(Hash id) {
        byte[] row = view.get(CoreTables.AGREEMENTS, id.toArray());
        return row == null ? null : AgreementRow.decode(row);
    }

    public @Nullable ModuleRow module(Hash rules) {
        byte[] row = view.get(CoreTables.MODULES, rules.toArray());
        return row == null ? null : ModuleRow.decode(rules, row);
    }

    /** The row of rules that were activated once. */
    ModuleRow requireModule(Hash rules) {
        ModuleRow row = module(rules);
        if (row == null) {
            throw new IllegalStateException("the active rules " + rules + " have no row");
        }
        return row;
    }

    /** The rules that are active, by the name of their capability. */
    public List<Hash> activeModules() {
        List<Hash> active = new ArrayList<>();
        Entry entry = view.ceiling(CoreTables.ACTIVE_MODULES, new byte[Operation.MAX_NAME]);
        while (entry != null) {
            active.add(Hash.of(entry.value()));
            entry = view.higher(CoreTables.ACTIVE_MODULES, entry.key());
        }
        return active;
    }

    @Nullable
    Hash activeModule(String capability) {
        byte[] row = view.get(CoreTables.ACTIVE_MODULES, CoreTables.capabilityKey(capability));
        return row == null ? null : Hash.of(row);
    }

    /** Agreements that a module opened and that are open. */
    public long openAgreements(Hash rules) {
        byte[] row = view.get(CoreTables.OPEN_AGREEMENTS, rules.toArray());
        return row == null ? 0 : new Reader(row).u64();
    }

    /** The tables that rules of a capability were ever active with, by name. */
    List<TableRow> tables(String capability) {
        List<TableRow> tables = new ArrayList<>();
        byte[] from = CoreTables.tableKey(capability, "");
        Entry entry = view.ceiling(CoreTables.TABLES, from);
        while (entry != null && Arrays.equals(entry.key(), 0, Operation.MAX_NAME, from, 0, Operation.MAX_NAME)) {
            tables.add(TableRow.decode(entry.value()));
            entry = view.higher(CoreTables.TABLES, entry.key());
        }
        return tables;
    }

    @Nullable
    TableRow table(String capability, String name) {
        byte[] row = view.get(CoreTables.TABLES, CoreTables.tableKey(capability, name));
        return row == null ? null : TableRow.decode(row);
    }

    /** Rows that are being brought over, or null. */
    public @Nullable MigrationRow migration(String capability) {
        byte[] row = view.get(CoreTables.MIGRATIONS, CoreTables.capabilityKey(capability));
        return row == null ? null : MigrationRow.decode(row);
    }

    /** The rules that keep the agreements which some rules opened: mostly those themselves. */
    Hash keeper(Hash rules) {
        Hash keeper = rules;
        byte[] row = view.get(CoreTables.MOVED_AGREEMENTS, keeper.toArray());
        while (row != null) {
            keeper = Hash.of(row);
            row = view.get(CoreTables.MOVED_AGREEMENTS, keeper.toArray());
        }
        return keeper;
    }

    /** At most {@code limit} changes of the active rules, from an ordinal on, in their order. */
    public List<ModuleChangeRow> moduleChanges(long from, int limit) {
        List<ModuleChangeRow> changes = new ArrayList<>();
        for (long ordinal = from; changes.size() < limit; ordinal++) {
            byte[] row = view.get(CoreTables.MODULE_CHANGES, CoreTables.ordinalKey(ordinal));
            if (row == null) {
                break;
            }
            changes.add(ModuleChangeRow.decode(row));
        }
        return changes;
    }

    /** What the fee policy gave as the prices of the block, or null if nothing is charged. */
    byte @Nullable [] feePrices() {
        return view.get(CoreTables.PARAMETERS, FEE_PRICES);
    }

    /** What the transactions of the block have used so far. */
    Usage.OfBlock feeUsage() {
        byte[] row = view.get(CoreTables.PARAMETERS, FEE_USAGE);
        return row == null ? Usage.OfBlock.NOTHING : Usage.OfBlock.decode(row);
    }

    AccountAllowance accountAllowance(AccountAllowance unused) {
        byte[] row = view.get(CoreTables.PARAMETERS, ACCOUNT_ALLOWANCE);
        return row == null ? unused : AccountAllowance.decode(row);
    }

    /** In which fees are paid. */
    public AssetRow nativeAsset() {
        AssetRow row = asset(assetSymbols(CoreTables.NATIVE, 1).get(0));
        if (row == null) {
            throw new IllegalStateException("the native asset has an ordinal and no row");
        }
        return row;
    }

    public boolean isOperator(String account) {
        return operators().contains(account);
    }

    /** The accounts that change which rules are active, in the order of genesis. */
    List<String> operators() {
        byte[] row = view.get(CoreTables.PARAMETERS, text("operators"));
        List<String> operators = new ArrayList<>();
        if (row != null) {
            Reader in = new Reader(row);
            for (int rest = in.count(Genesis.MAX_OPERATORS); rest > 0; rest--) {
                operators.add(in.text(Names.MAX));
            }
        }
        return operators;
    }

    /** Who has approved of something, encoded: a count of nobody if there is no row. */
    byte[] approvals(Hash id) {
        byte[] row = view.get(CoreTables.APPROVALS, id.toArray());
        return row == null ? new byte[1] : row;
    }

    public ModulePolicy modulePolicy() {
        byte[] row = view.get(CoreTables.PARAMETERS, text("module-policy"));
        return row == null ? ModulePolicy.GOVERNED : ModulePolicy.ofCode(new String(row, StandardCharsets.US_ASCII));
    }

    /** Of the hosts that have one, by their names. */
    public List<HostGrant> hostGrants() {
        List<HostGrant> grants = new ArrayList<>();
        Entry entry = view.ceiling(CoreTables.HOST_GRANTS, HostGrantRow.key(""));
        while (entry != null) {
            grants.add(HostGrantRow.decode(entry.key(), entry.value()));
            entry = view.higher(CoreTables.HOST_GRANTS, entry.key());
        }
        return grants;
    }

    /** Null if the host has none of its own. */
    public @Nullable HostGrant recordedGrant(String host) {
        if (!HostGrant.isHost(host) && !host.equals(HostGrant.OTHERS)) {
            return null;
        }
        byte[] key = HostGrantRow.key(host);
        byte[] row = view.get(CoreTables.HOST_GRANTS, key);
        return row == null ? null : HostGrantRow.decode(key, row);
    }

    /** What holds for a host; that of {@link HostGrant#OTHERS} if it has none of its own. */
    public HostGrant hostGrant(String host) {
        HostGrant own = recordedGrant(host);
        if (own != null) {
            return own;
        }
        HostGrant others = recordedGrant(HostGrant.OTHERS);
        return others != null
                ? others
                : new HostGrant(
                        HostGrant.OTHERS, modulePolicy() == ModulePolicy.AUTO ? List.of(HostGrant.ALL) : List.of());
    }

    /** Activations that are due, by height. */
    public List<ScheduledRow> scheduledModules() {
        List<ScheduledRow> scheduled = new ArrayList<>();
        Entry entry = view.ceiling(CoreTables.SCHEDULED_MODULES, CoreTables.scheduledKey(0, ""));
        while (entry != null) {
            scheduled.add(ScheduledRow.decode(entry.key(), entry.value()));
            entry = view.higher(CoreTables.SCHEDULED_MODULES, entry.key());
        }
        return scheduled;
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

    /**
     * Everything that an account has, in the order in which its assets were created.
     *
     * @param account the name of an account, or of an agreement's
     */
    public List<Holding> holdings(String account) {
        if (Agreement.isAccount(account)) {
            Hash id = Agreement.ofAccount(account).id();
            return holdings(CoreTables.AGREEMENT_BALANCES, id.toArray()).entrySet().stream()
                    .map(held -> new Holding(assetOf(held.getKey()), held.getValue(), BigInteger.ZERO))
                    .toList();
        }
        AccountRow row = account(account);
        if (row == null) {
            return List.of();
        }
        NavigableMap<Long, BigInteger> available = holdings(CoreTables.BALANCES, CoreTables.accountKey(row.ordinal()));
        NavigableMap<Long, BigInteger> locked = holdings(CoreTables.LOCKED, CoreTables.accountKey(row.ordinal()));
        NavigableSet<Long> assets = new TreeSet<>(available.keySet());
        assets.addAll(locked.keySet());
        return assets.stream()
                .map(asset -> new Holding(
                        assetOf(asset),
                        available.getOrDefault(asset, BigInteger.ZERO),
                        locked.getOrDefault(asset, BigInteger.ZERO)))
                .toList();
    }

    /**
     * How much of one asset an account has, in the smallest unit.
     *
     * @param locked belongs to it and is held by agreements
     */
    public record Holding(Asset asset, BigInteger available, BigInteger locked) {}

    /** The amounts under keys that consist of a holder and the ordinal of an asset, by that ordinal. */
    private NavigableMap<Long, BigInteger> holdings(Table table, byte[] holder) {
        NavigableMap<Long, BigInteger> holdings = new TreeMap<>();
        Entry entry = view.ceiling(
                table,
                new Writer(holder.length + 4)
                        .fixed(holder, holder.length)
                        .u32(0)
                        .toBytes());
        while (entry != null && Arrays.equals(entry.key(), 0, holder.length, holder, 0, holder.length)) {
            long asset = new Reader(Arrays.copyOfRange(entry.key(), holder.length, entry.key().length)).u32();
            holdings.put(asset, new Reader(entry.value()).u128());
            entry = view.higher(table, entry.key());
        }
        return holdings;
    }

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
