package org.quoin.ledger.api.proof;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a proof proves. */
@ProviderType
public sealed interface Fact {
    /** After which block. */
    long height();

    /**
     * How much an account had of an asset, without what agreements held of it.
     *
     * @param decimals of the asset
     * @param units in the smallest unit, from 0
     */
    record Balance(long height, String account, String asset, int decimals, BigInteger units) implements Fact {}

    /**
     * What a table held. Whether a table is hashed, and how wide its keys are, is not in the state: whoever relies on an absence
     * compares {@code keyWidth} with what the table's owner says.
     *
     * @param keyWidth of an ordered table in bytes, 0 of a hashed one
     * @param key in lowercase hexadecimal
     * @param value in lowercase hexadecimal; empty if there was no such row
     */
    record Row(long height, String table, int keyWidth, String key, Optional<String> value) implements Fact {
        static Row of(long height, String table, int keyWidth, byte[] key, Optional<byte[]> value) {
            HexFormat hex = HexFormat.of();
            return new Row(height, table, keyWidth, hex.formatHex(key), value.map(hex::formatHex));
        }
    }
}
