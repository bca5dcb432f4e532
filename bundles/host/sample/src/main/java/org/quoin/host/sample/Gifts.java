package org.quoin.host.sample;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;

/**
 * Gifts that wait for a code word. What is to be done comes as an operation: whoever asks signs and submits it himself, with
 * {@link org.quoin.ledger.api.LedgerClient}. So no key passes through here.
 *
 * <p>A gift is a contract of the ledger with a secret of 32 bytes, whichever program made it. While contracts are not active,
 * what needs them is refused with {@code MODULE_NOT_ACTIVE}; the lists and the status are there all the same.
 */
@ProviderType
public interface Gifts {
    /**
     * Wraps an amount: signed by who gives it, it is out of his hands.
     *
     * @param expiry the first block time at which it can be given back
     * @param codeWord 4 to 200 characters, white space around it left out. The ledger shows a hash of what it is stretched to; who
     *     guesses the word can at most deliver the gift early
     * @throws org.quoin.ledger.api.RefusedException {@code MODULE_NOT_ACTIVE}
     * @throws IllegalArgumentException if the code word is too short or too long
     */
    OperationRecord wrap(String from, String to, Amount amount, Instant expiry, String codeWord);

    /**
     * Pays a gift to whom it is for. Anybody may sign it.
     *
     * @throws org.quoin.ledger.api.RefusedException {@code MODULE_NOT_ACTIVE}, or {@code UNKNOWN_GIFT}
     * @throws IllegalArgumentException if the code word is too short or too long; a wrong one is rejected by the ledger
     */
    OperationRecord claim(Hash id, String codeWord);

    /**
     * Pays a gift back to who gave it, after its expiry. Anybody may sign it.
     *
     * @throws org.quoin.ledger.api.RefusedException {@code MODULE_NOT_ACTIVE}, or {@code UNKNOWN_GIFT}
     */
    OperationRecord giveBack(Hash id);

    /**
     * As the ledger has it; while contracts are not active, as events have told it.
     *
     * @throws org.quoin.ledger.api.RefusedException {@code UNKNOWN_GIFT}
     */
    Gift gift(Hash id);

    /**
     * Gifts in the order in which they were wrapped.
     *
     * @param cursor where a former page ended, or null for the first
     * @param limit 1 to 1,000
     * @throws IllegalArgumentException if no page ended there
     */
    Page<Gift> gifts(@Nullable String cursor, int limit);

    /**
     * What happened to gifts, each thing once and in order.
     *
     * @param cursor as for {@link #gifts}
     * @param limit 1 to 1,000
     * @throws IllegalArgumentException if no page ended there
     */
    Page<News> news(@Nullable String cursor, int limit);

    GiftStatus status();
}
