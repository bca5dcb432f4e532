package org.quoin.rules.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void theGoldenBytesOfEachPrimitive() {
        byte[] bytes = new Writer()
                .u8(0xfe)
                .u16(0x0102)
                .u32(0xffff_ffffL)
                .u64(Long.MAX_VALUE)
                .u128(BigInteger.ONE.shiftLeft(127).add(BigInteger.TEN))
                .flag(true)
                .fixed(new byte[] {9, 8, 7}, 3)
                .bytes(new byte[] {1, 2}, 2)
                .text("Brücke", 16)
                .count(300, 1000)
                .toBytes();

        assertThat(HEX.formatHex(bytes))
                .isEqualTo("fe" + "0102" + "ffffffff" + "7fffffffffffffff" + "8000000000000000000000000000000a" + "01"
                        + "090807" + "020102" + "074272c3bc636b65" + "ac02");

        Reader reader = new Reader(bytes);
        assertThat(reader.u8()).isEqualTo(0xfe);
        assertThat(reader.u16()).isEqualTo(0x0102);
        assertThat(reader.u32()).isEqualTo(0xffff_ffffL);
        assertThat(reader.u64()).isEqualTo(Long.MAX_VALUE);
        assertThat(reader.u128()).isEqualTo(BigInteger.ONE.shiftLeft(127).add(BigInteger.TEN));
        assertThat(reader.flag()).isTrue();
        assertThat(reader.fixed(3)).containsExactly(9, 8, 7);
        assertThat(reader.bytes(2)).containsExactly(1, 2);
        assertThat(reader.text(16)).isEqualTo("Brücke");
        assertThat(reader.count(1000)).isEqualTo(300);
        reader.end();
    }

    @Test
    void theLeastAndTheMostOfEachRangeAreWrittenAndRead() {
        BigInteger most = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
        byte[] bytes = new Writer()
                .u64(0)
                .u128(BigInteger.ZERO)
                .u128(most)
                .count(7, 7)
                .bytes(new byte[] {1, 2}, 2)
                .toBytes();

        Reader reader = new Reader(bytes);
        assertThat(reader.u64()).isZero();
        assertThat(reader.u128()).isZero();
        assertThat(reader.u128()).isEqualTo(most);
        assertThat(reader.count(7)).isEqualTo(7);
        assertThat(reader.bytes(2)).containsExactly(1, 2);
        reader.end();
    }

    @Test
    void aWriterGrowsWithWhateverIsWrittenBeyondItsCapacity() {
        for (int before = 0; before <= 40; before++) {
            Writer writer = new Writer(0).fixed(new byte[before], before);
            assertThat(writer.size()).isEqualTo(before);

            writer.count(Integer.MAX_VALUE, Integer.MAX_VALUE)
                    .u64(Long.MAX_VALUE)
                    .fixed(new byte[100], 100);

            assertThat(writer.size()).isEqualTo(before + 113);
            assertThat(HEX.formatHex(writer.toBytes()))
                    .isEqualTo("00".repeat(before) + "ffffffff07" + "7fffffffffffffff" + "00".repeat(100));
        }
    }

    @Test
    void aRefusalSaysHowManyBytesAreMissingOrSurplus() {
        Reader reader = new Reader(new byte[] {1, 2, 3});
        reader.u8();

        assertThatThrownBy(reader::u32).hasMessage("2 bytes are missing");
        assertThatThrownBy(reader::end).hasMessage("2 surplus bytes");
    }

    @ParameterizedTest
    @CsvSource({"0,00", "127,7f", "128,8001", "16383,ff7f", "16384,808001", "2147483647,ffffffff07"})
    void aCountIsInItsShortestForm(int value, String hex) {
        assertThat(HEX.formatHex(new Writer().count(value, Integer.MAX_VALUE).toBytes()))
                .isEqualTo(hex);
        assertThat(new Reader(HEX.parseHex(hex)).count(Integer.MAX_VALUE)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8000", "ff00", "808000", "80808080", "ffffffffff01", "ffffffff08", "8080808080", ""})
    void anyOtherCountIsRefused(String hex) {
        assertThatThrownBy(() -> new Reader(HEX.parseHex(hex)).count(Integer.MAX_VALUE))
                .isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02c328", "01ff", "03eda080", "02c080", "0541"})
    void textThatIsNotWellFormedUtf8IsRefused(String hex) {
        assertRefused(hex, reader -> reader.text(16));
    }

    @Test
    void whatIsOutOfRangeIsRefusedByBothSides() {
        assertUnwritable(writer -> writer.u8(256));
        assertUnwritable(writer -> writer.u16(-1));
        assertUnwritable(writer -> writer.u32(0x1_0000_0000L));
        assertUnwritable(writer -> writer.u64(-1));
        assertUnwritable(writer -> writer.u128(BigInteger.ONE.negate()));
        assertUnwritable(writer -> writer.u128(BigInteger.ONE.shiftLeft(128)));
        assertUnwritable(writer -> writer.fixed(new byte[31], 32));
        assertUnwritable(writer -> writer.bytes(new byte[3], 2));
        assertUnwritable(writer -> writer.text("ü", 1));
        assertUnwritable(writer -> writer.text("\ud83d", 8));
        assertRefused("8000000000000000", Reader::u64);
        assertRefused("02", Reader::flag);
        assertRefused("03010203", reader -> reader.bytes(2));
        assertRefused("ffffffff07", reader -> reader.bytes(Integer.MAX_VALUE));
        assertRefused("0102", reader -> {
            reader.u8();
            reader.end();
            return reader;
        });
    }

    @Test
    void whateverCanBeReadWritesBackToTheSameBytes() {
        SplittableRandom random = new SplittableRandom(1);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(3, 9)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : random.nextInt(4));
            }
            try {
                Reader reader = new Reader(bytes);
                boolean flag = reader.flag();
                byte[] blob = reader.bytes(4);
                String text = reader.text(4);
                reader.end();
                read++;
                assertThat(new Writer().flag(flag).bytes(blob, 4).text(text, 4).toBytes())
                        .isEqualTo(bytes);
            } catch (CodecException expected) {
                assertThat(expected).hasMessageMatching("\\P{Cntrl}+");
            }
        }
        assertThat(read).as("how many of the random strings were canonical").isGreaterThan(1000);
    }

    private static void assertUnwritable(Consumer<Writer> write) {
        assertThatThrownBy(() -> write.accept(new Writer())).isInstanceOf(CodecException.class);
    }

    private static void assertRefused(String hex, Function<Reader, Object> read) {
        assertThatThrownBy(() -> read.apply(new Reader(HEX.parseHex(hex)))).isInstanceOf(CodecException.class);
    }
}
