@NullMarked
package org.quoin.host.gateway.event;

import org.jspecify.annotations.NullMarked;
