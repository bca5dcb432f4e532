package org.quoin.assembly;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;

/** Sees which bundles a change touches: each that is installed, removed, updated, started, stopped, resolved or wired anew. */
final class Witness implements SynchronousBundleListener {
    private final BundleContext context;
    private final Set<Bundle> touched = new HashSet<>();
    private Map<Bundle, Wired> before;

    private record Wired(BundleWiring wiring, long lastModified) {}

    Witness(BundleContext context) {
        this.context = context;
        before = wired(context);
        context.addBundleListener(this);
    }

    @Override
    public synchronized void bundleChanged(BundleEvent event) {
        touched.add(event.getBundle());
    }

    /** The symbolic names of those touched since the last call. */
    Set<String> touched() {
        return touchedBundles().stream().map(Bundle::getSymbolicName).collect(Collectors.toSet());
    }

    /** The same, which may have symbolic names in common. */
    synchronized Set<Bundle> touchedBundles() {
        Map<Bundle, Wired> now = wired(context);
        before.forEach((bundle, wired) -> {
            if (!wired.equals(now.get(bundle))) {
                touched.add(bundle);
            }
        });
        before = now;
        Set<Bundle> bundles = Set.copyOf(touched);
        touched.clear();
        return bundles;
    }

    private static Map<Bundle, Wired> wired(BundleContext context) {
        Map<Bundle, Wired> wired = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            wired.put(bundle, new Wired(bundle.adapt(BundleWiring.class), bundle.getLastModified()));
        }
        return wired;
    }
}
