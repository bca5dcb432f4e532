/**
 * What rules are written in: a typed face of the {@linkplain org.quoin.rules.host host interface}, compiled whole into each
 * rules jar, so that the jar contains all that computes and this library can evolve without touching what ran before.
 *
 * <p>A capability is a {@link org.quoin.rules.Capability} with one class for each {@link org.quoin.rules.Operation} and
 * {@link org.quoin.rules.Query}; its rows are in {@link org.quoin.rules.Table}s; what crosses the wire is declared once, as
 * {@link org.quoin.rules.Field}s of a {@link org.quoin.rules.Schema}.
 *
 * <p>Its description, in the primitives of {@code org.quoin.rules.codec}; every list begins with its count:
 *
 * <pre>{@code
 * description  format u8 = 1, operation*, query*, event*, failure*, table*, role*,
 *                end-check flag, observer*, start-hook flag, end-hook flag
 * operation    name text(32), schema u16, input schema, text(32) optional of the field that names an agreement, schema of its result
 * query        name text(32), schema u16, paged flag, input schema, output schema (of one item, if paged)
 * event        name text(32), schema
 * failure      code text(64), message text(1024), schema of its values
 * table        name text(32), key width u8 (0: hashed), (name text(32) of the one it follows, rewritten flag) optional
 * role         text(32)
 * observer     capability text(32), event text(32)
 * schema       field*
 * field        name text(32), type
 * type         kind u8, then by kind:
 *                1 account   2 asset   3 amount: name text(32) of the field that holds its asset
 *                4 number: largest u64   5 time   6 duration   7 bytes: fewest u32, most u32   8 hash   9 key
 *                10 text: most bytes u32   11 flag   12 list: most u32, type   13 optional: type
 *                14 choice: (text(32))*
 * }</pre>
 */
@NullMarked
package org.quoin.rules;

import org.jspecify.annotations.NullMarked;
