package org.quoin.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.quoin.assembly.Node.Run;

/**
 * What a user deployed at run time, a feature and a bundle by hand, and in the other ways that there are, is still there after whatever happens to the node. The
 * feature is one of Karaf's own that the distribution has and does not boot with.
 */
public class DeployedIT {
    private static final String WITH_NEW_BUNDLES =
            "quoin: The node did not start with the bundles in its cache: it starts again with new ones.\n";

    @ClassRule
    public static final Node node = new Node();

    @ClassRule
    public static final TemporaryFolder folder = new TemporaryFolder();

    private final Path bundle = folder.getRoot().toPath().resolve("guinea.pig.jar");

    @Before
    public void deploy() throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "guinea.pig");
        new JarOutputStream(Files.newOutputStream(bundle), manifest).close();
        if (!Files.exists(node.data().resolve("run.json"))) {
            started(node.start());
            deployOtherwise();
        }
        Run deploy = node.run("exec", "feature:install wrap", "bundle:install -s " + bundle.toUri());
        assertThat(deploy.exit()).as(deploy.err()).isZero();
    }

    /** Into the directory that is watched, in a KAR, and by an update of what was installed by hand. */
    private void deployOtherwise() throws Exception {
        Path pigs = folder.newFolder().toPath();
        for (String version : List.of("1.0.0", "2.0.0")) {
            Jars.bundle(pigs.resolve(version), "updated.pig", version, Map.of());
        }
        Jars.bundle(pigs.resolve("pig"), "kar.pig", "1.0.0", Map.of());
        Jars.kar(pigs.resolve("pig.kar"), "1.0.0", pigs.resolve("pig"));
        Jars.bundle(node.data().resolve("deploy/pig.jar"), "dropped.pig", "1.0.0", Map.of());
        Run deploy = node.run(
                "exec",
                "bundle:install -s " + pigs.resolve("1.0.0").toUri(),
                "bundle:update updated.pig " + pigs.resolve("2.0.0").toUri(),
                "kar:install " + pigs.resolve("pig.kar").toUri());
        assertThat(deploy.exit()).as(deploy.err()).isZero();
        awaitOthers();
    }

    /** Karaf looks into its directory once a second. */
    private static void awaitOthers() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        String bundles;
        do {
            bundles = node.run("exec", "bundle:list -s -t 0 --no-format").out();
        } while (!bundles.contains("dropped.pig") && System.nanoTime() < deadline);
        assertThat(bundles).contains("dropped.pig", "kar.pig").containsPattern("2\\.0\\.0\\s+updated\\.pig");
    }

    @Test
    public void itSurvivesStopAndKillMinusNine() throws Exception {
        assertThat(node.run("stop").exit()).isZero();
        started(node.start());
        assertThat(deployed()).isEqualTo("wrap guinea.pig");

        node.kill();
        started(node.start());
        assertThat(deployed()).isEqualTo("wrap guinea.pig");
        awaitOthers();
    }

    @Test
    public void itSurvivesKillMinusNineWhileFeaturesChangeAndWhileItStarts() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 3; round++) {
            Process change = node.spawn("exec", "feature:uninstall wrap", "feature:install wrap");
            TimeUnit.MILLISECONDS.sleep(random.nextInt(2500));
            node.kill();
            change.waitFor();
            long killed = node.pid();
            Process start = node.spawn("start", "--ssh-port", "0", "--http-port", "0");
            while (node.pid() == killed && start.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertThat(node.pid())
                    .as("seed %d: %s", seed, start.isAlive() ? "" : output(start))
                    .isNotEqualTo(killed);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(2000));
            node.kill();
            assertThat(start.waitFor()).as("seed %d", seed).isEqualTo(1);

            Run run = node.start();
            assertThat(run.exit()).as("seed %d: %s", seed, run.err()).isZero();
            assertThat(deployed()).as("seed %d", seed).endsWith("guinea.pig");
            assertThat(node.run("exec", "feature:install wrap").exit()).isZero();
        }
    }

    @Test
    public void aTornFileOfKarafCostsNoFeature() throws Exception {
        node.kill();
        Path state = only("data/state.json");
        truncate(state, Files.size(state) / 2);

        started(node.start());

        assertThat(deployed()).isEqualTo("wrap guinea.pig");
    }

    @Test
    public void aCacheThatDoesNotStartIsMadeAnewInTheSameStart() throws Exception {
        node.kill();
        breakCache();

        Run start = node.run(Map.of("QUOIN_READY_SECONDS", "60"), "", "start", "--ssh-port", "0", "--http-port", "0");

        assertThat(start.exit()).as(start.err()).isZero();
        assertThat(start.err()).isEqualTo(WITH_NEW_BUNDLES);
        assertThat(deployed()).isEqualTo("wrap guinea.pig");
    }

    @Test
    public void whatCannotBeDeployedAgainIsNamed() throws Exception {
        assertThat(node.run("stop").exit()).isZero();
        Files.delete(bundle);
        newDistribution();

        Run start = node.start();

        assertThat(start.exit()).as(start.err()).isZero();
        assertThat(start.err())
                .startsWith("quoin: What was deployed with \"bundle:install -s '" + bundle.toUri() + "'\" is lost: ")
                .hasLineCount(1);
        assertThat(deployed()).isEqualTo("wrap ");
    }

    @Test
    public void aNewDistributionGetsItToo() throws Exception {
        assertThat(node.run("stop").exit()).isZero();
        newDistribution();

        started(node.start());

        assertThat(deployed()).isEqualTo("wrap guinea.pig");
        awaitOthers();
    }

    @Test
    public void whatWasUninstalledStaysAway() throws Exception {
        assertThat(node.run("exec", "feature:uninstall wrap", "bundle:uninstall guinea.pig")
                        .exit())
                .isZero();
        node.kill();
        newDistribution();

        started(node.start());

        assertThat(deployed()).isEqualTo(" ");
    }

    private static String output(Process ended) throws IOException {
        return new String(ended.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void started(Run start) {
        assertThat(start.exit()).as(start.err()).isZero();
        assertThat(start.err()).isEmpty();
    }

    private String deployed() throws Exception {
        String features = node.run("exec", "feature:list -r --no-format").out();
        String bundles = node.run("exec", "bundle:list -t 0 --no-format").out();
        return (features.lines().anyMatch(line -> line.startsWith("wrap")) ? "wrap " : " ")
                + (bundles.contains("guinea.pig") ? "guinea.pig" : "");
    }

    /** As the launcher sees it: what is installed is not what it started last. */
    private void newDistribution() throws IOException {
        Files.writeString(node.data().resolve("karaf/distribution"), "another\n");
    }

    /** Makes the framework forget the ledger's own bundle, which nothing installs a second time. */
    private void breakCache() throws IOException {
        try (Stream<Path> bundles = Files.list(cache())) {
            for (Path info : (Iterable<Path>) bundles.map(each -> each.resolve("bundle.info"))::iterator) {
                if (Files.exists(info) && Files.readString(info).contains("org.quoin.ledger.core")) {
                    truncate(info, 0);
                    return;
                }
            }
        }
        throw new AssertionError("the ledger's bundle is not in " + cache());
    }

    private Path only(String name) throws IOException {
        try (Stream<Path> bundles = Files.list(cache())) {
            return bundles.map(each -> each.resolve(name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path cache() {
        return node.data().resolve("karaf/data/cache");
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }
}
