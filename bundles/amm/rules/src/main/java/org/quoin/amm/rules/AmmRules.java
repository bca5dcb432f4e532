package org.quoin.amm.rules;

import org.quoin.rules.Capability;

/** Liquidity pools of two assets, and swaps through them. */
public final class AmmRules extends Capability {
    public AmmRules() {
        super(new Parts()
                .operations(new CreatePool(), new Deposit(), new Withdraw(), new Donate())
                .operations(Swap.paid(), new SwapExact(), Swap.open(), new Take(), new TakeAll(), new Settle())
                .operations(new DepositSingle(), new WithdrawSingle(), new SetProtocolFee())
                .operations(new CreateRangedPool(), new DepositRange(), new WithdrawRange())
                .queries(new PoolQuery(), new QuoteQuery(), new QuoteExactQuery(), new RangedPoolQuery())
                .pagedQueries(
                        new PoolsQuery(),
                        new PositionsQuery(),
                        new RangedPoolsQuery(),
                        new RangedTicksQuery(),
                        new RangedPositionsQuery())
                .events(
                        Reports.POOL_CREATED,
                        Reports.DEPOSITED,
                        Reports.WITHDRAWN,
                        Reports.DONATED,
                        Reports.SWAPPED,
                        Reports.TAKEN,
                        Reports.SETTLED,
                        Reports.PROTOCOL_PAID,
                        Reports.PROTOCOL_SET)
                .events(Reports.RANGED_CREATED, Reports.RANGED_DEPOSITED, Reports.RANGED_WITHDRAWN)
                .failures(
                        Failures.EXPIRED,
                        Failures.IDENTICAL_ASSETS,
                        Failures.NO_SUCH_ASSET,
                        Failures.FEE_OUT_OF_RANGE,
                        Failures.POOL_EXISTS,
                        Failures.UNKNOWN_POOL,
                        Failures.WRONG_KIND,
                        Failures.NO_AMOUNT,
                        Failures.NO_ROUTE,
                        Failures.NOT_IN_POOL,
                        Failures.POOL_EMPTY,
                        Failures.TWICE,
                        Failures.WRONG_END,
                        Failures.NOT_SO_MUCH,
                        Failures.POOL_FULL,
                        Failures.TOO_SMALL,
                        Failures.TOO_LITTLE_OUT,
                        Failures.TOO_MUCH_IN,
                        Failures.TOO_FEW_SHARES,
                        Failures.TOO_LITTLE_BACK,
                        Failures.NOT_THERE,
                        Failures.TOO_MUCH_OPEN,
                        Failures.TOO_LITTLE_DUE,
                        Failures.NOTHING_OWED,
                        Failures.TOO_MUCH_OWED,
                        Failures.NOT_SETTLED,
                        Failures.NOT_TAKEN,
                        Failures.NOT_AN_OPERATOR,
                        Failures.NO_SUCH_ACCOUNT,
                        Failures.NO_SUCH_PRICE,
                        Failures.NO_SUCH_RANGE,
                        Failures.RANGE_FULL,
                        Failures.NO_SUCH_POSITION,
                        Failures.TOO_LITTLE_LIQUIDITY,
                        Failures.PRICE_LIMIT)
                .tables(Pools.BY_NAME, Pools.BY_KIND, Pools.BY_NUMBER, Pools.COUNT, Deltas.OPEN, ProtocolPart.TO)
                .tables(Ticks.ENDS, Ticks.WORDS, Positions.ALL)
                .endCheck(new Deltas()));
    }
}
