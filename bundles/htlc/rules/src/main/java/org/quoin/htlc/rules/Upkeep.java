package org.quoin.htlc.rules;

import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Hook;
import org.quoin.rules.Load;
import org.quoin.rules.Values;

/**
 * What is done at the start of every block by nobody in particular: contracts that ask for it are refunded, in the order of their
 * expiry, and contracts that rules before 1.1 made are entered into the index. As much as fits into a hook's gas, whatever the
 * contracts are; the rest in the next blocks.
 */
final class Upkeep implements Hook {
    /** In one block. */
    static final int MAX_REFUNDS = 5;

    /** In a block without refunds; each refund takes the place of four. */
    static final int MAX_ENTRIES = 20;

    private static final int ENTRIES_OF_A_REFUND = MAX_ENTRIES / MAX_REFUNDS;

    @Override
    public void run(Execution execution, Load load) {
        int refunds = 0;
        Optional<Values> due = Contracts.nextToRefund(execution);
        while (due.isPresent() && refunds < MAX_REFUNDS) {
            Bytes id = Contracts.TO_REFUND.find(execution, due.get()).orElseThrow();
            // One that cannot be paid out would undo this hook in every block, and so the refunds of all others.
            Optional<Values> whole =
                    Contracts.BY_ID.find(execution, id).filter(contract -> Contracts.isWhole(execution, contract));
            if (whole.isPresent()) {
                Settlement.refund(execution, whole.get());
            } else {
                Contracts.TO_REFUND.remove(execution, due.get());
            }
            refunds++;
            due = Contracts.nextToRefund(execution);
        }
        Contracts.enterMore(execution, MAX_ENTRIES - refunds * ENTRIES_OF_A_REFUND);
    }
}
