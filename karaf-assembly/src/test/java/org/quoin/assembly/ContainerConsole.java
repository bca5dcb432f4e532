package org.quoin.assembly;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedAction;
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

    private static <T> T as(Set<String> roles, PrivilegedAction<T> action) {
        Subject subject = new Subject();
        roles.forEach(role -> subject.getPrincipals().add(new RolePrincipal(role)));
        return Subject.doAs(subject, action);
    }
}
