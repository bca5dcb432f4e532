/**
 * A whole ledger in a test: in memory, with a clock that stands still until it is moved, and people who sign. It is the real
 * ledger on another disk; nothing of it is deployed.
 */
@NullMarked
package org.quoin.ledger.testkit;

import org.jspecify.annotations.NullMarked;
