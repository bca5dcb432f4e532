package org.quoin.ledger.dev.command;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.LoadFigures;
import org.quoin.ledger.api.LoadGenerator;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "dev",
        name = "load",
        description = "Keep a development chain busy with transfers, and say what became of them",
        detailedDescription = "Example: dev:load --clients 8 --rate 200\n"
                + "Without an option it shows the figures so far. --quiet 3s waits so long, to have something to compare"
                + " with later; --stop ends the load and shows its last figures.")
public final class LoadCommand extends LedgerCommand {
    private static final String CLIENTS = "--clients";

    @Reference(optional = true)
    private @Nullable LoadGenerator load;

    @Option(name = CLIENTS, description = "Start so many clients, each with an account of its own")
    private @Nullable String clients;

    @Option(name = "--rate", description = "How many transactions they make together in a second; 200 if none is given")
    private @Nullable String rate;

    @Option(name = "--quiet", description = "Wait, and take this while as the quiet phase")
    private @Nullable String quiet;

    @Option(name = "--stop", description = "End it")
    private boolean stop;

    @Override
    protected Answer answer() {
        LoadGenerator generator = generator();
        requireOne();
        if (clients != null || rate != null) {
            return start(generator);
        }
        Optional<LoadFigures> figures =
                quiet != null ? quiet(generator) : stop ? generator.stop() : generator.figures();
        return Answer.of(fields(figures.orElseThrow(() -> new ConsoleException(
                "NO_LOAD", "No load was started: start one with dev:load --clients 8.", Values.none()))));
    }

    private Answer start(LoadGenerator generator) {
        int many = (int) input().number(CLIENTS, clients, 2, LoadGenerator.MAX_CLIENTS);
        int often = (int) input().number("--rate", rate == null ? "200" : rate, 1, LoadGenerator.MAX_RATE);
        generator.start(many, often);
        return Answer.of(Fields.of("clients", many).and("rate", often));
    }

    private Optional<LoadFigures> quiet(LoadGenerator generator) {
        try {
            return generator.quiet(input().duration("--quiet", quiet));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ConsoleException exception = new ConsoleException(
                    "INTERRUPTED",
                    "The quiet phase was broken off: begin it again with dev:load --quiet.",
                    Values.none());
            exception.initCause(e);
            throw exception;
        }
    }

    private LoadGenerator generator() {
        return Chains.requireDevelopment(load);
    }

    private void requireOne() {
        boolean starts = clients != null || rate != null;
        if (Stream.of(starts, quiet != null, stop).filter(each -> each).count() > 1) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    CLIENTS + ", --quiet and --stop exclude each other: give one of them.",
                    Values.of("argument", starts ? CLIENTS : "--quiet"));
        }
    }

    /** Figures in milliseconds are rounded up. */
    private static Fields fields(LoadFigures figures) {
        return Fields.of("transactions", figures.transactions())
                .and("failed", figures.failed())
                .and("lost", figures.lost())
                .and("activations", figures.activations())
                .and("p99QuietMs", millis(figures.p99Quiet()))
                .and("p99Ms", millis(figures.p99()));
    }

    private static @Nullable Long millis(Optional<Duration> duration) {
        return duration.map(each -> each.plusNanos(999_999).toMillis()).orElse(null);
    }
}
