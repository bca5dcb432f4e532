package org.quoin.ledger.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Says on the last line of a terminal how far a long work has come, and takes it back when the work is done. Where there is no
 * terminal, and while a work is not long yet, it says nothing.
 */
public final class ProgressLine {
    /** Takes the cursor to the beginning of the line and clears it (ECMA-48, erase in line). */
    private static final String ERASE = "\r\u001b[K";

    private static final int MILLIS_BETWEEN = 250;

    private final String doing;
    private final int width;
    private final PrintStream out;
    private final Supplier<Position> position;
    private final CountDownLatch done = new CountDownLatch(1);
    private final long start = System.nanoTime();
    private final boolean rewritable;

    /**
     * How far a work has come.
     *
     * @param done how many of whatever it does
     * @param of all of them; 0 if that is not known
     */
    public record Position(long done, long of) {
        public static final Position UNKNOWN = new Position(0, 0);
    }

    /**
     * @param doing what is done, as in "verifying"
     * @param position where the work stands; asked on a thread of this object's own
     */
    public ProgressLine(Screen screen, PrintStream out, String doing, Supplier<Position> position) {
        this.doing = doing;
        this.width = screen.width();
        this.out = out;
        this.position = position;
        this.rewritable = screen.rewritable();
    }

    /** A work that may fail as it likes. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Does the work on the thread of the caller. */
    public <T, E extends Exception> T during(Work<T, E> work) throws E {
        if (!rewritable) {
            return work.run();
        }
        Thread thread = new Thread(this::tell, "quoin-progress");
        thread.setDaemon(true);
        thread.start();
        try {
            return work.run();
        } finally {
            done.countDown();
            awaitEnd(thread);
        }
    }

    private void tell() {
        boolean told = false;
        try {
            while (!done.await(MILLIS_BETWEEN, TimeUnit.MILLISECONDS)) {
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                write(ERASE + cut(text(doing, position.get(), took)));
                told = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (told) {
                write(ERASE);
            }
        }
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }

    private String cut(String text) {
        return text.length() < width ? text : text.substring(0, width - 1);
    }

    /** The percentage, the rate in a second and the time that is left, as far as all are known. */
    static String text(String doing, Position position, Duration took) {
        long millis = Math.max(1, took.toMillis());
        long done = position.done();
        String seconds = took.toSeconds() + " s";
        if (done <= 0) {
            return doing + " ... " + seconds;
        }
        String rate = Math.max(1, Math.round(done * 1000.0 / millis)) + "/s";
        if (position.of() < done || position.of() == 0) {
            return doing + " ... " + done + ", " + rate + ", " + seconds;
        }
        long left = Math.round((double) (position.of() - done) * millis / done / 1000);
        return doing + " ... " + 100 * done / position.of() + " %, " + done + " of " + position.of() + ", " + rate
                + ", " + Durations.format(Duration.ofSeconds(left)) + " left";
    }

    /** So that nothing of the line comes after what the work has to say. */
    private static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
