/** Events to listeners that stay connected, by Server-Sent Events. */
@NullMarked
package org.quoin.host.gateway.event;

import org.jspecify.annotations.NullMarked;
