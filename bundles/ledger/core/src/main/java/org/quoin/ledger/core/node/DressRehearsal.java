package org.quoin.ledger.core.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Rehearsal;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.MigrationRow;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Refusal;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.Trial;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.core.state.Write;

/** One activation on a copy of the state, with everything that follows from it until no row is left to bring over. */
final class DressRehearsal {
    /** In blocks: what a rehearsal goes through, so that its copy fits into memory. */
    private static final int MOST_BLOCKS = 10_000;

    /** Of each query that lists something. */
    private static final int MOST_ITEMS = 1_000;

    private final LoadedModule module;
    private final Chain chain;
    private final Context first;
    private final Reads reads;
    private final Trial trial;
    private final List<String> problems = new ArrayList<>();
    private long blocks;
    private long gas;
    private long rows;

    /** @param next the block that would activate the rules */
    DressRehearsal(LoadedModule module, Chain chain, Context next, Reads reads) {
        this.module = module;
        this.chain = chain;
        this.first = next;
        this.reads = reads;
        trial = new Trial(module, chain.modules());
    }

    Rehearsal run() {
        long start = System.nanoTime();
        List<Rehearsal.TableChange> changes = List.of();
        List<Rehearsal.AnswerChange> answers = List.of();
        long bytes = 0;
        try {
            Overlay copy = trial.on(chain.state(), first);
            goOn(copy);
            List<Write> writes = ownWrites(copy);
            bytes = writes.stream().mapToLong(DressRehearsal::size).sum();
            changes = changes(writes);
            answers = answers(copy);
        } catch (Refusal refusal) {
            problems.add(reads.refused(refusal).failure().message());
        }
        return new Rehearsal(
                module.id(),
                chain.header().height(),
                problems,
                rows,
                blocks,
                gas,
                bytes,
                Duration.ofNanos(System.nanoTime() - start),
                changes,
                answers);
    }

    /** At least one block, so that each hook has run. */
    private void goOn(Overlay copy) {
        String capability = module.id().capability();
        MigrationRow migration;
        do {
            blocks++;
            Context context = new Context(first.chainId(), first.height() + blocks, first.time());
            watch(trial.execute(context, new Step.Start(), copy));
            watch(trial.execute(context, new Step.End(0, 0), copy));
            migration = new CoreReads(copy).migration(capability);
        } while (migration != null && migration.most() > 0 && problems.isEmpty() && blocks < MOST_BLOCKS);
        if (migration != null && migration.most() > 0 && problems.isEmpty()) {
            problems.add("After " + blocks + " blocks there were still rows to bring over, and the rehearsal ended.");
        }
    }

    private void watch(Outcome outcome) {
        gas += outcome.gas();
        for (EventRow event : outcome.events()) {
            if (event.capability().equals(CoreCapability.NAME)) {
                watch(event);
            }
        }
    }

    /** What capabilities report is theirs: those that are not active yet have not even described it here. */
    private void watch(EventRow event) {
        Values data =
                reads.presentation(chain, chain.state()).event(event, 0, 0).data();
        if (data.find("name").filter(module.id().capability()::equals).isEmpty()) {
            return;
        }
        switch (event.name()) {
            case "rows-rewritten" -> rows = data.number("rows");
            case "rewriting-stopped" ->
                problems.add("After " + data.number("rows") + " rows were brought over, one could not be: "
                        + data.text("code") + ".");
            case "hook-failed" ->
                problems.add("The hook at the " + data.text("hook") + " of a block failed: " + data.text("code") + ".");
            default -> {}
        }
    }

    private List<Write> ownWrites(Overlay copy) {
        String prefix = module.id().capability() + ".";
        return copy.writes().writes().stream()
                .filter(write -> write.table().id().startsWith(prefix))
                .toList();
    }

    private static long size(Write write) {
        byte[] value = write.value();
        return write.key().length + (value == null ? 0L : value.length);
    }

    private List<Rehearsal.TableChange> changes(List<Write> writes) {
        State before = chain.state();
        Map<String, long[]> counts = new TreeMap<>();
        for (Write write : writes) {
            byte[] was = before.get(write.table(), write.key());
            byte[] is = write.value();
            if (!Arrays.equals(was, is)) {
                int kind = was == null ? 1 : is == null ? 2 : 3;
                counts.computeIfAbsent(write.table().id(), id -> new long[] {before.count(write.table()), 0, 0, 0})[
                        kind]++;
            }
        }
        return counts.entrySet().stream()
                .map(each -> new Rehearsal.TableChange(
                        each.getKey(), each.getValue()[0], each.getValue()[1], each.getValue()[2], each.getValue()[3]))
                .toList();
    }

    /** Of all that lists something and needs no input: what it lists now, and what it would then. */
    private List<Rehearsal.AnswerChange> answers(Overlay copy) {
        Optional<LoadedModule> active = chain.modules().find(module.id().capability());
        List<Rehearsal.AnswerChange> answers = new ArrayList<>();
        for (QueryType query : active.map(each -> each.description().queries()).orElse(List.of())) {
            Optional<QueryType> then = module.description().query(query.name(), query.schema());
            if (query.paged() && query.input().fields().isEmpty() && then.isPresent()) {
                List<Values> was = list(chain.modules(), chain.state(), query);
                List<Values> is = list(trial.modules(), copy, then.get());
                Contrast.first(was, is)
                        .ifPresent(first ->
                                answers.add(new Rehearsal.AnswerChange(query.name() + "/" + query.schema(), first)));
            }
        }
        return answers;
    }

    private List<Values> list(ModuleSet modules, View view, QueryType query) {
        List<Values> items = new ArrayList<>();
        Context context = new Context(first.chainId(), first.height() + blocks + 1, first.time());
        @Nullable String cursor = null;
        do {
            Page<Values> page = query.decodePage(Executor.query(
                    modules,
                    context,
                    view,
                    module.id().capability(),
                    query.name(),
                    query.schema(),
                    query.encodeInput(Values.none(), cursor, 100)));
            items.addAll(page.items());
            cursor = page.next();
        } while (cursor != null && items.size() < MOST_ITEMS);
        return items;
    }
}
