package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Bytes;

/** An event as it stands in a receipt: whose it is, and its data by the schema that its owner describes. */
public record EventRow(String capability, String name, Bytes data) {}
