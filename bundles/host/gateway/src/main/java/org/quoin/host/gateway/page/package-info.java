/** The files of the pages, and of the library that they and others use in a browser. */
@NullMarked
package org.quoin.host.gateway.page;

import org.jspecify.annotations.NullMarked;
