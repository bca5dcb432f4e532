package org.quoin.host.gateway.event;

import java.util.Collections;
import java.util.Set;

/**
 * Which events are wanted: of one of the types, of one of the capabilities, and naming one of the accounts. What is empty does
 * not restrict.
 */
record EventFilter(Set<String> types, Set<String> capabilities, Set<String> accounts) {
    EventFilter {
        types = Set.copyOf(types);
        capabilities = Set.copyOf(capabilities);
        accounts = Set.copyOf(accounts);
    }

    boolean matches(EncodedEvent event) {
        return (types.isEmpty() || types.contains(event.type()))
                && (capabilities.isEmpty() || capabilities.contains(event.capability()))
                && (accounts.isEmpty() || !Collections.disjoint(accounts, event.accounts()));
    }
}
