package org.quoin.ledger.core.block;

import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.state.Layer;

/**
 * A block that was executed and is not settled: what came of it is known, its roots are not.
 *
 * @param encoded the input, encoded
 * @param writes over the view on which the block was executed
 * @param rules that the block was executed under
 * @param tip where the next block goes on
 */
public record Executed(BlockInput input, Bytes encoded, Layer writes, BlockOutcome outcome, ModuleSet rules, Tip tip) {}
