package org.quoin.host.gateway.guard;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.Set;
import org.quoin.host.gateway.http.Scope;

/**
 * What is kept of a key: never the key.
 *
 * @param hash SHA-256 of the key's text, in hex
 * @param requests most of them per second; empty for as many as others
 */
public record ApiKey(String name, String hash, Set<Scope> scopes, OptionalDouble requests, Instant made) {}
