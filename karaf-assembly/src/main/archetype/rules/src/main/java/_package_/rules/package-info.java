/** The rules of @name@. */
@NullMarked
package @package@.rules;

import org.jspecify.annotations.NullMarked;
