package org.quoin.ledger.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Whether a node does what its operator wants of it. Any thread may ask, as often as it likes. */
@ProviderType
public interface Health {
    /** How it is now. */
    Report report();

    /** All that was looked at. */
    enum State {
        /** Everything is well. */
        READY,
        /** What is required is there, and something else wants looking after. */
        DEGRADED,
        /** Something that is required is missing. */
        NOT_READY
    }

    /**
     * One thing that was looked at.
     *
     * @param name stays the same while the reasons change
     * @param required whether the node is not ready without it
     * @param reason a sentence: what is wrong and what to do; empty if all is well
     */
    record Check(String name, boolean required, Optional<String> reason) {
        public boolean ok() {
            return reason.isEmpty();
        }
    }

    /** What came of it, what is required first. */
    record Report(List<Check> checks) {
        public Report {
            checks = List.copyOf(checks);
        }

        public State state() {
            if (checks.stream().allMatch(Check::ok)) {
                return State.READY;
            }
            return checks.stream().anyMatch(check -> check.required() && !check.ok())
                    ? State.NOT_READY
                    : State.DEGRADED;
        }

        /** Of the first check that is not well. */
        public Optional<String> reason() {
            return checks.stream().flatMap(check -> check.reason().stream()).findFirst();
        }
    }
}
