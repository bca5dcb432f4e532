package org.quoin.htlc.rules;

import org.quoin.rules.Failure;
import org.quoin.rules.Field;

/** How an operation on contracts and offers can fail. */
final class Failures {
    /** The block's, against which an expiry is held. */
    static final Field<Long> TIME = Field.time("time");

    /** Of the preimage that was given. */
    static final Field<Long> GIVEN_LENGTH = Field.number("givenLength", Terms.MAX_PREIMAGE);

    /** The latest expiry that would do. */
    static final Field<Long> LATEST = Field.time("latest");

    /** Of the other leg of a swap. */
    static final Field<Long> OTHER_EXPIRY = Field.time("otherExpiry");

    /** That were named to be redeemed at once. */
    static final Field<Long> CONTRACTS = Field.number("contracts", Terms.MAX_BATCH);

    /** Preimages that came with them. */
    static final Field<Long> GIVEN = Field.number("given", Terms.MAX_BATCH);

    static final Failure PREIMAGES_DO_NOT_MATCH = Failure.of(
            "PREIMAGES_DO_NOT_MATCH",
            "{given} preimages came for {contracts} contracts: give one for all of them, or one for each in the same order.",
            CONTRACTS,
            GIVEN);

    static final Failure UNKNOWN_FUNDER = Failure.of(
            "UNKNOWN_FUNDER",
            "There is no account {funder} that could fund the contract: check the name, or create it with"
                    + " ledger:account-create {funder}.",
            Terms.FUNDER);

    static final Failure EXPIRY_TOO_FAR = Failure.of(
            "EXPIRY_TOO_FAR",
            "The contract would expire at {expiry}, more than five years from now: choose an expiry up to {latest}.",
            Terms.EXPIRY,
            LATEST);

    static final Failure HASH_REUSED = Failure.of(
            "HASH_REUSED",
            "{funder} has had a contract for {beneficiary} with the hash {secretHash} before, so its secret may be known:"
                    + " make a new secret.",
            Terms.FUNDER,
            Terms.BENEFICIARY,
            Terms.SECRET_HASH);

    static final Failure TOO_MANY_OPEN = Failure.of(
            "TOO_MANY_OPEN",
            "{funder} has " + Limits.MAX_OPEN
                    + " contracts open for {beneficiary}, and that is the most: wait until one is"
                    + " redeemed or refunded.",
            Terms.FUNDER,
            Terms.BENEFICIARY);

    static final Failure OTHER_LEG_DIFFERS = Failure.of(
            "OTHER_LEG_DIFFERS",
            "The contract {id} is not the other leg of this one: it must pay the funder of this one, for the same hash and"
                    + " a preimage of the same length. Compare htlc:show {id}.",
            Terms.ID);

    static final Failure UNSAFE_MARGIN = Failure.of(
            "UNSAFE_MARGIN",
            "The contract would expire at {expiry}, and the other leg expires at {otherExpiry}: with a margin of {margin}"
                    + " choose an expiry up to {latest}, or do not lock anything.",
            Terms.EXPIRY,
            OTHER_EXPIRY,
            Terms.MARGIN,
            LATEST);

    static final Failure UNKNOWN_OFFER =
            Failure.of("UNKNOWN_OFFER", "There is no offer {id}: htlc:offers shows those that were made.", Terms.ID);

    static final Failure OFFER_CLOSED = Failure.of(
            "OFFER_CLOSED",
            "The offer {id} is {state}, and nothing can be done with it any more: htlc:offers tells what became of it.",
            Terms.ID,
            Offers.STATE);

    static final Failure OTHER_RULES = Failure.of(
            "OTHER_RULES",
            "{id} belongs to the rules {rulesVersion}, and others are active: redeem such a contract by itself, and make"
                    + " such an offer anew.",
            Terms.ID,
            Terms.RULES_VERSION);

    static final Failure DEADLINE_PASSED = Failure.of(
            "DEADLINE_PASSED",
            "The offer {id} can be filled until {deadline} and it is {time}: a new one with a later deadline is needed.",
            Terms.ID,
            Offers.DEADLINE,
            TIME);

    static final Failure DEADLINE_AFTER_EXPIRY = Failure.of(
            "DEADLINE_AFTER_EXPIRY",
            "The offer could be filled until {deadline}, after the contract expires at {expiry}: choose an earlier"
                    + " deadline.",
            Offers.DEADLINE,
            Terms.EXPIRY);

    static final Failure DEADLINE_NOT_REACHED = Failure.of(
            "DEADLINE_NOT_REACHED",
            "The offer {id} can be filled until {deadline} and it is {time}: ask for the premium back from then on.",
            Terms.ID,
            Offers.DEADLINE,
            TIME);

    static final Failure OFFER_DIFFERS = Failure.of(
            "OFFER_DIFFERS",
            "The contract does not have the terms of the offer {id}: take funder, beneficiary, asset, amount, hash, length"
                    + " and expiry from htlc:offer-show {id}.",
            Terms.ID);

    static final Failure UNKNOWN_CONTRACT = Failure.of(
            "UNKNOWN_CONTRACT", "There is no contract {id}: htlc:list shows those that were made.", Terms.ID);

    static final Failure ALREADY_SETTLED = Failure.of(
            "ALREADY_SETTLED",
            "The contract {id} is {state} and holds nothing any more: htlc:show {id} tells what became of it.",
            Terms.ID,
            Terms.STATE);

    static final Failure UNKNOWN_BENEFICIARY = Failure.of(
            "UNKNOWN_BENEFICIARY",
            "There is no account {beneficiary} that could be paid: check the name, or create it with"
                    + " ledger:account-create {beneficiary}.",
            Terms.BENEFICIARY);

    static final Failure PREIMAGE_LENGTH_OUT_OF_RANGE = Failure.of(
            "PREIMAGE_LENGTH_OUT_OF_RANGE",
            "A preimage of {preimageLength} bytes is no secret: take 32 bytes, or another length from 1 to "
                    + Terms.MAX_PREIMAGE + ".",
            Terms.PREIMAGE_LENGTH);

    static final Failure EXPIRY_PASSED = Failure.of(
            "EXPIRY_PASSED",
            "The contract would expire at {expiry} and it is {time} already: choose a later expiry.",
            Terms.EXPIRY,
            TIME);

    static final Failure CONTRACT_EXPIRED = Failure.of(
            "CONTRACT_EXPIRED",
            "The contract {id} expired at {expiry} and it is {time}: it can only be refunded now.",
            Terms.ID,
            Terms.EXPIRY,
            TIME);

    static final Failure NOT_YET_EXPIRED = Failure.of(
            "NOT_YET_EXPIRED",
            "The contract {id} can be redeemed until {expiry} and it is {time}: ask for the refund from then on.",
            Terms.ID,
            Terms.EXPIRY,
            TIME);

    static final Failure WRONG_PREIMAGE_LENGTH = Failure.of(
            "WRONG_PREIMAGE_LENGTH",
            "The preimage has {givenLength} bytes and the contract {id} wants {preimageLength}: give the secret exactly"
                    + " as it was made.",
            Terms.ID,
            Terms.PREIMAGE_LENGTH,
            GIVEN_LENGTH);

    static final Failure WRONG_PREIMAGE = Failure.of(
            "WRONG_PREIMAGE",
            "The SHA-256 of the preimage is not {secretHash}, which the contract {id} wants: give the secret that was"
                    + " hashed.",
            Terms.ID,
            Terms.SECRET_HASH);

    private Failures() {}
}
