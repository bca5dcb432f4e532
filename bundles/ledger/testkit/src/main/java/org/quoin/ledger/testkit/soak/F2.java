package org.quoin.ledger.testkit.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quoin.ledger.testkit.fuzz.Fuzzer;
import org.quoin.ledger.testkit.fuzz.Target;
import org.quoin.ledger.testkit.fuzz.Targets;

/** Everything that reads what others wrote is given mutated inputs; see {@link Fuzzer} for what is asked of it. */
public final class F2 implements Row {
    private static final int THOUSAND = 1_000;

    /** Who waits for more than that is told what became of each target. */
    private static final int TOLD = 50;

    @Override
    public String id() {
        return "F2";
    }

    @Override
    public String promise() {
        return "whatever is not as it should be is refused as declared, soon, and changes nothing (thousands of"
                + " inputs)";
    }

    @Override
    public int smallDose() {
        return 4;
    }

    @Override
    public int fullDose() {
        return 10_000;
    }

    @Override
    public Figures run(Trial trial) throws Exception {
        try (Targets targets =
                new Targets(Files.createDirectories(trial.directory().resolve("read")))) {
            return found(targets.all(), trial, Fuzzer.LATE);
        }
    }

    /** Three readers as they should not be: one trusts a length, one goes round in a circle, one believes everybody. */
    @Override
    public Figures sabotage(Trial trial) throws Exception {
        List<byte[]> corpus = List.of(new byte[] {3, 1, 2, 3});
        Target.Reading trusting = input -> {
            byte last = input.length == 0 ? 0 : input[input[0]];
            return last >= 0 || input.length > 0;
        };
        Target.Reading circling = input -> {
            int at = 0;
            while (at < input.length && !Thread.currentThread().isInterrupted()) {
                at += input[at];
            }
            return true;
        };
        Target.Reading believing = input -> {
            if (input.length > 0 && input[0] != 3) {
                throw new Target.Wrong("it believed " + input[0]);
            }
            return true;
        };
        return found(
                List.of(
                        new Target("trusting", corpus, List.of(), Set.of(), 100, trusting),
                        new Target("circling", corpus, List.of(), Set.of(), 100, circling),
                        new Target("believing", corpus, List.of(), Set.of(), 100, believing)),
                new Trial(trial.seed(), Math.min(trial.dose(), 1), trial.directory()),
                Fuzzer.LATE / 5);
    }

    /** Each of the three is seen for what it is. */
    @Override
    public boolean isRed(Figures sabotaged) {
        return sabotaged.met("thrown") > 0 && sabotaged.met("late") > 0 && sabotaged.silent() > 0;
    }

    private static Figures found(List<Target> targets, Trial trial, long late) throws Exception {
        Path findings = Files.createDirectories(trial.directory().resolve("findings"));
        Fuzzer.Found all = new Fuzzer.Found(0, 0, 0, 0, 0, 0);
        for (Target target : targets) {
            long inputs = (long) trial.dose() * target.share() * THOUSAND / total(targets);
            long start = System.nanoTime();
            Fuzzer.Found found = new Fuzzer(target, trial.seed(), late, findings).run(inputs);
            if (trial.dose() > TOLD) {
                System.out.printf("%s: %s, %d ms%n", target.name(), found, (System.nanoTime() - start) / 1_000_000);
            }
            all = all.plus(found);
        }
        return new Figures(
                all.inputs(),
                all.thrown() + all.late() + all.heavy(),
                all.wrong(),
                Map.of(
                        "targets", (long) targets.size(),
                        "accepted", all.accepted(),
                        "thrown", all.thrown(),
                        "late", all.late(),
                        "heavy", all.heavy()));
    }

    private static long total(List<Target> targets) {
        return targets.stream().mapToLong(Target::share).sum();
    }
}
