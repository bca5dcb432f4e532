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
 *
 * <p>Version 1.1 goes on with what 1.0 has made: contracts are kept in the same rows, and what is new stands beside them.
 */
public final class HtlcRules extends Capability {
    public HtlcRules() {
        super(new Parts()
                .operations(
                        new Create(),
                        new CreateGuarded(),
                        new Redeem(),
                        new RedeemAll(),
                        new Refund(),
                        new Offer(),
                        new WithdrawOffer())
                .queries(new ContractQuery(), new WholeContractQuery(), new OfferQuery())
                .pagedQueries(new ContractsQuery(), new FilteredContractsQuery(), new OffersQuery())
                .events(
                        Reports.CREATED,
                        Reports.REDEEMED,
                        Reports.REFUNDED,
                        Reports.OFFERED,
                        Reports.PREMIUM_PAID,
                        Reports.OFFER_WITHDRAWN)
                .failures(
                        Failures.PREIMAGES_DO_NOT_MATCH,
                        Failures.UNKNOWN_BENEFICIARY,
                        Failures.UNKNOWN_FUNDER,
                        Failures.PREIMAGE_LENGTH_OUT_OF_RANGE,
                        Failures.EXPIRY_PASSED,
                        Failures.EXPIRY_TOO_FAR,
                        Failures.HASH_REUSED,
                        Failures.TOO_MANY_OPEN,
                        Failures.UNKNOWN_CONTRACT,
                        Failures.ALREADY_SETTLED,
                        Failures.OTHER_LEG_DIFFERS,
                        Failures.UNSAFE_MARGIN,
                        Failures.UNKNOWN_OFFER,
                        Failures.OFFER_CLOSED,
                        Failures.OTHER_RULES,
                        Failures.DEADLINE_PASSED,
                        Failures.DEADLINE_AFTER_EXPIRY,
                        Failures.DEADLINE_NOT_REACHED,
                        Failures.OFFER_DIFFERS,
                        Failures.CONTRACT_EXPIRED,
                        Failures.NOT_YET_EXPIRED,
                        Failures.WRONG_PREIMAGE_LENGTH,
                        Failures.WRONG_PREIMAGE)
                .tables(
                        Contracts.BY_ID,
                        Contracts.BY_CREATION,
                        Contracts.COUNTS,
                        Contracts.DETAILS,
                        Contracts.OPEN_OF_PAIR,
                        Contracts.TO_REFUND,
                        Index.BY_HASH,
                        Index.BY_PARTY,
                        Index.BY_STATE,
                        Offers.BY_ID,
                        Offers.BY_CREATION)
                .atStart(new Upkeep()));
    }
}
