package org.quoin.ledger.api;

import java.util.Arrays;
import java.util.List;

/**
 * Whoever holds a key stands up for a rules jar. What is signed is {@link #message}, for which no other signature of Quoin can be
 * taken; capability and version are inside the jar that is hashed.
 */
public record RulesSignature(PublicKey key, Bytes signature) {
    /** In bytes, of all the lines for one jar. */
    public static final int MAX_LINES = 16 * 1024;

    private static final byte[] PURPOSE = Purpose.of("rules");

    /**
     * What is signed: {@code quoin/rules/1}, a zero byte and the hash.
     *
     * @param rules the SHA-256 of the rules jar
     */
    public static Bytes message(Hash rules) {
        byte[] hash = rules.toArray();
        byte[] message = Arrays.copyOf(PURPOSE, PURPOSE.length + hash.length);
        System.arraycopy(hash, 0, message, PURPOSE.length, hash.length);
        return Bytes.of(message);
    }

    /** Signs a rules jar. */
    public static RulesSignature of(Bytes rules, Signer signer) {
        return new RulesSignature(signer.publicKey(), signer.sign(message(Hash.sha256(rules.toArray()))));
    }

    /**
     * Reads signatures, each on a line as {@link #toString} writes it; lines that are empty are left out. That they can be read
     * does not say that they hold.
     *
     * @throws MalformedBytesException if a line is anything else
     */
    public static List<RulesSignature> parse(String lines) {
        return lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(RulesSignature::parseLine)
                .toList();
    }

    private static RulesSignature parseLine(String line) {
        int space = line.indexOf(' ');
        try {
            return new RulesSignature(
                    PublicKey.parse(line.substring(0, Math.max(0, space))), Bytes.fromHex(line.substring(space + 1)));
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("a line is not a key, a space and a signature in hexadecimal", e);
        }
    }

    /** The key as {@link PublicKey#toString} writes it, a space, and the signature in hexadecimal. */
    @Override
    public String toString() {
        return key + " " + signature;
    }
}
