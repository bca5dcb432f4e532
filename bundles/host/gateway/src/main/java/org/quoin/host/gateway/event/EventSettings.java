package org.quoin.host.gateway.event;

import java.time.Duration;

/**
 * How much those who stay connected may ask of the gateway.
 *
 * @param maxListeners of all clients together
 * @param maxPerClient of one; clients on this machine may have {@value #MIN_LOCAL} in any case
 * @param heartbeat the longest silence on a connection
 * @param headInterval the shortest time between two {@code head} events, and the longest that one comes late
 */
public record EventSettings(int maxListeners, int maxPerClient, Duration heartbeat, Duration headInterval) {
    private static final int MIN_LOCAL = 1_000;

    public static final EventSettings DEFAULT =
            new EventSettings(1_200, 100, Duration.ofSeconds(15), Duration.ofMillis(250));

    /** How many one client may have. */
    int limit(String client) {
        return isLocal(client) ? Math.max(MIN_LOCAL, maxPerClient) : maxPerClient;
    }

    /** By the ways in which servers write the loopback addresses. */
    private static boolean isLocal(String client) {
        String address =
                client.startsWith("[") && client.endsWith("]") ? client.substring(1, client.length() - 1) : client;
        return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    }
}
