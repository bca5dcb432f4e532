package org.quoin.ledger.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.proof.Claims.number;
import static org.quoin.ledger.testkit.proof.Claims.text;
import static org.quoin.ledger.testkit.proof.Claims.with;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.CoreTables;
import org.quoin.ledger.core.proof.Recorder;
import org.quoin.ledger.core.proof.UndeclaredReadError;
import org.quoin.ledger.core.proof.WitnessView;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;

class WitnessViewTest {
    private static final Table NAMES = Table.hashed("test.names");
    private static final Table QUEUE = Table.ordered("test.queue", 2);
    private static final List<Table> TABLES =
            List.of(NAMES, QUEUE, CoreTables.NONCES, Table.hashed("test.few"), Table.ordered("test.other", 1));

    @Test
    void randomStepsReadTheSameAndLeadToTheSameRoots() {
        SplittableRandom random = new SplittableRandom(9);
        State state = State.empty();
        for (int round = 0; round < 3_000; round++) {
            long seed = random.nextLong();
            Recorder recorder = new Recorder(state);
            Overlay recorded = new Overlay(recorder);
            String read = step(recorded, seed);
            WriteSet writes = recorded.writes();
            WitnessView witness = recorder.witness(writes);
            Overlay again = new Overlay(witness);

            assertThat(step(again, seed)).isEqualTo(read);
            assertThat(again.writes()).isEqualTo(writes);
            assertThat(witness.roots()).as("round %d", round).isEqualTo(roots(state));
            state = state.with(writes);
            assertThat(witness.rootsAfter(writes)).as("round %d", round).isEqualTo(roots(state));
        }
    }

    private static WitnessView.Roots roots(State state) {
        return new WitnessView.Roots(
                Hash.of(state.root(Chain::isUnderStateRoot)), Hash.of(state.tableRoot(CoreTables.NONCES)));
    }

    /** Reads, looks for the next and writes, as a seed says; gives what it has read. */
    private static String step(Overlay view, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder read = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            Table table = TABLES.get(random.nextInt(TABLES.size()));
            byte[] key = new byte[table.keyWidth() == 0 ? 1 : table.keyWidth()];
            key[0] = (byte) (random.nextInt(6) << 5);
            key[key.length - 1] |= (byte) random.nextInt(4);
            switch (random.nextInt(table.keyWidth() == 0 ? 3 : 5)) {
                case 0 -> view.put(table, key, number(random.nextInt(), 3));
                case 1 -> view.remove(table, key);
                case 2 -> {
                    byte[] value = view.get(table, key);
                    read.append(value == null ? "none" : Bytes.of(value).toHex());
                }
                case 3 -> read.append(view.ceiling(table, key));
                default -> read.append(view.first(table)).append(view.higher(table, key));
            }
        }
        return read.toString();
    }

    @Test
    void whatIsNotDeclaredIsAnErrorEvenWhereTheWalksShowIt() {
        State state = with(with(State.empty(), QUEUE, number(1, 2), text("a")), QUEUE, number(2, 2), text("b"));
        Recorder recorder = new Recorder(state);
        recorder.get(QUEUE, number(1, 2));
        WitnessView witness = recorder.witness(WriteSet.empty());

        assertThat(witness.get(QUEUE, number(1, 2))).isEqualTo(text("a"));
        assertUndeclared(witness, QUEUE, number(2, 2));
        assertUndeclared(witness, QUEUE, number(3, 2));
        assertUndeclared(witness, NAMES, text("a"));
        assertThatThrownBy(() -> witness.ceiling(QUEUE, number(0, 2))).isInstanceOf(UndeclaredReadError.class);
        assertThatThrownBy(() -> witness.rootsAfter(WriteSet.of(List.of(Write.put(QUEUE, number(3, 2), text("c"))))))
                .isInstanceOf(UndeclaredReadError.class);
    }

    @Test
    void whatFollowsAKeyHasToBeShownToo() {
        Map<String, Write> writes = new LinkedHashMap<>();
        for (int i = 0; i < 64; i++) {
            writes.put("" + i, Write.put(QUEUE, number(i * 7L, 2), text("x")));
        }
        State state = State.empty().with(WriteSet.of(writes.values()));
        int hidden = 0;
        for (int key = 0; key < 450; key++) {
            Recorder recorder = new Recorder(state);
            recorder.get(QUEUE, number(key, 2));
            WitnessView onlyTheKey = recorder.witness(WriteSet.empty());
            Entry next = recorder.ceiling(QUEUE, number(key, 2));

            assertThat(recorder.witness(WriteSet.empty()).ceiling(QUEUE, number(key, 2)))
                    .isEqualTo(next);
            try {
                assertThat(onlyTheKey.ceiling(QUEUE, number(key, 2))).isEqualTo(next);
            } catch (UndeclaredReadError e) {
                hidden++;
            }
        }
        assertThat(hidden).isPositive();
    }

    @Test
    void theWitnessOfAnotherStateHasItsRoots() {
        State state = with(State.empty(), NAMES, text("a"), text("1"));
        State forged = with(state, NAMES, text("a"), text("2"));
        Recorder recorder = new Recorder(forged);
        recorder.get(NAMES, text("a"));

        assertThat(recorder.witness(WriteSet.empty()).roots().state())
                .isEqualTo(Hash.of(forged.root()))
                .isNotEqualTo(Hash.of(state.root()));
    }

    private static void assertUndeclared(View witness, Table table, byte[] key) {
        assertThatThrownBy(() -> witness.get(table, key))
                .isInstanceOf(UndeclaredReadError.class)
                .hasMessage("the witness does not declare a key of the table " + table.id());
    }
}
