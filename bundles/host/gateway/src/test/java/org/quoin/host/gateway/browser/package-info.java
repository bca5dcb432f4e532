/** What runs in a browser, in a real one. */
@NullMarked
package org.quoin.host.gateway.browser;

import org.jspecify.annotations.NullMarked;
