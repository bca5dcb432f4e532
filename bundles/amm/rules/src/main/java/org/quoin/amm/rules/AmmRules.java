package org.quoin.amm.rules;

import org.quoin.rules.Capability;

/** Liquidity pools of two assets, and swaps through them. */
public final class AmmRules extends Capability {
    public AmmRules() {
        super(new Parts()
                .operations(new CreatePool(), new Deposit(), new Withdraw(), new Donate())
                .operations(Swap.paid(), new SwapExact(), Swap.open(), new Take(), new TakeAll(), new Settle())
                .operations(new DepositSingle(), new WithdrawSingle(), new SetProtocolFee())
                .queries(new PoolQuery(), new QuoteQuery(), new QuoteExactQuery())
                .pagedQueries(new PoolsQuery(), new PositionsQuery())
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
                        Failures.NO_SUCH_ACCOUNT)
                .tables(Pools.BY_NAME, Pools.BY_KIND, Pools.BY_NUMBER, Pools.COUNT, Deltas.OPEN, ProtocolPart.TO)
                .endCheck(new Deltas()));
    }
}
