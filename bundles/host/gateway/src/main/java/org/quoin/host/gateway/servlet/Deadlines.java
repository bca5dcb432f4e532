package org.quoin.host.gateway.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Watches over all that must come to an end, with one thread for everything. */
final class Deadlines implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Deadlines.class.getName());

    /** In milliseconds. */
    private static final long BETWEEN_LOOKS = 250;

    private final Set<Deadline> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "gateway-deadlines");
        made.setDaemon(true);
        return made;
    });

    /** Something that must come to an end. */
    interface Deadline {
        /** @param now of {@link System#nanoTime} */
        boolean isMissed(long now);

        /** Called once, without waiting for anything. */
        void missed();
    }

    Deadlines() {
        var unused = thread.scheduleWithFixedDelay(this::look, BETWEEN_LOOKS, BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    void watch(Deadline deadline) {
        watched.add(deadline);
    }

    void forget(Deadline deadline) {
        watched.remove(deadline);
    }

    private void look() {
        long now = System.nanoTime();
        for (Deadline deadline : List.copyOf(watched)) {
            if (deadline.isMissed(now) && watched.remove(deadline)) {
                try {
                    deadline.missed();
                } catch (RuntimeException e) { // one client's must not end the watch over the others'
                    LOG.log(Level.WARNING, () -> "A client could not be cut off: " + LogText.of(e));
                }
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
