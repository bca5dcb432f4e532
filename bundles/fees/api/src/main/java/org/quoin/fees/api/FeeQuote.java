package org.quoin.fees.api;

import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.FeeEstimate;
import org.quoin.ledger.api.FeeTerms;

/**
 * What a transaction would cost now, and what to offer for it.
 *
 * @param estimate of what it uses, with the base fee, and why it would be rejected if it would be
 */
public record FeeQuote(FeeEstimate estimate, Offer slow, Offer normal, Offer fast) {
    /**
     * One way to pay.
     *
     * @param basePrice of a unit of gas
     * @param tip for each unit of gas, of what recent blocks were tipped
     * @param fee base and tip together, at the prices of now
     * @param terms to offer: as much as if the base fee doubled, which takes at least six periods; what is not used is not taken
     * @param blocks in how many it is expected: 1 is the next one
     */
    public record Offer(Amount basePrice, Amount tip, Amount fee, FeeTerms terms, long blocks) {}
}
