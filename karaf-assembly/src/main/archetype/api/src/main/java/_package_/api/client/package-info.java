/** The service {@link @package@.api.@Name@Register} over the ledger: it encodes, submits and asks, and contains no rules. */
@NullMarked
package @package@.api.client;

import org.jspecify.annotations.NullMarked;
