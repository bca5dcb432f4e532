/** The one stateless function that turns a step and a view of the state into an outcome. */
@NullMarked
package org.quoin.ledger.core.execution;

import org.jspecify.annotations.NullMarked;
