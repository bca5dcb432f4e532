package org.quoin.ledger.core.execution;

import java.time.Instant;
import org.quoin.ledger.api.Hash;

/** The block in which a step is executed: the only world that rules know beside the state. */
public record Context(Hash chainId, long height, Instant time) {}
