package org.quoin.ledger.core.metrics;

import com.codahale.metrics.MetricRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.quoin.ledger.api.Metrics;
import org.quoin.ledger.api.ModuleId;

/** The figures of a node, of its virtual machine, and of the bundles that add theirs; the node's keep their names. */
public final class NodeMetrics implements Metrics {
    private static final Map<String, String> HELP = Map.ofEntries(
            Map.entry("quoin_transactions_applied", "Transactions that were ordered and applied."),
            Map.entry("quoin_transactions_rejected", "Transactions that were ordered and rejected, by code."),
            Map.entry("quoin_transactions_refused", "Submissions that were never ordered, by code."),
            Map.entry("quoin_transactions_overloaded", "Submissions that found no room."),
            Map.entry("quoin_answer", "From a submission to its receipt, of what was ordered."),
            Map.entry("quoin_block_transactions", "Transactions in a block."),
            Map.entry("quoin_journal_force", "Syncs of the journal."),
            Map.entry("quoin_checkpoint", "Writing a checkpoint."),
            Map.entry("quoin_height", "Of the newest durable block."),
            Map.entry("quoin_head_time_seconds", "Time of the newest durable block, in seconds since 1970."),
            Map.entry("quoin_transactions_waiting", "Submitted and not in a block yet."),
            Map.entry("quoin_transactions_verifying", "Submitted and not known to be valid yet; they wait, too."),
            Map.entry("quoin_unstored_blocks", "Durable blocks since the last checkpoint."),
            Map.entry("quoin_unstored_bytes", "What is not stored takes of the heap, estimated."),
            Map.entry("quoin_disk_free_bytes", "Free on the disk of the ledger; NaN if it does not say."));

    private final MetricRegistry node;
    private final MetricRegistry machine = JvmFigures.registry();
    private final Supplier<List<ModuleId>> modules;
    private final Supplier<? extends Collection<MetricRegistry>> bundles;

    /**
     * Shows what is there when it is asked.
     *
     * @param modules those that are active
     * @param bundles what they have registered, in an order that does not change
     */
    public NodeMetrics(
            Figures node, Supplier<List<ModuleId>> modules, Supplier<? extends Collection<MetricRegistry>> bundles) {
        this.node = node.registry();
        this.modules = modules;
        this.bundles = bundles;
    }

    @Override
    public String exposition() {
        return now().text();
    }

    @Override
    public List<Sample> samples() {
        return now().samples();
    }

    private Exposition now() {
        Exposition figures = new Exposition().add(node, HELP).add(machine, JvmFigures.HELP);
        for (ModuleId module : modules.get()) {
            Labels labels = Labels.of("name", module.capability())
                    .and("version", module.version())
                    .and("sha256", module.sha256().toHex());
            figures.info("quoin_module_info", labels, "Rules that are active.");
        }
        bundles.get().forEach(registry -> figures.add(registry, Map.of()));
        return figures;
    }
}
