@NullMarked
package org.quoin.host.gateway;

import org.jspecify.annotations.NullMarked;
