package org.quoin.ledger.testkit.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Receipt;

/** What a client was told of its payments, kept where nothing that happens to the ledger reaches it. */
final class Acknowledged {
    private final Map<Hash, Long> heights = new HashMap<>();

    void add(Receipt receipt) {
        if (!receipt.applied()) {
            throw new IllegalStateException("a good payment was rejected: " + receipt);
        }
        add(receipt.transaction(), receipt.height());
    }

    void add(Hash transaction, long height) {
        heights.put(transaction, height);
    }

    int size() {
        return heights.size();
    }

    /** The payments that the ledger does not know, or knows otherwise than it said. */
    List<Hash> missing(Ledger ledger) {
        return heights.entrySet().stream()
                .filter(payment -> !ledger.receipt(payment.getKey())
                        .filter(receipt -> receipt.applied() && receipt.height() == payment.getValue())
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether nothing is missing, and every block executed again gives what is recorded. */
    boolean isWhole(Ledger ledger) {
        return missing(ledger).isEmpty()
                && ledger.verify(0, ledger.info().height()).ok();
    }
}
