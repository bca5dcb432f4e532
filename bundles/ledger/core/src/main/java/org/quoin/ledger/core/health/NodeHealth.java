package org.quoin.ledger.core.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.api.RefusedRules;

/**
 * The health of a node: it is ready when its ledger takes transactions and each capability that the operator requires is active
 * on the chain and delivered here, so that its commands and services are there. All else only degrades it.
 */
public final class NodeHealth implements Health {
    /** A bundle that is updated delivers nothing for a moment. */
    static final Duration MOMENT = Duration.ofSeconds(5);

    /** What nobody requires may take as long to come, at a start or after an update. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RequiredCapabilities required;
    private final Node node;
    private final InstantSource clock;
    private final Instant start;

    /** When each capability was seen to be delivered. */
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    /** What is asked of a node; each method may be called at any time. */
    public interface Node {
        /** Why the ledger takes no transactions, if so. */
        Optional<String> condition();

        /** The capabilities that are active on the chain. */
        Set<String> active();

        /** The capabilities of which bundles deliver rules here that are let in. */
        Set<String> delivered();

        List<RefusedRules> refused();

        /** Why what should be written to the audit log is not, if so. */
        Optional<String> audit();
    }

    public NodeHealth(RequiredCapabilities required, Node node, InstantSource clock) {
        this.required = required;
        this.node = node;
        this.clock = clock;
        start = clock.instant();
    }

    @Override
    public Report report() {
        RequiredCapabilities.Wanted wanted = required.now();
        Set<String> active = node.active();
        Set<String> delivered = node.delivered();
        Instant now = clock.instant();
        delivered.forEach(capability -> seen.put(capability, now));
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("ledger", true, node.condition()));
        checks.add(new Check(RequiredCapabilities.NAME, true, wanted.problem()));
        for (String capability : wanted.capabilities()) {
            Instant last = seen.getOrDefault(capability, Instant.EPOCH);
            checks.add(new Check(
                    name(capability), true, missing(capability, active.contains(capability), last.plus(MOMENT), now)));
        }
        Set<String> others = new TreeSet<>(active);
        others.removeAll(wanted.capabilities());
        for (String capability : others) {
            Instant last = seen.getOrDefault(capability, start);
            checks.add(new Check(name(capability), false, missing(capability, true, last.plus(PATIENCE), now)));
        }
        checks.add(new Check(
                "rules",
                false,
                node.refused().stream().map(RefusedRules::reason).sorted().findFirst()));
        checks.add(new Check("audit", false, node.audit()));
        return new Report(checks);
    }

    private static String name(String capability) {
        return "capability " + capability;
    }

    private static Optional<String> missing(String capability, boolean active, Instant patience, Instant now) {
        if (!active) {
            return Optional.of(
                    capability
                            + " is not active on this chain: install the bundle that delivers it, or have it activated; module:list shows where it stands.");
        }
        return now.isBefore(patience)
                ? Optional.empty()
                : Optional.of(
                        capability
                                + " is active and no bundle delivers it here, so its commands and services are missing: install it again.");
    }
}
