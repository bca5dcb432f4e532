package @package@.api;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Signer;

/**
 * Documents, each with the account that recorded it first.
 *
 * <p>What submits completes or fails as {@link org.quoin.ledger.api.Ledger#submit} does; a receipt that was rejected has one
 * of the codes of {@link @Name@Failure} or of {@link org.quoin.ledger.api.LedgerFailure}. Every method throws
 * {@link org.quoin.ledger.api.RefusedException} if the rules are not active any more.
 */
@ProviderType
public interface @Name@Register {
    /** Makes the owner that the operation names, who signs it, that of a document which has none. */
    CompletableFuture<Receipt> record(Signer signer, RecordEntry operation);

    /** Pays the owner of a document, signed by whom the operation names as the giver. */
    CompletableFuture<Receipt> reward(Signer signer, RewardEntry operation);

    /** What was recorded of a document. */
    Optional<Entry> entry(Hash digest);

    /**
     * Entries in the order in which they were recorded.
     *
     * @param cursor where a former page ended, or null for the first
     * @param limit 1 to 1,000
     */
    Page<Entry> entries(@Nullable String cursor, int limit);
}
