package org.quoin.ledger.core.execution;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.TableType;
import org.quoin.ledger.core.state.Table;
import org.quoin.rules.codec.Writer;

/**
 * The ledger's own tables and their keys.
 *
 * <table>
 * <caption>Rows</caption>
 * <tr><th>table</th><th>key</th><th>value</th></tr>
 * <tr><td>ledger.accounts</td><td>name</td><td>ordinal u64, keys</td></tr>
 * <tr><td>ledger.account-names</td><td>ordinal u64</td><td>name</td></tr>
 * <tr><td>ledger.assets</td><td>symbol</td><td>ordinal u32, decimals u8, supply u128, issuer</td></tr>
 * <tr><td>ledger.asset-symbols</td><td>ordinal u32</td><td>symbol</td></tr>
 * <tr><td>ledger.balances</td><td>account ordinal u64, asset ordinal u32</td><td>u128; no row where it is zero</td></tr>
 * <tr><td>ledger.agreements</td><td>agreement id</td><td>rules hash, owner's ordinal u64 if it has one</td></tr>
 * <tr><td>ledger.agreement-balances</td><td>agreement id, asset ordinal u32</td><td>as in ledger.balances</td></tr>
 * <tr><td>ledger.locked</td><td>account ordinal u64, asset ordinal u32</td><td>u128: what agreements hold of his</td></tr>
 * <tr><td>ledger.open-agreements</td><td>rules hash</td><td>u64; no row where it is zero</td></tr>
 * <tr><td>ledger.modules</td><td>rules hash</td><td>capability, version, height u64 of the block that has the jar, description</td></tr>
 * <tr><td>ledger.active-modules</td><td>capability, filled up to 32 bytes with zeros</td><td>rules hash</td></tr>
 * <tr><td>ledger.module-changes</td><td>ordinal u64</td><td>height u64, transaction, rules hash, flag active</td></tr>
 * <tr><td>ledger.scheduled-modules</td><td>height u64, capability as above</td><td>rules hash, transaction</td></tr>
 * <tr><td>ledger.host-grants</td><td>host, filled up to 64 bytes with zeros</td><td>capabilities; quotas, each a flag and u64</td></tr>
 * <tr><td>ledger.impersonations</td><td>name of an account</td><td>the key that operators of a development chain gave it</td></tr>
 * <tr><td>ledger.approvals</td><td>hash of what is approved</td><td>for each who has: account, time u64</td></tr>
 * <tr><td>ledger.tables</td><td>capability and name, each filled up to 32 bytes with zeros</td><td>name, key width u8, the one it follows,
 * flag written</td></tr>
 * <tr><td>ledger.migrations</td><td>capability as above</td><td>most rows in a block u16, rows so far u64</td></tr>
 * <tr><td>ledger.moved-agreements</td><td>rules hash</td><td>hash of the rules that keep its agreements now</td></tr>
 * <tr><td>ledger.nonces</td><td>account ordinal u64, lane u8</td><td>next sequence u64</td></tr>
 * <tr><td>ledger.parameters</td><td>name</td><td>as the parameter says</td></tr>
 * </table>
 */
public final class CoreTables {
    /** Apart from all others: its root stands by itself in the header. */
    public static final Table NONCES = Table.ordered("ledger.nonces", 9);

    public static final Table ACCOUNTS = Table.hashed("ledger.accounts");
    static final Table ACCOUNT_NAMES = Table.ordered("ledger.account-names", 8);
    public static final Table ASSETS = Table.hashed("ledger.assets");
    static final Table ASSET_SYMBOLS = Table.ordered("ledger.asset-symbols", 4);
    public static final Table BALANCES = Table.ordered("ledger.balances", 12);
    static final Table AGREEMENTS = Table.hashed("ledger.agreements");
    static final Table AGREEMENT_BALANCES = Table.ordered("ledger.agreement-balances", 36);
    static final Table LOCKED = Table.ordered("ledger.locked", 12);
    static final Table OPEN_AGREEMENTS = Table.hashed("ledger.open-agreements");
    static final Table MODULES = Table.hashed("ledger.modules");
    static final Table ACTIVE_MODULES = Table.ordered("ledger.active-modules", Operation.MAX_NAME);
    static final Table MODULE_CHANGES = Table.ordered("ledger.module-changes", 8);
    static final Table SCHEDULED_MODULES = Table.ordered("ledger.scheduled-modules", 8 + Operation.MAX_NAME);
    static final Table HOST_GRANTS = Table.ordered("ledger.host-grants", HostGrant.MAX_HOST);
    static final Table IMPERSONATIONS = Table.hashed("ledger.impersonations");
    static final Table APPROVALS = Table.hashed("ledger.approvals");
    static final Table TABLES = Table.ordered("ledger.tables", 2 * Operation.MAX_NAME);
    static final Table MIGRATIONS = Table.ordered("ledger.migrations", Operation.MAX_NAME);
    static final Table MOVED_AGREEMENTS = Table.hashed("ledger.moved-agreements");
    static final Table PARAMETERS = Table.hashed("ledger.parameters");

    /** The ordinal of the native asset: the first of genesis. */
    static final long NATIVE = 0;

    /** The largest ordinal that an asset can have. */
    static final long LAST_ASSET = 0xffff_ffffL;

    private CoreTables() {}

    /** The table of a capability's own. */
    public static Table of(String capability, TableType type) {
        String id = capability + "." + type.name();
        return type.keyWidth() == 0 ? Table.hashed(id) : Table.ordered(id, type.keyWidth());
    }

    static byte[] accountKey(long account) {
        return new Writer(8).u64(account).toBytes();
    }

    static byte[] assetKey(long asset) {
        return new Writer(4).u32(asset).toBytes();
    }

    public static byte[] balanceKey(long account, long asset) {
        return new Writer(12).u64(account).u32(asset).toBytes();
    }

    static byte[] agreementBalanceKey(Hash agreement, long asset) {
        return new Writer(36).fixed(agreement.toArray(), Hash.SIZE).u32(asset).toBytes();
    }

    static byte[] capabilityKey(String capability) {
        return Arrays.copyOf(capability.getBytes(StandardCharsets.US_ASCII), Operation.MAX_NAME);
    }

    static byte[] scheduledKey(long height, String capability) {
        return new Writer(8 + Operation.MAX_NAME)
                .u64(height)
                .fixed(capabilityKey(capability), Operation.MAX_NAME)
                .toBytes();
    }

    /** @param name empty for what comes before all tables of a capability */
    static byte[] tableKey(String capability, String name) {
        return new Writer(2 * Operation.MAX_NAME)
                .fixed(capabilityKey(capability), Operation.MAX_NAME)
                .fixed(capabilityKey(name), Operation.MAX_NAME)
                .toBytes();
    }

    static byte[] ordinalKey(long ordinal) {
        return new Writer(8).u64(ordinal).toBytes();
    }

    static byte[] nonceKey(long account, int lane) {
        return new Writer(9).u64(account).u8(lane).toBytes();
    }
}
