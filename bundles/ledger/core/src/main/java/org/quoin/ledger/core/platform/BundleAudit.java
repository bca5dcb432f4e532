package org.quoin.ledger.core.platform;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.core.audit.Actors;
import org.quoin.ledger.core.audit.AuditLog;

/** Puts down each bundle that is installed, updated or uninstalled, before whoever does it goes on. */
final class BundleAudit implements SynchronousBundleListener, AutoCloseable {
    private static final Logger LOG = System.getLogger(BundleAudit.class.getName());
    private static final String REFERENCE = "reference:";

    private final BundleContext context;
    private final AuditLog log;
    private final Actors actors;

    BundleAudit(BundleContext context, AuditLog log, Actors actors) {
        this.context = context;
        this.log = log;
        this.actors = actors;
        context.addBundleListener(this);
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.INSTALLED -> write("bundle-installed", event.getBundle());
            case BundleEvent.UPDATED -> write("bundle-updated", event.getBundle());
            case BundleEvent.UNINSTALLED -> write("bundle-uninstalled", event.getBundle());
            default -> {} // it starts or stops, which delivers nothing new
        }
    }

    private void write(String action, Bundle bundle) {
        log.write(
                actors.now(),
                action,
                Fields.of("bundle", bundle.getSymbolicName())
                        .and("version", bundle.getVersion().toString())
                        .and("location", bundle.getLocation())
                        .and("sha256", sha256(bundle).orElse(null)));
    }

    /** Of the jar as the framework keeps it; empty if it keeps none, as of a directory, or of what is gone. */
    private Optional<Hash> sha256(Bundle bundle) {
        try {
            Optional<Path> jar = jar(bundle);
            return jar.isPresent() ? Optional.of(Hash.sha256(Files.readAllBytes(jar.get()))) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "The jar of " + bundle + " cannot be read", e);
            return Optional.empty();
        }
    }

    /** Felix keeps it in {@code bundle<id>/version<revision>} beside our own directory. */
    private Optional<Path> jar(Bundle bundle) throws IOException {
        String location = bundle.getLocation();
        if (location.startsWith(REFERENCE)) {
            return Optional.of(Path.of(URI.create(location.substring(REFERENCE.length()))))
                    .filter(Files::isRegularFile);
        }
        File own = context.getDataFile("");
        Path kept = own == null
                ? null
                : own.toPath()
                        .toAbsolutePath()
                        .normalize()
                        .resolve("../../bundle" + bundle.getBundleId())
                        .normalize();
        if (kept == null || !Files.isDirectory(kept)) {
            return Optional.empty();
        }
        try (Stream<Path> revisions = Files.list(kept)) {
            return revisions
                    .map(revision -> revision.resolve("bundle.jar"))
                    .filter(Files::isRegularFile)
                    .max(Comparator.comparing(jar -> revision(jar)));
        }
    }

    /** Of {@code version0.12/bundle.jar}: 12. */
    private static int revision(Path jar) {
        String name = jar.resolveSibling("").getFileName().toString();
        String number = name.substring(name.indexOf('.') + 1);
        return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    }
}
