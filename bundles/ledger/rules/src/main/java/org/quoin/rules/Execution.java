package org.quoin.rules;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Host;

/** What an operation can do: look, move funds, keep agreements, report. Rows are written through their {@link Table}. */
public final class Execution extends Reading {
    private static final int MAX_SPENDS = 64;

    private @Nullable Values given;

    Execution(Host host) {
        super(host);
    }

    /** The account that acts. */
    public String caller() {
        return host.caller();
    }

    /** 32 bytes that no other operation on any chain gets. */
    public Bytes operationId() {
        return Bytes.of(host.operationId());
    }

    /**
     * Moves funds from the caller, up to the limit that he declared, or from an open agreement; refuses as the ledger's own
     * transfer does.
     */
    public void transfer(Party from, Party to, String asset, Amount amount) {
        host.transfer(from.name(), to.name(), asset, amount.toBytes());
    }

    /**
     * Creates an asset of which there is nothing yet, and which this capability alone can {@link #mint} and {@link #burn}; refuses
     * if there is one of that symbol.
     *
     * @param symbol 2 to 32 of {@code A–Z a–z 0–9 _ . -}, a letter first
     * @param decimals 0 to 30
     */
    public void create(String symbol, int decimals) {
        host.create(symbol, decimals);
    }

    /** Adds to the supply of an asset that this capability issues. */
    public void mint(Party to, String asset, Amount amount) {
        host.mint(to.name(), asset, amount.toBytes());
    }

    /**
     * Takes from the supply of an asset that this capability issues: from the caller, up to the limit that he declared, or from an
     * open agreement. Refuses if he has less.
     */
    public void burn(Party from, String asset, Amount amount) {
        host.burn(from.name(), asset, amount.toBytes());
    }

    /**
     * Opens an agreement. It keeps these rules until it is closed, and what it holds is shown as locked among its owner's
     * funds.
     *
     * @param agreement 1 to 64 of {@code a–z 0–9 _ . -}
     */
    public void open(String agreement, String owner) {
        host.open(agreement, owner);
    }

    /** Ends an agreement, which holds nothing any more. */
    public void close(String agreement) {
        host.close(agreement);
    }

    public void emit(Event event, Values.Entry<?>... values) {
        host.emit(event.name(), event.fields().encode(Values.of(values)));
    }

    /** Reports the values of what is known that the event is described with. */
    public void emit(Event event, Values known) {
        host.emit(event.name(), event.fields().encode(known.only(event.fields())));
    }

    /** Gives to the rules that called this operation what its result is described with. */
    public void give(Values.Entry<?>... values) {
        given = Values.of(values);
    }

    /**
     * Runs an operation of another capability inside this one, under the version that is active. If it refuses, so does this
     * one, for the same reason.
     *
     * @param authority by which it acts: the caller of this operation, or an open agreement of this capability
     * @param spends what it may move of the authority's, at most; nothing else
     */
    public Values call(Party authority, ForeignOperation operation, Values input, Spend... spends) {
        return operation
                .result()
                .decode(host.call(
                        authority.name(),
                        operation.capability(),
                        operation.name(),
                        operation.schema(),
                        operation.input().encode(input),
                        encode(spends)));
    }

    /** The same, but if it refuses, nothing of it happened and this operation goes on: {@link #refusal} tells why. */
    public Optional<Values> attempt(Party authority, ForeignOperation operation, Values input, Spend... spends) {
        byte[] result = host.attempt(
                authority.name(),
                operation.capability(),
                operation.name(),
                operation.schema(),
                operation.input().encode(input),
                encode(spends));
        return result == null
                ? Optional.empty()
                : Optional.of(operation.result().decode(result));
    }

    /** Why the last {@link #attempt} failed: the name of a capability, a dot and a failure's code; empty if it did not. */
    public String refusal() {
        return host.refusal();
    }

    Optional<Values> given() {
        return Optional.ofNullable(given);
    }

    private static byte[] encode(Spend... spends) {
        Writer out = new Writer(32).count(spends.length, MAX_SPENDS);
        for (Spend spend : spends) {
            out.text(spend.asset(), Field.MAX_NAME).fixed(spend.most().toBytes(), Amount.SIZE);
        }
        return out.toBytes();
    }
}
