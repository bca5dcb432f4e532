package org.quoin.amm.provider.command;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.quoin.amm.api.AmmOffer;
import org.quoin.amm.api.AmmQuote;
import org.quoin.amm.api.AmmRouter;
import org.quoin.amm.api.SwapExactOut;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.console.Fields;

/** What is swapped for what, over the pools that were named or the best that are found. */
record Quote(Terms terms, AmmOffer offer) {
    static Quote of(Ledger ledger, Terms terms) {
        return new Quote(terms, offer(new AmmRouter(ledger), terms));
    }

    private static AmmOffer offer(AmmRouter router, Terms terms) {
        List<String> route = terms.route();
        Amount given = terms.given();
        String in = terms.assetIn().symbol();
        String out = terms.assetOut().symbol();
        if (given != null) {
            return route == null ? router.best(given, out) : new AmmOffer(List.of(router.quote(route, given, out)));
        }
        Amount received = Objects.requireNonNull(terms.received());
        return new AmmOffer(
                List.of(route == null ? router.bestExactOut(in, received) : router.quoteExactOut(route, in, received)));
    }

    /** @param limit the least that is accepted, or the most that is given */
    List<OperationRecord> operations(Amount limit, Instant deadline) {
        return terms.given() != null
                ? offer.operations(limit, deadline)
                : List.of(new SwapExactOut(offer.legs().get(0).route(), limit, offer.out(), deadline));
    }

    /** @param slippage in millionths */
    Fields fields(int slippage) {
        Fields fields = Fields.of("assetIn", terms.assetIn().symbol())
                .and("amountIn", offer.in())
                .and("assetOut", terms.assetOut().symbol())
                .and("amountOut", offer.out())
                .and("fee", offer.fee())
                .and("priceImpact", offer.priceImpact());
        Fields limit = terms.given() != null
                ? Fields.of("minOut", offer.minOut(slippage))
                : Fields.of("maxIn", offer.maxIn(slippage));
        return fields.and(limit)
                .and("legs", offer.legs().stream().map(Quote::leg).toList());
    }

    private static Fields leg(AmmQuote leg) {
        return Fields.of("route", leg.route())
                .and("amountIn", leg.in())
                .and("amountOut", leg.out())
                .and("routeFee", leg.routeFee());
    }
}
