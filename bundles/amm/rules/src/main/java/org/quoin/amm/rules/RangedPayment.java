package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.U256;

/** What a change of a position pays to its owner: all fees that it has earned, and what is taken out. */
record RangedPayment(Amount amount0, Amount amount1) {
    static RangedPayment of(Positions.Change change, U256 taken0, U256 taken1) {
        return new RangedPayment(
                change.position().owed0().plus(taken0).toAmount(),
                change.position().owed1().plus(taken1).toAmount());
    }

    /** @param pool after the change, still with what is paid */
    void pay(Execution execution, RangedPool pool, Positions.Change change) {
        RangedPool paid = pool.withReserves(
                pool.reserve0().minus(amount0), pool.reserve1().minus(amount1));
        new Positions.Change(
                        paid,
                        change.position(),
                        change.lowerBefore(),
                        change.lower(),
                        change.upperBefore(),
                        change.upper())
                .write(execution);
        Vault.give(execution, pool.asset0(), amount0);
        Vault.give(execution, pool.asset1(), amount1);
    }
}
