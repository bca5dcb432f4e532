package org.quoin.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/**
 * Every way in which a capability's next version comes into a running node: it becomes active, and the service that a host has stays
 * the same. What must not come in leaves everything as it is.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WaysInIT {
    private static final String PROVIDER = "org.quoin.htlc.provider";

    /** Longer than the ledger waits for another deliverer before it deactivates a capability. */
    private static final Duration PAST_GRACE = Duration.ofSeconds(7);

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory sessions;

    private ContractsInContainer contracts;
    private Path deploy;
    private Path log;
    private int logged;

    @Configuration
    public static Option[] distribution() throws IOException {
        Path made = Files.createDirectories(Path.of(System.getProperty("work"), "ways-in"));
        Path provider = Jars.distributed("org.quoin", PROVIDER);
        for (String version : List.of("1.2.0", "1.3.0", "1.4.0", "1.5.0", "1.6.0", "1.7.0", "1.8.0")) {
            Jars.deliver(provider, made.resolve(version + ".jar"), version, version);
            Jars.kar(made.resolve(version + ".kar"), version, made.resolve(version + ".jar"));
        }
        Jars.rewrite(provider, made.resolve("1.1.0.jar"), Map.of(), Map.of());
        makeBadUpdates(made);
        Jars.host(made.resolve("host.jar"));
        Files.writeString(made.resolve("features.xml"), """
                <features name="test" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                  <feature name="test-host">
                    <feature>quoin-htlc-api</feature>
                    <bundle>DIRECTORY/host.jar</bundle>
                  </feature>
                  <feature name="quoin-htlc" version="1.2.0">
                    <feature>quoin-ledger</feature>
                    <feature>quoin-htlc-api</feature>
                    <bundle>DIRECTORY/1.2.0.jar</bundle>
                  </feature>
                </features>
                """.replace(
                        "DIRECTORY/", made.toUri().toString()));
        List<Option> options = new ArrayList<>(List.of(DistributionIT.distribution()));
        options.add(systemProperty("made").value(made.toUri().toString()));
        return options.toArray(Option[]::new);
    }

    private static void makeBadUpdates(Path made) throws IOException {
        Path good = made.resolve("1.2.0.jar");
        byte[] rules = Jars.content(good, Jars.RULES);
        byte[] tampered = rules.clone();
        tampered[tampered.length - 1] ^= 1;
        Map<String, String> none = Map.of();
        Jars.rewrite(good, made.resolve("unsigned.jar"), none, Map.of(Jars.SIGNATURES, new byte[0]));
        Jars.rewrite(good, made.resolve("tampered.jar"), none, Map.of(Jars.RULES, tampered));
        byte[] half = Arrays.copyOf(rules, rules.length / 2);
        Jars.rewrite(
                good,
                made.resolve("half-the-rules.jar"),
                none,
                Map.of(Jars.RULES, half, Jars.SIGNATURES, Jars.signature(half)));
        Jars.rewrite(
                good, made.resolve("activator-missing.jar"), Map.of("Bundle-Activator", "org.quoin.None"), Map.of());
        Jars.rewrite(
                good,
                made.resolve("activator-failing.jar"),
                Map.of("Bundle-Activator", "org.quoin.htlc.provider.HtlcModule"), // is none: that is thrown
                Map.of());
        byte[] whole = Files.readAllBytes(good);
        Files.write(made.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
    }

    @Before
    public void aHostIsThere() throws IOException {
        log = Path.of(context.getProperty("karaf.log"), "quoin.log");
        logged = (int) Files.size(log);
        deploy = Path.of(context.getProperty("karaf.base"), "deploy");
        contracts = new ContractsInContainer(context);
        run("feature:repo-add " + made("features.xml"), "feature:install test-host");
    }

    @After
    public void theHostGoes() {
        run("feature:uninstall test-host");
        contracts.close();
        contracts.awaitDeactivation();
    }

    @Test
    public void byEveryWayInTheNextVersionBecomesActiveAndTheHostKeepsItsService() throws IOException {
        List<String> services = new ArrayList<>(List.of("REGISTERED 1.1.0"));
        run("feature:install quoin-htlc/1.1.0");
        contracts.awaitServices("REGISTERED 1.1.0");
        contracts.host("use");
        String contract = contracts.host("create");

        run("feature:install --upgrade quoin-htlc/1.2.0");
        awaitNext(services, "1.2.0");

        run("bundle:install -s " + made("1.3.0.jar"));
        awaitNext(services, "1.3.0");
        run("feature:uninstall quoin-htlc/1.2.0", "bundle:update " + PROVIDER + " " + made("1.4.0.jar"));
        awaitNext(services, "1.4.0");

        drop("1.5.0.jar", "htlc.jar");
        awaitNext(services, "1.5.0");
        run("bundle:uninstall " + PROVIDER + "/1.4.0");
        drop("half.jar", "htlc.jar");
        ContractsInContainer.await("the half", () -> contracts.bundle(PROVIDER).isEmpty());
        ContractsInContainer.pause(PAST_GRACE);
        contracts.awaitServices(services.toArray(String[]::new));
        drop("1.6.0.jar", "htlc.jar");
        awaitNext(services, "1.6.0");

        run("kar:install " + made("1.7.0.kar"));
        awaitNext(services, "1.7.0");
        Files.delete(deploy.resolve("htlc.jar"));
        drop("1.8.0.kar", "htlc-1.8.0.kar");
        awaitNext(services, "1.8.0");

        assertEquals("applied", contracts.host("redeem " + contract));
        assertEquals(List.of(), errors());
        Files.delete(deploy.resolve("htlc-1.8.0.kar"));
        ContractsInContainer.await(
                "the removal of 1.8.0, before Karaf looks at what is left", () -> !contracts.has(PROVIDER, "1.8.0"));
        run("kar:uninstall 1.7.0");
        ContractsInContainer.await(
                "the removal", () -> contracts.bundle(PROVIDER).isEmpty());
    }

    @Test
    public void whatMustNotComeInLeavesEverythingAsItIs() {
        run("bundle:install -s " + made("1.1.0.jar"));
        contracts.awaitServices("REGISTERED 1.1.0");
        contracts.host("use");
        String contract = contracts.host("create");
        String root = stateRoot();

        for (String refused : List.of("unsigned", "tampered", "half-the-rules")) {
            run("bundle:update " + PROVIDER + " " + made(refused + ".jar"));
            ContractsInContainer.await(
                    "the refusal of " + refused, () -> run("module:list").contains("refused"));
            assertEquals(refused, root, stateRoot());
        }
        for (String failing : List.of("half", "activator-missing", "activator-failing")) {
            String update = "bundle:update " + PROVIDER + " " + made(failing + ".jar");
            assertThrows(failing, AssertionError.class, () -> run(update, "bundle:start " + PROVIDER));
            assertEquals(failing, root, stateRoot());
        }

        contracts.awaitServices("REGISTERED 1.1.0");
        assertEquals("applied", contracts.host("redeem " + contract));
        run("bundle:update " + PROVIDER + " " + made("1.2.0.jar"), "bundle:start " + PROVIDER);
        contracts.awaitServices("REGISTERED 1.1.0", "MODIFIED 1.2.0");
        run("bundle:uninstall " + PROVIDER);
    }

    /** As a user does: the name is there from the first byte on. */
    private void drop(String file, String name) throws IOException {
        Files.write(deploy.resolve(name), Files.readAllBytes(Path.of(URI.create(made(file)))));
    }

    private void awaitNext(List<String> services, String version) {
        services.add("MODIFIED " + version);
        contracts.awaitServices(services.toArray(String[]::new));
    }

    private String stateRoot() {
        JsonObject info = JsonParser.parseString(run("ledger:info --json")).getAsJsonObject();
        return info.get("stateRoot").getAsString();
    }

    /** What the log has of them since the test began. */
    private List<String> errors() throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        return new String(bytes, logged, bytes.length - logged, UTF_8)
                .lines()
                .filter(line -> line.contains(" ERROR "))
                .toList();
    }

    /** What the last line prints. */
    private String run(String... lines) {
        ContainerConsole console = new ContainerConsole(sessions);
        String said = "";
        for (String line : lines) {
            said = console.run(line);
        }
        return said;
    }

    private static String made(String file) {
        return System.getProperty("made") + file;
    }
}
