/**
 * What every console command shares: input from people, answers as one line of JSON or as a table, and failures as one
 * sentence. A plain jar, embedded privately by each bundle that has commands.
 */
@NullMarked
package org.quoin.ledger.console;

import org.jspecify.annotations.NullMarked;
