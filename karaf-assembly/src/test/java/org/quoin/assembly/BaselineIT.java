package org.quoin.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * What a bundle exports is what it exported when its baseline was kept, or the version of the package says how it differs: a
 * higher minor for more, a higher major for what breaks somebody. Such a host or capability would otherwise be wired to what it
 * was not compiled against.
 *
 * <p>This build's exports, manifest and classes, are written to {@code target/baseline}; with a release they become the new
 * baseline in {@code src/test/resources/baseline}.
 */
public class BaselineIT {
    private static final Path KEPT =
            Path.of(System.getProperty("distribution")).resolve("../../src/test/resources/baseline");
    private static final Path MADE = Path.of(System.getProperty("work"), "baseline");

    @Test
    public void everyBundleThatExportsHasABaseline() throws IOException {
        assertThat(names(exports())).isEqualTo(names(jars(KEPT)));
    }

    @Test
    public void theVersionOfAPackageSaysHowItDiffers() throws Exception {
        List<String> findings = new ArrayList<>();
        for (Path exports : exports()) {
            try (Jar now = new Jar(exports.toFile());
                    Jar kept = new Jar(KEPT.resolve(exports.getFileName()).toFile());
                    Processor reporter = new Processor()) {
                new Baseline(reporter, new DiffPluginImpl())
                        .baseline(now, kept, null).stream()
                                .filter(found -> found.mismatch)
                                .forEach(found -> findings.add(describe(found)));
            }
        }
        assertThat(findings).isEmpty();
    }

    private static String describe(Baseline.Info found) {
        List<String> changes = new ArrayList<>();
        collect("", found.packageDiff, changes);
        return "%s is %s and was %s: it must be %s at least, for %s"
                .formatted(found.packageName, found.newerVersion, found.olderVersion, found.suggestedVersion, changes);
    }

    /** Members that differ, and what else differs and has no parts that do. */
    private static void collect(String owner, Diff diff, List<String> changes) {
        List<? extends Diff> parts = diff.getChildren().stream()
                .filter(part -> part.getDelta() != Delta.UNCHANGED && part.getDelta() != Delta.IGNORED)
                .toList();
        if (parts.isEmpty() || diff.getType() == Type.METHOD || diff.getType() == Type.FIELD) {
            changes.add(diff.getDelta() + " " + diff.getType() + " " + owner + diff.getName());
        } else {
            parts.forEach(part -> collect(diff.getName() + " ", part, changes));
        }
    }

    /** Of each bundle of this build that exports something, the exports alone. */
    private static List<Path> exports() throws IOException {
        Files.createDirectories(MADE);
        List<Path> exports = new ArrayList<>();
        for (Path bundle : jars(Path.of(System.getProperty("distribution"), "system", "org", "quoin"))) {
            if (Jars.header(bundle, "Export-Package") != null) {
                Path made = MADE.resolve(Jars.header(bundle, "Bundle-SymbolicName") + ".jar");
                Jars.exports(bundle, made);
                exports.add(made);
            }
        }
        return exports;
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static List<String> names(List<Path> jars) {
        return jars.stream().map(jar -> jar.getFileName().toString()).sorted().toList();
    }
}
