package org.quoin.ledger.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.JLineTerminal;
import org.apache.karaf.shell.impl.console.RegistryImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.ShellUtil;
import org.jline.terminal.impl.ExternalTerminal;
import org.quoin.ledger.console.Screen;
import org.quoin.ledger.core.platform.ShellRefusals;

/** Karaf's own shell, without Karaf: commands are parsed, injected, executed and failed as over ssh. */
public final class TestConsole implements AutoCloseable {
    private static final String ETC = "karaf.etc";

    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final SessionFactoryImpl factory = new SessionFactoryImpl(threadIo);

    /**
     * What one command line did.
     *
     * @param exit 1 if it failed, as over ssh
     * @param out all that it printed, failures included
     */
    public record Outcome(int exit, String out) {}

    private final int columns;

    /** @param services what the commands refer to */
    public TestConsole(List<?> services, List<Class<? extends Action>> commands) {
        this(services, commands, 0);
    }

    /** @param columns how wide a terminal it is; 0 for none, as in a script */
    public TestConsole(List<?> services, List<Class<? extends Action>> commands, int columns) {
        this.columns = columns;
        RegistryImpl registry = new RegistryImpl(null);
        services.forEach(registry::register);
        ManagerImpl manager = new ManagerImpl(registry, factory);
        commands.forEach(manager::register);
        completers(commands).forEach(manager::register);
        factory.getCommandProcessor().addListener(new ShellRefusals());
    }

    /** Those that the commands name, as Karaf finds them in their bundle. */
    private static Set<Class<?>> completers(List<Class<? extends Action>> commands) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> command : commands) {
            for (Class<?> type = command; type != null; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    Completion completion = field.getAnnotation(Completion.class);
                    if (completion != null && completion.value().isAnnotationPresent(Service.class)) {
                        found.add(completion.value());
                    }
                }
            }
        }
        return found;
    }

    /** What the tab key offers at the end of the line, in order. */
    public List<String> complete(String commandLine) {
        CommandLine line = new TypedLine(commandLine);
        List<String> candidates = new ArrayList<>();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        try (Session session = factory.create(new ByteArrayInputStream(new byte[0]), nowhere, nowhere)) {
            session.put(Session.SCOPE, "*");
            for (Command command : session.getRegistry().getCommands()) {
                Completer completer = command.getCompleter(false);
                if (completer != null) {
                    completer.complete(session, line, candidates);
                }
            }
        }
        return candidates.stream()
                .map(String::strip)
                .filter(candidate -> candidate.startsWith(line.getCursorArgument()))
                .distinct()
                .sorted()
                .toList();
    }

    public Outcome run(String commandLine) {
        return run(commandLine, session -> {});
    }

    /** @param prepare is given the session before the line is executed in it */
    public Outcome run(String commandLine, Consumer<Session> prepare) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit;
        threadIo.start();
        try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
                Session session = factory.create(new ByteArrayInputStream(new byte[0]), print, print)) {
            session.put(Session.SCOPE, "shell:*");
            if (columns > 0) {
                session.put(Screen.COLUMNS, Integer.toString(columns));
                session.put(Screen.TYPE, "xterm");
            }
            prepare.accept(session);
            exit = execute(session, commandLine);
        } finally {
            threadIo.stop();
        }
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8));
    }

    /**
     * As somebody at a terminal would type the line, and then what it asks for.
     *
     * @param typed the answers, each with its line end
     * @return what was to be seen on the terminal: what is typed ahead of the first prompt, prompts and marks for what was typed
     *     included
     */
    public Outcome type(String commandLine, String typed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayInputStream keys = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        int exit;
        System.setProperty(ETC, ""); // a terminal's session looks for its configuration there
        threadIo.start();
        try (org.jline.terminal.Terminal screen =
                        new ExternalTerminal("test", "ansi", keys, out, StandardCharsets.UTF_8);
                PrintStream print = new PrintStream(screen.output(), true, StandardCharsets.UTF_8);
                Session session =
                        factory.create(screen.input(), print, print, new JLineTerminal(screen), "UTF-8", () -> {})) {
            session.put(Session.SCOPE, "shell:*");
            exit = execute(session, commandLine);
            screen.flush();
        } finally {
            threadIo.stop();
            System.clearProperty(ETC);
        }
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8));
    }

    private static int execute(Session session, String commandLine) {
        try {
            return session.execute(commandLine) instanceof Integer status ? status : 0;
        } catch (Exception e) {
            ShellUtil.logException(session, e);
            return 1;
        }
    }

    /** A line with the cursor at its end; words are set apart by blanks. */
    private record TypedLine(String line) implements CommandLine {
        @Override
        public String getBuffer() {
            return line;
        }

        @Override
        public String[] getArguments() {
            return line.split(" ", -1);
        }

        @Override
        public int getCursorArgumentIndex() {
            return getArguments().length - 1;
        }

        @Override
        public String getCursorArgument() {
            return getArguments()[getCursorArgumentIndex()];
        }

        @Override
        public int getArgumentPosition() {
            return getCursorArgument().length();
        }

        @Override
        public int getBufferPosition() {
            return line.length();
        }
    }

    @Override
    public void close() {
        factory.stop();
    }
}
