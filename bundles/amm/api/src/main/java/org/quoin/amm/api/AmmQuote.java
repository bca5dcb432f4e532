package org.quoin.amm.api;

import java.util.List;
import org.quoin.ledger.api.Amount;

/**
 * What a swap would come to.
 *
 * @param route names of pools
 * @param fee what the fees of all its pools take, as an amount of what comes in, rounded up
 * @param routeFee the same in millionths of what comes in
 * @param priceImpact in millionths, rounded up: how much less comes out than at the prices before, beside the fees
 */
public record AmmQuote(List<String> route, Amount in, Amount out, Amount fee, int routeFee, int priceImpact) {
    public AmmQuote {
        route = List.copyOf(route);
    }
}
