/** Disks on which the accidents of real ones can be rehearsed. */
@NullMarked
package org.quoin.ledger.testkit.disk;

import org.jspecify.annotations.NullMarked;
