/** The ledger over HTTP as JSON, and its description as OpenAPI. What capabilities add comes from their descriptions alone. */
@NullMarked
package org.quoin.host.gateway.api;

import org.jspecify.annotations.NullMarked;
