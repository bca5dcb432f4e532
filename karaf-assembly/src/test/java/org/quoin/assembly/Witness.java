package org.quoin.assembly;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;

/** Sees which bundles a change touches: each that is installed, removed, updated, started, stopped, resolved or wired anew. */
final class Witness implements SynchronousBundleListener {
    private final BundleContext context;
    private final Set<String> touched = new TreeSet<>();
    private Map<Bundle, Wired> before;

    private record Wired(BundleWiring wiring, long lastModified) {}

    Witness(BundleContext context) {
        this.context = context;
        before = wired(context);
        context.addBundleListener(this);
    }

    @Override
    public synchronized void bundleChanged(BundleEvent event) {
        touched.add(event.getBundle().getSymbolicName());
    }

    /** The symbolic names of those touched since the last call. */
    synchronized Set<String> touched() {
        Map<Bundle, Wired> now = wired(context);
        before.forEach((bundle, wired) -> {
            if (!wired.equals(now.get(bundle))) {
                touched.add(bundle.getSymbolicName());
            }
        });
        before = now;
        Set<String> names = Set.copyOf(touched);
        touched.clear();
        return names;
    }

    private static Map<Bundle, Wired> wired(BundleContext context) {
        Map<Bundle, Wired> wired = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            wired.put(bundle, new Wired(bundle.adapt(BundleWiring.class), bundle.getLastModified()));
        }
        return wired;
    }
}
