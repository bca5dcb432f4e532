package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import org.quoin.ledger.api.Hash;

/** Whose balances can change: an account, an open agreement, or nobody. */
sealed interface Holder {
    BigInteger balance(CoreReads state, long asset);

    void setBalance(CoreWrites state, long asset, BigInteger units);

    /** Holds nothing, as a sponsor without a deposit. */
    record Nobody() implements Holder {
        @Override
        public BigInteger balance(CoreReads state, long asset) {
            return BigInteger.ZERO;
        }

        @Override
        public void setBalance(CoreWrites state, long asset, BigInteger units) {
            if (units.signum() != 0) {
                throw new IllegalStateException("nobody cannot hold " + units);
            }
        }
    }

    /** An account that somebody signs for. */
    record OfAccount(long ordinal) implements Holder {
        @Override
        public BigInteger balance(CoreReads state, long asset) {
            return state.balance(ordinal, asset);
        }

        @Override
        public void setBalance(CoreWrites state, long asset, BigInteger units) {
            state.setBalance(ordinal, asset, units);
        }
    }

    /** The account of an agreement. */
    record OfAgreement(Hash id, AgreementRow row) implements Holder {
        @Override
        public BigInteger balance(CoreReads state, long asset) {
            return state.balance(id, asset);
        }

        @Override
        public void setBalance(CoreWrites state, long asset, BigInteger units) {
            state.setBalance(id, row, asset, units);
        }
    }
}
