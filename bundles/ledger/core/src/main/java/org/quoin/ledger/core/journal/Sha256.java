package org.quoin.ledger.core.journal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.quoin.ledger.api.Hash;

/** Hashes between buffers, without copying what is hashed. */
final class Sha256 {
    private Sha256() {}

    /** The SHA-256 of what remains in the buffers, one after the other. */
    static Hash of(ByteBuffer... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ByteBuffer part : parts) {
                digest.update(part.duplicate());
            }
            return Hash.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The hash that stands at the buffer's position; moves past it. */
    static Hash read(ByteBuffer from) {
        byte[] digest = new byte[Hash.SIZE];
        from.get(digest);
        return Hash.of(digest);
    }
}
