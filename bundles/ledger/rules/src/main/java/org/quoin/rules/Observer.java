package org.quoin.rules;

/**
 * Is told of an event of another capability, in the transaction that it happened in: one class each. It acts by nobody's
 * authority. What it refuses or gets wrong undoes what it did itself, and nothing else.
 */
public abstract class Observer {
    final String capability;
    final String event;
    final Schema fields;

    /**
     * Names what is observed.
     *
     * @param capability {@code ledger} for the ledger's own events
     * @param fields as that capability describes them
     */
    protected Observer(String capability, String event, Schema fields) {
        this.capability = capability;
        this.event = event;
        this.fields = fields;
    }

    protected abstract void observe(Execution execution, Values event);
}
