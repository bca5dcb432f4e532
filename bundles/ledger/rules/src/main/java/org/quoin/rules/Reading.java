package org.quoin.rules;

import org.quoin.rules.host.Host;

/** What a query can do: look. */
public class Reading {
    final Host host;

    Reading(Host host) {
        this.host = host;
    }

    /** The block's time in milliseconds since 1970. */
    public final long time() {
        return host.time();
    }

    public final long height() {
        return host.height();
    }

    /** Of the rules that run. */
    public final String version() {
        return host.version();
    }

    public final boolean hasAccount(String name) {
        return host.hasAccount(name) == 1;
    }

    public final boolean hasAsset(String symbol) {
        return host.decimals(symbol) >= 0;
    }

    public final Amount balance(Party party, String asset) {
        return Amount.of(host.balance(party.name(), asset));
    }

    public final Bytes sha256(Bytes data) {
        return Bytes.of(host.sha256(data.toArray()));
    }

    /** Asks another capability, under the version that is active; refuses as that refuses. */
    public final Values query(ForeignQuery query, Values input) {
        return query.output()
                .decode(host.query(
                        query.capability(),
                        query.name(),
                        query.schema(),
                        query.input().encode(input)));
    }

    /**
     * Ends the run with a failure: all that it did is discarded. Never returns; what it seems to return lets the caller
     * write {@code throw reading.refuse(…)}, so that the compiler knows it too.
     */
    public final RuntimeException refuse(Failure failure, Values.Entry<?>... values) {
        return refused(failure, Values.of(values));
    }

    /** The same; of what is known, the failure tells the values that it is described with. */
    public final RuntimeException refuse(Failure failure, Values known) {
        return refused(failure, known.only(failure.values()));
    }

    /** Refuses unless what must be so is so: one line for each way to fail. */
    public final void require(boolean must, Failure otherwise, Values known) {
        if (!must) {
            throw refuse(otherwise, known);
        }
    }

    private RuntimeException refused(Failure failure, Values values) {
        host.refuse(failure.code(), failure.values().encode(values));
        return new IllegalStateException("a refusal has returned");
    }
}
