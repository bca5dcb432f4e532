package org.quoin.ledger.testkit.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gives targets mutated inputs, and judges what they do: they answer or refuse as they declare, within {@link #LATE} of processor
 * time and {@link #HEAVY} of memory. Everything follows from the seed.
 *
 * <p>It does not look at what an input covers, as libFuzzer and Jazzer do: those bring a native driver and an agent, and a build
 * without a network could only replay what they have found elsewhere. Inputs that a target takes for good are mutated further
 * instead, which leads deep enough into readers that are as short as these; every build gets new inputs by another seed.
 */
public final class Fuzzer {
    /** Of processor time for one input, so that a busy machine condemns nobody. In nanoseconds. */
    public static final long LATE = TimeUnit.SECONDS.toNanos(1);

    /** What may be allocated for one input, in bytes. */
    public static final long HEAVY = 64L << 20;

    /** Nobody waits for something else than the processor for so long. In nanoseconds. */
    private static final long STUCK = TimeUnit.SECONDS.toNanos(30);

    private static final int KEPT = 300;
    private static final int SHOWN = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Target target;
    private final long seed;
    private final long limit;
    private final @Nullable Path directory;
    private final List<byte[]> inputs;
    private final Mutator mutator;

    /** What the inputs so far have come to; only the thread that reads writes it. */
    private volatile Found found = new Found(0, 0, 0, 0, 0, 0);

    /** When the input that is read now was given to the target, in processor and in wall-clock time. */
    private volatile @Nullable Reading reading;

    private static final class Reading {
        private final byte[] input;
        private final long number;
        private final long cpu;
        private final long wall;

        Reading(byte[] input, long number, long cpu, long wall) {
            this.input = input;
            this.number = number;
            this.cpu = cpu;
            this.wall = wall;
        }
    }

    /**
     * What came of the inputs of a target.
     *
     * @param accepted that were taken for good ones
     * @param thrown at which it threw something that it does not declare
     * @param late for which it took too long, or never came back
     * @param heavy for which it took too much memory
     * @param wrong with which it did what it must not do
     */
    public record Found(long inputs, long accepted, long thrown, long late, long heavy, long wrong) {
        /** How many findings there are. */
        public long findings() {
            return thrown + late + heavy + wrong;
        }

        /** These and those. */
        public Found plus(Found other) {
            return new Found(
                    inputs + other.inputs,
                    accepted + other.accepted,
                    thrown + other.thrown,
                    late + other.late,
                    heavy + other.heavy,
                    wrong + other.wrong);
        }
    }

    /** @param directory gets each input that is a finding, as a file; null for none */
    public Fuzzer(Target target, long seed, @Nullable Path directory) {
        this(target, seed, LATE, directory);
    }

    /**
     * With a limit of its own.
     *
     * @param late of processor time for one input, in nanoseconds
     */
    public Fuzzer(Target target, long seed, long late, @Nullable Path directory) {
        limit = late;
        this.target = target;
        this.seed = seed;
        this.directory = directory;
        inputs = new ArrayList<>(target.corpus());
        mutator = new Mutator(new SplittableRandom(seed ^ target.name().hashCode()), inputs, target.words());
    }

    /**
     * First its own inputs, which it must take for good ones, then so many others. Whatever hangs is left alone, and ends the run.
     *
     * @throws IllegalStateException if it refuses one of its own inputs: then refusing others shows nothing
     */
    public Found run(long mutations) throws InterruptedException {
        FutureTask<Void> work = new FutureTask<>(() -> read(mutations), null);
        Thread thread = new Thread(work, "fuzz-" + target.name());
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                work.get(20, TimeUnit.MILLISECONDS);
                return found;
            } catch (TimeoutException e) {
                Reading now = reading;
                if (now != null && isLate(thread, now)) {
                    return giveUp(thread, now);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(target.name() + " cannot be tried", e.getCause());
            }
        }
    }

    /** Well over the limit, so that who only comes late is counted by himself. */
    private boolean isLate(Thread thread, Reading now) {
        return THREADS.getThreadCpuTime(thread.getId()) - now.cpu > 2 * limit || System.nanoTime() - now.wall > STUCK;
    }

    private Found giveUp(Thread thread, Reading now) {
        thread.interrupt();
        tell(now.input, now.number, "does not come back");
        return found.plus(new Found(1, 0, 0, 1, 0, 0));
    }

    private void read(long mutations) {
        for (byte[] input : target.corpus()) {
            Found before = found;
            judge(input, -1);
            if (found.accepted() == before.accepted()) {
                throw new IllegalStateException("an input of its own is refused");
            }
        }
        for (long number = 0; number < mutations; number++) {
            byte[] input = mutator.next();
            if (judge(input, number) && input.length < Mutator.LONGEST / 16) {
                keep(input);
            }
        }
    }

    /** In the place of an older one that is not of the corpus, once there are many. */
    private void keep(byte[] input) {
        if (inputs.size() < target.corpus().size() + KEPT) {
            inputs.add(input);
        } else {
            int place = Math.floorMod(input.length * 31 + (int) found.accepted(), KEPT);
            inputs.set(target.corpus().size() + place, input);
        }
    }

    private boolean judge(byte[] input, long number) {
        long self = Thread.currentThread().getId();
        long memory = THREADS.getThreadAllocatedBytes(self);
        long cpu = THREADS.getThreadCpuTime(self);
        reading = new Reading(input, number, cpu, System.nanoTime());
        boolean accepted = false;
        boolean thrown = false;
        boolean wrong = false;
        try {
            accepted = target.reading().read(input.clone());
        } catch (Target.Wrong e) {
            wrong = true;
            tell(input, number, String.valueOf(e.getMessage()));
        } catch (Throwable e) { // errors too: a stack that overflows is what deep inputs are for
            if (!target.isRefusal(e)) {
                thrown = true;
                tell(
                        input,
                        number,
                        "throws " + e + " at " + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "?"));
            }
        }
        reading = null;
        boolean late = THREADS.getThreadCpuTime(self) - cpu > limit;
        boolean heavy = THREADS.getThreadAllocatedBytes(self) - memory > HEAVY;
        if (late || heavy) {
            tell(input, number, late ? "takes too long" : "takes too much memory");
        }
        found = found.plus(new Found(1, one(accepted), one(thrown), one(late), one(heavy), one(wrong)));
        return accepted;
    }

    private static int one(boolean is) {
        return is ? 1 : 0;
    }

    private void tell(byte[] input, long number, String what) {
        if (found.findings() >= SHOWN) {
            return;
        }
        System.out.println(
                target.name() + ", seed " + seed + ", input " + number + " of " + input.length + " bytes " + what);
        if (directory != null) {
            try {
                Files.write(directory.resolve(target.name() + "-" + number), input);
            } catch (IOException e) {
                System.out.println("it could not be kept: " + e);
            }
        }
    }
}
