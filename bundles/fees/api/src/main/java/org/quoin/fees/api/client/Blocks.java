package org.quoin.fees.api.client;

import java.math.BigInteger;

/** Where a history is read from. */
interface Blocks {
    long head();

    BlockFees block(long height);

    /** The price of a unit of gas in the block that follows one. */
    BigInteger baseAfter(long height);
}
