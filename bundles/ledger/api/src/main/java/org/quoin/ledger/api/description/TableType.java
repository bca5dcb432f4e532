package org.quoin.ledger.api.description;

import java.util.Optional;

/**
 * Rows that a capability keeps.
 *
 * @param keyWidth in bytes, 1 to 64, of an ordered table; 0 for a hashed one
 * @param follows the table with an earlier form of the same rows, if there is one
 * @param rewritten whether all rows of that one are brought over
 */
public record TableType(String name, int keyWidth, Optional<String> follows, boolean rewritten) {
    /** One that follows no other. */
    public TableType(String name, int keyWidth) {
        this(name, keyWidth, Optional.empty(), false);
    }
}
