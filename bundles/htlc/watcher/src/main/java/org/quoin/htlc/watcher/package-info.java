/** A process of its own that claims and refunds what its owner is too late for. */
@NullMarked
package org.quoin.htlc.watcher;

import org.jspecify.annotations.NullMarked;
