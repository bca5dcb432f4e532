package org.quoin.amm.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Party;

/**
 * What all pools have, held by one agreement: so a swap through several of them moves only what comes in and what goes out. What a
 * pool can give is bounded by its own reserves.
 */
final class Vault {
    private static final String AGREEMENT = "vault";

    static final Party HOLDER = Party.agreement(AGREEMENT);

    private Vault() {}

    static void open(Execution execution) {
        execution.open(AGREEMENT, "");
    }

    /** Takes an amount, or nothing, from the caller. */
    static void take(Execution execution, String asset, Amount amount) {
        if (!amount.isZero()) {
            execution.transfer(Party.account(execution.caller()), HOLDER, asset, amount);
        }
    }

    /** Gives an amount, or nothing, to the caller; refuses while too much of the asset is lent. */
    static void give(Execution execution, String asset, Amount amount) {
        if (!amount.isZero()) {
            Amount has = execution.balance(HOLDER, asset);
            execution.require(has.compareTo(amount) >= 0, Failures.NOT_THERE, Failures.notThere(asset, has, amount));
            execution.transfer(HOLDER, Party.account(execution.caller()), asset, amount);
        }
    }
}
