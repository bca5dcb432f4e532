/** Brings the rules of @name@ to the ledger of this framework. */
@NullMarked
package @package@.provider;

import org.jspecify.annotations.NullMarked;
