package org.quoin.rules;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.host.Host;

/** What a query can do: look. */
public class Reading {
    private static final int MAX_OPERATORS = 64;

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

    /**
     * How many decimal places one unit of an asset divides into.
     *
     * @throws IllegalStateException if there is no such asset
     */
    public final int decimals(String symbol) {
        long decimals = host.decimals(symbol);
        if (decimals < 0) {
            throw new IllegalStateException("there is no asset ".concat(symbol));
        }
        return (int) decimals;
    }

    public final boolean hasAsset(String symbol) {
        return host.decimals(symbol) >= 0;
    }

    public final Amount balance(Party party, String asset) {
        return Amount.of(host.balance(party.name(), asset));
    }

    /** The accounts that change which rules are active, in the order of genesis. */
    public final List<String> operators() {
        Reader in = new Reader(host.operators());
        List<String> operators = new ArrayList<>();
        for (int rest = in.count(MAX_OPERATORS); rest > 0; rest--) {
            operators.add(in.text(Field.MAX_NAME));
        }
        in.end();
        return operators;
    }

    /** The symbol of the asset that fees are paid in. */
    public final String nativeAsset() {
        return host.nativeAsset();
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
