package org.quoin.host.gateway.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.quoin.host.gateway.http.Outlet;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Subscription;

/**
 * Brings what happens on a ledger to all who listen, with a few threads for however many there are. One subscription says that
 * there is something new; what it is, each reads from where it is.
 */
final class EventFeed implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EventFeed.class.getName());

    private static final int THREADS = 2;

    private final Ledger ledger;
    private final EventSettings settings;
    private final RecentEvents recent;
    private final ScheduledThreadPoolExecutor threads;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    /** Whether all are about to be woken. */
    private final AtomicBoolean rung = new AtomicBoolean();

    /** Guarded by this, as all below that is not volatile. */
    private final Map<String, Integer> perClient = new HashMap<>();

    private int admitted;
    private boolean ticking;
    private boolean closed;
    private @Nullable Subscription subscription;
    private volatile @Nullable Head head;
    private volatile boolean failing;

    EventFeed(Ledger ledger, EventSettings settings) {
        this.ledger = ledger;
        this.settings = settings;
        recent = new RecentEvents(new EventReader(ledger));
        AtomicInteger number = new AtomicInteger();
        threads = new ScheduledThreadPoolExecutor(
                THREADS,
                task -> {
                    Thread thread = new Thread(task, "quoin-events-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy()); // after close, when nobody listens any more
    }

    /** Why a client cannot listen too. */
    enum Full {
        TOTAL,
        CLIENT
    }

    /** Null if there is room. */
    synchronized @Nullable Full full(String client) {
        if (admitted >= settings.maxListeners()) {
            return Full.TOTAL;
        }
        return perClient.getOrDefault(client, 0) >= settings.limit(client) ? Full.CLIENT : null;
    }

    /** Begins to listen, or ends the connection if there is no room any more. */
    void add(String client, long from, EventFilter filter, Outlet outlet) {
        Listener listener = new Listener(client, from, filter, outlet, this, settings.heartbeat());
        if (!admit(client)) {
            outlet.whenReady(outlet::close); // not before: nothing of it is sent yet
            return;
        }
        listeners.add(listener);
        outlet.whenClosed(() -> remove(listener));
        outlet.whenReady(listener::unblock);
    }

    private synchronized boolean admit(String client) {
        if (closed || full(client) != null) {
            return false;
        }
        if (admitted == 0) {
            head = Head.of(ledger); // nobody has kept it up to date
        }
        try {
            follow();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The events cannot be followed: who wants to listen is sent away", e);
            return false;
        }
        admitted++;
        perClient.merge(client, 1, Integer::sum);
        return true;
    }

    private void remove(Listener listener) {
        if (listeners.remove(listener)) {
            synchronized (this) {
                admitted--;
                perClient.computeIfPresent(listener.client(), (name, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    private synchronized void follow() {
        if (!ticking) {
            ticking = true;
            long interval = settings.headInterval().toMillis();
            var unused = threads.scheduleWithFixedDelay(this::tick, interval, interval, TimeUnit.MILLISECONDS);
        }
        if (subscription == null) {
            Subscription news = ledger.subscribe(ledger.nextEvent(), event -> ring());
            subscription = news;
            var unused = news.ended().whenComplete((none, failure) -> unfollow(news));
        }
    }

    /** The ledger tells no more: whoever listens comes back, and asks again. */
    private void unfollow(Subscription ended) {
        synchronized (this) {
            if (subscription == ended) {
                subscription = null;
            }
        }
        listeners.forEach(Listener::close);
    }

    private void ring() {
        if (rung.compareAndSet(false, true)) {
            threads.execute(() -> {
                rung.set(false);
                listeners.forEach(Listener::wake);
            });
        }
    }

    private void tick() {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            Head now = Head.of(ledger);
            if (!now.hash().equals(head().hash())) {
                head = now;
                ring();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The head cannot be read: who listens is told nothing of it", e);
        }
        for (Listener listener : listeners) {
            if (listener.isSilent()) {
                listener.wake();
            }
        }
    }

    /** One that is at most a head interval old. */
    Head head() {
        Head known = head;
        return known == null ? Head.of(ledger) : known;
    }

    List<EncodedEvent> events(long from, int limit) {
        return recent.read(from, limit);
    }

    /** @param failure why a listener could not be told more, or null if it could; of many in a row one is logged */
    void told(@Nullable RuntimeException failure) {
        if (failure == null) {
            failing = false;
        } else if (!failing) {
            failing = true;
            LOG.log(Level.WARNING, "Events cannot be read: whoever waits for them is disconnected", failure);
        }
    }

    void execute(Runnable task) {
        threads.execute(task);
    }

    /** How many listen. */
    int size() {
        return listeners.size();
    }

    @Override
    public void close() {
        Subscription followed;
        synchronized (this) {
            closed = true;
            followed = subscription;
        }
        if (followed != null) {
            followed.close();
        }
        listeners.forEach(Listener::close);
        threads.shutdown();
    }
}
