package org.quoin.ledger.core.execution;

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
 * <tr><td>ledger.nonces</td><td>account ordinal u64, lane u8</td><td>next sequence u64</td></tr>
 * <tr><td>ledger.parameters</td><td>name</td><td>as the parameter says</td></tr>
 * </table>
 */
public final class CoreTables {
    /** Apart from all others: its root stands by itself in the header. */
    public static final Table NONCES = Table.ordered("ledger.nonces", 9);

    static final Table ACCOUNTS = Table.hashed("ledger.accounts");
    static final Table ACCOUNT_NAMES = Table.ordered("ledger.account-names", 8);
    static final Table ASSETS = Table.hashed("ledger.assets");
    static final Table ASSET_SYMBOLS = Table.ordered("ledger.asset-symbols", 4);
    static final Table BALANCES = Table.ordered("ledger.balances", 12);
    static final Table PARAMETERS = Table.hashed("ledger.parameters");

    /** The largest ordinal that an asset can have. */
    static final long LAST_ASSET = 0xffff_ffffL;

    private CoreTables() {}

    static byte[] accountKey(long account) {
        return new Writer(8).u64(account).toBytes();
    }

    static byte[] assetKey(long asset) {
        return new Writer(4).u32(asset).toBytes();
    }

    static byte[] balanceKey(long account, long asset) {
        return new Writer(12).u64(account).u32(asset).toBytes();
    }

    static byte[] nonceKey(long account, int lane) {
        return new Writer(9).u64(account).u8(lane).toBytes();
    }
}
