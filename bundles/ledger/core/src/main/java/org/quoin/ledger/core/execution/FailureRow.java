package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.Bytes;

/** A failure as it stands in a receipt: whose code it is, and its values by the schema that the code's owner describes. */
public record FailureRow(String capability, String code, Bytes values) {}
