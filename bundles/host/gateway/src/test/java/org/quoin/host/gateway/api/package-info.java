@NullMarked
package org.quoin.host.gateway.api;

import org.jspecify.annotations.NullMarked;
