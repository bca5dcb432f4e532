package org.quoin.ledger.console;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.OutcomeUnknownException;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.WalletException;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Screen.Style;

/**
 * A command that asks the ledger. A subclass says what it answers; how the answer is shown, in text or as one line of JSON
 * with {@code --json}, and what a user sees when there is none, is the same for all.
 *
 * <p>Options are {@code String} and neither they nor arguments are ever {@code required}, because Karaf's own refusals are no
 * JSON: {@link #input} reads them. The last argument is a {@code multiValued} list, so that options may also follow it.
 */
public abstract class LedgerCommand implements Action {
    private static final Logger LOG = System.getLogger(LedgerCommand.class.getName());

    @Reference
    private Ledger ledger;

    @Reference
    private Session session;

    @Option(name = "--json", description = "Answer with one line of JSON")
    private boolean json;

    /**
     * Throws what it likes: a {@link ConsoleException}, a refusal or a failure of the wallet or of a file is shown as it is, another exception goes to the log, and so
     * does a {@code ConsoleException} that has a cause.
     */
    protected abstract Answer answer();

    protected final Ledger ledger() {
        return ledger;
    }

    protected final Input input() {
        return new Input(ledger);
    }

    protected final LedgerView view() {
        return new LedgerView(ledger);
    }

    /**
     * The answer of a command that has submitted a transaction: it counts as failed if the transaction was rejected.
     *
     * @param created what the transaction has made, asked for only if it was applied
     */
    protected final Answer receipt(Receipt receipt, Supplier<Fields> created) {
        Fields fields = Fields.of("receipt", view().receipt(receipt));
        return receipt.failure()
                .map(reason -> new Answer(
                        fields,
                        "Transaction " + receipt.transaction() + " was rejected in block " + receipt.height() + ": "
                                + sentence(reason)))
                .orElseGet(() -> Answer.of(fields.and(created.get())));
    }

    @Override
    public final @Nullable Object execute() throws CommandException {
        Answer answer = answerOrFail();
        if (json) {
            print(JsonView.line(answer.fields()));
        }
        if (answer.failure() != null) {
            throw json
                    ? CommandFailed.reported()
                    : CommandFailed.because(screen().styled(Style.RED, TextView.printable(answer.failure())));
        }
        if (!json) {
            text(answer.fields()).forEach(LedgerCommand::print);
        }
        return null;
    }

    /** The answer in lines for people: a table or a column, but for what has a text of its own. */
    protected List<String> text(Fields fields) {
        return TextView.lines(fields, screen(), cursor -> NextPage.line(this, cursor));
    }

    /** For a work that may take long. */
    protected final ProgressLine progress(String doing, Supplier<ProgressLine.Position> position) {
        return new ProgressLine(screen(), session.getConsole(), doing, position);
    }

    /** For one of which nothing is known but that it goes on. */
    protected final ProgressLine progress(String doing) {
        return progress(doing, () -> ProgressLine.Position.UNKNOWN);
    }

    /** Does what tells how far it is. */
    protected final <T> T withProgress(String doing, Function<LedgerFile.Progress, T> work) {
        AtomicReference<ProgressLine.Position> position = new AtomicReference<>(ProgressLine.Position.UNKNOWN);
        return progress(doing, position::get)
                .during(() -> work.apply((done, of) -> position.set(new ProgressLine.Position(done, of))));
    }

    private Screen screen() {
        return Screen.of(session);
    }

    private Answer answerOrFail() {
        try {
            return answerOrRefusal();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a console command failed", e);
            return failed(
                    "INTERNAL_ERROR",
                    "The command failed unexpectedly: the log says why, tell the operator.",
                    Values.none());
        }
    }

    private Answer answerOrRefusal() {
        try {
            TrailingOptions.read(this);
            return answer();
        } catch (ConsoleException e) {
            return failed(e, e.failure());
        } catch (RefusedException e) {
            return new Answer(error(view().failure(e.failure())), sentence(e.failure()));
        } catch (WalletException e) {
            return failed(e, e.failure());
        } catch (LedgerFileException e) {
            return failed(e, e.failure());
        } catch (OverloadedException e) {
            return failed("OVERLOADED", spoken(e) + ".", Values.of("retryAfter", e.retryAfter()));
        } catch (OutcomeUnknownException e) {
            return failed(
                    "OUTCOME_UNKNOWN",
                    spoken(e) + ", with ledger:transaction " + e.transaction() + ".",
                    Values.of("tx", e.transaction()));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "the ledger did not take what the command gave it", e);
            String told = spoken(e) + (spoken(e).contains(": ") ? "." : ": the command's --help shows an example.");
            return failed("INVALID_ARGUMENT", told, Values.none());
        }
    }

    /** One that says what to do; what is behind it is for the log. */
    private static Answer failed(RuntimeException exception, Failure failure) {
        if (exception.getCause() != null) {
            LOG.log(Level.WARNING, "a console command did not do what it was asked to", exception);
        }
        return new Answer(error(LedgerView.plain(failure)), sentence(failure));
    }

    /** The message of an exception as the beginning of a sentence. */
    private static String spoken(RuntimeException e) {
        String message = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
    }

    private static Answer failed(String code, String message, Values values) {
        Failure failure = new Failure(code, message, values);
        return new Answer(error(LedgerView.plain(failure)), sentence(failure));
    }

    private static Fields error(Fields failure) {
        return Fields.of("error", failure);
    }

    /** The only one of a command's arguments, null if none was given. */
    protected static @Nullable String only(List<String> arguments) {
        if (arguments.size() > 1) {
            throw new ConsoleException(
                    "TOO_MANY_ARGUMENTS",
                    "'" + arguments.get(1) + "' is one argument too many: the command's --help shows an example.",
                    Values.of("argument", arguments.get(1)));
        }
        return arguments.isEmpty() ? null : arguments.get(0);
    }

    /** What a user sees of a failure. */
    protected static String sentence(Failure failure) {
        return failure.message() + " [" + failure.code() + "]";
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
