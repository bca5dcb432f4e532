package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Names;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What the state holds of an asset under its symbol.
 *
 * @param issuer an account; or a colon and the capability that alone can change the supply
 */
public record AssetRow(long ordinal, Asset asset, BigInteger supply, String issuer) {
    /** In bytes: of a colon and the name of a capability. */
    private static final int MAX_ISSUER = 1 + Names.MAX;

    byte[] encode() {
        return new Writer(64)
                .u32(ordinal)
                .u8(asset.decimals())
                .u128(supply)
                .text(issuer, MAX_ISSUER)
                .toBytes();
    }

    static AssetRow decode(String symbol, byte[] bytes) {
        Reader in = new Reader(bytes);
        AssetRow row = new AssetRow(in.u32(), new Asset(symbol, in.u8()), in.u128(), in.text(MAX_ISSUER));
        in.end();
        return row;
    }
}
