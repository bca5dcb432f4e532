package org.quoin.ledger.core.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.LockFreeExponentiallyDecayingReservoir;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The figures of one node. Counting takes no lock and throws nothing, so that a ledger is neither slower nor less reliable
 * for it. Nobody else writes into this registry.
 */
public final class Figures {
    /** Of failures that are counted each for itself: rules choose their codes. */
    static final int MOST_CODES = 256;

    private static final String OTHER = "OTHER";

    private final MetricRegistry registry = new MetricRegistry();
    private final Counter applied = registry.counter("quoin_transactions_applied");
    private final Map<String, Counter> rejected = new ConcurrentHashMap<>();
    private final Map<String, Counter> refused = new ConcurrentHashMap<>();
    private final Counter overloaded = registry.counter("quoin_transactions_overloaded");
    private final SummedTimer answer = registry.register("quoin_answer", new SummedTimer());
    private final SummedTimer force = registry.register("quoin_journal_force", new SummedTimer());
    private final SummedTimer checkpoint = registry.register("quoin_checkpoint", new SummedTimer());
    private final Histogram block = registry.register(
            "quoin_block_transactions",
            new Histogram(LockFreeExponentiallyDecayingReservoir.builder().build()));

    public MetricRegistry registry() {
        return registry;
    }

    /** A number that is asked for when it is shown. */
    public <T extends Number> void gauge(String name, Supplier<T> value) {
        Gauge<T> gauge = value::get;
        registry.register(name, gauge);
    }

    public void applied() {
        applied.inc();
    }

    /** @param code of the failure that the receipt has */
    public void rejected(String code) {
        counter(rejected, "quoin_transactions_rejected", code).inc();
    }

    /** @param code of the failure that the submitter was told */
    public void refused(String code) {
        counter(refused, "quoin_transactions_refused", code).inc();
    }

    public void overloaded() {
        overloaded.inc();
    }

    /** From the submission to the receipt. */
    public void answered(long nanos) {
        answer.update(nanos, TimeUnit.NANOSECONDS);
    }

    /** A sync of the journal took so long. */
    public void forced(long nanos) {
        force.update(nanos, TimeUnit.NANOSECONDS);
    }

    /** Storing what a checkpoint stores took so long. */
    public void stored(long nanos) {
        checkpoint.update(nanos, TimeUnit.NANOSECONDS);
    }

    /** A block became durable. */
    public void block(int transactions) {
        block.update(transactions);
    }

    private Counter counter(Map<String, Counter> counters, String name, String code) {
        Counter known = counters.get(code);
        if (known != null) {
            return known;
        }
        String counted = counters.size() < MOST_CODES ? code : OTHER;
        return counters.computeIfAbsent(
                counted, each -> registry.counter(name + Labels.of("code", each).suffix()));
    }
}
