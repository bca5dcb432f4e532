package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Damage to any file of a ledger is healed or refused, never silent. */
public final class D3 implements Row {
    /** What a ledger without modules consists of. A file of another kind is not known to be harmless. */
    static final Set<String> KINDS = Set.of(
            "ledger/genesis",
            "ledger/journal",
            "ledger/reserve",
            "ledger/store/.log",
            "ledger/store/.sst",
            "ledger/store/CURRENT",
            "ledger/store/IDENTITY",
            "ledger/store/LOCK",
            "ledger/store/LOG",
            "ledger/store/MANIFEST-",
            "ledger/store/OPTIONS-",
            "ledger/store/distrusted");

    @Override
    public String id() {
        return "D3";
    }

    @Override
    public String promise() {
        return "a damaged file gives the same state or a refusal (mutations)";
    }

    @Override
    public int smallDose() {
        return 70;
    }

    @Override
    public int fullDose() {
        return 2_500;
    }

    @Override
    public Figures run(Trial trial) throws IOException {
        Mutations mutations = mutations(trial);
        if (!mutations.kinds().keySet().equals(KINDS)) {
            throw new IllegalStateException("the files are of the kinds " + mutations.kinds() + ", not " + KINDS);
        }
        Map<Mutations.Outcome, Long> outcomes = mutations.count(trial.dose());
        System.out.println(mutations.kinds() + ": " + outcomes);
        return new Figures(trial.dose(), 0, outcomes.getOrDefault(Mutations.Outcome.SILENT, 0L));
    }

    /** With a node that, instead of refusing, goes on with what it can read. */
    @Override
    public Figures sabotage(Trial trial) throws IOException {
        int dose = Math.min(trial.dose(), 60);
        return new Figures(dose, 0, mutations(trial).countHeedless(dose));
    }

    private static Mutations mutations(Trial trial) throws IOException {
        return new Mutations(trial.directory(), trial.seed(), List.of());
    }
}
