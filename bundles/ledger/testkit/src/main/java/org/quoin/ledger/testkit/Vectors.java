package org.quoin.ledger.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Published reference vectors, which lie beside the project: {@code ../shared/vectors}, seen from its root. They are no part
 * of it, so they may be absent; where they must not be, {@code QUOIN_REQUIRE_VECTORS=1} says so.
 */
public final class Vectors {
    private static final String ROOT_MARK = ".mvn";
    private static final String REQUIRED = "QUOIN_REQUIRE_VECTORS";

    private Vectors() {}

    /**
     * Finds a file of vectors.
     *
     * @param file its path within the folder of vectors
     * @return empty if it is absent: the test is to be skipped, and to say so
     * @throws IllegalStateException if it is absent and must not be
     */
    public static Optional<Path> find(String file) {
        Optional<Path> found = root().map(
                        root -> root.resolveSibling("shared").resolve("vectors").resolve(file))
                .filter(Files::isRegularFile);
        if (found.isEmpty() && "1".equals(System.getenv(REQUIRED))) {
            throw new IllegalStateException(
                    "the vectors " + file + " are absent, and " + REQUIRED + "=1 requires them");
        }
        return found;
    }

    private static Optional<Path> root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(ROOT_MARK))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
