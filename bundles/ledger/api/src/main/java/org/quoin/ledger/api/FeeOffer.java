package org.quoin.ledger.api;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is willing to pay for a transaction, before it is known what the transaction would cost.
 *
 * @param limit as {@link FeeTerms#limit}; null: twice what the transaction would cost now, so that prices may double until it is
 *     ordered, and the whole tip
 * @param tip as {@link FeeTerms#tip}
 * @param layer2 as {@link FeeTerms#layer2}
 * @param sponsor as {@link FeeTerms#sponsor}
 */
public record FeeOffer(@Nullable BigInteger limit, long tip, boolean layer2, String sponsor) {
    /** What is asked for, and no tip. */
    public static final FeeOffer USUAL = new FeeOffer(null, 0, false, "");

    private static final BigInteger HEADROOM = BigInteger.TWO;

    /** @throws IllegalArgumentException as {@link FeeTerms} */
    public FeeOffer {
        var unused = new FeeTerms(limit == null ? BigInteger.ZERO : limit, tip, layer2, sponsor);
    }

    public FeeOffer withLimit(BigInteger other) {
        return new FeeOffer(other, tip, layer2, sponsor);
    }

    public FeeOffer withTip(long other) {
        return new FeeOffer(limit, other, layer2, sponsor);
    }

    public FeeOffer onLayer2() {
        return new FeeOffer(limit, tip, true, sponsor);
    }

    public FeeOffer sponsoredBy(String account) {
        return new FeeOffer(limit, tip, layer2, account);
    }

    /** The most that can be written, and so as long as any other terms: for a draft of which the cost is to be estimated. */
    public FeeTerms highest() {
        return terms(Amount.MAX_UNITS);
    }

    /** As it stands: without a limit, nothing is offered. */
    public FeeTerms exactly() {
        return terms(limit == null ? BigInteger.ZERO : limit);
    }

    /** Where nothing is charged: a tip alone is not worth offering, but who wants another to pay shall be told. */
    FeeTerms withoutPolicy() {
        return limit == null && !layer2 && sponsor.isEmpty() ? FeeTerms.NONE : exactly();
    }

    /** For a transaction that costs so much. */
    public FeeTerms terms(FeeEstimate estimate) {
        if (limit != null) {
            return terms(limit);
        }
        BigInteger tips = BigInteger.valueOf(tip).multiply(BigInteger.valueOf(estimate.execution()));
        return terms(estimate.base().units().multiply(HEADROOM).add(tips).min(Amount.MAX_UNITS));
    }

    private FeeTerms terms(BigInteger most) {
        return new FeeTerms(most, tip, layer2, sponsor);
    }
}
