/**
 * What of a ledger is in the store behind the journal: buckets of the state, and indexes of what the journal has. All of it
 * follows from the journal, and comes into the store by checkpoints, each of which is there completely or not at all.
 *
 * <p>Every key begins with a letter; numbers are big-endian and unsigned, so rows are in the order of their numbers.
 *
 * <table>
 * <caption>Rows, format version 1</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>{@code i}</td><td>u32 format version · chain id 32</td></tr>
 * <tr><td>{@code c} · height u64</td><td>a {@link org.quoin.ledger.core.checkpoint.Checkpoint}</td></tr>
 * <tr><td>{@code s} · table · first path · version u64</td><td>a stub: u8 count · hash 32 · u64 height of the checkpoint that
 *     superseded it, the greatest if none has</td></tr>
 * <tr><td>{@code b} · table · first path · version u64</td><td>the content of that bucket</td></tr>
 * <tr><td>{@code g} · u64 height that superseded it · table · first path · version u64</td><td>empty: that stub and
 *     bucket may go when no checkpoint before that height is kept</td></tr>
 * <tr><td>{@code r} · first 16 bytes of a transaction's id</td><td>u64 height of its block · u32 index in it</td></tr>
 * <tr><td>{@code e} · sequence number of a block's first event u64</td><td>u64 height of the block</td></tr>
 * <tr><td>{@code p} · height u64</td><td>u64 position in the journal after the block</td></tr>
 * </table>
 *
 * <p>A table is its id in ASCII, a zero byte, and its key width as u8, 0 if hashed: so stubs are in the order of tables and paths.
 */
@NullMarked
package org.quoin.ledger.core.checkpoint;

import org.jspecify.annotations.NullMarked;
