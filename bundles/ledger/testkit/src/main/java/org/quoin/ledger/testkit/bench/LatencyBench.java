package org.quoin.ledger.testkit.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.quoin.ledger.api.Bytes;

/**
 * How long a signed transfer takes from its submission to its durable receipt, at half the rate at which the same ledger is
 * saturated. Transfers arrive at random moments that do not depend on the answers, and the time of each counts from the moment at which
 * it was to be submitted, so that what waits because the ledger or this program stood still is counted in full (no
 * coordinated omission). The value is the 99th percentile in milliseconds; the baseline what it must be below: 50 ms or four times
 * what the disk takes for a sync at p99, measured before and after, if that is more. {@code -Dseconds=}, 60 otherwise, of
 * which the first tenth is not counted.
 */
public final class LatencyBench implements Benchmark {
    private static final int PEOPLE = 1_000;
    private static final int SATURATING = 100_000;
    private static final int ROUNDS = 4;
    private static final int SYNCS = 5_000;
    private static final double BOUND_MILLIS = 50;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Figures run(Path directory) throws Exception {
        Populace people = new Populace(PEOPLE);
        BenchLedger.settle(directory, people);
        long[] before = SyncProbe.nanos(directory, SYNCS);
        double saturated;
        Distribution latency;
        try (BenchLedger ledger = BenchLedger.open(directory, people)) {
            saturated = saturate(ledger);
            latency = latency(ledger, saturated / 2, Integer.getInteger("seconds", 60));
        }
        long[] after = SyncProbe.nanos(directory, SYNCS);
        Distribution sync = new Distribution(
                LongStream.concat(Arrays.stream(before), Arrays.stream(after)).toArray());
        System.out.println("commit: " + latency);
        System.out.println("sync:   " + sync);
        return new Figures(latency.millis(0.99), "ms, p99", Math.max(BOUND_MILLIS, 4 * sync.millis(0.99)))
                .with("p50Millis", latency.millis(0.5))
                .with("p99Millis", latency.millis(0.99))
                .with("p999Millis", latency.millis(0.999))
                .with("longestMillis", latency.millis(1))
                .with("syncP99Millis", sync.millis(0.99))
                .with("saturatedPerSecond", saturated)
                .with("arrivalsPerSecond", saturated / 2);
    }

    /** The median of some rounds after one that warms up, in transfers a second. */
    private static double saturate(BenchLedger ledger) throws Exception {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            Timed round = ledger.submit(ledger.sign(SATURATING));
            System.out.println("saturated: " + round);
            rates.add(round.perSecond());
        }
        return rates.subList(1, ROUNDS).stream().sorted().toList().get((ROUNDS - 1) / 2);
    }

    private static Distribution latency(BenchLedger ledger, double perSecond, int seconds) throws Exception {
        List<Bytes> load = ledger.sign((int) (perSecond * seconds)).stream()
                .flatMap(List::stream)
                .map(Presigned::encoded)
                .toList();
        long[] nanos = new long[load.size()];
        Answers answers = new Answers(ledger.ledger(), load.size());
        RandomGenerator random = new SplittableRandom(1);
        double due = 0;
        long start = System.nanoTime();
        for (int i = 0; i < nanos.length; i++) {
            due += random.nextExponential() * 1e9 / perSecond;
            long arrival = start + (long) due;
            for (long wait = arrival - System.nanoTime(); wait > 0; wait = arrival - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            int index = i;
            answers.submit(load.get(i), () -> nanos[index] = System.nanoTime() - arrival);
        }
        answers.await();
        return new Distribution(Arrays.copyOfRange(nanos, nanos.length / 10, nanos.length));
    }
}
