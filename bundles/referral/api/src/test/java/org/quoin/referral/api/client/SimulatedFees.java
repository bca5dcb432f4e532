package org.quoin.referral.api.client;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.simulation.Books;
import org.quoin.ledger.testkit.simulation.Deployed;
import org.quoin.ledger.testkit.simulation.Rows;
import org.quoin.referral.api.fees.PlainFees;

/** Fees in a simulated life: mostly enough is offered. */
final class SimulatedFees implements Deployed {
    private static final BigInteger ENOUGH = BigInteger.TEN.pow(16);

    private final LoadedModule module = LoadedModule.describe(RulesJars.of("plain-fees", "1.0.0", PlainFees.class));

    @Override
    public LoadedModule module() {
        return module;
    }

    @Override
    public List<String> agreements() {
        return List.of();
    }

    @Override
    public Operation next(RandomGenerator random, Context context, String signer, Rows rows) {
        List<String> people = List.copyOf(rows.accounts().keySet());
        return CoreCapability.DESCRIPTION.encode(new Transfer(
                signer,
                people.get(random.nextInt(people.size())),
                new Amount(ENOUGH.multiply(BigInteger.valueOf(random.nextInt(1, 1_000))), new Asset("QUO", 0))));
    }

    @Override
    public FeeTerms offer(RandomGenerator random, String signer) {
        return random.nextInt(20) == 0 ? FeeTerms.NONE : new FeeTerms(ENOUGH, random.nextInt(10), false, "");
    }

    @Override
    public void enter(EventRow event, Values data, Books books) {
        throw new AssertionError("it reports nothing: " + event);
    }
}
