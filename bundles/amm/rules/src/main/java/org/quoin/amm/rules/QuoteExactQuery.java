package org.quoin.amm.rules;

import java.util.List;
import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** What {@link SwapExact} would take now. */
final class QuoteExactQuery extends Query {
    QuoteExactQuery() {
        super("quote-exact-out", 1, Schema.of(Terms.ROUTE, Terms.ASSET_IN, Terms.ASSET_OUT, Terms.OUT), Quotes.QUOTE);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        Requirements.something(reading, input.get(Terms.OUT));
        Route route = Route.of(reading, input.get(Terms.ROUTE), input.get(Terms.ASSET_IN), input.get(Terms.ASSET_OUT));
        List<Trade> trades = route.backwards(reading, U256.of(input.get(Terms.OUT)));
        return Quotes.of(trades);
    }
}
