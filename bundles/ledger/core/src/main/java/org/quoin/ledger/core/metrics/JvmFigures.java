package org.quoin.ledger.core.metrics;

import com.codahale.metrics.MetricRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.util.Map;

/** What every Java tells of itself: {@code com.sun.management}, which has more, is not visible to bundles. */
final class JvmFigures {
    private static final double MILLIS = 1e3;

    static final Map<String, String> HELP = Map.ofEntries(
            Map.entry("quoin_jvm_heap_used_bytes", "Heap in use."),
            Map.entry("quoin_jvm_heap_committed_bytes", "Heap that the virtual machine has taken."),
            Map.entry("quoin_jvm_heap_max_bytes", "The most that the heap may take; -1 if there is no limit."),
            Map.entry("quoin_jvm_other_used_bytes", "Memory in use beside the heap: classes and compiled code."),
            Map.entry("quoin_jvm_threads", "Threads that run."),
            Map.entry("quoin_jvm_gc", "Collections of garbage."),
            Map.entry("quoin_jvm_gc_seconds", "What they took, by the clock."),
            Map.entry("quoin_jvm_uptime_seconds", "Since the virtual machine was started."));

    private JvmFigures() {}

    static MetricRegistry registry() {
        MetricRegistry registry = new MetricRegistry();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        registry.registerGauge(
                "quoin_jvm_heap_used_bytes", () -> memory.getHeapMemoryUsage().getUsed());
        registry.registerGauge(
                "quoin_jvm_heap_committed_bytes",
                () -> memory.getHeapMemoryUsage().getCommitted());
        registry.registerGauge(
                "quoin_jvm_heap_max_bytes", () -> memory.getHeapMemoryUsage().getMax());
        registry.registerGauge(
                "quoin_jvm_other_used_bytes",
                () -> memory.getNonHeapMemoryUsage().getUsed());
        registry.registerGauge("quoin_jvm_threads", threads::getThreadCount);
        registry.registerGauge("quoin_jvm_uptime_seconds", () -> runtime.getUptime() / MILLIS);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            String suffix = Labels.of("collector", collector.getName()).suffix();
            Total count = collector::getCollectionCount;
            Total seconds = () -> collector.getCollectionTime() / MILLIS;
            registry.register("quoin_jvm_gc" + suffix, count);
            registry.register("quoin_jvm_gc_seconds" + suffix, seconds);
        }
        return registry;
    }
}
