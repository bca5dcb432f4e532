package org.quoin.ledger.core.wallet;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** Encrypts so that nothing can be changed unseen, nor what is said beside it: ChaCha20-Poly1305 (RFC 8439), a random nonce first. */
final class Aead {
    /** In bytes. */
    static final int KEY_SIZE = 32;

    private static final int NONCE_SIZE = 12;
    private static final int TAG_BITS = 128;

    private Aead() {}

    static byte[] seal(byte[] key, byte[] plain, byte[] beside, SecureRandom random) {
        byte[] nonce = new byte[NONCE_SIZE];
        random.nextBytes(nonce);
        ChaCha20Poly1305 cipher = cipher(true, key, nonce, beside);
        byte[] sealed = Arrays.copyOf(nonce, NONCE_SIZE + cipher.getOutputSize(plain.length));
        try {
            int written = cipher.processBytes(plain, 0, plain.length, sealed, NONCE_SIZE);
            cipher.doFinal(sealed, NONCE_SIZE + written);
            return sealed;
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("encrypting looks at no tag", e);
        }
    }

    /** Empty if it was sealed with another key, or beside something else, or was changed. */
    static Optional<byte[]> open(byte[] key, byte[] sealed, byte[] beside) {
        if (sealed.length < NONCE_SIZE + TAG_BITS / 8) {
            return Optional.empty();
        }
        ChaCha20Poly1305 cipher = cipher(false, key, Arrays.copyOf(sealed, NONCE_SIZE), beside);
        int size = sealed.length - NONCE_SIZE;
        byte[] plain = new byte[cipher.getOutputSize(size)];
        try {
            int written = cipher.processBytes(sealed, NONCE_SIZE, size, plain, 0);
            cipher.doFinal(plain, written);
            return Optional.of(plain);
        } catch (InvalidCipherTextException e) { // says only that the tag does not fit
            Arrays.fill(plain, (byte) 0);
            return Optional.empty();
        }
    }

    private static ChaCha20Poly1305 cipher(boolean encrypt, byte[] key, byte[] nonce, byte[] beside) {
        ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
        cipher.init(encrypt, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, beside));
        return cipher;
    }
}
