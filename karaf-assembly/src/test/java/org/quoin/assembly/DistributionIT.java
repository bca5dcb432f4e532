package org.quoin.assembly;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureSecurity;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.management.MBeanServer;
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
            "ledger:health",
            "ledger:metrics",
            "ledger:verify",
            "ledger:operators",
            "module:list",
            "module:history",
            "module:at",
            "module:plan",
            "module:grants",
            "htlc:list",
            "htlc:show",
            "fixture:show",
            "fixture:journal",
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
        Path host = Files.createDirectories(Path.of(System.getProperty("work"), "granted"))
                .resolve("host.jar");
        Jars.host(host);
        return new Option[] {
            karafDistributionConfiguration()
                    .frameworkUrl(new File(System.getProperty("distribution.archive"))
                            .toURI()
                            .toString())
                    .karafVersion(System.getProperty("karaf.version"))
                    .name("Quoin")
                    .unpackDirectory(new File(System.getProperty("work"), "exam"))
                    .useDeployFolder(false),
            vmOption(System.getProperty("short.lives")),
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
            systemProperty("host").value(host.toUri().toString()),
        };
    }

    /** So that what is said of every bundle and command is said of those of the capabilities, too. */
    @Before
    public void deployEverything() {
        assertEquals("", console().run("feature:install quoin-htlc quoin-htlc-fixture/1.1.0"));
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
        for (String service :
                List.of("Ledger", "Wallet", "Development", "LoadGenerator", "Health", "Metrics", "Audit")) {
            assertNotNull(service, context.getServiceReference("org.quoin.ledger.api." + service));
        }
    }

    /** Nothing in the distribution opens JMX to others; that its process listens nowhere else shows {@link RunningNodeIT}. */
    @Test
    public void nobodyCanManageItFromOutside() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Set<String> connectors = server.queryMBeans(null, null).stream()
                .filter(bean -> bean.getClassName().contains("JMXConnectorServer")
                        || bean.getObjectName().getDomain().contains("remote"))
                .map(bean -> bean.getObjectName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), connectors);
        assertNull(System.getProperty("com.sun.management.jmxremote"));
        assertNull(System.getProperty("com.sun.management.jmxremote.port"));
        for (Bundle bundle : context.getBundles()) {
            assertTrue(bundle.toString(), !bundle.getSymbolicName().startsWith("org.apache.karaf.management"));
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
        assertTrue(
                scopes.toString(),
                scopes.containsAll(Set.of("ledger", "module", "wallet", "dev", "quoin", "htlc", "fixture")));
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

    /** Whether it asks the ledger, or a contract that is a client of the ledger. */
    @Test
    public void aHostUsesWhatOperatorsGrantIt() throws Exception {
        Bundle bundle = context.installBundle(System.getProperty("host"));
        try {
            bundle.start();
            TestHost host = new TestHost(context, bundle);
            host.use();
            String id = host.tell("create");
            assertEquals("applied", host.tell("pay"));

            console().run("module:grant " + Jars.HOST + " ledger");
            assertTrue(host.refusal("create").contains("The bundle test.host may not use htlc"));
            assertTrue(host.refusal("show " + id).contains("The bundle test.host may not use htlc"));
            assertEquals("applied", host.tell("pay"));
            assertTrue(console().run("htlc:show " + id).contains("open"));

            console().run("module:grant " + Jars.HOST + " htlc --bytes 1");
            assertTrue(host.refusal("pay").contains("The bundle test.host may not use ledger"));
            assertEquals("applied", host.tell("redeem " + id));
            assertTrue(host.refusal("create").contains("may submit 1 bytes in a minute"));
            assertEquals("REDEEMED 0.5 ETH", host.tell("show " + id));
            assertEquals("true", host.tell("kept"));
        } finally {
            console().run("module:revoke " + Jars.HOST);
            bundle.uninstall();
        }
    }

    @Test
    public void underThePolicyGovernedHostsAreShutOutAndTheConsoleIsNot() throws Exception {
        Bundle bundle = context.installBundle(System.getProperty("host"));
        console().run("module:policy governed");
        try {
            bundle.start();
            TestHost host = new TestHost(context, bundle);
            host.use();
            assertTrue(host.refusal("create").contains("The bundle test.host may not use htlc"));
            String created = console()
                    .run("htlc:create --from user_1 --to user_2 --amount 0.5 --asset ETH"
                            + " --secret-text mysecret123 --preimage-length 11 --expires 1h");
            assertTrue(created, created.contains("applied"));

            console().run("module:grant '*' htlc");
            assertTrue(host.tell("create").matches("[0-9a-f]{64}"));
            console().run("module:revoke '*'");
        } finally {
            console().run("module:policy auto");
            bundle.uninstall();
        }
    }

    private ContainerConsole console() {
        return new ContainerConsole(sessions);
    }

    private Set<String> commands() {
        Set<String> names = console().commands();
        assertTrue(names.toString(), names.containsAll(Set.of("quoin:exec", "feature:install", "shell:cat")));
        return names;
    }

    private Set<String> deniedTo(String... roles) {
        return console().deniedTo(roles);
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
