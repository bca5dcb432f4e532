package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.List;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.core.state.Overlay;
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

    AssetRow addAsset(Asset asset, BigInteger supply, String issuer) {
        AssetRow row = new AssetRow(takeOrdinal("assets"), asset, supply, issuer);
        overlay.put(CoreTables.ASSETS, text(asset.symbol()), row.encode());
        overlay.put(CoreTables.ASSET_SYMBOLS, CoreTables.assetKey(row.ordinal()), text(asset.symbol()));
        return row;
    }

    void setBalance(long account, long asset, BigInteger units) {
        byte[] key = CoreTables.balanceKey(account, asset);
        if (units.signum() == 0) {
            overlay.remove(CoreTables.BALANCES, key);
        } else {
            overlay.put(CoreTables.BALANCES, key, new Writer(16).u128(units).toBytes());
        }
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

    private long takeOrdinal(String counter) {
        byte[] row = overlay.get(CoreTables.PARAMETERS, text(counter));
        long ordinal = row == null ? 0 : new Reader(row).u64();
        setParameter(counter, new Writer(8).u64(ordinal + 1).toBytes());
        return ordinal;
    }
}
