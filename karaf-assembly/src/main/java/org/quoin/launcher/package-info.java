/** What the launcher needs beyond a shell: a way into the console of a node where there is no {@code ssh} program. */
@NullMarked
package org.quoin.launcher;

import org.jspecify.annotations.NullMarked;
