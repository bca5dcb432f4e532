package @package@.api;

import java.time.Instant;
import org.quoin.ledger.api.Hash;

/**
 * What was recorded of a document.
 *
 * @param digest SHA-256 of the document
 * @param owner the account that recorded it first
 * @param recordedAt the time of the block
 */
public record Entry(Hash digest, String title, String owner, Instant recordedAt) {}
