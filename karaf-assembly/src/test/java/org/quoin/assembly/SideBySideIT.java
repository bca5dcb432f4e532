package org.quoin.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Version 1.2 of a contract beside 1.1, each with a host that is pinned to it: in whatever order the five bundles are installed,
 * updated and removed, no host is stopped, wired anew or given another service because of the other version.
 */
public class SideBySideIT {
    private static final String API = "org.quoin.htlc.api";
    private static final String ADDITION = API + ".Addition";

    @ClassRule
    public static final TemporaryFolder folder = new TemporaryFolder();

    /** The bundles, and for each the file that it is first installed from and the one that it is updated to. */
    private enum Part {
        CONTRACT_1_1,
        CONTRACT_1_2,
        HOST_1_1,
        HOST_1_2,
        PROVIDER;

        Path first() {
            return file(this + ".jar");
        }

        Path updated() {
            return file(this + "-updated.jar");
        }

        /** What may notice that this one is changed: itself, and what is wired to it. */
        Set<Part> affected() {
            return switch (this) {
                case CONTRACT_1_1 -> EnumSet.of(this, HOST_1_1, PROVIDER);
                case CONTRACT_1_2 -> EnumSet.of(this, HOST_1_2, PROVIDER);
                case HOST_1_1, HOST_1_2, PROVIDER -> EnumSet.of(this);
            };
        }
    }

    private static final List<Part> HOSTS = List.of(Part.HOST_1_1, Part.HOST_1_2);
    private static final List<List<Part>> ORDERS = permutations(List.of(Part.values()));
    private static final List<List<Part>> UPDATES =
            permutations(List.of(Part.CONTRACT_1_1, Part.CONTRACT_1_2, Part.PROVIDER));

    /** In rounds: each order comes twice. */
    private static final int BETWEEN_UPDATES = 10;

    private static Framework framework;

    /** Open all the time. */
    private static String contract = "";

    private final Map<Part, Bundle> installed = new EnumMap<>(Part.class);

    /** Those that have looked up their service, and shall keep it. */
    private final Set<Part> using = EnumSet.noneOf(Part.class);

    private Witness witness;

    @BeforeClass
    public static void start() throws Exception {
        make();
        List<FrameworkEvent> errors = new CopyOnWriteArrayList<>();
        PlainFelix.trustOwnBuild(folder.getRoot().toPath());
        framework = PlainFelix.started(folder.getRoot().toPath(), errors);
        BundleContext context = framework.getBundleContext();
        PlainFelix.installLedger(context);
        List<Bundle> bundles = new ArrayList<>();
        for (Part part : List.of(Part.CONTRACT_1_1, Part.PROVIDER, Part.HOST_1_1)) {
            bundles.add(PlainFelix.install(context, part.first()));
        }
        TestHost host = new TestHost(context, bundles.get(2));
        host.use();
        contract = host.tell("create");
        // From now on the rules stay active without any bundle that delivers them.
        assertThat(host.tell("govern")).isEqualTo("applied");
        for (Bundle bundle : bundles) {
            bundle.uninstall();
        }
        assertThat(errors).isEmpty();
    }

    private static void make() throws IOException {
        Path api = Jars.distributed("org.quoin", API);
        Path provider = Jars.distributed("org.quoin", "org.quoin.htlc.provider");
        Files.copy(api, Part.CONTRACT_1_1.first());
        Jars.rewrite(api, Part.CONTRACT_1_1.updated(), Map.of("Bundle-Version", "1.1.1"), Map.of());
        String exported = Jars.header(api, "Export-Package").replace(";version=\"1.1.0\"", ";version=\"1.2.0\"");
        Map<String, byte[]> more = Map.of(ADDITION.replace('.', '/') + ".class", compiledAddition());
        Jars.rewrite(
                api, Part.CONTRACT_1_2.first(), Map.of("Bundle-Version", "1.2.0", "Export-Package", exported), more);
        Jars.rewrite(
                Part.CONTRACT_1_2.first(), Part.CONTRACT_1_2.updated(), Map.of("Bundle-Version", "1.2.1"), Map.of());
        Files.copy(provider, Part.PROVIDER.first());
        Jars.rewrite(provider, Part.PROVIDER.updated(), Map.of("Bundle-Version", "1.1.1"), Map.of());
        Jars.host(Part.HOST_1_1.first(), "test.host.old", "[1.1,1.2)");
        Jars.host(Part.HOST_1_2.first(), "test.host.new", "[1.2,1.3)");
    }

    /** What the newer contract has and the older has not. */
    private static byte[] compiledAddition() throws IOException {
        Path source = file("Addition.java");
        Files.writeString(source, "package " + API + "; public interface Addition {}", UTF_8);
        Path classes = folder.newFolder("classes").toPath();
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
        return Files.readAllBytes(classes.resolve(ADDITION.replace('.', '/') + ".class"));
    }

    private static Path file(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    @AfterClass
    public static void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Before
    public void watch() {
        witness = new Witness(framework.getBundleContext());
    }

    /** All 120 orders to install them, and all to remove them; and now and then one of the six to update what hosts depend on. */
    @Test
    public void noHostNoticesTheOtherVersionWhateverTheOrder() throws Exception {
        for (int i = 0; i < ORDERS.size(); i++) {
            for (Part part : ORDERS.get(i)) {
                change(part, () -> install(part));
            }
            assertBothWork();
            if (i % BETWEEN_UPDATES == 0) {
                for (Part part : UPDATES.get(i / BETWEEN_UPDATES % UPDATES.size())) {
                    change(part, () -> update(part));
                }
                assertBothWork();
            }
            for (Part part : ORDERS.get((i * 7 + 3) % ORDERS.size())) { // 7 has no factor in common with 120
                change(part, () -> uninstall(part));
            }
        }
    }

    private void assertBothWork() {
        assertThat(using).containsExactlyInAnyOrderElementsOf(HOSTS);
        for (Part host : HOSTS) {
            assertThat(host(host).tell("show " + contract)).isEqualTo("OPEN 0.5 ETH");
        }
    }

    @Test
    public void eachHostHasTheVersionThatItIsPinnedTo() throws Exception {
        for (Part part : Part.values()) {
            change(part, () -> install(part));
        }

        assertThat(bundle(Part.HOST_1_2).loadClass(ADDITION).getClassLoader())
                .isEqualTo(bundle(Part.CONTRACT_1_2).loadClass(ADDITION).getClassLoader());
        assertThatThrownBy(() -> bundle(Part.HOST_1_1).loadClass(ADDITION)).isInstanceOf(ClassNotFoundException.class);
        String made = host(Part.HOST_1_1).tell("create");
        assertThat(host(Part.HOST_1_2).tell("redeem " + made)).isEqualTo("applied");

        for (Part part : Part.values()) {
            change(part, () -> uninstall(part));
        }
    }

    /** The sabotage: a contract that may be given another bundle's copy of its own package. */
    @Test
    public void aContractThatImportsItselfWouldBeNoticed() throws Exception {
        Path api = Part.CONTRACT_1_1.first();
        Path careless = file("careless.jar");
        String imported = Jars.header(api, "Import-Package") + "," + API + ";version=\"[1.1,2)\"";
        Jars.rewrite(api, careless, Map.of("Import-Package", imported), Map.of());
        BundleContext context = framework.getBundleContext();
        Bundle newer = PlainFelix.install(context, Part.CONTRACT_1_2.first());
        Bundle older = PlainFelix.install(context, careless);

        Bundle host = context.installBundle(Part.HOST_1_1.first().toUri().toString());
        assertThatThrownBy(host::start).isInstanceOf(BundleException.class);

        for (Bundle bundle : List.of(host, older, newer)) {
            bundle.uninstall();
        }
        refresh();
    }

    private interface Change {
        void make() throws BundleException;
    }

    /** Makes it, wires anew what has not the wiring that it should have, and looks who has noticed. */
    private void change(Part part, Change change) throws Exception {
        Map<Part, Bundle> before = new EnumMap<>(installed);
        witness.touchedBundles();
        change.make();
        refresh();
        startWhatCanBe();
        Set<Bundle> touched = witness.touchedBundles();
        Map<Part, Bundle> known = new EnumMap<>(before);
        known.putAll(installed);

        Set<Part> noticed = known.entrySet().stream()
                .filter(each -> touched.contains(each.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
        assertThat(part.affected())
                .as("who may notice " + part + " among " + before.keySet())
                .containsAll(noticed);
        assertThat(touched).as("nobody else").hasSameSizeAs(noticed);
        using.removeAll(noticed);
        for (Part host : using) {
            assertThat(host(host).tell("kept")).as(host + " after " + part).isEqualTo("true");
        }
        useWhatIsThere();
    }

    private void install(Part part) throws BundleException {
        installed.put(
                part,
                framework.getBundleContext().installBundle(part.first().toUri().toString()));
    }

    private void uninstall(Part part) throws BundleException {
        bundle(part).uninstall();
        installed.remove(part);
    }

    private void update(Part part) throws BundleException {
        try {
            bundle(part).update(Files.newInputStream(part.updated()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, event -> refreshed.countDown());
        assertThat(refreshed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** As a deployer does: what misses something is tried again when there is more. */
    private void startWhatCanBe() throws BundleException {
        List<Bundle> bundles = List.copyOf(installed.values());
        framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
        for (Bundle bundle : bundles) {
            if (bundle.getState() == Bundle.RESOLVED) {
                bundle.start();
            }
        }
    }

    private void useWhatIsThere() throws InterruptedException {
        for (Part host : HOSTS) {
            Bundle bundle = installed.get(host);
            if (bundle != null && bundle.getState() == Bundle.ACTIVE && using.add(host)) {
                host(host).use();
            }
        }
    }

    private TestHost host(Part part) {
        return new TestHost(framework.getBundleContext(), bundle(part));
    }

    private Bundle bundle(Part part) {
        return Objects.requireNonNull(installed.get(part), () -> part + " is not installed");
    }

    private static <T> List<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (T first : items) {
            List<T> others = new ArrayList<>(items);
            others.remove(first);
            for (List<T> rest : permutations(others)) {
                List<T> permutation = new ArrayList<>(Collections.singletonList(first));
                permutation.addAll(rest);
                all.add(permutation);
            }
        }
        return all;
    }
}
