package org.quoin.ledger.core.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.ShadowRun;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.FailureRow;
import org.quoin.ledger.core.execution.Outcome;
import org.quoin.ledger.core.execution.Step;
import org.quoin.ledger.core.execution.Trial;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.Write;

/** Rules that execute what the active ones have executed, each block on the state that it found. */
final class Shadow {
    private final LoadedModule module;
    private final long from;
    private final long last;
    private final List<ShadowRun.Difference> differences = new ArrayList<>();
    private long reached;
    private long transactions;
    private long concerned;
    private long different;
    private long gas;
    private long shadowGas;

    Shadow(LoadedModule module, long from, long to) {
        this.module = module;
        this.from = from;
        this.last = to;
        reached = from - 1;
    }

    /** @param before the chain that the block continues */
    void follow(Chain before, BlockRecord block) {
        Trial trial = new Trial(module, before.modules());
        BlockInput input = BlockInput.decode(block.input().toArray());
        Context context = new Context(before.header().chainId(), input.height(), input.time());
        Overlay copy = trial.on(
                before.state(),
                new Context(
                        context.chainId(),
                        before.header().height(),
                        before.header().time()));
        Overlay writes = new Overlay(copy);
        Outcome start = trial.execute(context, new Step.Start(), writes);
        long used = 0;
        for (int i = 0; i < input.transactions().size(); i++) {
            VerifiedTransaction transaction = input.transactions().get(i);
            Outcome outcome = trial.execute(context, new Step.Apply(transaction), writes);
            used += outcome.gas();
            compare(before, input.height(), transaction, block.receipts().get(i), outcome);
        }
        Outcome end = trial.execute(context, new Step.End(input.transactions().size(), used), writes);
        compareSteps(before, block, start, end);
        if (!funds(Trial.funds(writes.writes())).equals(funds(Trial.funds(block.writes())))) {
            report(input.height(), Optional.empty(), "other amounts are held at the end of the block");
        }
        reached = input.height();
    }

    ShadowRun report() {
        return new ShadowRun(
                module.id(),
                from,
                reached,
                reached == last,
                transactions,
                concerned,
                different,
                differences,
                gas,
                shadowGas);
    }

    private void compare(
            Chain before, long height, VerifiedTransaction transaction, ReceiptRow receipt, Outcome outcome) {
        transactions++;
        Outcome was = receipt.outcome();
        if (!concerns(transaction, was) && !concerns(transaction, outcome)) {
            return;
        }
        concerned++;
        gas += was.gas();
        shadowGas += outcome.gas();
        difference(before, was, outcome).ifPresent(what -> report(height, Optional.of(transaction.id()), what));
    }

    private void compareSteps(Chain before, BlockRecord block, Outcome start, Outcome end) {
        long height = block.header().height();
        difference(before, hooks(block.outcome().start()), hooks(start))
                .ifPresent(what -> report(height, Optional.empty(), "before the transactions: " + what));
        difference(before, hooks(block.outcome().end()), hooks(end))
                .ifPresent(what -> report(height, Optional.empty(), "after the transactions: " + what));
    }

    /** Without the rows that come over, which is to be expected. */
    private static Outcome hooks(Outcome step) {
        List<EventRow> events = step.events().stream()
                .filter(event ->
                        !event.capability().equals("ledger") || event.name().equals("hook-failed"))
                .toList();
        return new Outcome(step.failure(), step.gas(), step.fee(), events);
    }

    private void report(long height, Optional<Hash> transaction, String what) {
        different++;
        if (differences.size() < ShadowRun.MAX_DIFFERENCES) {
            differences.add(new ShadowRun.Difference(height, transaction, what));
        }
    }

    private boolean concerns(VerifiedTransaction transaction, Outcome outcome) {
        String capability = module.id().capability();
        return transaction.transaction().operations().stream()
                        .anyMatch(operation -> operation.capability().equals(capability))
                || outcome.events().stream()
                        .anyMatch(event -> event.capability().equals(capability));
    }

    private Optional<String> difference(Chain before, Outcome was, Outcome is) {
        if (!tell(was).equals(tell(is))) {
            return Optional.of(tell(is) + " instead of " + tell(was));
        }
        List<String> reported = names(was);
        if (!reported.equals(names(is))) {
            return Optional.of("reports " + names(is) + " instead of " + reported);
        }
        for (int i = 0; i < reported.size(); i++) {
            Optional<String> first =
                    difference(before, was.events().get(i), is.events().get(i));
            if (first.isPresent()) {
                return Optional.of("in " + reported.get(i) + " " + first.get());
            }
        }
        return Optional.empty();
    }

    private Optional<String> difference(Chain before, EventRow was, EventRow is) {
        boolean own = was.capability().equals(module.id().capability()) && was.former() == null;
        if (!own) {
            return was.equals(is) ? Optional.empty() : Optional.of("the data are others");
        }
        Description active = before.modules()
                .find(was.capability())
                .map(LoadedModule::description)
                .orElse(module.description());
        return Contrast.first(
                event(active, was).fields().decode(was.data()),
                event(module.description(), is).fields().decode(is.data()));
    }

    private static EventType event(Description description, EventRow row) {
        return description
                .event(row.name())
                .orElseThrow(() -> new IllegalStateException("no event " + row.name() + " is described"));
    }

    private static String tell(Outcome outcome) {
        FailureRow failure = outcome.failure();
        return failure == null ? "applied" : "rejected with " + failure.capability() + "." + failure.code();
    }

    private static List<String> names(Outcome outcome) {
        return outcome.events().stream()
                .map(event -> event.capability() + "." + event.name())
                .toList();
    }

    private static Map<String, Optional<Bytes>> funds(List<Write> writes) {
        Map<String, Optional<Bytes>> funds = new TreeMap<>();
        for (Write write : writes) {
            byte @Nullable [] value = write.value();
            funds.put(
                    write.table().id() + " " + Bytes.of(write.key()).toHex(),
                    Optional.ofNullable(value).map(Bytes::of));
        }
        return funds;
    }
}
