/**
 * The durable journal: it keeps numbered byte strings, in order, so that what it acknowledged survives the death of the
 * process, a power cut and a full disk, and so that damage is seen, never read. It knows bytes, not blocks.
 *
 * <p>{@link org.quoin.ledger.core.journal.LedgerDirectory} makes the directory, {@link org.quoin.ledger.core.journal.Journal}
 * is the file, {@link org.quoin.ledger.core.journal.GroupCommit} the thread that writes it, and
 * {@link org.quoin.ledger.core.journal.Disk} the seam at which tests cut the power.
 */
@NullMarked
package org.quoin.ledger.core.journal;

import org.jspecify.annotations.NullMarked;
