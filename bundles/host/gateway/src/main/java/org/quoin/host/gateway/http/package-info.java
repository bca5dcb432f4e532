/** Requests, responses and routes, without a word of any server's: what answers, and what carries it over the network, meet here. */
@NullMarked
package org.quoin.host.gateway.http;

import org.jspecify.annotations.NullMarked;
