package org.quoin.ledger.core.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.api.RulesSignature;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.core.wallet.KeyFiles;

/**
 * What a build runs. Its key is made at first use, in the directory of key files that is the first argument; there it stays, and no
 * build publishes it. The other arguments: {@code sign RULES_JAR SIGNATURES} writes the signature of rules beside them,
 * {@code trust FILE} writes the public key where a distribution lists whom it trusts.
 */
public final class SigningTool {
    private static final String KEY = "build";

    private final Path directory;

    SigningTool(Path directory) {
        this.directory = directory;
    }

    /** @throws IllegalArgumentException if the arguments are others */
    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        if (given.size() == 4 && given.get(1).equals("sign")) {
            new SigningTool(Path.of(given.get(0))).sign(Path.of(given.get(2)), Path.of(given.get(3)));
        } else if (given.size() == 3 && given.get(1).equals("trust")) {
            new SigningTool(Path.of(given.get(0))).trust(Path.of(given.get(2)));
        } else {
            throw new IllegalArgumentException("KEYS sign RULES_JAR SIGNATURES or KEYS trust FILE, not " + given);
        }
    }

    void sign(Path rules, Path signatures) throws IOException {
        Files.writeString(signatures, RulesSignature.of(Bytes.of(Files.readAllBytes(rules)), key()) + "\n");
    }

    void trust(Path file) throws IOException {
        Files.writeString(file, key().publicKey() + " # the build that made this distribution\n");
    }

    private Signer key() throws IOException {
        try {
            KeyFiles keys = new KeyFiles(directory, new SecureRandom());
            List<Signer> made = keys.signers(KEY);
            return made.isEmpty() ? make(keys) : made.get(0);
        } catch (IOException | UncheckedIOException e) {
            throw new IOException(
                    "the key of this build can be neither read nor made in " + directory
                            + ": see to its permissions, or name another directory with -Dquoin.keys=DIRECTORY",
                    e);
        }
    }

    /** Builds that run side by side come to the same key: the first that writes it has made it. */
    private static Signer make(KeyFiles keys) {
        try {
            return keys.create(KEY, Scheme.ED25519);
        } catch (IllegalStateException e) {
            return keys.signers(KEY).stream().findFirst().orElseThrow(() -> e);
        }
    }
}
