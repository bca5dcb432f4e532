package org.quoin.amm.rules;

import java.util.List;
import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** What {@link Swap} would give now. */
final class QuoteQuery extends Query {
    QuoteQuery() {
        super("quote", 1, Schema.of(Terms.ROUTE, Terms.ASSET_IN, Terms.IN, Terms.ASSET_OUT), Quotes.QUOTE);
    }

    @Override
    protected Values answer(Reading reading, Values input) {
        Requirements.something(reading, input.get(Terms.IN));
        Route route = Route.of(reading, input.get(Terms.ROUTE), input.get(Terms.ASSET_IN), input.get(Terms.ASSET_OUT));
        List<Trade> trades = route.forwards(reading, U256.of(input.get(Terms.IN)));
        return Quotes.of(trades);
    }
}
