/** The console commands {@code @scope@:}. */
@NullMarked
package @package@.provider.command;

import org.jspecify.annotations.NullMarked;
