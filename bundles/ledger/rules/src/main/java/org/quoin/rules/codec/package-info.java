/**
 * Canonical bytes: one value has exactly one encoding, and every other byte string is refused.
 *
 * <p>A schema is fixed, so nothing on the wire names or types a field. The primitives:
 *
 * <table>
 * <caption>Wire form</caption>
 * <tr><th>primitive</th><th>bytes</th></tr>
 * <tr><td>u8, u16, u32, u64</td><td>1, 2, 4, 8, big-endian; u64 stops at 2^63 − 1</td></tr>
 * <tr><td>u128</td><td>16, big-endian: an amount</td></tr>
 * <tr><td>flag</td><td>one byte, 0 or 1</td></tr>
 * <tr><td>fixed</td><td>the bytes themselves, their number known from the schema</td></tr>
 * <tr><td>count</td><td>unsigned LEB128 in its shortest form, at most 5 bytes</td></tr>
 * <tr><td>bytes</td><td>count, then the bytes</td></tr>
 * <tr><td>text</td><td>count of bytes, then well-formed UTF-8</td></tr>
 * </table>
 *
 * <p>This package has one source and no dependency. It is compiled into each rules jar and embedded privately in each
 * bundle that needs it; it never appears in an exported signature.
 */
@NullMarked
package org.quoin.rules.codec;

import org.jspecify.annotations.NullMarked;
