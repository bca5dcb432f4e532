package org.quoin.ledger.api;

import java.math.BigInteger;

/**
 * What a transaction offers for being executed. A ledger without a fee policy charges nothing, whatever is offered.
 *
 * @param limit the most that it may cost in all, in the smallest unit of the native asset, 0 to 2^128 − 1; what is not used is
 *     not taken
 * @param tip the most offered on top of the base price, for each unit of execution gas, in the smallest unit of the native asset;
 *     0 or more
 * @param layer2 whether it asks for the schedule of layer 2, by which nothing but published data is priced
 * @param sponsor the name of the account whose budget is to pay; empty if the signer pays himself
 */
public record FeeTerms(BigInteger limit, long tip, boolean layer2, String sponsor) {
    /** Offers nothing: for a ledger without a fee policy. */
    public static final FeeTerms NONE = new FeeTerms(BigInteger.ZERO, 0, false, "");

    public FeeTerms {
        if (limit.signum() < 0 || limit.bitLength() > 128) {
            throw new IllegalArgumentException("a fee limit is 0 to 2^128 - 1 units, not " + limit);
        }
        if (tip < 0) {
            throw new IllegalArgumentException("a tip is 0 or more, not " + tip);
        }
        if (!sponsor.isEmpty()) {
            Names.requireAccount(sponsor);
        }
    }

    /** The signer pays up to a limit, and tips nobody. */
    public static FeeTerms upTo(BigInteger limit) {
        return new FeeTerms(limit, 0, false, "");
    }

    public FeeTerms withLimit(BigInteger other) {
        return new FeeTerms(other, tip, layer2, sponsor);
    }

    public FeeTerms withTip(long other) {
        return new FeeTerms(limit, other, layer2, sponsor);
    }

    public FeeTerms onLayer2() {
        return new FeeTerms(limit, tip, true, sponsor);
    }

    public FeeTerms sponsoredBy(String account) {
        return new FeeTerms(limit, tip, layer2, account);
    }
}
