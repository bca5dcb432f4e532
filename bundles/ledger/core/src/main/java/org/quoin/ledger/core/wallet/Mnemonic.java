package org.quoin.ledger.core.wallet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.api.WalletException;
import org.quoin.ledger.api.description.Values;

/**
 * Recovery phrases of BIP-39: 12, 15, 18, 21 or 24 words of its English list, which stand for 16 to 32 bytes of entropy and a
 * checksum. The list is {@code bip39-english.txt} beside this class, as the repository bitcoin/bips has it (SHA-256
 * 2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda), in the order of the alphabet.
 */
public final class Mnemonic {
    /** Of the seed that follows from a phrase, in bytes. */
    static final int SEED_SIZE = 64;

    private static final int LEAST_WORDS = 12;
    private static final int MOST_WORDS = 24;
    private static final int BITS_OF_WORD = 11;
    private static final int ITERATIONS = 2048;

    /** Of a character of Java in UTF-8. */
    private static final int MOST_BYTES = 3;

    private static final List<String> WORDS = words();

    private Mnemonic() {}

    /** In bytes, the entropy of a phrase of so many words; a WalletException if no phrase has so many. */
    static int entropySize(int words) {
        if (words < LEAST_WORDS || words > MOST_WORDS || words % 3 != 0) {
            throw invalid("has " + words + " words, not 12, 15, 18, 21 or 24");
        }
        return words / 3 * 4;
    }

    /** @param entropy 16, 20, 24, 28 or 32 bytes */
    public static Secret phrase(byte[] entropy) {
        int words = entropy.length / 4 * 3;
        byte[] bits = withChecksum(entropy);
        CharBuffer text = CharBuffer.allocate(words * 9);
        for (int i = 0; i < words; i++) {
            int index = 0;
            for (int bit = i * BITS_OF_WORD; bit < (i + 1) * BITS_OF_WORD; bit++) {
                index = index << 1 | (bits[bit / 8] >> (7 - bit % 8) & 1);
            }
            text.put(i == 0 ? "" : " ").put(WORDS.get(index));
        }
        char[] characters = Arrays.copyOf(text.array(), text.position());
        Arrays.fill(text.array(), '\0');
        Arrays.fill(bits, (byte) 0);
        return new Secret(characters);
    }

    /**
     * The entropy of a phrase, whatever stands between its words and whether they are in capitals.
     *
     * @throws WalletException with the code {@code INVALID_PHRASE}, and without any of the words
     */
    public static byte[] entropy(Secret phrase) {
        List<CharBuffer> found = split(phrase.characters());
        int size = entropySize(found.size());
        byte[] bits = new byte[size + 1];
        for (int i = 0; i < found.size(); i++) {
            int index = index(found.get(i));
            if (index < 0) {
                throw invalid("has a word that is not in the English list, the one at place " + (i + 1));
            }
            for (int bit = 0; bit < BITS_OF_WORD; bit++) {
                int at = i * BITS_OF_WORD + bit;
                bits[at / 8] |= (byte) ((index >> (BITS_OF_WORD - 1 - bit) & 1) << (7 - at % 8));
            }
        }
        byte[] entropy = Arrays.copyOf(bits, size);
        byte[] expected = withChecksum(entropy);
        boolean right = Arrays.equals(bits, expected);
        Arrays.fill(bits, (byte) 0);
        Arrays.fill(expected, (byte) 0);
        if (!right) {
            Arrays.fill(entropy, (byte) 0);
            throw invalid("is not one: its checksum does not fit, so a word is another or stands elsewhere");
        }
        return entropy;
    }

    /**
     * The seed from which keys follow (BIP-39: PBKDF2 with HMAC-SHA512, 2,048 iterations), of a phrase in any language.
     *
     * @param passphrase of the phrase; none is an empty one
     */
    public static byte[] seed(CharSequence phrase, CharSequence passphrase) {
        byte[] password = utf8(phrase);
        byte[] salt = utf8("mnemonic" + passphrase);
        try {
            PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
            generator.init(password, salt, ITERATIONS);
            return ((KeyParameter) generator.generateDerivedParameters(SEED_SIZE * 8)).getKey();
        } finally {
            Arrays.fill(password, (byte) 0);
            Arrays.fill(salt, (byte) 0);
        }
    }

    /** In NFKD, as BIP-39 has it. What is ASCII is so already, and never becomes a text that nobody can overwrite. */
    static byte[] utf8(CharSequence text) {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        CharBuffer characters = CharBuffer.wrap(ascii ? text : Normalizer.normalize(text, Normalizer.Form.NFKD));
        ByteBuffer encoded = ByteBuffer.allocate(MOST_BYTES * characters.length());
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(characters, encoded, true);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }

    /** The entropy, and after it the first bits of its SHA-256: one for each four bytes. */
    private static byte[] withChecksum(byte[] entropy) {
        SHA256Digest digest = new SHA256Digest();
        digest.update(entropy, 0, entropy.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        byte[] bits = Arrays.copyOf(entropy, entropy.length + 1);
        bits[entropy.length] = (byte) (hash[0] & 0xff << (8 - entropy.length / 4));
        Arrays.fill(hash, (byte) 0);
        return bits;
    }

    private static List<CharBuffer> split(CharBuffer text) {
        List<CharBuffer> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
                if (i > start) {
                    words.add(text.subSequence(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }

    private static int index(CharBuffer word) {
        return Collections.<CharSequence>binarySearch(WORDS, word, Mnemonic::compare);
    }

    private static int compare(CharSequence listed, CharSequence asked) {
        for (int i = 0; i < Math.min(listed.length(), asked.length()); i++) {
            int difference = listed.charAt(i) - Character.toLowerCase(asked.charAt(i));
            if (difference != 0) {
                return difference;
            }
        }
        return listed.length() - asked.length();
    }

    private static WalletException invalid(String why) {
        return new WalletException(
                "INVALID_PHRASE",
                "The recovery phrase " + why + ": compare it with what you wrote down.",
                Values.none());
    }

    private static List<String> words() {
        try (InputStream list = Objects.requireNonNull(
                Mnemonic.class.getResourceAsStream("bip39-english.txt"), "the list lies beside this class")) {
            return new String(list.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the list of words cannot be read", e);
        }
    }
}
