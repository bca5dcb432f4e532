@NullMarked
package org.quoin.host.gateway.guard;

import org.jspecify.annotations.NullMarked;
