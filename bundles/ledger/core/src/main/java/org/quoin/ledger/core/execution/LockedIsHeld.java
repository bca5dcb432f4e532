package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.state.Changes;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.core.state.Write;
import org.quoin.rules.codec.Reader;

/** What is locked of an account's funds changes by exactly what its agreements hold of them; a closed one holds nothing. */
final class LockedIsHeld implements Invariant {
    private static final int ASSET_SIZE = 4;

    @Override
    public String sentence() {
        return "what is locked is what open agreements hold";
    }

    @Override
    public boolean holds(View before, Changes changes) {
        Collection<Write> balances = changes.to(CoreTables.AGREEMENT_BALANCES);
        Collection<Write> locks = changes.to(CoreTables.LOCKED);
        if (balances.isEmpty() && locks.isEmpty()) {
            return true;
        }
        Map<String, Optional<AgreementRow>> after = writtenAgreements(changes);
        Map<String, BigInteger> unaccounted = new TreeMap<>();
        for (Write write : locks) {
            BigInteger old = units(before.get(write.table(), write.key()));
            unaccounted.merge(
                    Bytes.of(write.key()).toHex(), units(write.value()).subtract(old), BigInteger::add);
        }
        for (Write write : balances) {
            BigInteger old = units(before.get(write.table(), write.key()));
            BigInteger now = units(write.value());
            Hash agreement = Hash.of(Arrays.copyOf(write.key(), Hash.SIZE));
            Optional<AgreementRow> was = agreement(before, agreement);
            Optional<AgreementRow> is = after.getOrDefault(agreement.toHex(), was);
            if (is.isEmpty() && now.signum() != 0) {
                return false;
            }
            was.flatMap(row -> locked(row, write)).ifPresent(key -> unaccounted.merge(key, old, BigInteger::add));
            is.flatMap(row -> locked(row, write))
                    .ifPresent(key -> unaccounted.merge(key, now.negate(), BigInteger::add));
        }
        return unaccounted.values().stream().allMatch(rest -> rest.signum() == 0);
    }

    /** Agreements that were opened or closed, by their ids. */
    private static Map<String, Optional<AgreementRow>> writtenAgreements(Changes changes) {
        Map<String, Optional<AgreementRow>> written = new TreeMap<>();
        for (Write write : changes.to(CoreTables.AGREEMENTS)) {
            written.put(
                    Hash.of(write.key()).toHex(),
                    Optional.ofNullable(write.value()).map(AgreementRow::decode));
        }
        return written;
    }

    private static Optional<AgreementRow> agreement(View before, Hash agreement) {
        return Optional.ofNullable(before.get(CoreTables.AGREEMENTS, agreement.toArray()))
                .map(AgreementRow::decode);
    }

    /** Where it is told how much of the asset that an agreement's balance is in is locked of its owner's. */
    private static Optional<String> locked(AgreementRow agreement, Write balance) {
        byte[] key = balance.key();
        long asset = new Reader(Arrays.copyOfRange(key, key.length - ASSET_SIZE, key.length)).u32();
        return agreement.owner().isEmpty()
                ? Optional.empty()
                : Optional.of(Bytes.of(CoreTables.balanceKey(agreement.owner().getAsLong(), asset))
                        .toHex());
    }

    private static BigInteger units(byte @Nullable [] row) {
        return row == null ? BigInteger.ZERO : new Reader(row).u128();
    }
}
