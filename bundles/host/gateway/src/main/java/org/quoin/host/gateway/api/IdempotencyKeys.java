package org.quoin.host.gateway.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.description.Values;

/**
 * Which transaction a client means by a key of its own choice. That the same bytes are applied at most once, and one transaction
 * of a sequence number at most, is the ledger's doing and holds for ever; a key shows a client earlier that it has
 * made a second transaction where it meant to send the first one again. The newest {@value #MAX} are remembered.
 */
final class IdempotencyKeys {
    private static final int MAX = 10_000;
    private static final int MAX_LENGTH = 255;

    private final Map<String, Hash> transactions = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Hash> eldest) {
            return size() > MAX;
        }
    };

    /** @throws ProblemException {@code IDEMPOTENCY_KEY_REUSED} if the client has used the key for another transaction */
    synchronized void claim(String client, String key, Hash transaction) {
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            throw new ProblemException(
                    400,
                    new Failure(
                            "INVALID_IDEMPOTENCY_KEY",
                            "An idempotency key has 1 to " + MAX_LENGTH + " characters: choose a shorter one.",
                            Values.none()));
        }
        Hash before = transactions.putIfAbsent(client + "\n" + key, transaction);
        if (before != null && !before.equals(transaction)) {
            throw new ProblemException(
                    422,
                    new Failure(
                            "IDEMPOTENCY_KEY_REUSED",
                            "This key stands for the transaction " + before
                                    + ", and this is another one: send that again, or" + " choose a new key.",
                            Values.of("tx", before)));
        }
    }
}
