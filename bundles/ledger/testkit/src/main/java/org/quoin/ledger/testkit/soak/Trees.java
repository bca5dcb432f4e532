package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories with all that is in them. */
final class Trees {
    private Trees() {}

    /** Nothing happens if there is none. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        for (Path path : walk(tree, Comparator.reverseOrder())) {
            Files.delete(path);
        }
    }

    /** @param target must not exist */
    static void copy(Path tree, Path target) throws IOException {
        for (Path path : walk(tree, Comparator.naturalOrder())) {
            Files.copy(path, target.resolve(tree.relativize(path)));
        }
    }

    private static List<Path> walk(Path tree, Comparator<Path> order) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            return paths.sorted(order).toList();
        }
    }
}
