package org.quoin.htlc.rules;

import org.quoin.rules.Failure;
import org.quoin.rules.Field;

/** How an operation on contracts can fail, in the order in which it looks. */
final class Failures {
    /** The block's, against which an expiry is held. */
    static final Field<Long> TIME = Field.time("time");

    /** Of the preimage that was given. */
    static final Field<Long> GIVEN_LENGTH = Field.number("givenLength", Terms.MAX_PREIMAGE);

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
