/**
 * What the ledger knows: tables of bytes under one Merkle root, in memory or in a store.
 *
 * <p>A {@link org.quoin.ledger.core.state.State} never changes; applying a {@link org.quoin.ledger.core.state.WriteSet}
 * gives the next one, which shares all that was not written. An {@link org.quoin.ledger.core.state.Overlay} collects the
 * writes of a step over any {@link org.quoin.ledger.core.state.View}, and is committed or discarded as a whole.
 *
 * <h2>The hash format</h2>
 *
 * <p>It is final: headers, proofs, rollups and bridges rest on it. Each table is one path-compressed binary trie. Its
 * shape follows from the paths alone, so a root depends on the content and never on the history. Bit 0 is the most
 * significant bit of byte 0; integers are big-endian; {@code ‖} joins.
 *
 * <table>
 * <caption>Everything that is hashed, by SHA-256</caption>
 * <tr><th>name</th><th>bytes hashed</th></tr>
 * <tr><td>path, hashed table</td><td>{@code key}, of 1 to 256 bytes; the path has 32</td></tr>
 * <tr><td>path, ordered table</td><td>none: the path is the key, of the table's width, 1 to 64 bytes</td></tr>
 * <tr><td>value hash</td><td>{@code value}</td></tr>
 * <tr><td>leaf</td><td>{@code 00 ‖ path ‖ value hash (32)}</td></tr>
 * <tr><td>node</td><td>{@code 01 ‖ bit (u16) ‖ left (32) ‖ right (32)}</td></tr>
 * <tr><td>table</td><td>{@code 02 ‖ length of id (u8) ‖ id (ASCII) ‖ count of entries (u64) ‖ root (32)}</td></tr>
 * </table>
 *
 * <p>A node's <i>bit</i> is the index, from the start of the path, of the first bit in which the paths below it differ:
 * those with 0 are on the left, those with 1 on the right, and neither side is empty. The root of a table is that of its
 * only leaf or topmost node, and 32 zero bytes for an empty table.
 *
 * <p>The state root is the root of one more such trie, with a leaf for each table that is not empty: its path is the
 * SHA-256 of the id, and the table hash stands in the place of the value hash. The root of an empty state is 32 zero bytes.
 * A root over some of the tables is that of the state that has only those.
 *
 * <h2>More than memory holds</h2>
 *
 * <p>A <i>bucket</i> is a largest subtree of at most 64 leaves, so the buckets of a table follow from its content alone. They
 * are the rows of a store: its leaves are what is written of a bucket, and a {@link org.quoin.ledger.core.state.Stub} is what
 * stays in memory of it. All nodes above buckets are always in memory, each with the hashes of both its children; so what is
 * loaded is compared with the hash above it, and nothing of the store is believed.
 *
 * <pre>
 * start        State state = State.restore(stubs, cache), if its root() is the expected one
 * checkpoint   Difference difference = State.difference(stored, state, height, cache)
 *              write difference.added(), replace the stubs, keep what is superseded while older versions are read
 *              stored = difference.stored()
 * afterwards   newest = newest.relieved(stored): what is stored can leave memory from now on
 * </pre>
 *
 * <p>Memory then holds the nodes above buckets (150 to 180 bytes for each bucket), what the cache may hold, and what has
 * changed since the checkpoint ({@link org.quoin.ledger.core.state.State#unstored}).
 *
 * <h2>In memory</h2>
 *
 * <p>The last levels of a trie are in pages, each a largest subtree of at most 8 leaves in one array; above them each node is
 * an object that has the hashes of its two children. A batch copies each page and node on the way of its edits once, so older
 * versions stay what they are. A page is no part of any format: it is smaller than a bucket, and follows from the content too.
 *
 * <h2>Arrays</h2>
 *
 * <p>Every array that crosses the border of this package is copied, on its way in and on its way out; inside, arrays are
 * shared and never written. So a caller may do what it likes with an array that it gave or got.
 */
@NullMarked
package org.quoin.ledger.core.state;

import org.jspecify.annotations.NullMarked;
