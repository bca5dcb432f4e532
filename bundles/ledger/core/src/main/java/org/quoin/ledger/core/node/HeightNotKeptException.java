package org.quoin.ledger.core.node;

import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.Values;

/** There is no block of that height yet, or the state after it is not kept any more. */
final class HeightNotKeptException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final long height;
    private final long oldest;
    private final long newest;

    /**
     * @param oldest of the heights that there are
     * @param newest of them
     */
    HeightNotKeptException(long height, long oldest, long newest) {
        super(
                height > newest
                        ? "the newest block is " + newest + ": there is no block " + height + " yet"
                        : "the state after block " + height + " is not kept any more: ask for block " + oldest
                                + " or a later one");
        this.height = height;
        this.oldest = oldest;
        this.newest = newest;
    }

    /** What a user hears. */
    RefusedException refused() {
        return new RefusedException(LedgerFailure.HEIGHT_NOT_KEPT.failure(
                Values.of("height", height).and("oldest", oldest).and("newest", newest)));
    }
}
