package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Request;
import org.quoin.ledger.testkit.probe.TollRules;

/** A fee policy in a simulated life: people offer enough, or not quite, and let others pay. */
final class Tolls implements Deployed {
    private static final String PURSE = "toll:purse";
    private static final LoadedModule MODULE = LoadedModule.describe(Jars.written("toll", "1.0.0", TollRules.class));

    private boolean open;

    @Override
    public LoadedModule module() {
        return MODULE;
    }

    @Override
    public List<String> agreements() {
        return List.of(PURSE);
    }

    @Override
    public Operation next(RandomGenerator random, Context context, String signer, Rows rows) {
        BigInteger units = BigInteger.valueOf(random.nextInt(4_000_000));
        return MODULE.description()
                .encode(Request.of(
                        "toll",
                        "fill",
                        Values.of("asset", "QUO").and("amount", units),
                        new Amount(units, TestLedger.QUO)));
    }

    /** A transfer costs some 400,000. */
    @Override
    public FeeTerms offer(RandomGenerator random, String signer) {
        BigInteger limit = BigInteger.valueOf(random.nextInt(10) == 0 ? random.nextInt(700_000) : 5_000_000);
        FeeTerms terms = new FeeTerms(limit, random.nextInt(4), random.nextInt(20) == 0, "");
        return random.nextInt(4) == 0 ? terms.sponsoredBy(random.nextInt(5) == 0 ? "bob" : "alice") : terms;
    }

    @Override
    public void enter(EventRow event, Values data, Books books) {
        if (!open) {
            books.open(PURSE, "");
            open = true;
        }
        books.add(data.text("from"), data.text("asset"), data.units("amount").negate());
        books.addHeld(PURSE, data.text("asset"), data.units("amount"));
    }
}
