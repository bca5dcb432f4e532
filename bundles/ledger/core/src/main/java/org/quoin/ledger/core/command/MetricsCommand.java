package org.quoin.ledger.core.command;

import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.Metrics;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "metrics",
        description = "The figures of the node, in Prometheus' text format",
        detailedDescription = "Example: ledger:metrics\nWith --json values are texts, because JSON has no NaN.")
public final class MetricsCommand extends LedgerCommand {
    @Reference
    private Metrics metrics;

    @Override
    protected Answer answer() {
        return Answer.of(Fields.list(metrics.samples().stream()
                .map(sample -> Fields.of("name", sample.name())
                        .and("labels", labels(sample.labels()))
                        .and("value", Double.toString(sample.value())))
                .toList()));
    }

    @Override
    protected List<String> text(Fields fields) {
        return metrics.exposition().lines().toList();
    }

    private static Fields labels(Map<String, String> byName) {
        Fields labels = Fields.none();
        for (Map.Entry<String, String> label : byName.entrySet()) {
            labels = labels.and(label.getKey(), label.getValue());
        }
        return labels;
    }
}
