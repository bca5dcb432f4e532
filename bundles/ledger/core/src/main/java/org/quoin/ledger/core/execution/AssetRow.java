package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Names;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** What the state holds of an asset under its symbol. */
public record AssetRow(long ordinal, Asset asset, BigInteger supply, String issuer) {
    byte[] encode() {
        return new Writer(64)
                .u32(ordinal)
                .u8(asset.decimals())
                .u128(supply)
                .text(issuer, Names.MAX)
                .toBytes();
    }

    static AssetRow decode(String symbol, byte[] bytes) {
        Reader in = new Reader(bytes);
        AssetRow row = new AssetRow(in.u32(), new Asset(symbol, in.u8()), in.u128(), in.text(Names.MAX));
        in.end();
        return row;
    }
}
