package org.quoin.ledger.core.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.quoin.ledger.api.PublicKey;

/**
 * A text that the operator of a node edits: a public key a line, as {@link PublicKey#toString} writes it, and what follows a
 * {@code #} is for people. It is read each time, so that an edit counts for whatever is deployed next. What cannot be read
 * trusts nobody.
 */
public final class TrustedKeysFile implements TrustedKeys {
    /** Of the file in a node's data directory, and of the one that a distribution brings in its configuration. */
    public static final String NAME = "trusted-keys";

    private static final String HEADING = """
            # Whose rules this node lets in: a public key a line. Rules that none of these keys has signed are turned away.
            # An edit counts for what is deployed from then on. A key that came with the distribution and that you do not trust:
            # put a # before it. What is mentioned here is not added again.
            """;

    private final Path file;

    public TrustedKeysFile(Path file) {
        this.file = file;
    }

    @Override
    public Set<PublicKey> now() throws UntrustedRulesException {
        Set<PublicKey> keys = new HashSet<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                String key = line.split("#", 2)[0].strip();
                if (!key.isEmpty()) {
                    keys.add(PublicKey.parse(key));
                }
            }
            return keys;
        } catch (NoSuchFileException e) {
            throw new UntrustedRulesException(
                    "there is no " + file + ": write into it the public keys that you trust, one a line", e);
        } catch (IOException e) {
            throw new UntrustedRulesException(
                    file + " cannot be read: see to its permissions, and that it is a text", e);
        } catch (IllegalArgumentException e) {
            throw new UntrustedRulesException(
                    "line " + number + " of " + file + " is no public key such as ed25519:d75a…: correct it", e);
        }
    }

    /**
     * Adds the keys that a distribution brings and that are not mentioned yet, not even as a comment.
     *
     * @param shipped such a file; none, if the distribution brings no keys
     */
    public void adopt(Path shipped) throws IOException {
        if (!Files.exists(shipped)) {
            return;
        }
        List<String> lines = new ArrayList<>(
                Files.exists(file) ? Files.readAllLines(file) : HEADING.lines().toList());
        int mentioned = lines.size();
        for (String line : Files.readAllLines(shipped)) {
            String key = line.split("#", 2)[0].strip();
            if (lines.stream().noneMatch(each -> each.contains(key))) {
                lines.add(line);
            }
        }
        if (lines.size() > mentioned) {
            Path next = file.resolveSibling(NAME + ".next");
            Files.write(next, lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
