package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.core.state.Changes;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.core.state.Write;
import org.quoin.rules.codec.Reader;

/** What accounts and agreements hold of an asset changes by exactly what its supply changes by. */
final class SupplyIsHeld implements Invariant {
    /** In bytes, of the ordinal that ends the key of a balance. */
    private static final int ASSET_SIZE = 4;

    @Override
    public String sentence() {
        return "the balances of an asset add up to its supply";
    }

    @Override
    public boolean holds(View before, Changes changes) {
        Map<Long, BigInteger> unaccounted = new TreeMap<>();
        addBalances(unaccounted, before, changes.to(CoreTables.BALANCES));
        addBalances(unaccounted, before, changes.to(CoreTables.AGREEMENT_BALANCES));
        for (Write write : changes.to(CoreTables.ASSETS)) {
            addSupply(unaccounted, before.get(write.table(), write.key()), 1);
            addSupply(unaccounted, write.value(), -1);
        }
        return unaccounted.values().stream().allMatch(rest -> rest.signum() == 0);
    }

    private static void addBalances(Map<Long, BigInteger> unaccounted, View before, Collection<Write> writes) {
        for (Write write : writes) {
            byte[] key = write.key();
            long asset = new Reader(Arrays.copyOfRange(key, key.length - ASSET_SIZE, key.length)).u32();
            BigInteger change = units(write.value()).subtract(units(before.get(write.table(), key)));
            unaccounted.merge(asset, change, BigInteger::add);
        }
    }

    private static BigInteger units(byte @Nullable [] row) {
        return row == null ? BigInteger.ZERO : new Reader(row).u128();
    }

    private static void addSupply(Map<Long, BigInteger> unaccounted, byte @Nullable [] row, int sign) {
        if (row != null) {
            AssetRow asset = AssetRow.decode("ANY", row);
            unaccounted.merge(asset.ordinal(), asset.supply().multiply(BigInteger.valueOf(sign)), BigInteger::add);
        }
    }
}
