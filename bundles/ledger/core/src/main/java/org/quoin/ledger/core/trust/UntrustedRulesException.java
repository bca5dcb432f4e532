package org.quoin.ledger.core.trust;

import org.jspecify.annotations.Nullable;

/** Rules for which nobody stands up whom the operator of this node trusts. */
public final class UntrustedRulesException extends Exception {
    private static final long serialVersionUID = 1L;

    UntrustedRulesException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /** Completes "are not let in because …", and says what helps. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
