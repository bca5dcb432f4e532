/**
 * A store of keys and values in a directory: {@link org.quoin.ledger.store.KeyValueStore}, and
 * {@link org.quoin.ledger.store.RocksStore}, which is one with RocksDB inside. It knows bytes, and nothing of a ledger.
 */
@NullMarked
@Version("1.0.0")
package org.quoin.ledger.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
