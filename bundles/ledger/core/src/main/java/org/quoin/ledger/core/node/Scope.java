package org.quoin.ledger.core.node;

import org.quoin.ledger.core.execution.Refusal;

/** What whoever comes to the door may. */
interface Scope {
    /** Of the node itself. */
    Scope UNBOUNDED = new Scope() {
        @Override
        public void requireGranted(String capability) {
            // everything is
        }

        @Override
        public void use(int bytes) {
            // nothing is counted
        }
    };

    /** @throws Refusal if neither operations nor queries of the capability may be sent */
    void requireGranted(String capability);

    /**
     * Counts a transaction that is taken to be looked at.
     *
     * @param bytes its encoded size
     * @throws Refusal if there were too many, and does not count it
     */
    void use(int bytes);
}
