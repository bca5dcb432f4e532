/** Who may ask, from where, how much, and what every answer tells a browser to leave alone. */
@NullMarked
package org.quoin.host.gateway.guard;

import org.jspecify.annotations.NullMarked;
