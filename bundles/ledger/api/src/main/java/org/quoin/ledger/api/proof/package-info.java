/**
 * Checks what a ledger proves, without trusting it: {@link org.quoin.ledger.api.proof.ProofVerifier} needs nothing but
 * {@code java.base}, so that it can be copied out of this bundle and read in one sitting.
 *
 * <h2>What is proved</h2>
 *
 * <p>That after a block a row of the state has a value, or is absent. The way of a proof: operators sign the hash of a header
 * (the <i>certificate</i>), or somebody trusts that hash for reasons of his own; the header may name an older one through the
 * Merkle mountain range of its history (the <i>ancestry</i>); the one or the other names the roots of the state; below a root
 * stands the table, and in it the row. The hashes are those of {@code Header}, {@code MountainRange}, {@code OperatorSet} and the
 * package {@code core.state}.
 *
 * <h2>The bytes</h2>
 *
 * <p>One proof has one encoding: integers are big-endian and of fixed width, nothing is optional that is not said by a byte, and
 * nothing may follow. The sides of a walk are not in it, because the path that is looked for fixes them.
 *
 * <pre>
 * proof        01 · ancestry · claim
 * ancestry     00                                              the header itself
 *            | 01 · u32 length · older header · u8 n · n × 32   and its siblings up to the history root, from below
 * claim        01 · u8 length · account · u8 length · asset · row · row · row
 *                  of ledger.accounts, ledger.assets and ledger.balances, whose key the first two name by their ordinals
 *            | 02 · u8 length · table · u8 key width, 0 if hashed · u16 length · key · row
 * row          00 · walk to the table · u64 entries of the table · walk to the key · u32 length · value     present
 *            | 01 · walk to the table · u64 entries · walk · path of another leaf · its value hash (32)      absent
 *            | 02 · walk to the table · path of another table (32) · its hash (32)                           no such table
 *            | 03                                                                                           nothing at all
 * walk         u8 n · n bytes of which the bits, from the most significant one on, say at which bits of the path there is a
 *                node, the last byte not zero · 32 bytes for each of these bits: the hash of the side not taken
 * certificate  u8 n · n × (u8 index of the key in the operator set, ascending · u8 length · signature)
 * </pre>
 *
 * <p>The table {@code ledger.nonces} stands alone under the nonces root of the header, all others under the state root: so its rows
 * have no walk to the table, and 03 means that the table, or for others the state, is empty.
 *
 * <p>An operator signs {@code "quoin/certificate/1"}, a zero byte, chain id (32), height u64 and header hash (32). The signature
 * is Ed25519 (RFC 8032) or ECDSA over P-256 with SHA-256, r and s in 32 bytes each, s at most half of the group's order. Keys of
 * secp256k1 are refused, because no Java platform has that curve any more.
 */
@NullMarked
@Version("1.0.0")
package org.quoin.ledger.api.proof;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
