package org.quoin.ledger.testkit;

import java.util.Random;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.core.crypto.Signatures;

/** Flips every single bit of signed messages, their signatures and their keys, and counts what is accepted nevertheless. */
public final class BitFlips {
    /** Of a message, in bytes: what is longer is hashed as this is. */
    private static final int MESSAGE = 16;

    /**
     * What was found.
     *
     * @param flips judged, one at a time
     * @param accepted with a flipped bit: there must be none
     */
    public record Result(int messages, long flips, long accepted) {}

    private BitFlips() {}

    /** How many flips there are of one message. */
    public static long bits(PublicKey.Scheme scheme) {
        return 8L * (MESSAGE + scheme.signatureSize() + scheme.keySize());
    }

    /**
     * Signs random messages, each with another key, and flips every bit of each.
     *
     * @throws IllegalStateException if a message is not accepted as it was signed: nothing would be shown
     */
    public static Result run(PublicKey.Scheme scheme, int messages, long seed) {
        Random random = new Random(seed);
        long flips = 0;
        long accepted = 0;
        for (int i = 0; i < messages; i++) {
            Signer signer = Person.named("person-" + seed + "-" + i, scheme).signer();
            byte[] message = new byte[MESSAGE];
            random.nextBytes(message);
            byte[] signature = signer.sign(Bytes.of(message)).toArray();
            byte[] key = signer.publicKey().bytes().toArray();
            if (!accepts(scheme, key, message, signature)) {
                throw new IllegalStateException("seed " + seed + ", message " + i + ": its own signature is refused");
            }
            for (byte[] part : new byte[][] {message, signature, key}) {
                for (int bit = 0; bit < part.length * 8; bit++) {
                    part[bit / 8] ^= (byte) (1 << bit % 8);
                    accepted += accepts(scheme, key, message, signature) ? 1 : 0;
                    part[bit / 8] ^= (byte) (1 << bit % 8);
                    flips++;
                }
            }
        }
        return new Result(messages, flips, accepted);
    }

    private static boolean accepts(PublicKey.Scheme scheme, byte[] key, byte[] message, byte[] signature) {
        return Signatures.verify(new PublicKey(scheme, Bytes.of(key)), Bytes.of(message), Bytes.of(signature));
    }
}
