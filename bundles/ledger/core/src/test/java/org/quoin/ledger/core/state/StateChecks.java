package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** The checks that the state must pass and each flawed one must fail. */
final class StateChecks {
    private StateChecks() {}

    /**
     * Applies about that many random writes in 100 batches, at times emptying a table, and compares each version with the
     * model; some of them again when all is done.
     */
    static void followsTheModel(Subject empty, long seed, int writes) {
        Histories histories = new Histories(seed);
        Model model = new Model();
        Subject subject = empty;
        List<Runnable> versions = new ArrayList<>();
        for (int batch = 0; batch < 100; batch++) {
            WriteSet set = batch % 16 == 10 ? emptying(histories.table(), model) : histories.writes(writes / 50);
            subject = subject.with(set);
            model.apply(set);
            agrees(subject, model, histories, "seed " + seed + ", batch " + batch);
            if (batch % 10 == 0) {
                Subject version = subject;
                Model then = new Model(model);
                versions.add(() -> agrees(version, then, histories, "an old version, seed " + seed));
            }
        }
        versions.forEach(Runnable::run);
    }

    private static WriteSet emptying(Table table, Model model) {
        return WriteSet.of(
                model.keys(table).stream().map(key -> Write.remove(table, key)).toList());
    }

    private static void agrees(Subject subject, Model model, Histories histories, String when) {
        assertThat(subject.root()).as(when).isEqualTo(model.root());
        for (Table table : Histories.TABLES) {
            assertThat(subject.count(table)).as(when).isEqualTo(model.count(table));
            for (int i = 0; i < 10; i++) {
                byte[] key = histories.key(table);
                assertThat(subject.get(table, key)).as(when).isEqualTo(model.get(table, key));
                if (table.kind() == Table.Kind.ORDERED) {
                    assertThat(subject.ceiling(table, key)).as(when).isEqualTo(model.ceiling(table, key));
                }
            }
        }
    }
}
