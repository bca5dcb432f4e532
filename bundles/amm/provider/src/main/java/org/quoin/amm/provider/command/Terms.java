package org.quoin.amm.provider.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Input;

/**
 * What is to be swapped for what: either what is given or what is received is an exact amount.
 *
 * @param route null if the best one is to be found
 * @param given null if {@code received} is exact
 * @param received null if {@code given} is exact
 */
record Terms(
        @Nullable List<String> route,
        Asset assetIn,
        Asset assetOut,
        @Nullable Amount given,
        @Nullable Amount received) {
    static Terms of(
            Input input,
            @Nullable String via,
            @Nullable String asset,
            @Nullable String wanted,
            @Nullable String amount,
            @Nullable String receive) {
        if ((amount == null) == (receive == null)) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    "A swap is of an exact amount that is given or received: use one of --amount and --receive.",
                    Values.of("argument", "--amount"));
        }
        Asset in = input.asset("--asset", asset);
        Asset out = input.asset("--for", wanted);
        return new Terms(
                via == null ? null : List.of(via.split(",")),
                in,
                out,
                amount == null ? null : input.amount("--amount", amount, in),
                receive == null ? null : input.amount("--receive", receive, out));
    }
}
