@NullMarked
package org.quoin.host.gateway.page;

import org.jspecify.annotations.NullMarked;
