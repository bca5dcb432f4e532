package org.quoin.assembly;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedAction;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

/** Karaf's console inside the container, as users of different roles have it. */
final class ContainerConsole {
    private static final Set<String> ALL_ROLES = Set.of("admin", "manager", "viewer");

    /** What the launcher reads errors from; nobody does here. */
    private static final String DIAGNOSTICS = "/dev/null";

    private final SessionFactory sessions;

    ContainerConsole(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Runs a command line as an administrator, and gives what it printed. */
    String run(String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        as(ALL_ROLES, () -> {
            PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
            Session session = sessions.create(new ByteArrayInputStream(new byte[0]), print, print);
            try {
                return session.execute(line);
            } catch (Exception e) {
                throw new AssertionError(line, e);
            } finally {
                session.close();
            }
        });
        return out.toString(StandardCharsets.UTF_8);
    }

    /** All of them: the registry shows each user only what he may call. */
    Set<String> commands() {
        return as(ALL_ROLES, () -> {
            Set<String> all = new TreeSet<>();
            for (Command command : sessions.getRegistry().getCommands()) {
                all.add(command.getScope() + ":" + command.getName());
            }
            return all;
        });
    }

    Set<String> deniedTo(String... roles) {
        return as(
                Set.of(roles),
                () -> commands().stream().filter(this::denied).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Asks for the command's help: whoever gets an answer from the command itself could call it. */
    private boolean denied(String command) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), nowhere, nowhere);
        try {
            session.execute(command + " --help");
            return false;
        } catch (Exception e) {
            boolean hidden = e.getClass().getSimpleName().equals("CommandNotFoundException")
                    && String.valueOf(e.getMessage()).endsWith(command);
            return hidden || e instanceof SecurityException;
        } finally {
            session.close();
        }
    }

    /**
     * The same through the command that the launcher runs lines with, in one call.
     *
     * @return the commands, all of them if the launcher's is denied; at most the first of those that are denied, otherwise
     */
    Set<String> deniedByExec(Set<String> commands, String... roles) {
        return as(Set.of(roles), () -> {
            StringBuilder lines = new StringBuilder("quoin:exec --diagnostics ").append(encoded(DIAGNOSTICS));
            commands.forEach(command -> lines.append(' ').append(encoded(command + " --help")));
            return outcome(lines.toString()) == Outcome.DONE ? Set.of() : commands;
        });
    }

    /** Whether a line is turned away, or comes to nothing, for somebody who has this role alone. */
    boolean fails(String line, String role) {
        return as(Set.of(role), () -> outcome(line) != Outcome.DONE);
    }

    private enum Outcome {
        DONE,
        FAILED
    }

    private Outcome outcome(String line) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), nowhere, nowhere);
        try {
            return session.execute(line) instanceof Integer status && status != 0 ? Outcome.FAILED : Outcome.DONE;
        } catch (Exception e) { // whatever it throws, it was not done
            return Outcome.FAILED;
        } finally {
            session.close();
        }
    }

    private static String encoded(String line) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(line.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T as(Set<String> roles, PrivilegedAction<T> action) {
        Subject subject = new Subject();
        roles.forEach(role -> subject.getPrincipals().add(new RolePrincipal(role)));
        return Subject.doAs(subject, action);
    }
}
