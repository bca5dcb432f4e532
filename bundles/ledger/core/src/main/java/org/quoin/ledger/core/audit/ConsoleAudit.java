package org.quoin.ledger.core.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.quoin.ledger.console.Fields;

/** Puts down who deploys or governs at the console: before the line is run, and how it ended. */
public final class ConsoleAudit {
    private final AuditLog log;
    private final Actors actors;
    private final Supplier<Set<String>> unscoped;
    private final AtomicLong numbers = new AtomicLong();

    /** What each thread is running, the innermost first; empty for what is not audited. */
    private final ThreadLocal<Deque<Optional<Running>>> running = ThreadLocal.withInitial(ArrayDeque::new);

    private record Running(String user, long number) {}

    /** @param unscoped names of commands that are audited, as they can be typed without their scope */
    public ConsoleAudit(AuditLog log, Actors actors, Supplier<Set<String>> unscoped) {
        this.log = log;
        this.actors = actors;
        this.unscoped = unscoped;
    }

    /** Whether a command deploys or governs. */
    public static boolean isAudited(String scope, String name) {
        return CommandLine.isAudited(scope, name);
    }

    /** @param line may be several, or a script */
    public void begins(String user, String line) {
        if (!CommandLine.isAudited(line, unscoped.get())) {
            running.get().push(Optional.empty());
            return;
        }
        long number = numbers.incrementAndGet();
        log.write(
                user,
                "console-line",
                Fields.of("line", CommandLine.withoutSecrets(line)).and("number", number));
        actors.begin(user);
        running.get().push(Optional.of(new Running(user, number)));
    }

    /** On the thread on which it began. */
    public void ends(boolean ok) {
        Optional<Running> ended = Optional.ofNullable(running.get().poll()).flatMap(each -> each);
        ended.ifPresent(each -> {
            actors.end(each.user);
            log.write(
                    each.user,
                    "console-line-ended",
                    Fields.of("number", each.number).and("ok", ok));
        });
    }
}
