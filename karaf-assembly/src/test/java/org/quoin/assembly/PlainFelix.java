package org.quoin.assembly;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.scr.info.ScrInfo;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/** The framework of a Java program that embeds the ledger: Felix, component management, and nothing of Karaf. */
final class PlainFelix {
    /** What component management imports; it is itself on the class path of the test, in the version for plain Felix. */
    private static final List<String> PLATFORM = List.of(
            "org.osgi:org.osgi.util.function", "org.osgi:org.osgi.util.promise", "org.osgi:org.osgi.service.component");

    private static final List<String> LEDGER = List.of(
            "org.bouncycastle:bcprov-jdk18on",
            "com.google.code.gson:gson",
            "org.quoin:org.quoin.ledger.api",
            "org.quoin:org.quoin.ledger.store",
            "org.quoin:org.quoin.ledger.core");

    private PlainFelix() {}

    /**
     * With the bundles that it had, if there was one before.
     *
     * @param errors gets what the framework complains of
     */
    static Framework started(Path directory, List<FrameworkEvent> errors) throws BundleException {
        Framework made = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.resolve("bundles").toString(),
                        // As Quoin's own start of a program does: the bundle would ask for a logging facade.
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "com.codahale.metrics;version=" + System.getProperty("metrics.version"),
                        "quoin.data",
                        directory.resolve("data").toString(),
                        "quoin.ssh.port",
                        "0"));
        made.init();
        made.getBundleContext().addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.ERROR || event.getType() == FrameworkEvent.WARNING) {
                errors.add(event);
            }
        });
        made.start();
        return made;
    }

    /** Before the first start: a distribution does it for its own nodes. */
    static void trustOwnBuild(Path directory) throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.copy(Path.of(System.getProperty("distribution"), "etc", "trusted-keys"), data.resolve("trusted-keys"));
    }

    static void installLedger(BundleContext context) throws BundleException, URISyntaxException {
        for (String bundle : PLATFORM) {
            install(context, distributed(bundle));
        }
        install(
                context,
                Path.of(ScrInfo.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
        for (String bundle : LEDGER) {
            install(context, distributed(bundle));
        }
    }

    /** Starts it, too. */
    static Bundle install(BundleContext context, Path jar) throws BundleException {
        Bundle bundle = context.installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    private static Path distributed(String bundle) {
        String[] names = bundle.split(":", 2);
        return Jars.distributed(names[0], names[1]);
    }
}
