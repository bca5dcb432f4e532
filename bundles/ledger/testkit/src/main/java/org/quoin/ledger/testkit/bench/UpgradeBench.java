package org.quoin.ledger.testkit.bench;

import java.nio.file.Path;
import org.quoin.ledger.testkit.soak.HotSwitches;

/**
 * How long a transaction takes from its submission to its durable receipt while rules are switched under the load of eight clients.
 * The value is the 99th percentile in milliseconds; the baseline the same of the same load without switches, measured before.
 * {@code -Dswitches=}, 100 otherwise.
 */
public final class UpgradeBench implements Benchmark {
    private static final int QUIET = 6_000;
    private static final int WARMING = 6_000;

    @Override
    public String name() {
        return "upgrade";
    }

    @Override
    public Figures run(Path directory) throws Exception {
        int count = Integer.getInteger("switches", 100);
        try (HotSwitches switches = new HotSwitches(directory)) {
            switches.start();
            long[] unused = switches.quiet(WARMING);
            unused = switches.switches(10, 1_000, HotSwitches.Manner.AT_ONCE);
            Distribution quiet = new Distribution(switches.quiet(QUIET));
            Distribution switching = new Distribution(switches.switches(count, 2_000, HotSwitches.Manner.AT_ONCE));
            HotSwitches.Result result = switches.stop();
            System.out.println("quiet:     " + quiet);
            System.out.println("switching: " + switching);
            System.out.println(result);
            return new Figures(switching.millis(0.99), "ms, p99", quiet.millis(0.99))
                    .with("p50QuietMillis", quiet.millis(0.5))
                    .with("p50Millis", switching.millis(0.5))
                    .with("longestMillis", switching.millis(1))
                    .with("transactions", (double) result.transactions())
                    .with("failed", (double) result.failed())
                    .with("lost", (double) result.lost())
                    .with("switches", count);
        }
    }
}
