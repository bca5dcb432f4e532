package org.quoin.assembly;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
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
import org.osgi.framework.BundleEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.SynchronousBundleListener;

/** Capabilities come and go while the ledger runs, and touch nothing outside themselves. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class CapabilityIT {
    private static final int REFRESHED = BundleEvent.STOPPED | BundleEvent.UNRESOLVED;

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory sessions;

    private final Set<String> touched = new ConcurrentSkipListSet<>();
    private final SynchronousBundleListener witness = event -> {
        if ((event.getType() & REFRESHED) != 0) {
            touched.add(event.getBundle().getSymbolicName());
        }
    };

    @Configuration
    public static Option[] distribution() throws IOException {
        return DistributionIT.distribution();
    }

    @Before
    public void watch() {
        context.addBundleListener(witness);
    }

    @After
    public void remove() {
        context.removeBundleListener(witness);
        List.of("quoin-htlc", "quoin-htlc-api").stream()
                .filter(this::isDeployed)
                .forEach(feature -> run("feature:uninstall " + feature));
    }

    @Test
    public void aCapabilityComesAndGoesAlone() throws Exception {
        run("feature:install quoin-htlc");
        assertOffered("org.quoin.htlc.api.Htlc");
        run("feature:uninstall quoin-htlc");

        assertEquals(Set.of("org.quoin.htlc.api", "org.quoin.htlc.provider"), touched);
    }

    @Test
    public void theContractOfAHostOutlivesTheCapability() throws Exception {
        run("feature:install quoin-htlc-api");
        run("feature:install quoin-htlc");
        assertOffered("org.quoin.htlc.api.Htlc");
        run("feature:uninstall quoin-htlc");
        run("feature:install quoin-htlc");

        assertEquals(Set.of("org.quoin.htlc.provider"), touched);
    }

    @Test
    public void ofItsCommandsAViewerMayCallOnlyTheReads() {
        run("feature:install quoin-htlc");

        Set<String> commands = htlc(console().commands());
        assertEquals(Set.of("htlc:create", "htlc:list", "htlc:redeem", "htlc:refund", "htlc:show"), commands);
        assertEquals(
                Set.of("htlc:create", "htlc:redeem", "htlc:refund"),
                htlc(console().deniedTo("viewer")));
        assertEquals(commands, htlc(console().deniedTo()));
    }

    private ContainerConsole console() {
        return new ContainerConsole(sessions);
    }

    private void run(String line) {
        assertEquals(line, "", console().run(line));
    }

    /** Not by a reference of its own type: the lookup would wire this bundle to the contract, which could not go alone then. */
    private boolean isOffered(String service) {
        try {
            return context.getAllServiceReferences(service, null) != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is none that could be wrong", e);
        }
    }

    private boolean isDeployed(String feature) {
        return console().run("feature:list -r --no-format").lines().anyMatch(line -> line.startsWith(feature + " "));
    }

    private static Set<String> htlc(Set<String> commands) {
        Set<String> own = new TreeSet<>(commands);
        own.removeIf(command -> !command.startsWith("htlc:"));
        return own;
    }

    /** The service comes with the activation, which is a transaction. */
    private void assertOffered(String service) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!isOffered(service) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertTrue(service, isOffered(service));
    }
}
