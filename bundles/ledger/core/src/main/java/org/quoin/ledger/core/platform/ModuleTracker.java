package org.quoin.ledger.core.platform;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.LedgerModule;
import org.quoin.ledger.api.RulesSignature;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.node.Deliveries.SignedRules;

/** Takes what bundles deliver to the node's deliveries. */
final class ModuleTracker implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ModuleTracker.class.getName());

    private final BundleContext context;
    private final Path dropped;
    private final Deliveries deliveries;
    private final ServiceTracker<LedgerModule, LedgerModule> services;
    private final BundleListener bundles = this::bundleChanged;

    /** @param dropped the directory from which Karaf installs what is put there */
    ModuleTracker(BundleContext context, Path dropped, Deliveries deliveries) {
        this.context = context;
        this.dropped = dropped;
        this.deliveries = deliveries;
        services = new ServiceTracker<>(context, LedgerModule.class, new Delivered());
        context.addBundleListener(bundles);
        services.open();
    }

    @Override
    public void close() {
        services.close();
        context.removeBundleListener(bundles);
    }

    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED) {
            deliveries.uninstalled(event.getBundle(), () -> isBeingReplaced(event.getBundle()));
        }
    }

    /** Karaf uninstalls what it found in that directory when half a file is written over it: the other half is to come. */
    private boolean isBeingReplaced(Bundle bundle) {
        try {
            Path file = Path.of(URI.create(bundle.getLocation()));
            return file.startsWith(dropped) && Files.exists(file);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) { // it came from somewhere else
            return false;
        }
    }

    private final class Delivered implements ServiceTrackerCustomizer<LedgerModule, LedgerModule> {
        @Override
        public @Nullable LedgerModule addingService(ServiceReference<LedgerModule> reference) {
            LedgerModule module = context.getService(reference);
            if (module == null) {
                return null;
            }
            try (InputStream rules = module.rules();
                    InputStream signatures = module.signatures()) {
                Bytes jar = Bytes.of(rules.readNBytes(ActivateModule.MAX_RULES + 1));
                Bytes lines = Bytes.of(signatures.readNBytes(RulesSignature.MAX_LINES));
                deliveries.delivered(reference, reference.getBundle(), new SignedRules(jar, lines));
            } catch (IOException | RuntimeException e) { // whoever delivers is not ours
                LOG.log(Level.ERROR, "The rules that " + reference.getBundle() + " delivers cannot be read", e);
            }
            return module;
        }

        @Override
        public void modifiedService(ServiceReference<LedgerModule> reference, LedgerModule module) {
            // only its rules matter, and they stay the same
        }

        @Override
        public void removedService(ServiceReference<LedgerModule> reference, LedgerModule module) {
            deliveries.withdrawn(reference);
            context.ungetService(reference);
        }
    }
}
