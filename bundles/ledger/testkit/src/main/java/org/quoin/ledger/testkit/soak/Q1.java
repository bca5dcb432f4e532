package org.quoin.ledger.testkit.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tests notice what changes in the code: four of five mutants at least. The build has mutated the classes before this runs,
 * and left a report in each module; here they are only counted. A mutant that no test notices is lost.
 */
public final class Q1 implements Row {
    private static final String REPORT = "mutations.xml";
    private static final int DEPTH = 7;

    @Override
    public String id() {
        return "Q1";
    }

    @Override
    public String promise() {
        return "tests notice what is changed in the codec, the state and the making of blocks (mutants, whatever the dose)";
    }

    @Override
    public int smallDose() {
        return 0;
    }

    @Override
    public int fullDose() {
        return 1;
    }

    @Override
    public Figures run(Trial trial) throws IOException {
        return count("mutants");
    }

    @Override
    public boolean isKept(Figures figures) {
        return figures.lost() * 5 <= figures.runs();
    }

    /** Tests that look at something else. */
    @Override
    public Figures sabotage(Trial trial) throws IOException {
        return count("mutants-unseen");
    }

    private static Figures count(String directory) throws IOException {
        Path project = Path.of(System.getProperty("project", ""));
        try (Stream<Path> files =
                Files.find(project, DEPTH, (file, attributes) -> file.endsWith(Path.of("target", directory, REPORT)))) {
            List<Path> reports = files.sorted().toList();
            long mutants = 0;
            long unnoticed = 0;
            for (Path report : reports) {
                List<String> found = Files.readAllLines(report).stream()
                        .filter(line -> line.contains("<mutation "))
                        .toList();
                mutants += found.size();
                unnoticed += found.stream()
                        .filter(line -> line.contains("detected='false'"))
                        .count();
            }
            return new Figures(mutants, unnoticed, 0);
        }
    }
}
