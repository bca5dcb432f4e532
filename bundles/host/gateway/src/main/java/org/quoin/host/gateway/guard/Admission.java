package org.quoin.host.gateway.guard;

import java.util.Map;
import java.util.Optional;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;

/**
 * Somebody may ask.
 *
 * @param headers that his answer has beside its own
 * @param answer if no handler is needed for it
 */
public record Admission(Request.Client client, Map<String, String> headers, Optional<Response> answer) {}
