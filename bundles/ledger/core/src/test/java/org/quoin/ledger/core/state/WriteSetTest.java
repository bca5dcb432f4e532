package org.quoin.ledger.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.state.Histories.BALANCES;
import static org.quoin.ledger.core.state.Histories.QUEUE;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.rules.codec.CodecException;

class WriteSetTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void theGoldenBytes() {
        WriteSet set = WriteSet.of(List.of(
                Write.put(QUEUE, HEX.parseHex("8001"), new byte[0]),
                Write.remove(BALANCES, text("bob")),
                Write.remove(QUEUE, HEX.parseHex("0003")),
                Write.put(BALANCES, text("alice"), HEX.parseHex("6465"))));

        String bytes = "02"
                + ("0f" + HEX.formatHex(text("ledger.balances")) + "00" + "02")
                + ("05" + HEX.formatHex(text("alice")) + "01" + "026465")
                + ("03" + HEX.formatHex(text("bob")) + "00")
                + ("0c" + HEX.formatHex(text("ledger.queue")) + "02" + "02")
                + ("0003" + "00")
                + ("8001" + "01" + "00");
        assertThat(HEX.formatHex(set.encode())).isEqualTo(bytes);
        assertThat(WriteSet.decode(HEX.parseHex(bytes))).isEqualTo(set);
        assertThat(HEX.formatHex(WriteSet.empty().encode())).isEqualTo("00");
        assertThat(WriteSet.decode(new byte[1])).isEqualTo(WriteSet.empty());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everySetComesBack(long seed) {
        Histories histories = new Histories(seed);
        for (int i = 0; i < 50; i++) {
            WriteSet set = histories.writes(200);
            assertThat(WriteSet.decode(set.encode())).as("seed " + seed).isEqualTo(set);
        }
    }

    @Test
    void aFlippedBitNeverGivesTheSameSet() {
        flippedBitsShow(WriteSet::decode);
    }

    @Test
    void aDecoderThatForgivesCapitalsWouldBeCaught() {
        assertThatThrownBy(() -> flippedBitsShow(bytes -> {
                    byte[] forgiven = bytes.clone();
                    for (int i = 0; i < forgiven.length; i++) {
                        forgiven[i] |= (byte) (forgiven[i] >= 'A' && forgiven[i] <= 'Z' ? 0x20 : 0);
                    }
                    return WriteSet.decode(forgiven);
                }))
                .isInstanceOf(AssertionError.class);
    }

    private static void flippedBitsShow(Function<byte[], WriteSet> decoder) {
        for (long seed = 1; seed <= 5; seed++) {
            WriteSet set = new Histories(seed).writes(20);
            byte[] bytes = set.encode();
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                WriteSet other;
                try {
                    other = decoder.apply(flipped);
                } catch (CodecException refused) {
                    continue;
                }
                assertThat(other).as("seed %s, bit %s", seed, bit).isNotEqualTo(set);
            }
        }
    }

    @Test
    void aMissingOrSurplusByteIsRefused() {
        byte[] bytes = new Histories(5).writes(30).encode();
        for (int length = 0; length < bytes.length; length++) {
            assertMalformed(Arrays.copyOf(bytes, length));
        }
        assertMalformed(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "a table without a write,                01 0161 00 00",
        "a table twice,                          02 0161 00 01 0101 00 0161 00 01 0102 00",
        "tables in the wrong order,              02 0162 00 01 0101 00 0161 00 01 0101 00",
        "an id with two definitions,             02 0161 00 01 0101 00 0161 01 01 02 00",
        "keys in the wrong order,                01 0161 00 02 0102 00 0101 00",
        "a key twice,                            01 0161 00 02 0101 00 0101 00",
        "an empty key,                           01 0161 00 01 00 00",
        "a key of 257 bytes,                     01 0161 00 01 8102 00",
        "an empty id,                            01 00 00 01 0101 00",
        "an id with a capital,                   01 0141 00 01 0101 00",
        "a width of 65,                          01 0161 41 01 0101 00",
        "a flag that is neither,                 01 0161 00 01 0101 02",
        "more tables than there can be,          ffffffff07",
        "a value longer than what is there,      01 0161 00 01 0101 01 ffffffff07"
    })
    void whatNoSetEncodesToIsRefused(String what, String hex) {
        assertThat(what).isNotEmpty();
        assertMalformed(HEX.parseHex(hex.replace(" ", "")));
    }

    @Test
    void oneKeyTwiceOrOneIdWithTwoDefinitionsIsNoSet() {
        assertThatThrownBy(() ->
                        WriteSet.of(List.of(Write.remove(BALANCES, text("a")), Write.remove(BALANCES, text("a")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one write for each key");
        assertThatThrownBy(() -> WriteSet.of(List.of(
                        Write.remove(BALANCES, text("a")), Write.remove(Table.ordered(BALANCES.id(), 1), text("b")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share an id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "ledger balances", "ledger/balances", "bücher"})
    void anIdIsPlain(String id) {
        assertThatThrownBy(() -> Table.hashed(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a-z");
    }

    @Test
    void aTableHasTheWidthOfItsKind() {
        assertThat(Table.hashed("a".repeat(65)).keyWidth()).isZero();
        assertThat(Table.ordered("a", 64).keyWidth()).isEqualTo(64);
        assertThatThrownBy(() -> Table.hashed("a".repeat(66))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Table.ordered("a", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Table.ordered("a", 65)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertMalformed(byte[] bytes) {
        assertThatThrownBy(() -> WriteSet.decode(bytes)).isInstanceOf(CodecException.class);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
