package org.quoin.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * The bundles of the distribution in a Java program that starts a framework of its own: Felix, component management, and
 * nothing of Karaf. The host is a bundle there, because the contract of a capability is exported by the bundle that has its
 * client.
 */
public class EmbeddedIT {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<FrameworkEvent> errors = new CopyOnWriteArrayList<>();
    private Framework framework;

    @Before
    public void start() throws Exception {
        PlainFelix.trustOwnBuild(folder.getRoot().toPath());
        framework = started(folder.getRoot().toPath());
        PlainFelix.installLedger(framework.getBundleContext());
        install(Jars.distributed("org.quoin", "org.quoin.htlc.api"));
        Path host = folder.newFile("host.jar").toPath();
        Jars.host(host);
        install(host);
        install(provider());
        use();
    }

    @After
    public void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    public void everythingRunsWithoutKaraf() throws Exception {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            assertThat(bundle.getState()).as(bundle.toString()).isEqualTo(Bundle.ACTIVE);
            assertThat(bundle.getSymbolicName()).doesNotContain("karaf");
        }
        assertThat(errors).isEmpty();
        assertThat(folder.getRoot().toPath().resolve("data/karaf")).doesNotExist();
        assertThat(Files.readString(folder.getRoot().toPath().resolve("data/run.json")))
                .contains("\"state\":\"ready\"");
    }

    @Test
    public void aHostCreatesRedeemsAndRefunds() throws Exception {
        String first = host("create");
        String second = host("create");
        assertThat(host("balance user_1")).isEqualTo("9999 ETH, locked 1 ETH");

        assertThat(host("redeem " + first)).isEqualTo("applied");
        assertThat(host("refund " + second)).isEqualTo("NOT_YET_EXPIRED");
        host("advance");
        assertThat(host("redeem " + second)).isEqualTo("CONTRACT_EXPIRED");
        assertThat(host("refund " + second)).isEqualTo("applied");

        assertThat(host("balance user_1")).isEqualTo("9999.5 ETH, locked 0 ETH");
        assertThat(host("balance user_2")).isEqualTo("10000.5 ETH, locked 0 ETH");
    }

    @Test
    public void theCapabilityGoesAndComesBack() throws Exception {
        String id = host("create");
        bundle("org.quoin.htlc.provider").uninstall();
        assertThat(host("show " + id)).isEqualTo("OPEN 0.5 ETH");
        await(() -> !offered());
        assertThatThrownBy(() -> host("show " + id)).hasMessageContaining("No version of htlc is active");
        assertThat(host("balance user_1")).isEqualTo("9999.5 ETH, locked 0.5 ETH");

        install(provider());
        use();
        assertThat(host("redeem " + id)).isEqualTo("applied");
    }

    @Test
    public void contractsSurviveTheFramework() throws Exception {
        String id = host("create");
        stop();

        framework = started(folder.getRoot().toPath());
        use();

        assertThat(host("show " + id)).isEqualTo("OPEN 0.5 ETH");
        assertThat(host("redeem " + id)).isEqualTo("applied");
    }

    @Test
    public void aLedgerThatCannotBeOpenedStopsTheFramework() throws Exception {
        stop();
        Path journal = folder.getRoot().toPath().resolve("data/ledger/journal");
        byte[] damaged = Files.readAllBytes(journal);
        damaged[100] ^= 1;
        Files.write(journal, damaged);

        framework = started(folder.getRoot().toPath());

        assertThat(framework.waitForStop(20_000).getType()).isEqualTo(FrameworkEvent.STOPPED);
        assertThat(Files.readString(folder.getRoot().toPath().resolve("data/run.json")))
                .contains("\"state\":\"refused\"", "\"exitCode\":6");
    }

    /** Where the sample host is in both: what it told of the one ledger it tells of the other as soon as that was imported. */
    @Test
    public void aHostTellsWhatHappenedOnTheLedgerThatTookThePlaceOfAnother() throws Exception {
        Path sample = Jars.distributed("org.quoin", "org.quoin.host.sample");
        assertThat(Jars.header(sample, "Import-Package"))
                .containsPattern("org\\.quoin\\.htlc\\.api;version=\"\\[1\\.([0-9]+),1\\.([0-9]+)\\)\"")
                .doesNotContain("org.quoin.htlc.provider", "org.quoin.ledger.core");
        install(sample);
        host("createLong");
        host("createLong");
        Object gifts = service("org.quoin.host.sample.Gifts", framework.getBundleContext());
        String told = told(gifts);
        assertThat(told).matches("Page\\[items=\\[News.*WRAPPED\\], News.*WRAPPED\\]\\], next=null\\]");
        Path file = folder.getRoot().toPath().resolve("ledger.quoin");
        ledgerFile(framework, "exportTo", file);

        Path elsewhere = folder.newFolder().toPath();
        PlainFelix.trustOwnBuild(elsewhere);
        Framework other = started(elsewhere);
        try {
            BundleContext context = other.getBundleContext();
            PlainFelix.installLedger(context);
            PlainFelix.install(context, Jars.distributed("org.quoin", "org.quoin.htlc.api"));
            Bundle host = PlainFelix.install(context, sample);
            Object before = service("org.quoin.host.sample.Gifts", context);
            assertThat(told(before)).isEqualTo("Page[items=[], next=null]");

            ledgerFile(other, "importFrom", file);

            Object after = service("org.quoin.host.sample.Gifts", context);
            assertThat(after).isNotSameAs(before);
            assertThat(told(after)).isEqualTo(told);
            assertThat(host.getState()).isEqualTo(Bundle.ACTIVE);
            host.stop();
            host.start();
            assertThat(told(service("org.quoin.host.sample.Gifts", context))).isEqualTo(told);
        } finally {
            other.stop();
            other.waitForStop(10_000);
        }
    }

    /** Of the class space of the framework, not of the test, which has some of the types too. */
    private static Object service(String type, BundleContext context) throws InvalidSyntaxException {
        ServiceReference<?>[] references =
                Objects.requireNonNull(context.getAllServiceReferences(type, null), "there is no " + type);
        return Objects.requireNonNull(context.getService(references[0]), type);
    }

    private static String told(Object gifts) throws ReflectiveOperationException {
        Method news = gifts.getClass().getMethod("news", String.class, int.class);
        return String.valueOf(news.invoke(gifts, null, 100));
    }

    private static void ledgerFile(Framework of, String method, Path file) throws Exception {
        Object service = service("org.quoin.ledger.api.LedgerFile", of.getBundleContext());
        Class<?> type =
                Arrays.stream(service.getClass().getInterfaces()).findFirst().orElseThrow();
        Class<?> progress = type.getClasses()[0].isInterface() ? type.getClasses()[0] : type.getClasses()[1];
        type.getMethod(method, Path.class, progress)
                .invoke(service, file, progress.getField("NONE").get(null));
    }

    private Framework started(Path directory) throws BundleException {
        return PlainFelix.started(directory, errors);
    }

    private void install(Path jar) throws BundleException {
        PlainFelix.install(framework.getBundleContext(), jar);
    }

    private static Path provider() {
        return Jars.distributed("org.quoin", "org.quoin.htlc.provider");
    }

    private void use() throws InterruptedException {
        await(() -> host("offered").equals("true"));
        host("use");
    }

    @SuppressWarnings("unchecked")
    private String host(String line) {
        BundleContext context = framework.getBundleContext();
        return ((Function<String, String>) context.getService(context.getServiceReference(Function.class))).apply(line);
    }

    /** Of whichever class space: the test itself also has the contract, on its class path. */
    private boolean offered() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .map(Bundle::getRegisteredServices)
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .map(service -> (String[]) service.getProperty(Constants.OBJECTCLASS))
                .anyMatch(types -> List.of(types).contains("org.quoin.htlc.api.Htlc"));
    }

    private Bundle bundle(String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
