package org.quoin.ledger.testkit.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A small dose of every row of the scorecard, and its sabotage. */
class RowsTest {
    private static final long SEED = 20_260_101;

    @BeforeAll
    static void hush() {
        Soak.hush();
    }

    static List<Row> rows() {
        return Soak.rows().values().stream().filter(row -> row.smallDose() > 0).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aRowHoldsAndItsSabotageIsNoticed(Row row, @TempDir Path directory) throws Exception {
        Row.Figures figures = row.run(trial(row, directory.resolve("honest")));
        assertThat(figures).as("%s: %s", row.id(), row.promise()).matches(row::isKept);

        Row.Figures sabotaged = row.sabotage(trial(row, directory.resolve("sabotaged")));
        assertThat(row.isRed(sabotaged))
                .as("%s, sabotaged: %s", row.id(), sabotaged)
                .isTrue();
    }

    private static Row.Trial trial(Row row, Path directory) throws Exception {
        return new Row.Trial(SEED, row.smallDose(), Files.createDirectories(directory));
    }
}
