package org.quoin.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureSecurity;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedAction;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The distribution from inside: what runs in it, and who may call what. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DistributionIT {
    /** What a viewer may call; everything else, Karaf's own commands too, is for administrators. */
    private static final Set<String> FOR_VIEWERS = Set.of(
            "ledger:info",
            "ledger:accounts",
            "ledger:assets",
            "ledger:balances",
            "ledger:block",
            "ledger:transaction",
            "ledger:events",
            "ledger:verify",
            "htlc:list",
            "htlc:show",
            "system:start-level");

    private static final Set<String> SCOPES_OF_KARAF = Set.of(
            "*", "bundle", "cm", "config", "event", "feature", "jaas", "kar", "log", "package", "scr", "service",
            "shell", "ssh", "system");

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory sessions;

    @Configuration
    public static Option[] distribution() throws IOException {
        return new Option[] {
            karafDistributionConfiguration()
                    .frameworkUrl(new File(System.getProperty("distribution.archive"))
                            .toURI()
                            .toString())
                    .karafVersion(System.getProperty("karaf.version"))
                    .name("Quoin")
                    .unpackDirectory(new File(System.getProperty("work"), "exam"))
                    .useDeployFolder(false),
            configureConsole().ignoreLocalConsole(),
            configureSecurity().disableKarafMBeanServerBuilder(),
            logLevel(LogLevel.INFO),
            editConfigurationFilePut("etc/custom.system.properties", "quoin.ssh.port", freePort()),
            // Pax Exam installs bundles of its own, which the distribution has not.
            editConfigurationFilePut(
                    "etc/org.ops4j.pax.url.mvn.cfg",
                    "org.ops4j.pax.url.mvn.localRepository",
                    System.getProperty("maven.repository")),
            systemProperty("pax.exam.osgi.unresolved.fail").value("true"),
        };
    }

    /** What a capability brings is as guarded as what the distribution boots with. */
    @Before
    public void deploy() {
        run(sessions, "feature:install quoin-htlc");
    }

    @Test
    public void everyBundleIsActive() {
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders().get("Fragment-Host") != null;
            assertEquals(bundle.toString(), fragment ? Bundle.RESOLVED : Bundle.ACTIVE, bundle.getState());
        }
    }

    @Test
    public void theLedgerIsOffered() {
        for (String service : List.of("Ledger", "Wallet", "Development")) {
            assertNotNull(service, context.getServiceReference("org.quoin.ledger.api." + service));
        }
    }

    @Test
    public void thereIsOneBouncyCastle() {
        long providers = Arrays.stream(context.getBundles())
                .filter(bundle -> "bcprov".equals(bundle.getSymbolicName()))
                .count();
        assertEquals(1, providers);
    }

    @Test
    public void everyScopeThatKarafDoesNotBringHasItsOwnAcl() throws IOException {
        Set<String> scopes = commands().stream()
                .map(command -> command.substring(0, command.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
        scopes.removeAll(SCOPES_OF_KARAF);
        assertTrue(scopes.toString(), scopes.containsAll(Set.of("ledger", "dev", "quoin", "htlc")));
        for (String scope : scopes) {
            Path acl = Path.of(context.getProperty("karaf.etc"), "org.apache.karaf.command.acl." + scope + ".cfg");
            assertTrue(acl.toString(), Files.readAllLines(acl).contains("* = admin"));
        }
    }

    @Test
    public void anAdministratorMayCallEveryCommand() {
        assertEquals(Set.of(), deniedTo("admin", "manager", "viewer"));
    }

    @Test
    public void aViewerMayCallOnlyTheListedReads() {
        Set<String> allowed = commands();
        allowed.removeAll(deniedTo("viewer"));
        Set<String> expected = commands();
        expected.retainAll(FOR_VIEWERS);
        assertEquals(expected, allowed);
    }

    @Test
    public void whoeverHasNoRoleMayCallNothing() {
        assertEquals(commands(), deniedTo());
    }

    /** All of them: the registry shows each user only what he may call. */
    private Set<String> commands() {
        Set<String> names = as(Set.of("admin", "manager", "viewer"), () -> {
            Set<String> all = new TreeSet<>();
            for (Command command : sessions.getRegistry().getCommands()) {
                all.add(command.getScope() + ":" + command.getName());
            }
            return all;
        });
        assertTrue(
                names.toString(),
                names.containsAll(Set.of("quoin:exec", "feature:install", "shell:cat", "htlc:create")));
        return names;
    }

    private Set<String> deniedTo(String... roles) {
        return as(
                Set.of(roles),
                () -> commands().stream().filter(this::denied).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Runs a line as an administrator's console would. */
    static void run(SessionFactory sessions, String line) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, UTF_8);
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out);
        try {
            as(Set.of("admin", "manager", "viewer"), () -> {
                try {
                    return session.execute(line);
                } catch (Exception e) { // of whatever kind the command likes
                    throw new AssertionError(line + " failed: " + said.toString(UTF_8), e);
                }
            });
        } finally {
            session.close();
        }
    }

    private static <T> T as(Set<String> roles, PrivilegedAction<T> action) {
        Subject subject = new Subject();
        roles.forEach(role -> subject.getPrincipals().add(new RolePrincipal(role)));
        return Subject.doAs(subject, action);
    }

    /** Asks for the command's help: whoever gets an answer from the command itself could call it. */
    private boolean denied(String command) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
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

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
