package org.quoin.ledger.core.platform;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.node.LedgerNode;

/**
 * Hands each bundle its own ledger, which holds it to what operators have granted to a host of its name; and all of it to the
 * bundle that the ledger is in, whose commands are for operators, and to the program that embeds it, which owns the process.
 */
final class HostLedgers implements ServiceFactory<Ledger> {
    private static final String NAMELESS = "";

    /** The framework itself: what a program asks for that started one around the ledger. */
    private static final long PROGRAM = 0;

    private final LedgerNode ledger;
    private final Deliveries deliveries;

    HostLedgers(LedgerNode ledger, Deliveries deliveries) {
        this.ledger = ledger;
        this.deliveries = deliveries;
    }

    @Override
    public Ledger getService(Bundle host, ServiceRegistration<Ledger> registration) {
        if (host.equals(registration.getReference().getBundle()) || host.getBundleId() == PROGRAM) {
            return ledger;
        }
        String name = host.getSymbolicName();
        return ledger.forHost(name == null ? NAMELESS : name, capability -> deliveries.delivers(host, capability));
    }

    @Override
    public void ungetService(Bundle host, ServiceRegistration<Ledger> registration, Ledger handed) {
        // what it has used of its quotas stays counted
    }
}
