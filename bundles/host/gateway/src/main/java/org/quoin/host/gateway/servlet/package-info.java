/** The door: one servlet that carries requests in and responses out, and keeps out what nobody should have to answer. */
@NullMarked
package org.quoin.host.gateway.servlet;

import org.jspecify.annotations.NullMarked;
