package org.quoin.ledger.core.module;

import java.util.List;
import org.quoin.ledger.core.gate.Finding;

/** Rules that do what rules must not do. */
public final class TurnedAwayException extends InvalidRulesException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    TurnedAwayException(List<Finding> findings) {
        super(findings.get(0) + (findings.size() == 1 ? "" : ", and " + (findings.size() - 1) + " more"));
        this.findings = List.copyOf(findings);
    }

    /** At least one, by class and line. */
    public List<Finding> findings() {
        return findings;
    }
}
