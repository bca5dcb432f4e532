package org.quoin.ledger.core.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.FailureRow;
import org.quoin.ledger.core.execution.Outcome;

class ReceiptRowTest {
    private static final Hash ID = Hash.sha256(new byte[] {1});

    @Test
    void itIsEncodedOnce() {
        ReceiptRow row = row(ID, null, 0, "paid");

        assertThat(row.encode()).isSameAs(row.encode());
    }

    @Test
    void rowsAreEqualIfAllThatTheySayIs() {
        FailureRow failure = new FailureRow("ledger", "NO", Bytes.of(new byte[] {1}));
        List<ReceiptRow> rows = List.of(
                row(ID, null, 0, "paid"),
                row(Hash.sha256(new byte[] {2}), null, 0, "paid"),
                row(ID, failure, 0, "paid"),
                row(ID, null, 7, "paid"),
                row(ID, null, 0, "lent"));

        assertThat(rows).doesNotHaveDuplicates();
        for (ReceiptRow row : rows) {
            byte[] encoded = row.encode();
            ReceiptRow again = ReceiptRow.decode(encoded);
            assertThat(again).isEqualTo(row).hasSameHashCodeAs(row).isNotSameAs(row);
            assertThat(again.encode()).isEqualTo(encoded);
        }
    }

    private static ReceiptRow row(Hash id, @Nullable FailureRow failure, long fee, String event) {
        return new ReceiptRow(
                id,
                new Outcome(
                        failure,
                        20_000,
                        BigInteger.valueOf(fee),
                        List.of(new EventRow("ledger", event, Bytes.of(new byte[] {5})))));
    }
}
