package org.quoin.ledger.api;

import java.nio.charset.StandardCharsets;

/**
 * Separates what is signed and hashed for one purpose from what is for another: the bytes stand before the content, so
 * that a header can never be taken for a transaction. They end in a zero byte, so that no purpose is the beginning of another.
 */
final class Purpose {
    private Purpose() {}

    static byte[] of(String name) {
        return ("quoin/" + name + "/1\0").getBytes(StandardCharsets.US_ASCII);
    }
}
