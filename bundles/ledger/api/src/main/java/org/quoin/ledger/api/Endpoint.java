package org.quoin.ledger.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where a host of this node answers over HTTP. It is a service for as long as requests are answered there: the node then tells
 * its port to whoever asks how it is.
 */
@ConsumerType
public interface Endpoint {
    /** From 1 to 65535. */
    int port();
}
