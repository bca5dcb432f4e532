package org.quoin.ledger.core.wallet;

import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.quoin.ledger.api.Secret;

/**
 * What a guess of a passphrase costs: Argon2id, version 1.3 (RFC 9106).
 *
 * @param memory in KiB, 8 for each lane to 256 MiB
 * @param iterations 1 to 100
 * @param lanes 1 to 16
 */
public record Hardening(int memory, int iterations, int lanes) {
    /** The second recommendation of RFC 9106, section 4, for where 2 GiB of memory are too much. */
    public static final Hardening RFC_9106 = new Hardening(64 * 1024, 3, 4);

    /** Of the salt, in bytes, as RFC 9106 recommends it. */
    static final int SALT_SIZE = 16;

    private static final int MOST_MEMORY = 256 * 1024;
    private static final int MOST_ITERATIONS = 100;
    private static final int MOST_LANES = 16;

    public Hardening {
        if (lanes < 1 || lanes > MOST_LANES || iterations < 1 || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException("lanes are 1 to 16, iterations 1 to 100");
        }
        if (memory < 8 * lanes || memory > MOST_MEMORY) {
            throw new IllegalArgumentException("memory is 8 KiB for each lane to 256 MiB");
        }
    }

    /** A key of {@link Aead}, to be overwritten by the caller. The passphrase counts in NFKD and UTF-8. */
    byte[] key(Secret passphrase, byte[] salt) {
        byte[] password = Mnemonic.utf8(passphrase.characters());
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memory)
                    .withIterations(iterations)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] key = new byte[Aead.KEY_SIZE];
            generator.generateBytes(password, key);
            return key;
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }
}
