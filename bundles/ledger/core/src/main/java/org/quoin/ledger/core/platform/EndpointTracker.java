package org.quoin.ledger.core.platform;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.quoin.ledger.api.Endpoint;

/** Writes into {@code run.json} where the node answers over HTTP. */
final class EndpointTracker extends ServiceTracker<Endpoint, Endpoint> {
    private static final Logger LOG = System.getLogger(EndpointTracker.class.getName());

    private final RunFile runFile;

    EndpointTracker(BundleContext context, RunFile runFile) {
        super(context, Endpoint.class, null);
        this.runFile = runFile;
    }

    @Override
    public Endpoint addingService(ServiceReference<Endpoint> reference) {
        Endpoint endpoint = super.addingService(reference);
        if (endpoint != null) {
            tell(endpoint.port());
        }
        return endpoint;
    }

    @Override
    public void removedService(ServiceReference<Endpoint> reference, Endpoint endpoint) {
        super.removedService(reference, endpoint);
        tell(null);
    }

    private void tell(@Nullable Integer port) {
        try {
            runFile.http(port);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "run.json could not be written; what it should say: httpPort " + port, e);
        }
    }
}
