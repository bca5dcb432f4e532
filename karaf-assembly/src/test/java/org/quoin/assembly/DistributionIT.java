package org.quoin.assembly;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
import org.osgi.framework.ServiceReference;

/** The distribution from inside: what runs in it, and who may call what. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DistributionIT {
    /** What a viewer may call; everything else, Karaf's own commands too, is for administrators. */
    static final Set<String> FOR_VIEWERS = Set.of(
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
            "htlc:margin",
            "htlc:offer-show",
            "htlc:offers",
            "htlc:show",
            "fees:history",
            "fees:periods",
            "fees:policy",
            "fees:prices",
            "fees:quote",
            "fees:sponsor",
            "fees:sponsors",
            "referral:campaigns",
            "referral:show",
            "referral:statement",
            "amm:pool",
            "amm:pools",
            "amm:positions",
            "amm:quote",
            "gateway:info",
            "fixture:show",
            "fixture:journal",
            "quoin:welcome",
            "gift:list",
            "gift:news",
            "gift:status",
            "system:start-level");

    /** What somebody may call who is manager and nothing else, as Karaf has it: nobody is. */
    private static final Set<String> FOR_MANAGERS = Set.of(
            "bundle:refresh",
            "bundle:restart",
            "bundle:start",
            "bundle:stop",
            "bundle:uninstall",
            "bundle:update",
            "config:cancel",
            "config:edit",
            "config:property-append",
            "config:property-delete",
            "config:property-set",
            "config:update");

    /** By role what may be called; whoever is administrator may call everything. */
    private static final Map<String, Set<String>> MATRIX =
            Map.of("none", Set.of(), "viewer", FOR_VIEWERS, "manager", FOR_MANAGERS);

    /** What a session can do without the name of a command. */
    private static final List<String> WAYS_AROUND = List.of(
            "$.context getProperty quoin.data",
            "$.session getRegistry",
            "($.context getBundle 0) stop",
            "x = { ledger:transfer --help } ; x",
            "x = [ feature:install ] ; ($x get 0) --help",
            "ledger:info > FILE",
            "ledger:info | shell:tac -f FILE",
            "shell:alias \"x = { ledger:transfer --help }\" ; x",
            "shell:each [ 1 ] { ledger:transfer --help }",
            "shell:try { ledger:transfer --help }",
            "shell:exec touch FILE",
            "shell:java java.lang.System FILE",
            "shell:new java.io.File FILE",
            "source FILE",
            "*:transfer --help");

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
            editConfigurationFilePut("etc/custom.system.properties", "quoin.http.port", freePort()),
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
        assertEquals(
                "",
                console()
                        .run(
                                "feature:install quoin-htlc quoin-fees quoin-referral quoin-amm quoin-htlc-fixture/1.1.0 quoin-host-sample"));
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
        for (String service : List.of(
                "Ledger", "Wallet", "Development", "LoadGenerator", "Snapshots", "Health", "Metrics", "Audit")) {
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
        Path etc = Path.of(context.getProperty("karaf.etc"));
        assertTrue(
                scopes().toString(),
                scopes().containsAll(Set.of(
                        "ledger",
                        "module",
                        "wallet",
                        "dev",
                        "quoin",
                        "gateway",
                        "htlc",
                        "fees",
                        "referral",
                        "amm",
                        "fixture",
                        "gift")));
        assertEquals(Set.of(), withoutAcl(etc));

        // the sabotage: it shows that a file that is missing would be seen
        Path others = Files.createTempDirectory("acl");
        for (String scope : scopes()) {
            if (!scope.equals("gift")) {
                Files.copy(acl(etc, scope), acl(others, scope));
            }
        }
        assertEquals(Set.of("gift"), withoutAcl(others));
    }

    private Set<String> withoutAcl(Path etc) throws IOException {
        Set<String> without = new TreeSet<>();
        for (String scope : scopes()) {
            Path acl = acl(etc, scope);
            if (!Files.exists(acl) || !Files.readAllLines(acl).contains("* = admin")) {
                without.add(scope);
            }
        }
        return without;
    }

    private static Path acl(Path etc, String scope) {
        return etc.resolve("org.apache.karaf.command.acl." + scope + ".cfg");
    }

    private Set<String> scopes() {
        Set<String> scopes = commands().stream()
                .map(command -> command.substring(0, command.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
        scopes.removeAll(SCOPES_OF_KARAF);
        return scopes;
    }

    @Test
    public void anAdministratorMayCallEveryCommand() throws Exception {
        assertEquals(Set.of(), deniedTo("admin", "manager", "viewer"));
        // some of the shell's own do not know --help
        Set<String> ours = commands();
        ours.removeIf(command -> SCOPES_OF_KARAF.contains(command.substring(0, command.indexOf(':'))));
        assertEquals(Set.of(), console().deniedByExec(ours, "admin", "manager", "viewer"));
    }

    /** The whole matrix: commands by roles by ways to call them. */
    @Test
    public void whateverIsNotListedIsForAdministrators() throws Exception {
        assertEquals(Map.of(), unguarded());
    }

    /** The sabotage: it shows that the matrix would see it. */
    @Test
    public void aCommandThatIsOpenedIsNoticed() throws Exception {
        String acl = "org.apache.karaf.command.acl.dev";
        console().run("config:property-set -p " + acl + " mine viewer");
        try {
            ContractsInContainer.await("the ACL", () -> !deniedTo("viewer").contains("dev:mine"));
            assertEquals(Map.of("viewer", Set.of("dev:mine")), unguarded());
        } finally {
            console().run("config:property-delete -p " + acl + " mine");
        }
        ContractsInContainer.await("the ACL", () -> deniedTo("viewer").contains("dev:mine"));
    }

    /** By role, what may be called, or is shown, and is not listed; or is listed and may not. */
    private Map<String, Set<String>> unguarded() throws Exception {
        Map<String, Set<String>> unguarded = new TreeMap<>();
        Set<String> all = commands();
        for (Map.Entry<String, Set<String>> row : MATRIX.entrySet()) {
            String[] roles = row.getKey().equals("none") ? new String[0] : new String[] {row.getKey()};
            Set<String> expected = new TreeSet<>(all);
            expected.retainAll(row.getValue());
            Set<String> allowed = new TreeSet<>(all);
            allowed.removeAll(deniedTo(roles));
            Set<String> wrong = new TreeSet<>(allowed);
            wrong.removeAll(expected);
            expected.stream().filter(command -> !allowed.contains(command)).forEach(wrong::add);
            all.stream()
                    .filter(command ->
                            !console().deniedByExec(Set.of(command), roles).contains(command))
                    .forEach(wrong::add);
            if (!wrong.isEmpty()) {
                unguarded.put(row.getKey(), wrong);
            }
        }
        return unguarded;
    }

    /** By what a shell has besides commands: objects that it can call, files that it can write, other names of a command. */
    @Test
    public void thereIsNoWayAround() throws IOException {
        Path file = Files.createTempDirectory("around").resolve("file");
        for (String way : WAYS_AROUND) {
            for (String role : List.of("viewer", "manager")) {
                String line = way.replace("FILE", file.toString());
                assertTrue(role + ": " + line, console().fails(line, role));
                assertFalse(role + ": " + line, Files.exists(file));
            }
        }
        assertEquals(Bundle.ACTIVE, context.getBundle(0).getState());
    }

    /** No other way in: those that Karaf can have are not there at all. Over HTTP there is the gateway, and nothing else. */
    @Test
    public void thereIsNoJmxAndOverHttpTheGatewayAlone() throws Exception {
        for (Bundle bundle : context.getBundles()) {
            String name = bundle.getSymbolicName();
            assertFalse(name, name.matches(".*(management|webconsole|jolokia|rmi).*"));
        }
        for (String service : List.of("javax.management.remote.JMXConnectorServer", "javax.management.MBeanServer")) {
            assertNull(service, context.getServiceReference(service));
        }
        ServiceReference<?>[] servlets = context.getAllServiceReferences("javax.servlet.Servlet", null);
        assertEquals(1, servlets.length);
        assertEquals("org.quoin.host.gateway", servlets[0].getBundle().getSymbolicName());
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
