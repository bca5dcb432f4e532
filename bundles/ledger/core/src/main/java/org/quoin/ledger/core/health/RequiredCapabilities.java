package org.quoin.ledger.core.health;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text that the operator of a node edits: a capability a line without which the node is not ready, and what follows a
 * {@code #} is for people. It is read each time. Without the file nothing but the ledger is required.
 */
public final class RequiredCapabilities {
    /** Of the file in a node's data directory. */
    public static final String NAME = "required-capabilities";

    private static final Logger LOG = System.getLogger(RequiredCapabilities.class.getName());

    private final Path file;

    public RequiredCapabilities(Path file) {
        this.file = file;
    }

    /**
     * What the file says.
     *
     * @param problem a sentence, if not all of it can be read
     */
    record Wanted(Set<String> capabilities, Optional<String> problem) {}

    Wanted now() {
        Set<String> capabilities = new TreeSet<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int number = 1; number <= lines.size(); number++) {
                String name = lines.get(number - 1).split("#", 2)[0].strip();
                if (name.isEmpty()) {
                    continue;
                }
                if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
                    return new Wanted(
                            capabilities,
                            Optional.of("Line " + number + " of " + file
                                    + " is no name of a capability such as htlc: correct it."));
                }
                capabilities.add(name);
            }
            return new Wanted(capabilities, Optional.empty());
        } catch (NoSuchFileException e) {
            LOG.log(Level.DEBUG, "No capability is required", e);
            return new Wanted(Set.of(), Optional.empty());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "What is required is not known", e);
            return new Wanted(
                    Set.of(), Optional.of(file + " cannot be read: see to its permissions, and that it is a text."));
        }
    }
}
