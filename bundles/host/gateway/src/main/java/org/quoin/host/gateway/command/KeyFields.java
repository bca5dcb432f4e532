package org.quoin.host.gateway.command;

import org.quoin.host.gateway.guard.ApiKey;
import org.quoin.host.gateway.http.Scope;
import org.quoin.ledger.console.Fields;

/** How keys are shown. */
final class KeyFields {
    private KeyFields() {}

    static Fields of(ApiKey key) {
        return Fields.of("name", key.name())
                .and("scopes", key.scopes().stream().sorted().map(Scope::code).toList())
                .and(
                        "requests",
                        key.requests().isPresent() ? Math.round(key.requests().getAsDouble()) : null)
                .and("made", key.made());
    }
}
