package org.quoin.htlc.rules;

import org.quoin.rules.Capability;

/**
 * Hashed timelock contracts, as BIP-199 has them: funds that a beneficiary gets for the preimage of a hash, or the funder gets
 * back. The length of the preimage is part of the terms, as the HTLC scripts of BOLT-3 check it and the template of BIP-199
 * does not: a preimage that one of two ledgers cannot take would let its owner keep both sides of a swap. Which of the two
 * gets the funds is never a race, as in ERC-2266: before the expiry only the preimage moves them, from the expiry on only a
 * refund does.
 *
 * <p>Whoever sends the preimage, the beneficiary is paid; whoever asks for the refund, the funder is. So nobody gains by
 * copying another's transaction.
 */
public final class HtlcRules extends Capability {
    public HtlcRules() {
        super(new Parts()
                .operations(new Create(), new Redeem(), new Refund())
                .queries(new ContractQuery())
                .pagedQueries(new ContractsQuery())
                .events(Reports.CREATED, Reports.REDEEMED, Reports.REFUNDED)
                .failures(
                        Failures.UNKNOWN_CONTRACT,
                        Failures.ALREADY_SETTLED,
                        Failures.UNKNOWN_BENEFICIARY,
                        Failures.PREIMAGE_LENGTH_OUT_OF_RANGE,
                        Failures.EXPIRY_PASSED,
                        Failures.CONTRACT_EXPIRED,
                        Failures.NOT_YET_EXPIRED,
                        Failures.WRONG_PREIMAGE_LENGTH,
                        Failures.WRONG_PREIMAGE)
                .tables(Contracts.BY_ID, Contracts.BY_CREATION, Contracts.COUNTS));
    }
}
