package org.quoin.ledger.testkit.soak;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** Rules are switched under the load of eight clients: nobody fails, nothing is lost or happens twice, no loader stays behind. */
public final class H1 implements Row {
    /** As many switches as fill what the ledger keeps loaded; then nothing may grow any more. */
    private static final int WARM = 40;

    /** What the ledger keeps loaded, and what is in use. */
    private static final int MOST_LOADERS = 20;

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final double MOST_GROWTH = 1.05;

    @Override
    public String id() {
        return "H1";
    }

    @Override
    public String promise() {
        return "no transaction fails, is lost or happens twice while rules are switched under load (switches)";
    }

    @Override
    public int smallDose() {
        return 4;
    }

    @Override
    public int fullDose() {
        return 100;
    }

    @Override
    public Figures run(Trial trial) throws Exception {
        return run(trial.directory(), trial.dose(), HotSwitches.Manner.AT_ONCE);
    }

    /** Between two versions there is none for a moment. */
    @Override
    public Figures sabotage(Trial trial) throws Exception {
        return run(trial.directory(), Math.min(trial.dose(), 4), HotSwitches.Manner.WITH_A_GAP);
    }

    private static Figures run(Path directory, int dose, HotSwitches.Manner manner) throws Exception {
        try (HotSwitches switches = new HotSwitches(directory)) {
            switches.start();
            int warm = Math.min(WARM, dose);
            long[] unused = switches.switches(warm, 0, manner);
            long leaks = 0;
            if (dose > warm) {
                long before = metaspace();
                unused = switches.switches(dose - warm, warm, manner);
                long after = metaspace();
                long loaders = loaders();
                System.out.printf(
                        Locale.ROOT,
                        "metaspace %,d bytes after %d switches, %,d after %d; %d loaders%n",
                        before,
                        warm,
                        after,
                        dose,
                        loaders);
                leaks = (after > before * MOST_GROWTH ? 1L : 0) + (loaders > MOST_LOADERS ? 1 : 0);
            }
            HotSwitches.Result result = switches.stop();
            System.out.println(result);
            return new Figures(dose, result.failed() + result.lost() + leaks, result.lost());
        }
    }

    /** In bytes, in use after a collection. */
    private static long metaspace() {
        collect();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }

    private static void collect() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
    }

    /** Class loaders of rules that are reachable. */
    private static long loaders() throws JMException {
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .toString()
                .lines()
                .filter(line -> line.contains("org.quoin.ledger.core.module.RulesLoader"))
                .mapToLong(line -> Long.parseLong(BLANKS.split(line.strip(), -1)[1]))
                .sum();
    }
}
