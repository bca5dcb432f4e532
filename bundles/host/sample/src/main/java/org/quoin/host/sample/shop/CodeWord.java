package org.quoin.host.sample.shop;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.time.Instant;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;

/**
 * Turns a code word into the secret of a contract: PBKDF2 (RFC 8018) with HMAC-SHA-256. The salt is made of what the contract
 * itself shows, so nothing has to be kept, and the same word is another secret for every gift.
 */
final class CodeWord {
    static final int MIN = 4;
    static final int MAX = 200;

    /** Of the secret, in bytes. */
    static final int SIZE = 32;

    /** Each guess costs as much. Moderate, because a guess only pays whom the gift is for. */
    private static final int ITERATIONS = 20_000;

    private static final String PURPOSE = "quoin.gift/1";

    private CodeWord() {}

    /** @throws IllegalArgumentException if it is too short or too long */
    static Bytes secret(String word, Hash chain, String from, String to, Instant expiry) {
        String plain = Normalizer.normalize(word.strip(), Normalizer.Form.NFC);
        if (plain.length() < MIN || plain.length() > MAX) {
            throw new IllegalArgumentException("A code word has " + MIN + " to " + MAX + " characters, this one has "
                    + plain.length() + ": choose another.");
        }
        String terms = PURPOSE + "\n" + chain + "\n" + from + "\n" + to + "\n" + expiry.toEpochMilli();
        byte[] salt = Hash.sha256(terms.getBytes(StandardCharsets.UTF_8)).toArray();
        PBEKeySpec key = new PBEKeySpec(plain.toCharArray(), salt, ITERATIONS, SIZE * Byte.SIZE);
        try {
            return Bytes.of(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2", e);
        } finally {
            key.clearPassword();
        }
    }
}
