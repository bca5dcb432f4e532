package org.quoin.assembly;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Deploying, updating and removing a capability touches no bundle but its own, in whatever order that happens relative to a
 * host that is wired to its contract; and the service that the host has stays the same until the capability is deactivated.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ZeroRefreshIT {
    private static final String API = "org.quoin.htlc.api";
    private static final String PROVIDER = "org.quoin.htlc.provider";
    private static final String HOST = Jars.HOST;
    private static final String SAMPLE = "org.quoin.host.sample";

    /** Longer than the ledger waits for another deliverer before it deactivates a capability. */
    private static final Duration PAST_GRACE = Duration.ofSeconds(7);

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory sessions;

    private ContractsInContainer contracts;
    private Witness witness;

    @Configuration
    public static Option[] distribution() throws IOException {
        Path made = Files.createDirectories(Path.of(System.getProperty("work"), "zero-refresh"));
        Path provider = Jars.distributed("org.quoin", PROVIDER);
        Files.copy(Jars.distributed("org.quoin", API), emptied(made.resolve("api.jar")));
        Files.copy(provider, emptied(made.resolve("provider.jar")));
        Jars.rewrite(provider, made.resolve("same-rules.jar"), Map.of("Bundle-Version", "1.1.1"), Map.of());
        Jars.deliver(provider, made.resolve("newer-rules.jar"), "1.1.2", "1.1.1");
        Jars.host(made.resolve("host.jar"));
        Map<String, String> export = Map.of("Export-Package", "test.contract;version=1.0.0");
        Jars.bundle(made.resolve("whole-1.0.0.jar"), "test.whole", "1.0.0", export);
        Jars.bundle(made.resolve("whole-1.0.1.jar"), "test.whole", "1.0.1", export);
        Jars.bundle(
                made.resolve("whole-host.jar"),
                "test.whole.host",
                "1.0.0",
                Map.of("Import-Package", "test.contract;version=\"[1.0,1.1)\""));
        Files.writeString(made.resolve("features.xml"), """
                <features name="test" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                  <feature name="test-host">
                    <feature>quoin-htlc-api</feature>
                    <bundle>DIRECTORY/host.jar</bundle>
                  </feature>
                  <feature name="quoin-htlc" version="1.1.1">
                    <feature>quoin-ledger</feature>
                    <feature>quoin-htlc-api</feature>
                    <bundle>DIRECTORY/same-rules.jar</bundle>
                  </feature>
                  <feature name="quoin-htlc" version="1.1.2">
                    <feature>quoin-ledger</feature>
                    <feature>quoin-htlc-api</feature>
                    <bundle>DIRECTORY/newer-rules.jar</bundle>
                  </feature>
                  <feature name="test-whole" version="1.0.0">
                    <bundle>DIRECTORY/whole-1.0.0.jar</bundle>
                  </feature>
                  <feature name="test-whole" version="1.0.1">
                    <bundle>DIRECTORY/whole-1.0.1.jar</bundle>
                  </feature>
                  <feature name="test-whole-host">
                    <bundle>DIRECTORY/whole-host.jar</bundle>
                  </feature>
                </features>
                """.replace(
                        "DIRECTORY/", made.toUri().toString()));
        List<Option> options = new ArrayList<>(List.of(DistributionIT.distribution()));
        options.add(systemProperty("made").value(made.toUri().toString()));
        return options.toArray(Option[]::new);
    }

    private static Path emptied(Path file) throws IOException {
        Files.deleteIfExists(file);
        return file;
    }

    @Before
    public void watch() {
        new ContainerConsole(sessions).run("feature:repo-add " + made("features.xml"));
        witness = new Witness(context);
        contracts = new ContractsInContainer(context);
    }

    @After
    public void awaitDeactivation() {
        contracts.close();
        context.removeBundleListener(witness);
        contracts.awaitDeactivation();
    }

    @Test
    public void byFeaturesTheHostFirst() {
        assertEquals(Set.of(API, HOST), touchedBy("feature:install test-host"));
        assertEquals(Set.of(PROVIDER), touchedBy("feature:install quoin-htlc/1.1.0"));
        awaitServices("REGISTERED 1.1.0");
        host("use");
        String first = host("create");

        assertEquals(Set.of(PROVIDER), touchedBy("feature:install --upgrade quoin-htlc/1.1.1"));
        assertEquals(Set.of(PROVIDER), touchedBy("feature:install --upgrade quoin-htlc/1.1.2"));
        awaitServices("REGISTERED 1.1.0", "MODIFIED 1.1.1");
        assertEquals("applied", host("redeem " + first));
        String second = host("create");

        assertEquals(Set.of(PROVIDER), touchedBy("feature:uninstall quoin-htlc"));
        long uninstalled = System.nanoTime();
        assertEquals("OPEN 0.5 ETH", host("show " + second));
        awaitServices("REGISTERED 1.1.0", "MODIFIED 1.1.1", "UNREGISTERING 1.1.1");
        assertTrue(System.nanoTime() - uninstalled > TimeUnit.SECONDS.toNanos(4));

        assertEquals(Set.of(PROVIDER), touchedBy("feature:install quoin-htlc/1.1.2"));
        awaitServices("REGISTERED 1.1.0", "MODIFIED 1.1.1", "UNREGISTERING 1.1.1", "REGISTERED 1.1.1");
        host("use");
        assertEquals("applied", host("redeem " + second));

        assertEquals(Set.of(HOST), touchedBy("feature:uninstall test-host"));
        assertEquals(Set.of(API, PROVIDER), touchedBy("feature:uninstall quoin-htlc"));
    }

    @Test
    public void byFeaturesTheCapabilityFirst() {
        assertEquals(Set.of(API, PROVIDER), touchedBy("feature:install quoin-htlc/1.1.0"));
        assertEquals(Set.of(HOST), touchedBy("feature:install test-host"));
        awaitServices("REGISTERED 1.1.0");
        host("use");

        assertEquals(Set.of(HOST), touchedBy("feature:uninstall test-host"));
        assertEquals(Set.of(HOST), touchedBy("feature:install test-host"));
        host("use");
        String id = host("create");
        assertEquals(Set.of(PROVIDER), touchedBy("feature:uninstall quoin-htlc", "feature:install quoin-htlc/1.1.0"));
        ContractsInContainer.pause(PAST_GRACE);
        assertEquals("applied", host("redeem " + id));
        awaitServices("REGISTERED 1.1.0");

        assertEquals(Set.of(PROVIDER), touchedBy("feature:uninstall quoin-htlc"));
        assertEquals(Set.of(API, HOST), touchedBy("feature:uninstall test-host"));
    }

    @Test
    public void byBundlesTheHostFirst() {
        assertEquals(Set.of(API), touchedBy("bundle:install -s " + made("api.jar")));
        assertEquals(Set.of(HOST), touchedBy("bundle:install -s " + made("host.jar")));
        assertEquals(Set.of(PROVIDER), touchedBy("bundle:install -s " + made("provider.jar")));
        awaitServices("REGISTERED 1.1.0");
        host("use");
        String id = host("create");

        assertEquals(Set.of(PROVIDER), touchedBy("bundle:stop " + PROVIDER));
        ContractsInContainer.pause(PAST_GRACE);
        assertEquals(Set.of(PROVIDER), touchedBy("bundle:update " + PROVIDER + " " + made("same-rules.jar")));
        assertEquals(Set.of(PROVIDER), touchedBy("bundle:start " + PROVIDER));
        assertEquals(Set.of(PROVIDER), touchedBy("bundle:refresh " + PROVIDER));
        assertEquals(Set.of(PROVIDER), touchedBy("bundle:update " + PROVIDER + " " + made("newer-rules.jar")));
        awaitServices("REGISTERED 1.1.0", "MODIFIED 1.1.1");
        assertEquals("applied", host("redeem " + id));

        assertEquals(Set.of(HOST), touchedBy("bundle:uninstall " + HOST));
        assertEquals(Set.of(PROVIDER), touchedBy("bundle:uninstall " + PROVIDER));
        awaitServices("REGISTERED 1.1.0", "MODIFIED 1.1.1", "UNREGISTERING 1.1.1");
        assertEquals(Set.of(API), touchedBy("bundle:uninstall " + API));
    }

    @Test
    public void byBundlesTheCapabilityFirst() {
        assertEquals(Set.of(API), touchedBy("bundle:install -s " + made("api.jar")));
        assertEquals(Set.of(PROVIDER), touchedBy("bundle:install -s " + made("provider.jar")));
        assertEquals(Set.of(HOST), touchedBy("bundle:install -s " + made("host.jar")));
        awaitServices("REGISTERED 1.1.0");
        host("use");

        assertEquals(Set.of(PROVIDER), touchedBy("bundle:uninstall " + PROVIDER));
        assertEquals(Set.of(PROVIDER), touchedBy("bundle:install -s " + made("newer-rules.jar")));
        awaitServices("REGISTERED 1.1.0", "MODIFIED 1.1.1");
        ContractsInContainer.pause(PAST_GRACE);
        assertEquals("applied", host("redeem " + host("create")));
        awaitServices("REGISTERED 1.1.0", "MODIFIED 1.1.1");

        assertEquals(Set.of(PROVIDER), touchedBy("bundle:uninstall " + PROVIDER));
        assertEquals(Set.of(HOST), touchedBy("bundle:uninstall " + HOST));
        assertEquals(Set.of(API), touchedBy("bundle:uninstall " + API));
    }

    /** The sample is there first, and sees contracts come, change, go and come back while gifts wait. */
    @Test
    public void theSampleHostLivesThroughAllOfItAndMissesNothing() throws IOException {
        String word = " --json --code-word-file " + word("correct horse");
        String other = " --json --code-word-file " + word("battery staple");
        String send = "gift:send --from user_1 --to user_2 --amount 1 --asset ETH";
        String wrap = send + " --expires 1h";
        assertEquals(Set.of(API, SAMPLE), touchedBy("feature:install quoin-host-sample"));
        ContractsInContainer.await("its commands", () -> console().commands().contains("gift:claim"));
        assertSays("Code words have to wait, because the capability htlc is not active", wrap + word);
        assertTrue(console().run(send).contains("applied"));

        assertEquals(Set.of(PROVIDER), touchedBy("feature:install quoin-htlc/1.1.0"));
        awaitServices("REGISTERED 1.1.0");
        String first = id(console().run(wrap + word));
        String second = id(console().run(wrap + other));
        assertEquals(Set.of(PROVIDER), touchedBy("feature:install --upgrade quoin-htlc/1.1.2"));
        awaitServices("REGISTERED 1.1.0", "MODIFIED 1.1.1");
        assertTrue(console().run("gift:status --json").contains("\"rulesVersion\":\"1.1.1\""));
        assertTrue(console().run("gift:claim " + first + word).contains("\"state\":\"claimed\""));

        assertEquals(Set.of(PROVIDER), touchedBy("feature:uninstall quoin-htlc"));
        awaitServices("REGISTERED 1.1.0", "MODIFIED 1.1.1", "UNREGISTERING 1.1.1");
        assertSays(
                "Code words have to wait, because the capability htlc is not active", "gift:claim " + second + other);
        assertTrue(console().run("gift:status --json").contains("\"codeWords\":false"));
        assertTrue(console().run("gift:list --json").contains("\"state\":\"wrapped\""));
        assertTrue(console().run(send).contains("applied"));
        assertEquals(Set.of(SAMPLE), touchedBy("bundle:restart " + SAMPLE));

        assertEquals(Set.of(PROVIDER), touchedBy("feature:install quoin-htlc/1.1.2"));
        ContractsInContainer.await("its commands", () -> console().commands().contains("gift:claim"));
        ContractsInContainer.await(
                "the contracts", () -> console().run("gift:status --json").contains("\"codeWords\":true"));
        assertTrue(console().run("gift:claim " + second + other).contains("\"state\":\"claimed\""));
        List<String> told = sequences(console().run("gift:news --json --count 1000"), "gift", first, second);
        assertEquals(sequences(console().run("ledger:events --json --count 1000"), "id", first, second), told);
        assertEquals(4, told.size());

        assertEquals(Set.of(PROVIDER), touchedBy("feature:uninstall quoin-htlc"));
        assertEquals(Set.of(API, SAMPLE), touchedBy("feature:uninstall quoin-host-sample"));
    }

    private static Path word(String word) throws IOException {
        return Files.writeString(Files.createTempFile("code", "word"), word + "\n");
    }

    /** Of the items of a list whose field, their own or of what they hold, is one of these ids. */
    private static List<String> sequences(String json, String field, String... ids) {
        List<String> sequences = new ArrayList<>();
        for (JsonElement item : JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("items")) {
            JsonObject event = item.getAsJsonObject();
            JsonObject data = event.has("data") ? event.getAsJsonObject("data") : event;
            if (data.has(field) && List.of(ids).contains(data.get(field).getAsString())) {
                sequences.add(event.get("sequence").getAsString());
            }
        }
        return sequences;
    }

    private static String id(String json) {
        return JsonParser.parseString(json).getAsJsonObject().get("id").getAsString();
    }

    private void assertSays(String sentence, String line) {
        AssertionError failed =
                assertThrows(AssertionError.class, () -> console().run(line.replace(" --json", "")));
        assertTrue(
                String.valueOf(failed.getCause()),
                String.valueOf(failed.getCause()).contains(sentence));
    }

    private ContainerConsole console() {
        return new ContainerConsole(sessions);
    }

    /** The sabotage: it shows that the witness would see it. */
    @Test
    public void aContractInsideItsProviderRestartsTheHostWithEveryUpdate() {
        touchedBy("feature:install test-whole/1.0.0", "feature:install test-whole-host");

        assertEquals(Set.of("test.whole", "test.whole.host"), touchedBy("feature:install --upgrade test-whole/1.0.1"));

        touchedBy("feature:uninstall test-whole-host", "feature:uninstall test-whole");
    }

    /** Wires anew what no longer has the wiring that it should have, as any refresh of the operator's would. */
    private Set<String> touchedBy(String... lines) {
        witness.touched();
        for (String line : lines) {
            console().run(line);
        }
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(null, event -> refreshed.countDown());
        try {
            assertTrue(refreshed.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return witness.touched();
    }

    private void awaitServices(String... expected) {
        contracts.awaitServices(expected);
    }

    private String host(String line) {
        return contracts.host(line);
    }

    private static String made(String file) {
        return System.getProperty("made") + file;
    }
}
