package org.quoin.amm.rules;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.Amount;
import org.quoin.rules.Field;
import org.quoin.rules.Schema;
import org.quoin.rules.U256;
import org.quoin.rules.Values;

/** What a swap would come to on this state, computed by the same lines that execute it. */
final class Quotes {
    /** Of what comes in, in millionths: what the fees of all pools of the route take together, rounded up. */
    private static final Field<Long> ROUTE_FEE = Field.number("routeFee", ConstantProduct.MILLION);

    /** What the fees take, as an amount of what comes in, rounded up. */
    private static final Field<Amount> FEE_IN = Field.amount("fee", Terms.ASSET_IN);

    /**
     * In millionths, rounded up: how much less comes out than at the prices before, beside the fees. Of a pool it is
     * {@code in·φ / (reserveIn + in·φ)}.
     */
    private static final Field<Long> PRICE_IMPACT = Field.number("priceImpact", ConstantProduct.MILLION);

    static final Schema QUOTE = Schema.of(
            Terms.ROUTE, Terms.ASSET_IN, Terms.IN, Terms.ASSET_OUT, Terms.OUT, FEE_IN, ROUTE_FEE, PRICE_IMPACT);

    private static final U256 MILLION = U256.of(ConstantProduct.MILLION);

    /** What the price impact is computed in before it is rounded to millionths. */
    private static final U256 ONE = U256.ONE.shiftLeft(96);

    private Quotes() {}

    /** Shows what the pools of a route would do. */
    static Values of(List<Trade> trades) {
        U256 whole = U256.ONE;
        U256 afterFees = U256.ONE;
        U256 atPrice = ONE;
        List<String> names = new ArrayList<>();
        for (Trade trade : trades) {
            names.add(trade.pool().name());
            whole = whole.times(MILLION);
            afterFees = afterFees.times(
                    U256.of(ConstantProduct.MILLION - trade.pool().fee()));
            atPrice = trade.atPrice(atPrice);
        }
        Trade first = trades.get(0);
        Trade last = trades.get(trades.size() - 1);
        U256 fees = whole.minus(afterFees);
        return Values.of(
                Terms.ROUTE.is(names),
                Terms.ASSET_IN.is(first.assetIn()),
                Terms.IN.is(first.in().toAmount()),
                Terms.ASSET_OUT.is(last.pool().other(last.assetIn())),
                Terms.OUT.is(last.out().toAmount()),
                FEE_IN.is(U256.mulDivRoundingUp(first.in(), fees, whole).toAmount()),
                ROUTE_FEE.is(millionths(fees, whole)),
                PRICE_IMPACT.is(millionths(ONE.minus(atPrice), ONE)));
    }

    private static long millionths(U256 part, U256 whole) {
        return U256.mulDivRoundingUp(part, MILLION, whole).toAmount().low();
    }
}
