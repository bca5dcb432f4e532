@NullMarked
package org.quoin.htlc.watcher;

import org.jspecify.annotations.NullMarked;
