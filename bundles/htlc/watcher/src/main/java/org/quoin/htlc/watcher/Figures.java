package org.quoin.htlc.watcher;

/**
 * How a ledger is looked after.
 *
 * @param connected whether its events come
 * @param height of the newest block that was heard of
 * @param next the first event that was not dealt with
 * @param open contracts that are watched
 * @param claimed contracts, since the start
 * @param refunded contracts, since the start
 * @param gaveUp claims that are no more possible, since the start
 * @param trouble what went wrong last, empty if nothing has
 */
record Figures(
        boolean connected, long height, long next, int open, long claimed, long refunded, long gaveUp, String trouble) {
    static final Figures NONE = new Figures(false, -1, -1, 0, 0, 0, 0, "");
}
