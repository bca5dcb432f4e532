package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.Table;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** The ledger's own rows, written to an overlay. What may be written is decided before. */
final class CoreWrites extends CoreReads {
    private final Overlay overlay;

    CoreWrites(Overlay overlay) {
        super(overlay);
        this.overlay = overlay;
    }

    AccountRow addAccount(String name, List<PublicKey> keys) {
        AccountRow row = new AccountRow(takeOrdinal("accounts"), List.copyOf(keys));
        overlay.put(CoreTables.ACCOUNTS, text(name), row.encode());
        overlay.put(CoreTables.ACCOUNT_NAMES, CoreTables.accountKey(row.ordinal()), text(name));
        return row;
    }

    void setKeys(String name, long ordinal, List<PublicKey> keys) {
        overlay.put(CoreTables.ACCOUNTS, text(name), new AccountRow(ordinal, keys).encode());
    }

    /** @param key null if it has none of another's any more */
    void setImpersonation(String account, @Nullable PublicKey key) {
        if (key == null) {
            overlay.remove(CoreTables.IMPERSONATIONS, text(account));
        } else {
            overlay.put(CoreTables.IMPERSONATIONS, text(account), key.encode().toArray());
        }
    }

    AssetRow addAsset(Asset asset, BigInteger supply, String issuer) {
        AssetRow row = new AssetRow(takeOrdinal("assets"), asset, supply, issuer);
        overlay.put(CoreTables.ASSETS, text(asset.symbol()), row.encode());
        overlay.put(CoreTables.ASSET_SYMBOLS, CoreTables.assetKey(row.ordinal()), text(asset.symbol()));
        return row;
    }

    void setSupply(AssetRow asset, BigInteger supply) {
        AssetRow row = new AssetRow(asset.ordinal(), asset.asset(), supply, asset.issuer());
        overlay.put(CoreTables.ASSETS, text(asset.asset().symbol()), row.encode());
    }

    void setFeePrices(byte[] schedule) {
        overlay.put(CoreTables.PARAMETERS, FEE_PRICES, schedule);
    }

    void setFeeUsage(Usage.OfBlock usage) {
        overlay.put(CoreTables.PARAMETERS, FEE_USAGE, usage.encode());
    }

    void setAccountAllowance(AccountAllowance allowance) {
        overlay.put(CoreTables.PARAMETERS, ACCOUNT_ALLOWANCE, allowance.encode());
    }

    /** From here on nothing is charged. */
    void removeFees() {
        overlay.remove(CoreTables.PARAMETERS, FEE_PRICES);
        overlay.remove(CoreTables.PARAMETERS, FEE_USAGE);
    }

    void setBalance(long account, long asset, BigInteger units) {
        setUnits(CoreTables.BALANCES, CoreTables.balanceKey(account, asset), units);
    }

    /** What an agreement holds, and with it what is locked of its owner's. */
    void setBalance(Hash agreement, AgreementRow row, long asset, BigInteger units) {
        if (row.owner().isPresent()) {
            long owner = row.owner().getAsLong();
            BigInteger locked =
                    locked(owner, asset).subtract(balance(agreement, asset)).add(units);
            setUnits(CoreTables.LOCKED, CoreTables.balanceKey(owner, asset), locked);
        }
        setUnits(CoreTables.AGREEMENT_BALANCES, CoreTables.agreementBalanceKey(agreement, asset), units);
    }

    void addAgreement(Hash id, AgreementRow row) {
        overlay.put(CoreTables.AGREEMENTS, id.toArray(), row.encode());
        setOpenAgreements(row.rules(), openAgreements(row.rules()) + 1);
    }

    void removeAgreement(Hash id, AgreementRow row) {
        overlay.remove(CoreTables.AGREEMENTS, id.toArray());
        Hash keeper = keeper(row.rules());
        setOpenAgreements(keeper, openAgreements(keeper) - 1);
    }

    void moveAgreements(Hash from, Hash to) {
        setOpenAgreements(to, openAgreements(to) + openAgreements(from));
        setOpenAgreements(from, 0);
        overlay.put(CoreTables.MOVED_AGREEMENTS, from.toArray(), to.toArray());
    }

    void setTable(String capability, TableRow row) {
        overlay.put(CoreTables.TABLES, CoreTables.tableKey(capability, row.name()), row.encode());
    }

    void tableIsWritten(String capability, String name) {
        TableRow row = table(capability, name);
        if (row != null && !row.written()) {
            setTable(capability, new TableRow(name, row.keyWidth(), row.follows(), true));
        }
    }

    /** @param row null if there is nothing to bring over */
    void setMigration(String capability, @Nullable MigrationRow row) {
        if (row == null) {
            overlay.remove(CoreTables.MIGRATIONS, CoreTables.capabilityKey(capability));
        } else {
            overlay.put(CoreTables.MIGRATIONS, CoreTables.capabilityKey(capability), row.encode());
        }
    }

    void addModule(ModuleRow row) {
        overlay.put(CoreTables.MODULES, row.id().sha256().toArray(), row.encode());
    }

    void activateModule(ModuleId module, long height, Hash transaction) {
        overlay.put(
                CoreTables.ACTIVE_MODULES,
                CoreTables.capabilityKey(module.capability()),
                module.sha256().toArray());
        addModuleChange(new ModuleChangeRow(height, transaction, module.sha256(), true));
    }

    void deactivateModule(ModuleId module, long height, Hash transaction) {
        overlay.remove(CoreTables.ACTIVE_MODULES, CoreTables.capabilityKey(module.capability()));
        addModuleChange(new ModuleChangeRow(height, transaction, module.sha256(), false));
    }

    /** @param row empty for nobody */
    void setApprovals(Hash id, byte[] row) {
        if (row.length == 0) {
            overlay.remove(CoreTables.APPROVALS, id.toArray());
        } else {
            overlay.put(CoreTables.APPROVALS, id.toArray(), row);
        }
    }

    void setModulePolicy(ModulePolicy policy) {
        setParameter("module-policy", text(policy.code()));
    }

    void setHostGrant(HostGrant grant) {
        overlay.put(CoreTables.HOST_GRANTS, HostGrantRow.key(grant.host()), HostGrantRow.encode(grant));
    }

    void removeHostGrant(String host) {
        overlay.remove(CoreTables.HOST_GRANTS, HostGrantRow.key(host));
    }

    void schedule(String capability, ScheduledRow row) {
        overlay.put(CoreTables.SCHEDULED_MODULES, CoreTables.scheduledKey(row.at(), capability), row.encode());
    }

    void unschedule(String capability, ScheduledRow row) {
        overlay.remove(CoreTables.SCHEDULED_MODULES, CoreTables.scheduledKey(row.at(), capability));
    }

    void setNextSequence(long account, int lane, long next) {
        overlay.put(
                CoreTables.NONCES,
                CoreTables.nonceKey(account, lane),
                new Writer(8).u64(next).toBytes());
    }

    void setParameter(String name, byte[] value) {
        overlay.put(CoreTables.PARAMETERS, text(name), value);
    }

    private void addModuleChange(ModuleChangeRow change) {
        overlay.put(CoreTables.MODULE_CHANGES, CoreTables.ordinalKey(takeOrdinal("module-changes")), change.encode());
    }

    private void setOpenAgreements(Hash rules, long count) {
        if (count == 0) {
            overlay.remove(CoreTables.OPEN_AGREEMENTS, rules.toArray());
        } else {
            overlay.put(
                    CoreTables.OPEN_AGREEMENTS,
                    rules.toArray(),
                    new Writer(8).u64(count).toBytes());
        }
    }

    private void setUnits(Table table, byte[] key, BigInteger units) {
        if (units.signum() == 0) {
            overlay.remove(table, key);
        } else {
            overlay.put(table, key, new Writer(16).u128(units).toBytes());
        }
    }

    private long takeOrdinal(String counter) {
        byte[] row = overlay.get(CoreTables.PARAMETERS, text(counter));
        long ordinal = row == null ? 0 : new Reader(row).u64();
        setParameter(counter, new Writer(8).u64(ordinal + 1).toBytes());
        return ordinal;
    }
}
