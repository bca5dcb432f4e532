package org.quoin.ledger.core.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Screen;
import org.quoin.ledger.console.SessionPassphrase;
import org.quoin.ledger.core.node.Deliveries;

/**
 * How the launcher runs lines: in order, in one session, up to the first that fails. What it returns is what an ssh session
 * exits with. After each line it waits until the rules that the line delivered are active or turned away.
 *
 * <p>Diagnostics go to a file, because Karaf's ssh server (4.4.10 on sshd 2.17.1) closes a channel without sending what is
 * left in the buffer of its standard error.
 */
@Service
@Command(scope = "quoin", name = "exec", description = "Runs console lines in order and stops at the first that fails")
public final class ExecCommand implements Action {
    private static final Logger LOG = System.getLogger(ExecCommand.class.getName());
    private static final Integer DONE = 0;
    private static final Integer FAILED = 1;
    private static final int LONGEST_PASSPHRASE = 4096;
    private static final Duration LONGEST_ACTIVATION = Duration.ofSeconds(30);

    @Option(name = "--diagnostics", description = "the file for standard error, as base64url", required = true)
    String diagnostics = "";

    @Option(name = "--stdin", description = "reads the lines from standard input, as they are")
    boolean fromStandardInput;

    @Option(
            name = "--columns",
            description = "how wide the terminal is on which the results appear; none if there is none")
    @Nullable
    String columns;

    @Option(name = "--terminal", description = "the type of that terminal")
    @Nullable
    String terminal;

    @Option(name = "--no-color", description = "whether its user wants no colours")
    boolean noColor;

    @Option(
            name = "--passphrase",
            description = "takes the first line of standard input for the passphrase of the wallet")
    boolean passphraseFirst;

    @Argument(name = "lines", description = "the lines, each as base64url", multiValued = true)
    List<String> lines = List.of();

    @Reference
    @Nullable
    Session caller;

    @Reference
    @Nullable
    SessionFactory sessions;

    @Reference
    @Nullable
    BundleContext context;

    @Reference
    @Nullable
    Ledger ledger;

    @Override
    public Integer execute() throws IOException, InterruptedException {
        Session console = Objects.requireNonNull(caller, "Karaf injects the session");
        SessionFactory factory = Objects.requireNonNull(sessions, "Karaf injects the session factory");
        OutputStream out = columns == null ? new PlainText(console.getConsole()) : console.getConsole();
        PrintStream results = new PrintStream(out, false, UTF_8);
        try (PrintStream errors = errors()) {
            Session session = factory.create(console.getKeyboard(), results, errors);
            describeTerminal(session);
            try (Secret passphrase = passphraseFirst ? firstLine(console.getKeyboard()) : new Secret(new char[0])) {
                if (passphraseFirst) {
                    SessionPassphrase.hand(session, passphrase);
                }
                return elsewhere(() -> runAll(session, errors));
            } finally {
                session.close();
                results.flush();
            }
        }
    }

    private void describeTerminal(Session session) {
        if (columns != null) {
            session.put(Screen.COLUMNS, columns);
            session.put(Screen.TYPE, terminal == null ? "" : terminal);
            session.put(Screen.NO_COLOR, noColor ? "1" : "");
        }
    }

    /** Not a byte more, because lines may follow it. */
    private static Secret firstLine(InputStream in) throws IOException {
        byte[] line = new byte[LONGEST_PASSPHRASE];
        int length = 0;
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (length == LONGEST_PASSPHRASE) {
                throw new IOException("the passphrase is longer than " + LONGEST_PASSPHRASE + " bytes");
            }
            line[length++] = (byte) next;
        }
        CharBuffer decoded = UTF_8.decode(ByteBuffer.wrap(line, 0, length));
        Arrays.fill(line, (byte) 0);
        char[] characters = new char[decoded.length()];
        decoded.get(characters);
        Arrays.fill(decoded.array(), '\0');
        return new Secret(characters);
    }

    /** On a thread of its own, because on this one the shell gives every session the streams of the outermost. */
    private static Integer elsewhere(Callable<Integer> work) throws InterruptedException {
        FutureTask<Integer> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "quoin-exec");
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            thread.interrupt();
        }
    }

    private Integer runAll(Session session, PrintStream errors) {
        Iterator<String> each = fromStandardInput
                ? new BufferedReader(new InputStreamReader(session.getKeyboard(), UTF_8))
                        .lines()
                        .iterator()
                : lines.stream().map(ExecCommand::decode).iterator();
        for (int number = 1; each.hasNext(); number++) {
            String line = each.next().strip();
            if (!line.isEmpty() && !line.startsWith("#") && !run(session, line, errors)) {
                if (fromStandardInput) {
                    errors.println("The lines stop at line " + number + ", '" + line
                            + "': correct it, and run those from there on.");
                }
                return FAILED;
            }
        }
        return DONE;
    }

    private boolean run(Session session, String line, PrintStream errors) {
        try {
            session.execute(line);
            if (!settled()) {
                errors.println("The rules that were delivered are not active after " + LONGEST_ACTIVATION.toSeconds()
                        + " s: module:list shows where they stand, the node's log why.");
                return false;
            }
            return true;
        } catch (Exception e) { // whatever a command throws, the user reads one message and the script sees one status
            String message = isUnknown(e) ? unknown(session, line) : message(session, line, e);
            if (!message.isEmpty()) { // empty: the command has said it already
                errors.println(message);
            }
            return false;
        } finally {
            session.getConsole().flush();
        }
    }

    /** Asked anew each time: a line may have imported a ledger, and what waits then belongs to that one. */
    private boolean settled() throws InterruptedException {
        BundleContext bundle = Objects.requireNonNull(context, "Karaf injects the context");
        ServiceReference<Deliveries> reference = bundle.getServiceReference(Deliveries.class);
        Deliveries deliveries = reference == null ? null : bundle.getService(reference);
        if (deliveries == null) {
            return true;
        }
        try {
            return deliveries.awaitSettled(LONGEST_ACTIVATION);
        } finally {
            bundle.ungetService(reference);
        }
    }

    private static boolean isUnknown(Exception e) {
        return e.getClass().getSimpleName().equals("CommandNotFoundException");
    }

    /** The commands of a capability go with the bundle that delivers it: then why they are missing is worth saying. */
    private String unknown(Session session, String line) {
        String command = line.split("\\s+", 2)[0];
        String capability = command.split(":", 2)[0];
        Ledger asked = Objects.requireNonNull(ledger, "Karaf injects the ledger");
        if (asked.description(capability).isPresent()
                || asked.modules().stream()
                        .noneMatch(module -> module.id().capability().equals(capability))) {
            return told(
                    session,
                    line,
                    new Failure(
                            "UNKNOWN_COMMAND",
                            "There is no command '" + command + "': 'help' lists those that there are.",
                            Values.of("command", command)));
        }
        Failure failure = LedgerFailure.MODULE_NOT_ACTIVE.failure(Values.of("capability", capability));
        return told(session, line, failure);
    }

    private static String message(Session session, String line, Exception e) {
        Optional<Failure> refused = ShellRefusals.failure(e);
        if (refused.isPresent()) {
            return told(session, line, refused.get());
        }
        if (e instanceof CommandException failure) {
            return failure.getNiceHelp().strip();
        }
        LOG.log(Level.WARNING, "'" + line + "' failed", e);
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().strip();
    }

    /** The sentence; or nothing more, if the line wants JSON, which is a result. */
    private static String told(Session session, String line, Failure failure) {
        if (ShellRefusals.wantsJson(line)) {
            session.getConsole().println(ShellRefusals.json(failure));
            return "";
        }
        return ShellRefusals.sentence(failure);
    }

    private PrintStream errors() throws IOException {
        OutputStream file = Files.newOutputStream(Path.of(decode(diagnostics)));
        return new PrintStream(new PlainText(file), true, UTF_8);
    }

    private static String decode(String line) {
        return new String(Base64.getUrlDecoder().decode(line), UTF_8);
    }
}
