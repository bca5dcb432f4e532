package org.quoin.ledger.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.RegistryImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WelcomeTest {
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final SessionFactoryImpl factory = new SessionFactoryImpl(threadIo);

    @BeforeEach
    void start() {
        threadIo.start();
        factory.getCommandProcessor().addListener(new Welcome());
    }

    @AfterEach
    void stop() {
        factory.stop();
        threadIo.stop();
    }

    @Test
    void aConsoleBeginsWithItOnce() throws Exception {
        new ManagerImpl(new RegistryImpl(null), factory).register(WelcomeCommand.class);

        assertThat(session("x = 1 ;\nwelcome = due ;", "echo one", "echo two")).isEqualTo("welcome\none\ntwo\n");
        assertThat(session("echo one")).as("of a script").isEqualTo("one\n");
    }

    @Test
    void withoutALedgerItBeginsWithNothing() throws Exception {
        assertThat(session("x = 1 ;\nwelcome = due ;", "echo one")).isEqualTo("one\n");
    }

    private String session(String... lines) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (Session session = factory.create(new ByteArrayInputStream(new byte[0]), print, print)) {
            session.put(Session.SCOPE, "shell:bundle:*");
            for (String line : lines) {
                session.execute(line);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Service
    @Command(scope = "quoin", name = "welcome", description = "Says so")
    public static final class WelcomeCommand implements Action {
        @Override
        public @Nullable Object execute() {
            System.out.println("welcome");
            return null;
        }
    }
}
