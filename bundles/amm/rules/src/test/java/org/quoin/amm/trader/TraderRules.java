package org.quoin.amm.trader;

import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Capability;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.ForeignOperation;
import org.quoin.rules.ForeignQuery;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Spend;
import org.quoin.rules.Values;

/** Rules that ask pools and swap through them, for whoever calls and for an agreement of their own. */
public final class TraderRules extends Capability {
    private static final Field<String> POOL = Field.text("pool", 64);
    private static final Field<List<String>> ROUTE = Field.list("route", POOL, 4);
    private static final Field<Long> NUMBER = Field.number("number", Long.MAX_VALUE);
    private static final Field<Long> FEE = Field.number("fee", 1_000_000);
    private static final Field<String> ASSET_0 = Field.asset("asset0");
    private static final Field<String> ASSET_1 = Field.asset("asset1");
    private static final Field<Amount> RESERVE_0 = Field.amount("reserve0", ASSET_0);
    private static final Field<Amount> RESERVE_1 = Field.amount("reserve1", ASSET_1);
    private static final Field<String> SHARE = Field.asset("shareAsset");
    private static final Field<Amount> SUPPLY = Field.amount("supply", SHARE);
    private static final Field<String> ASSET_IN = Field.asset("assetIn");
    private static final Field<String> ASSET_OUT = Field.asset("assetOut");
    private static final Field<Amount> IN = Field.amount("amountIn", ASSET_IN);
    private static final Field<Amount> OUT = Field.amount("amountOut", ASSET_OUT);
    private static final Field<Amount> MIN_OUT = Field.amount("minOut", ASSET_OUT);
    private static final Field<Amount> FEE_IN = Field.amount("fee", ASSET_IN);
    private static final Field<Long> ROUTE_FEE = Field.number("routeFee", 1_000_000);
    private static final Field<Long> PRICE_IMPACT = Field.number("priceImpact", 1_000_000);
    private static final Field<Long> DEADLINE = Field.time("deadline");
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    private static final Field<Amount> MOST = Field.amount("most", ASSET);
    private static final Field<String> DESK = Field.text("desk", 64);
    private static final Field<String> WHY = Field.text("why", 97);

    private static final Field<String> ACCOUNT = Field.account("account");
    private static final Field<Boolean> FROM = Field.flag("from");
    private static final Field<Long> LIMIT = Field.number("limit", 0xffff);
    private static final Field<Long> COUNT = Field.number("count", 0xff);
    private static final Field<Amount> SHARES = Field.amount("shares", SHARE);
    private static final Field<Amount> AMOUNT_0 = Field.amount("amount0", ASSET_0);
    private static final Field<Amount> AMOUNT_1 = Field.amount("amount1", ASSET_1);
    private static final Field<Optional<Bytes>> NEXT = Field.optional(Field.bytes("next", 1, 256));

    private static final Schema SWAPPED = Schema.of(ROUTE, ASSET_IN, IN, ASSET_OUT, MIN_OUT, DEADLINE);
    private static final Schema SWAP_RESULT = Schema.of(ASSET_OUT, OUT);
    private static final ForeignQuery INFO = new ForeignQuery(
            "amm",
            "pool",
            1,
            Schema.of(POOL),
            Schema.of(POOL, NUMBER, ASSET_0, ASSET_1, FEE, RESERVE_0, RESERVE_1, SHARE, SUPPLY));
    private static final ForeignQuery QUOTE = new ForeignQuery(
            "amm",
            "quote",
            1,
            Schema.of(ROUTE, ASSET_IN, IN, ASSET_OUT),
            Schema.of(ROUTE, ASSET_IN, IN, ASSET_OUT, OUT, FEE_IN, ROUTE_FEE, PRICE_IMPACT));

    /** A page of one position. */
    private static final ForeignQuery POSITION = new ForeignQuery(
            "amm",
            "positions",
            1,
            Schema.of(ACCOUNT, FROM, LIMIT),
            Schema.of(COUNT, POOL, ACCOUNT, SHARE, SHARES, SUPPLY, ASSET_0, AMOUNT_0, ASSET_1, AMOUNT_1, NEXT));

    private static final ForeignOperation SWAP = new ForeignOperation("amm", "swap", 1, SWAPPED, SWAP_RESULT);
    private static final ForeignOperation TAKE =
            new ForeignOperation("amm", "take", 1, Schema.of(ASSET, AMOUNT), Schema.of());
    private static final ForeignOperation SETTLE =
            new ForeignOperation("amm", "settle", 1, Schema.of(ASSET, MOST), Schema.of(ASSET, AMOUNT));

    private static final Event SEEN = Event.of(
            "seen", POOL, ASSET_0, RESERVE_0, ASSET_1, RESERVE_1, SHARE, SUPPLY, SHARES, AMOUNT_0, AMOUNT_1, ASSET_OUT,
            OUT);
    private static final Event TRADED = Event.of("traded", ASSET_OUT, OUT);
    private static final Event PAID = Event.of("paid", ASSET, AMOUNT);
    private static final Event REFUSED = Event.of("refused", WHY);

    public TraderRules() {
        super(new Parts()
                .operations(new Look(), new Fund(), new Trade(), new Borrow(), new Try())
                .events(SEEN, TRADED, PAID, REFUSED));
    }

    private static Party authority(Execution execution, String desk) {
        return desk.isEmpty() ? Party.account(execution.caller()) : Party.agreement(desk);
    }

    private static Values loan(Values input) {
        return Values.of(ASSET.is(input.get(ASSET)), AMOUNT.is(input.get(AMOUNT)));
    }

    /** Asks what the first pool has, what is somebody's of that, and what it would give. */
    private static final class Look extends Operation {
        private Look() {
            super("look", 1, Schema.of(POOL, ACCOUNT, ASSET_IN, IN, ASSET_OUT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Values pool = execution.query(INFO, Values.of(POOL.is(input.get(POOL))));
            Values quote = execution.query(
                    QUOTE,
                    Values.of(
                            ROUTE.is(List.of(input.get(POOL))),
                            ASSET_IN.is(input.get(ASSET_IN)),
                            IN.is(input.get(IN)),
                            ASSET_OUT.is(input.get(ASSET_OUT))));
            Values position =
                    execution.query(POSITION, Values.of(ACCOUNT.is(input.get(ACCOUNT)), FROM.is(false), LIMIT.is(1L)));
            execution.emit(
                    SEEN,
                    pool.with(
                            SHARES.is(position.get(SHARES)),
                            AMOUNT_0.is(position.get(AMOUNT_0)),
                            AMOUNT_1.is(position.get(AMOUNT_1)),
                            ASSET_OUT.is(quote.get(ASSET_OUT)),
                            OUT.is(quote.get(OUT))));
        }
    }

    /** Opens an agreement that holds something of the caller's. */
    private static final class Fund extends Operation {
        private Fund() {
            super("fund", 1, Schema.of(DESK, ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.open(input.get(DESK), execution.caller());
            execution.transfer(
                    Party.account(execution.caller()),
                    Party.agreement(input.get(DESK)),
                    input.get(ASSET),
                    input.get(AMOUNT));
        }
    }

    /** Swaps for the caller, or for an agreement if one is named. */
    private static final class Trade extends Operation {
        private Trade() {
            super("trade", 1, Schema.of(DESK, ROUTE, ASSET_IN, IN, ASSET_OUT, MIN_OUT, DEADLINE));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Values result = execution.call(
                    authority(execution, input.get(DESK)),
                    SWAP,
                    input.only(SWAPPED),
                    new Spend(input.get(ASSET_IN), input.get(IN)));
            execution.emit(TRADED, result);
        }
    }

    /** Takes a loan, and pays back what is offered, or nothing at all if that is zero. */
    private static final class Borrow extends Operation {
        private Borrow() {
            super("borrow", 1, Schema.of(DESK, ASSET, AMOUNT, MOST));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Party borrower = authority(execution, input.get(DESK));
            Values unused = execution.call(borrower, TAKE, loan(input));
            if (!input.get(MOST).isZero()) {
                Values paid = execution.call(
                        borrower,
                        SETTLE,
                        Values.of(ASSET.is(input.get(ASSET)), MOST.is(input.get(MOST))),
                        new Spend(input.get(ASSET), input.get(MOST)));
                execution.emit(PAID, paid);
            }
        }
    }

    /** Tries to take a loan, and says why there is none. */
    private static final class Try extends Operation {
        private Try() {
            super("try", 1, Schema.of(ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            Optional<Values> unused = execution.attempt(Party.account(execution.caller()), TAKE, loan(input));
            execution.emit(REFUSED, WHY.is(execution.refusal()));
        }
    }
}
