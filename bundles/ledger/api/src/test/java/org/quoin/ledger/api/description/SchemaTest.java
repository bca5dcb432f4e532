package org.quoin.ledger.api.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Strict;

/** The wire form of every kind of field, with its bounds on both sides. */
class SchemaTest {
    private static final Hash HASH = Hash.fromHex("ab".repeat(32));
    private static final PublicKey KEY = new PublicKey(PublicKey.Scheme.ED25519, HASH.bytes());
    private static final Field ASSET = new Field("asset", FieldType.asset());
    private static final Field AMOUNT = new Field("amount", FieldType.amountOf("asset"));

    static Stream<Arguments> goldenBytes() {
        return Stream.of(
                Arguments.of(FieldType.account(), "user_1", "06757365725f31"),
                Arguments.of(FieldType.asset(), "ETH", "03455448"),
                Arguments.of(FieldType.number(0), 0L, "00"),
                Arguments.of(FieldType.number(255), 255L, "ff"),
                Arguments.of(FieldType.number(256), 1L, "0001"),
                Arguments.of(FieldType.number(65_535), 65_535L, "ffff"),
                Arguments.of(FieldType.number(65_536), 1L, "00000001"),
                Arguments.of(FieldType.number(0xffff_ffffL), 0xffff_ffffL, "ffffffff"),
                Arguments.of(FieldType.number(0x1_0000_0000L), 1L, "0000000000000001"),
                Arguments.of(FieldType.number(Long.MAX_VALUE), Long.MAX_VALUE, "7fffffffffffffff"),
                Arguments.of(FieldType.time(), Instant.parse("2026-01-01T00:01:00.001Z"), "0000019b76db9261"),
                Arguments.of(FieldType.duration(), Duration.ofHours(1), "000000000036ee80"),
                Arguments.of(FieldType.bytes(0, 32), Bytes.of(), "00"),
                Arguments.of(FieldType.bytes(2, 3), Bytes.fromHex("0102"), "020102"),
                Arguments.of(FieldType.hash(), HASH, "ab".repeat(32)),
                Arguments.of(FieldType.key(), KEY, "21" + "01" + "ab".repeat(32)),
                Arguments.of(FieldType.text(16), "Brücke", "074272c3bc636b65"),
                Arguments.of(FieldType.flag(), true, "01"),
                Arguments.of(FieldType.listOf(FieldType.number(255), 4), List.of(1L, 2L), "020102"),
                Arguments.of(FieldType.listOf(FieldType.number(255), 4), List.of(), "00"),
                Arguments.of(
                        FieldType.listOf(FieldType.listOf(FieldType.flag(), 2), 2),
                        List.of(List.of(true), List.of()),
                        "02" + "0101" + "00"),
                Arguments.of(FieldType.optional(FieldType.account()), "bob", "01" + "03626f62"));
    }

    @ParameterizedTest
    @MethodSource("goldenBytes")
    void eachKindHasItsBytes(FieldType type, Object value, String hex) {
        Schema schema = Schema.of(new Field("value", type));
        Values values = Values.of("value", value);

        assertThat(schema.encode(values).toHex()).isEqualTo(hex);
        assertThat(schema.decode(Bytes.fromHex(hex))).isEqualTo(values);
        Strict.assertStrict(Bytes.fromHex(hex), bytes -> schema.encode(schema.decode(bytes)));
    }

    @Test
    void anAmountHas16Bytes() {
        Schema schema = Schema.of(ASSET, AMOUNT);
        Values most = Values.of("asset", "ETH")
                .and("amount", BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
        Values little = Values.of("asset", "ETH").and("amount", BigInteger.valueOf(258));

        assertThat(schema.encode(most).toHex()).isEqualTo("03455448" + "ff".repeat(16));
        assertThat(schema.encode(little).toHex()).isEqualTo("03455448" + "00".repeat(14) + "0102");
        assertThat(schema.decode(schema.encode(most))).isEqualTo(most);
        assertThat(schema.decode(schema.encode(little)).units("amount")).isEqualTo(BigInteger.valueOf(258));
    }

    @Test
    void anAbsentValueIsAZeroFlagAndNoValue() {
        Schema schema = Schema.of(
                new Field("memo", FieldType.optional(FieldType.text(9))), new Field("last", FieldType.flag()));
        Values values = Values.of("last", true);

        assertThat(schema.encode(values).toHex()).isEqualTo("0001");
        assertThat(schema.decode(Bytes.fromHex("0001"))).isEqualTo(values);
    }

    @Test
    void fieldsAreInTheOrderOfTheSchemaWhateverTheOrderOfTheValues() {
        Schema schema = Schema.of(new Field("a", FieldType.number(9)), new Field("b", FieldType.number(9)));
        Bytes bytes = schema.encode(Values.of("b", 2L).and("a", 1L));

        assertThat(bytes.toHex()).isEqualTo("0102");
        assertThat(schema.decode(bytes).asMap().keySet()).containsExactly("a", "b");
    }

    static Stream<Arguments> unencodable() {
        return Stream.of(
                Arguments.of(FieldType.account(), "User"),
                Arguments.of(FieldType.asset(), "E"),
                Arguments.of(FieldType.number(255), 256L),
                Arguments.of(FieldType.number(255), -1L),
                Arguments.of(FieldType.number(200), -4_294_967_291L), // whose lowest bits are a 5
                Arguments.of(FieldType.number(255), 1),
                Arguments.of(FieldType.number(255), "1"),
                Arguments.of(FieldType.time(), Instant.parse("1969-12-31T23:59:59.999Z")),
                Arguments.of(FieldType.time(), Instant.MAX),
                Arguments.of(FieldType.duration(), Duration.ofMillis(-1)),
                Arguments.of(FieldType.duration(), Duration.ofSeconds(Long.MAX_VALUE)),
                Arguments.of(FieldType.bytes(2, 3), Bytes.fromHex("01")),
                Arguments.of(FieldType.bytes(2, 3), Bytes.fromHex("01020304")),
                Arguments.of(FieldType.text(3), "Brü"),
                Arguments.of(FieldType.text(9), "\ud83d"),
                Arguments.of(FieldType.listOf(FieldType.flag(), 1), List.of(true, true)),
                Arguments.of(FieldType.listOf(FieldType.flag(), 1), List.of("true")),
                Arguments.of(FieldType.optional(FieldType.flag()), "true"));
    }

    @ParameterizedTest
    @MethodSource("unencodable")
    void whatIsOutOfItsBoundsOrOfAnotherTypeIsRefusedByItsName(FieldType type, Object value) {
        assertThatThrownBy(() -> Schema.of(new Field("value", type)).encode(Values.of("value", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'value': ");
    }

    @Test
    void anAmountOutOfItsRangeIsRefused() {
        Values values = Values.of("asset", "ETH");
        assertThatThrownBy(() -> Schema.of(ASSET, AMOUNT).encode(values.and("amount", BigInteger.ONE.negate())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Schema.of(ASSET, AMOUNT).encode(values.and("amount", BigInteger.ONE.shiftLeft(128))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingMayBeMissingAndNothingMayBeLeftOver() {
        Schema schema = Schema.of(new Field("a", FieldType.flag()));

        assertThatThrownBy(() -> schema.encode(Values.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'a': no value is given");
        assertThatThrownBy(() -> schema.encode(Values.of("a", true).and("b", true)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(FieldType.account(), "0455736572"),
                Arguments.of(FieldType.account(), "00"),
                Arguments.of(FieldType.asset(), "0145"),
                Arguments.of(FieldType.number(9), "0a"),
                Arguments.of(FieldType.number(0x1_0000_0000L), "0000000100000001"),
                Arguments.of(FieldType.time(), "8000000000000000"),
                Arguments.of(FieldType.duration(), "ffffffffffffffff"),
                Arguments.of(FieldType.bytes(2, 3), "0101"),
                Arguments.of(FieldType.bytes(2, 3), "0401020304"),
                Arguments.of(FieldType.key(), "21" + "02" + "ab".repeat(32)),
                Arguments.of(FieldType.key(), "20" + "01" + "ab".repeat(31)),
                Arguments.of(FieldType.text(9), "02c328"),
                Arguments.of(FieldType.flag(), "02"),
                Arguments.of(FieldType.listOf(FieldType.flag(), 1), "020101"),
                Arguments.of(FieldType.listOf(FieldType.flag(), 1000), "ffffffff0f"),
                Arguments.of(FieldType.optional(FieldType.flag()), "0201"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void bytesOutOfTheirBoundsAreRefused(FieldType type, String hex) {
        assertThatThrownBy(() -> Schema.of(new Field("value", type)).decode(Bytes.fromHex(hex)))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageStartingWith("'value': ");
    }

    @Test
    void aTimeIsCutToWholeMilliseconds() {
        Schema schema = Schema.of(new Field("at", FieldType.time()), new Field("for", FieldType.duration()));
        Values fine =
                Values.of("at", Instant.parse("2026-01-01T00:01:00.001999Z")).and("for", Duration.ofNanos(1_999_999));

        assertThat(schema.decode(schema.encode(fine)))
                .isEqualTo(Values.of("at", Instant.parse("2026-01-01T00:01:00.001Z"))
                        .and("for", Duration.ofMillis(1)));
    }

    @Test
    void aSchemaThatCannotBeEncodedIsNotMade() {
        assertUnmakeable(() -> Schema.of(ASSET, ASSET));
        assertUnmakeable(() -> Schema.of(AMOUNT));
        assertUnmakeable(() -> Schema.of(AMOUNT, new Field("asset", FieldType.text(9))));
        assertUnmakeable(() -> Schema.of(new Field("all", FieldType.listOf(FieldType.amountOf("asset"), 2))));
        assertUnmakeable(() -> FieldType.listOf(FieldType.optional(FieldType.flag()), 2));
        assertUnmakeable(() -> FieldType.optional(FieldType.optional(FieldType.flag())));
        assertUnmakeable(() -> FieldType.number(-1));
        assertUnmakeable(() -> FieldType.bytes(3, 2));
        assertUnmakeable(() -> FieldType.text(-1));
    }

    @Test
    void valuesAreFoundByNameAndType() {
        Values values = Values.of("n", 1L);

        assertThat(values.number("n")).isEqualTo(1);
        assertThat(values.find("m")).isEmpty();
        assertThatThrownBy(() -> values.number("m")).hasMessage("there is no value 'm' among [n]");
        assertThatThrownBy(() -> values.text("n")).hasMessage("the value 'n' is a Long, not a String");
        assertThatThrownBy(() -> values.asMap().put("m", 1L)).isInstanceOf(UnsupportedOperationException.class);
    }

    private static void assertUnmakeable(ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class);
    }
}
