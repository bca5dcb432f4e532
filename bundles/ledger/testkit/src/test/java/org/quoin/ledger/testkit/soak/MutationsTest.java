package org.quoin.ledger.testkit.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.soak.Mutations.Outcome;

/** Every file of a ledger with a module, harmed in every way. */
@Timeout(300)
class MutationsTest {
    private static final long SEED = 20_260_102;

    @Test
    void eachFileHarmedInEachWayIsHealedOrRefusedOrReported(@TempDir Path directory) throws IOException {
        Mutations mutations = new Mutations(directory, SEED, List.of(Jars.probe("1.0.0")));
        TreeSet<String> kinds = new TreeSet<>(D3.KINDS);
        kinds.add("modules/.jar");
        assertThat(mutations.kinds().keySet()).as("every kind is harmed").isEqualTo(kinds);
        int all = mutations.systematic();

        Map<Outcome, Long> outcomes = mutations.count(all);

        assertThat(outcomes).doesNotContainKey(Outcome.SILENT);
        assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(all);
        assertThat(outcomes).as("this test can see a refusal").containsKeys(Outcome.SAME, Outcome.REFUSED);
    }
}
