package org.quoin.amm.echo;

import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Capability;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.ForeignOperation;
import org.quoin.rules.Observer;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/** Rules that are told of every swap, and then take a loan for an agreement of their own that they never pay back. */
public final class EchoRules extends Capability {
    private static final Field<String> POOL = Field.text("pool", 64);
    private static final Field<Optional<String>> ACCOUNT = Field.optional(Field.account("account"));
    private static final Field<Optional<String>> AGREEMENT = Field.optional(Field.text("agreement", 97));
    private static final Field<String> ASSET_IN = Field.asset("assetIn");
    private static final Field<Amount> IN = Field.amount("amountIn", ASSET_IN);
    private static final Field<String> ASSET_OUT = Field.asset("assetOut");
    private static final Field<Amount> OUT = Field.amount("amountOut", ASSET_OUT);
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);

    private static final Schema SWAPPED = Schema.of(POOL, ACCOUNT, AGREEMENT, ASSET_IN, IN, ASSET_OUT, OUT);
    private static final ForeignOperation TAKE =
            new ForeignOperation("amm", "take", 1, Schema.of(ASSET, AMOUNT), Schema.of());
    private static final Event HEARD = Event.of("heard", POOL);
    private static final String DEN = "den";

    public EchoRules() {
        super(new Parts().operations(new Settle()).events(HEARD).observers(new Swaps()));
    }

    /** Opens the agreement. */
    private static final class Settle extends Operation {
        private Settle() {
            super("settle-in", 1, Schema.of());
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.open(DEN, execution.caller());
        }
    }

    private static final class Swaps extends Observer {
        private Swaps() {
            super("amm", "swapped", SWAPPED);
        }

        @Override
        protected void observe(Execution execution, Values event) {
            Values unused = execution.call(
                    Party.agreement(DEN), TAKE, Values.of(ASSET.is(event.get(ASSET_OUT)), AMOUNT.is(event.get(OUT))));
            execution.emit(HEARD, POOL.is(event.get(POOL)));
        }
    }
}
