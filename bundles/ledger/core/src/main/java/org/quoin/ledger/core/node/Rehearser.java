package org.quoin.ledger.core.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModulePlan;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Rehearsal;
import org.quoin.ledger.api.Rehearsals;
import org.quoin.ledger.api.ShadowRun;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.TableType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.CoreTables;
import org.quoin.ledger.core.execution.MigrationRow;
import org.quoin.ledger.core.execution.Trial;
import org.quoin.ledger.core.module.InvalidRulesException;
import org.quoin.ledger.core.module.LoadedModule;

/** Tries rules on copies of what the ledger holds. Whatever comes of it, the ledger does not know. */
final class Rehearser implements Rehearsals {
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Reads reads;
    private final Views views;
    private final Function<Hash, Optional<Bytes>> delivered;

    /** @param delivered the jars that bundles deliver to this node */
    Rehearser(Reads reads, Views views, Function<Hash, Optional<Bytes>> delivered) {
        this.reads = reads;
        this.views = views;
        this.delivered = delivered;
    }

    @Override
    public ModulePlan plan(Hash rules) {
        Chain chain = reads.chain();
        LoadedModule module = load(chain, rules);
        Optional<LoadedModule> active = chain.modules().find(module.id().capability());
        List<String> now = active.map(each -> parts(each.description())).orElse(List.of());
        List<String> then = parts(module.description());
        List<ModulePlan.Rewrite> rewrites = module.description().tables().stream()
                .filter(TableType::rewritten)
                .map(table -> rewrite(chain, module, table))
                .filter(rewrite -> rewrite.rows() > 0)
                .toList();
        long rows = rewrites.stream().mapToLong(ModulePlan.Rewrite::rows).sum();
        return new ModulePlan(
                module.id(),
                active.map(LoadedModule::id),
                then.stream().filter(part -> !now.contains(part)).toList(),
                now.stream().filter(part -> !then.contains(part)).toList(),
                active.map(each -> module.description().accepts(each.description()))
                        .orElse(true),
                rewrites,
                (rows + MigrationRow.MOST - 1) / MigrationRow.MOST,
                keeping(module.id().capability()),
                Trial.refusal(module, chain.state())
                        .map(refusal -> reads.refused(refusal).failure()));
    }

    @Override
    public Rehearsal rehearse(Hash rules) {
        Chain chain = reads.chain();
        return new DressRehearsal(load(chain, rules), chain, reads.next(chain), reads).run();
    }

    @Override
    public ShadowRun shadow(Hash rules, long from, long to, Duration patience) throws InterruptedException {
        Chain start = reads.chain();
        if (from < 1 || to < from || from > start.header().height() + 1) {
            throw new IllegalArgumentException(
                    "blocks " + from + " to " + to + " are no range of blocks up to now or from the" + " next one on, "
                            + (start.header().height() + 1));
        }
        Shadow shadow = new Shadow(load(start, rules), from, to);
        long deadline = System.nanoTime() + patience.toNanos();
        for (long height = from; height <= to; height++) {
            while (reads.chain().header().height() < height) {
                if (System.nanoTime() >= deadline) {
                    return shadow.report();
                }
                Thread.sleep(GLANCE.toMillis());
            }
            shadow.follow(before(height), reads.record(height));
        }
        return shadow.report();
    }

    private Chain before(long height) {
        try {
            return views.at(height - 1);
        } catch (HeightNotKeptException e) {
            throw e.refused();
        }
    }

    private LoadedModule load(Chain chain, Hash rules) {
        try {
            return LoadedModule.describe(delivered.apply(rules).orElseGet(() -> known(chain, rules)));
        } catch (InvalidRulesException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    private Bytes known(Chain chain, Hash rules) {
        if (reads.state().module(rules) == null) {
            throw new RefusedException(LedgerFailure.UNKNOWN_RULES.failure(Values.of("sha256", rules)));
        }
        return chain.modules().rules(rules);
    }

    private static ModulePlan.Rewrite rewrite(Chain chain, LoadedModule module, TableType table) {
        String former = table.follows().orElseThrow();
        TableType before = module.description().table(former).orElseThrow();
        return new ModulePlan.Rewrite(
                former,
                table.name(),
                chain.state().count(CoreTables.of(module.id().capability(), before)));
    }

    private List<Module> keeping(String capability) {
        return reads.modules().stream()
                .filter(module -> module.id().capability().equals(capability) && module.openAgreements() > 0)
                .toList();
    }

    /** All that a description offers, each in a few words. */
    private static List<String> parts(Description description) {
        return Stream.of(
                        description.operations().stream().map(Rehearser::part),
                        description.queries().stream().map(Rehearser::part),
                        description.events().stream().map(EventType::name).map(name -> "event " + name),
                        description.failures().stream().map(FailureType::code).map(code -> "failure " + code),
                        description.tables().stream().map(TableType::name).map(name -> "table " + name),
                        description.roles().stream().map(role -> "role " + role),
                        description.observers().stream()
                                .map(event -> "observer of " + event.capability() + "." + event.event()),
                        Stream.of("check at the end").filter(part -> description.endCheck()),
                        Stream.of("hook before the transactions").filter(part -> description.atStart()),
                        Stream.of("hook after the transactions").filter(part -> description.atEnd()))
                .flatMap(parts -> parts)
                .toList();
    }

    private static String part(OperationType type) {
        return "operation " + type.name() + "/" + type.schema();
    }

    private static String part(QueryType type) {
        return "query " + type.name() + "/" + type.schema();
    }
}
