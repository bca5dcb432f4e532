package org.quoin.ledger.testkit.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.CoreTables;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;
import org.quoin.ledger.testkit.TestLedger;

/** States, headers over them, and every way to damage bytes. */
final class Claims {
    static final Hash CHAIN = Hash.sha256(new byte[] {7});

    private Claims() {}

    static Header header(State state, long height, Hash history, OperatorSet operators) {
        return new Header(
                1,
                CHAIN,
                height,
                TestLedger.START,
                Hash.ZERO,
                history,
                Hash.ZERO,
                Hash.of(state.root(Chain::isUnderStateRoot)),
                Hash.of(state.tableRoot(CoreTables.NONCES)),
                Hash.ZERO,
                Hash.ZERO,
                0,
                operators.hash(),
                List.of());
    }

    static Header header(State state) {
        return header(state, 5, Hash.ZERO, OperatorSet.majorityOf(List.of()));
    }

    static Claim.Row row(Table table, byte[] key) {
        return new Claim.Row(table.id(), table.keyWidth(), Bytes.of(key));
    }

    static State with(State state, Table table, byte[] key, byte[] value) {
        return state.with(WriteSet.of(List.of(Write.put(table, key, value))));
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] number(long number, int width) {
        return Arrays.copyOfRange(ByteBuffer.allocate(16).putLong(8, number).array(), 16 - width, 16);
    }

    /** With each bit turned, cut at each length, with a byte more in front or behind, and with each byte left out or doubled. */
    static List<byte[]> damaged(byte[] valid) {
        List<byte[]> damaged = new ArrayList<>();
        for (int bit = 0; bit < valid.length * 8; bit++) {
            byte[] flipped = valid.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            damaged.add(flipped);
        }
        for (int at = 0; at < valid.length; at++) {
            damaged.add(Arrays.copyOf(valid, at));
            damaged.add(spliced(valid, at, valid, at + 1));
            damaged.add(spliced(valid, at + 1, valid, at));
        }
        for (byte more : new byte[] {0, 1, -1}) {
            damaged.add(spliced(valid, valid.length, new byte[] {more}, 0));
            damaged.add(spliced(new byte[] {more}, 1, valid, 0));
        }
        damaged.removeIf(each -> Arrays.equals(each, valid));
        return damaged;
    }

    /** The beginning of one and the end of the other. */
    static byte[] spliced(byte[] one, int to, byte[] other, int from) {
        byte[] spliced = Arrays.copyOf(one, to + other.length - from);
        System.arraycopy(other, from, spliced, to, other.length - from);
        return spliced;
    }

    static long accepted(List<byte[]> candidates, Predicate<byte[]> isAccepted) {
        return candidates.stream().filter(isAccepted).count();
    }
}
