package org.quoin.host.gateway.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransactionsTest {
    private static final String BATCH = "/api/v1/transactions/batch";

    @Test
    void asManyAsABodyCanBringAreCounted() {
        assertThat(json("/api/v1/transactions", "{}")).isEqualTo(1);
        assertThat(json("/api/v1/simulate", "{}")).isEqualTo(1);
        assertThat(json("/api/v1/encode", "{}")).isZero();
        assertThat(json(BATCH, "{\"items\":[\"00\",\"01\",\"02\"]}")).isEqualTo(3);
        assertThat(json(BATCH, "")).isEqualTo(1);
        byte[] frames = ByteBuffer.allocate(11)
                .putInt(1)
                .put((byte) 9)
                .putInt(2)
                .put(new byte[2])
                .array();
        assertThat(Transactions.count("POST", BATCH, Optional.of("application/octet-stream"), frames))
                .isEqualTo(2);
        byte[] endless = ByteBuffer.allocate(4).putInt(-1).array();
        assertThat(Transactions.count("POST", BATCH, Optional.of("application/octet-stream"), endless))
                .isEqualTo(1);
        assertThat(Transactions.count("GET", BATCH, Optional.empty(), new byte[0]))
                .isZero();
    }

    private static int json(String path, String body) {
        return Transactions.count("POST", path, Optional.of("application/json"), body.getBytes(UTF_8));
    }
}
