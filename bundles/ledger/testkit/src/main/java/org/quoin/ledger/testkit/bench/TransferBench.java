package org.quoin.ledger.testkit.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Signed, durable transfers of a thousand people through {@link org.quoin.ledger.api.Ledger#submit} on a ledger in a directory:
 * journal, syncs and store. The baseline is what two threads verify of the same signatures and do nothing else. A round
 * measures both, in alternating order, on a load that is signed before; the figures are those of the round with the median
 * ratio. {@code -Dseconds=} of the ledger's work together, 60 otherwise, and three rounds at least.
 */
public final class TransferBench implements Benchmark {
    private static final int PEOPLE = 1_000;

    private static final int TRANSFERS = 100_000;
    private static final int LEAST_ROUNDS = 3;

    private record Round(Timed transfers, Timed verifications) {
        double ratio() {
            return transfers.perSecond() / verifications.perSecond();
        }

        double cpuRatio() {
            return verifications.cpuEach() / transfers.cpuEach();
        }
    }

    @Override
    public String name() {
        return "transfer";
    }

    @Override
    public Figures run(Path directory) throws Exception {
        Populace people = new Populace(PEOPLE);
        BenchLedger.settle(directory, people);
        List<Round> rounds = new ArrayList<>();
        try (BenchLedger ledger = BenchLedger.open(directory, people)) {
            Round warmUp = round(ledger, true);
            System.out.println("warm-up: " + warmUp.transfers());
            double left = Integer.getInteger("seconds", 60);
            while (left > 0 || rounds.size() < LEAST_ROUNDS) {
                Round round = round(ledger, rounds.size() % 2 == 0);
                System.out.printf(
                        "transfers: %s%nverifying: %s%nratio %.3f, of CPU %.3f%n",
                        round.transfers(), round.verifications(), round.ratio(), round.cpuRatio());
                left -= round.transfers().seconds();
                rounds.add(round);
            }
            ledger.requireSteady();
        }
        rounds.sort(Comparator.comparingDouble(Round::ratio));
        Round median = rounds.get(rounds.size() / 2);
        return new Figures(
                        median.transfers().perSecond(),
                        "signed durable transfers/s",
                        median.verifications().perSecond())
                .with("cpuMicros", median.transfers().cpuEach())
                .with("baselineCpuMicros", median.verifications().cpuEach())
                .with("rounds", rounds.size());
    }

    private static Round round(BenchLedger ledger, boolean ledgerFirst) throws Exception {
        List<List<Presigned>> load = ledger.sign(TRANSFERS);
        Timed before = ledgerFirst ? null : ledger.verify(load);
        Timed transfers = ledger.submit(load);
        return new Round(transfers, before == null ? ledger.verify(load) : before);
    }
}
