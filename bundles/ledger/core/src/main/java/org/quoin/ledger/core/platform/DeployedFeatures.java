package org.quoin.ledger.core.platform;

import java.io.Reader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.DeploymentEvent;
import org.apache.karaf.features.DeploymentListener;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeatureEvent;
import org.apache.karaf.features.FeaturesListener;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.Repository;
import org.apache.karaf.features.RepositoryEvent;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps {@code DATA/karaf/deployed}: the console lines that bring a freshly made node to where this one is. Karaf itself knows
 * the features that a user installed only from a file in its bundle cache, which it overwrites in place: a torn one it takes
 * for none, and a cache that cannot be used any more is thrown away whole. The launcher runs the lines that are then missing.
 *
 * <p>The file appears when Karaf has installed all that it boots with.
 */
@Component(
        immediate = true,
        service = {},
        reference = @Reference(name = "boot", service = BootFinished.class))
public final class DeployedFeatures implements FeaturesListener, DeploymentListener {
    private static final Logger LOG = System.getLogger(DeployedFeatures.class.getName());

    private final Path file;
    private final Path bootConfiguration;
    private final FeaturesService features;

    @Activate
    public DeployedFeatures(BundleContext context, @Reference FeaturesService features) {
        this.file = Path.of(context.getProperty("quoin.data"), "karaf", "deployed");
        this.bootConfiguration = Path.of(context.getProperty("karaf.etc"), "org.apache.karaf.features.cfg");
        this.features = features;
        features.registerListener((DeploymentListener) this);
        features.registerListener((FeaturesListener) this);
    }

    @Deactivate
    void deactivate() {
        features.unregisterListener((FeaturesListener) this);
        features.unregisterListener((DeploymentListener) this);
    }

    @Override
    public void deploymentEvent(DeploymentEvent event) {
        if (event == DeploymentEvent.DEPLOYMENT_FINISHED) {
            note();
        }
    }

    @Override
    public void repositoryEvent(RepositoryEvent event) {
        note();
    }

    @Override
    public void featureEvent(FeatureEvent event) {
        // The deployment that it is part of has an end, too.
    }

    private synchronized void note() {
        try {
            List<String> lines = lines();
            if (!Files.exists(file) || !Files.readAllLines(file).equals(lines)) {
                Path next = file.resolveSibling("deployed.next");
                Files.write(next, lines);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (
                Exception e) { // the features service declares no narrower one, and a listener must not fail its caller
            LOG.log(Level.ERROR, "What is deployed could not be written to " + file, e);
        }
    }

    private List<String> lines() throws Exception {
        Properties boot = new Properties();
        try (Reader reader = Files.newBufferedReader(bootConfiguration)) {
            boot.load(reader);
        }
        Set<String> ownRepositories = Set.copyOf(words(boot, "featuresRepositories"));
        List<String> ownFeatures = words(boot, "featuresBoot").stream()
                .map(feature -> feature.split("/", 2)[0])
                .toList();
        List<String> lines = new ArrayList<>();
        Arrays.stream(features.listRequiredRepositories())
                .map(Repository::getURI)
                .filter(uri -> !ownRepositories.contains(uri.toString()))
                .sorted()
                .forEach(uri -> lines.add("feature:repo-add " + uri));
        Arrays.stream(features.listRequiredFeatures())
                .filter(feature -> !ownFeatures.contains(feature.getName()))
                .map(Feature::getId)
                .sorted()
                .forEach(id -> lines.add("feature:install " + id));
        return lines;
    }

    /** As Karaf reads them: parentheses make stages. */
    private static List<String> words(Properties configuration, String key) {
        return Arrays.stream(configuration.getProperty(key, "").split("[\\s,()]+", 0))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
