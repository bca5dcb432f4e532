package org.quoin.host.gateway.servlet;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How many transactions a request brings, told from its body without reading it in earnest: for the limit on them. */
final class Transactions {
    private static final String BATCH = "/api/v1/transactions/batch";

    /** What has one transaction verified or executed. */
    private static final Set<String> SINGLE =
            Set.of("/api/v1/transactions", "/api/v1/transactions/estimate", "/api/v1/simulate");

    private Transactions() {}

    /** At least as many as there are; 0 if the request is of another kind. */
    static int count(String method, String path, Optional<String> type, byte[] body) {
        if (!method.equals("POST")) {
            return 0;
        }
        if (path.equals(BATCH)) {
            boolean framed = type.orElse("").toLowerCase(Locale.ROOT).startsWith("application/octet-stream");
            return Math.max(1, framed ? frames(body) : items(body));
        }
        return SINGLE.contains(path) ? 1 : 0;
    }

    /** Of four bytes of length and as many bytes. */
    private static int frames(byte[] body) {
        int count = 0;
        for (long at = 0; at + 4 <= body.length; count++) {
            int i = (int) at;
            long length = (body[i] & 0xffL) << 24
                    | (body[i + 1] & 0xff) << 16
                    | (body[i + 2] & 0xff) << 8
                    | body[i + 3] & 0xff;
            at += 4 + length;
        }
        return count;
    }

    /** A list has one comma less than items. */
    private static int items(byte[] body) {
        int count = 1;
        for (byte each : body) {
            count += each == ',' ? 1 : 0;
        }
        return count;
    }
}
