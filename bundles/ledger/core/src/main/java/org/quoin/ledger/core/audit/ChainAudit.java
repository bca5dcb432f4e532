package org.quoin.ledger.core.audit;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Subscription;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerView;

/**
 * Brings to the audit log what operators change on the chain: modules, policies, grants, and their own keys. Each event is there
 * once, in order, however often the node is restarted; on a disk that cannot be written the events wait.
 */
public final class ChainAudit implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ChainAudit.class.getName());
    private static final List<String> AUDITED = List.of(
            "ledger.module-",
            "ledger.host-",
            "ledger.operator-",
            "ledger.agreements-moved",
            "ledger.activation-failed",
            "ledger.rewriting-stopped");
    private static final String KEYS = "ledger.key-rotated";

    /** What a block does without a transaction. */
    private static final String BLOCK = "ledger";

    /** Events after which the position is kept. */
    private static final long STRIDE = 10_000;

    private static final long PATIENCE_MILLIS = 500;
    private static final long LONGEST_END_MILLIS = 5_000;

    private final Ledger ledger;
    private final String chain;
    private final Function<Event, Optional<Origin>> origins;
    private final AuditLog log;
    private final Subscription subscription;
    private volatile long kept;
    private volatile long next;

    /** The transaction that an event comes from, and who signed it. */
    public record Origin(Hash transaction, String signer) {}

    /**
     * Follows the events from where the log ends.
     *
     * @param origins empty for what a block does by itself
     * @param nextEvent the number that the ledger's next event will have
     */
    public ChainAudit(Ledger ledger, Function<Event, Optional<Origin>> origins, long nextEvent, AuditLog log) {
        this.ledger = ledger;
        this.origins = origins;
        this.log = log;
        chain = ledger.info().chainId().toHex();
        long from = log.position()
                .filter(position -> position.chain().equals(chain))
                .map(AuditLog.Position::next)
                .orElse(0L);
        if (from > nextEvent) {
            LOG.log(
                    Level.WARNING,
                    "The audit log goes up to event " + (from - 1) + " and the ledger has " + nextEvent
                            + ": it was exchanged for an older one, whose next events are audited");
        }
        next = Math.min(from, nextEvent);
        kept = next;
        subscription = ledger.subscribe(next, this::follow);
    }

    @Override
    public void close() {
        subscription.close();
        awaitEnd();
        long last = next;
        if (last > kept) {
            log.move(new AuditLog.Position(chain, last));
        }
    }

    /** What is being written is in the log then, so that who follows the chain next does not write it again. */
    private void awaitEnd() {
        try {
            subscription
                    .ended()
                    .handle((end, failure) -> failure == null)
                    .get(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "The audit of the chain does not end", e);
        }
    }

    private void follow(Event event) {
        if (isAudited(event)) {
            writeInTheEnd(event);
        }
        next = event.sequence() + 1;
        if (next - kept >= STRIDE) {
            kept = next;
            log.move(new AuditLog.Position(chain, next));
        }
    }

    private boolean isAudited(Event event) {
        return AUDITED.stream().anyMatch(event.type()::startsWith)
                || event.type().equals(KEYS)
                        && ledger.operators().contains(event.data().text("account"));
    }

    private void writeInTheEnd(Event event) {
        Optional<Origin> origin = origins.apply(event);
        Schema schema = ledger.description("ledger")
                .flatMap(description -> description.event(event.type().substring("ledger.".length())))
                .map(EventType::fields)
                .orElse(null);
        Fields shown = new LedgerView(ledger).values(schema, event.data());
        Fields details = Fields.of("height", event.height())
                .and("tx", origin.map(Origin::transaction).orElse(null))
                .and("data", shown);
        String user = origin.map(Origin::signer).orElse(BLOCK);
        for (boolean first = true; ; first = false) {
            try {
                log.write(user, event.type(), chain, event.sequence(), details);
                return;
            } catch (IOException e) {
                if (first) {
                    LOG.log(Level.WARNING, "Event " + event.sequence() + " waits for the audit log: " + shown, e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the node is closing", e);
        }
    }
}
