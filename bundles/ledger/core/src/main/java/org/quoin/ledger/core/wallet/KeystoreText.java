package org.quoin.ledger.core.wallet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.KeptKey;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.PublicKey;

/**
 * What is in the file of a keystore, in lines of ASCII:
 *
 * <pre>
 * quoin-keystore 1
 * argon2id memory=65536 iterations=3 lanes=4 salt=…
 * wrapped …
 * key alice ed25519:… m/44'/1'/0'
 * key bob p256:… imported
 * sealed …
 * sha256 …
 * </pre>
 *
 * The passphrase, hardened as the second line says, opens {@code wrapped}, which is a random key, sealed beside the lines before
 * it. That key opens {@code sealed}, beside all lines before it. The last line is of all lines before, so that a damaged file is
 * known as one without a passphrase.
 *
 * @param sealed the entropy of the recovery phrase, after its size in one byte, and then 32 bytes for each imported key
 */
record KeystoreText(Hardening hardening, Bytes salt, Bytes wrapped, List<KeptKey> keys, Bytes sealed) {
    private static final String NAME = "quoin-keystore ";
    private static final String VERSION = "1";
    private static final int LONGEST_LINE = 4096;
    private static final Pattern KDF = Pattern.compile(
            "argon2id memory=([0-9]{1,6}) iterations=([0-9]{1,3}) lanes=([0-9]{1,2}) salt=([0-9a-f]{32})");
    private static final Pattern ORIGIN = Pattern.compile("m/44'/1'/(0|[1-9][0-9]{0,9})'");

    /** Written by a version of this program that knows more. */
    static final class NewerException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Not what was written. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String why) {
            super(why);
        }
    }

    KeystoreText {
        keys = List.copyOf(keys);
    }

    byte[] besideWrapped() {
        return bytes(head());
    }

    byte[] besideSealed() {
        return bytes(head() + body());
    }

    byte[] encode() {
        String lines = head() + body() + "sealed " + sealed + "\n";
        return bytes(lines + "sha256 " + Hash.sha256(bytes(lines)) + "\n");
    }

    private String head() {
        return NAME + VERSION + "\nargon2id memory=" + hardening.memory() + " iterations=" + hardening.iterations()
                + " lanes=" + hardening.lanes() + " salt=" + salt + "\n";
    }

    private String body() {
        StringBuilder lines = new StringBuilder("wrapped ").append(wrapped).append('\n');
        for (KeptKey key : keys) {
            lines.append("key ")
                    .append(key.account())
                    .append(' ')
                    .append(key.publicKey())
                    .append(' ')
                    .append(key.origin())
                    .append('\n');
        }
        return lines.toString();
    }

    static KeystoreText decode(byte[] file) throws NewerException, DamagedException {
        String text = new String(file, ISO_8859_1);
        int digest = text.lastIndexOf("sha256 ");
        if (digest < 0
                || !text.substring(digest).equals("sha256 " + Hash.sha256(bytes(text.substring(0, digest))) + "\n")) {
            throw new DamagedException("its digest does not fit");
        }
        List<String> lines = text.substring(0, digest).lines().toList();
        if (!lines.get(0).equals(NAME + VERSION)) {
            if (lines.get(0).matches(NAME + "[0-9]{1,9}")) {
                throw new NewerException();
            }
            throw new DamagedException("its first line does not name a keystore");
        }
        try {
            KeystoreText read = decode(lines);
            if (!new String(read.encode(), ISO_8859_1).equals(text)) {
                throw new DamagedException("it is written otherwise than this program writes");
            }
            return read;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedException("a line has another form");
        }
    }

    private static KeystoreText decode(List<String> lines) {
        Matcher kdf = KDF.matcher(lines.get(1));
        if (!kdf.matches()) {
            throw new IllegalArgumentException("the second line says how the passphrase is hardened");
        }
        int last = lines.size() - 1;
        List<KeptKey> keys = new ArrayList<>();
        for (String line : lines.subList(3, last)) {
            keys.add(key(line));
        }
        return new KeystoreText(
                new Hardening(
                        Integer.parseInt(kdf.group(1)), Integer.parseInt(kdf.group(2)), Integer.parseInt(kdf.group(3))),
                Bytes.fromHex(kdf.group(4)),
                hex("wrapped ", lines.get(2)),
                keys,
                hex("sealed ", lines.get(last)));
    }

    private static KeptKey key(String line) {
        String[] words = line.split(" ", -1);
        if (line.length() > LONGEST_LINE || words.length != 4 || !words[0].equals("key")) {
            throw new IllegalArgumentException("a key has a name, a public key and an origin");
        }
        KeptKey key = new KeptKey(Names.requireAccount(words[1]), PublicKey.parse(words[2]), words[3]);
        if (!key.origin().equals(KeptKey.IMPORTED) && index(key).isEmpty()) {
            throw new IllegalArgumentException("a key comes from the phrase or is imported");
        }
        return key;
    }

    /** The index at which a key follows from the recovery phrase; empty if it was imported. */
    static OptionalInt index(KeptKey key) {
        Matcher path = ORIGIN.matcher(key.origin());
        return path.matches() ? OptionalInt.of(Integer.parseInt(path.group(1))) : OptionalInt.empty();
    }

    private static Bytes hex(String name, String line) {
        if (!line.startsWith(name)) {
            throw new IllegalArgumentException("a line is missing: " + name);
        }
        return Bytes.fromHex(line.substring(name.length()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
