package org.quoin.ledger.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.PublicKey;

/** The exact characters of JSON lines and of tables. */
class ViewTest {
    private static final Asset ETH = new Asset("ETH", 18);
    private static final Hash HASH = Hash.of(new byte[] {
        (byte) 0xab,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        12,
        13,
        14,
        15,
        16,
        17,
        18,
        19,
        20,
        21,
        22,
        23,
        24,
        25,
        26,
        27,
        28,
        29,
        30,
        31
    });
    private static final String HASH_HEX = "ab0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @Test
    void everyKindOfValueHasOneFormInJson() {
        Fields fields = Fields.of("text", "user_1")
                .and("number", Long.MAX_VALUE)
                .and("small", 15)
                .and("flag", true)
                .and("absent", null)
                .and("amount", new Amount(new BigInteger("1500000000000000000"), ETH))
                .and("hash", HASH)
                .and("bytes", Bytes.of((byte) 0xCA, (byte) 0xFE))
                .and("key", new PublicKey(PublicKey.Scheme.ED25519, HASH.bytes()))
                .and("time", Instant.parse("2026-03-04T05:06:07Z"))
                .and("duration", Duration.ofMinutes(90))
                .and("units", BigInteger.TWO.pow(128))
                .and("nested", Fields.of("a", 1L).and("b", List.of("x", "y")))
                .and("empty", List.of());

        assertThat(JsonView.line(fields))
                .isEqualTo("{\"text\":\"user_1\",\"number\":9223372036854775807,\"small\":15,\"flag\":true,"
                        + "\"absent\":null,\"amount\":\"1.5\",\"hash\":\"" + HASH_HEX
                        + "\",\"bytes\":\"cafe\",\"key\":\"ed25519:"
                        + HASH_HEX + "\",\"time\":\"2026-03-04T05:06:07.000Z\",\"duration\":\"1h30m\","
                        + "\"units\":\"340282366920938463463374607431768211456\","
                        + "\"nested\":{\"a\":1,\"b\":[\"x\",\"y\"]},\"empty\":[]}");
    }

    @Test
    void jsonIsOneLineOfAsciiWhateverAValueHolds() {
        assertThat(JsonView.line(Fields.of("text", "Brücke\n\t\"\\\u2028<&>\u0007\ud83d\ude00\u007f")))
                .isEqualTo("{\"text\":\"Br\\u00fccke\\n\\t\\\"\\\\\\u2028<&>\\u0007\\ud83d\\ude00\\u007f\"}");
    }

    @Test
    void aListIsATableWithNumbersAtTheRight() {
        Fields balances = Fields.list(List.of(
                Fields.of("asset", "ETH")
                        .and("amount", new Amount(new BigInteger("1500000000000000000"), ETH))
                        .and("locked", Amount.zero(ETH))
                        .and("note", null),
                Fields.of("asset", "LONGER")
                        .and("amount", new Amount(BigInteger.TEN.pow(22), ETH))
                        .and("locked", Amount.zero(ETH))
                        .and("note", List.of("x", "y"))));

        assertThat(TextView.lines(balances))
                .containsExactly(
                        "asset   amount  locked  note", "ETH        1.5       0", "LONGER   10000       0  x, y");
        assertThat(JsonView.line(balances))
                .isEqualTo(
                        "{\"items\":[{\"asset\":\"ETH\",\"amount\":\"1.5\",\"locked\":\"0\",\"note\":null},"
                                + "{\"asset\":\"LONGER\",\"amount\":\"10000\",\"locked\":\"0\",\"note\":[\"x\",\"y\"]}],\"next\":null}");
    }

    @Test
    void anEmptyListSaysSoAndALongerOneSaysWhereItGoesOn() {
        assertThat(TextView.lines(Fields.list(List.of()))).containsExactly("none");
        assertThat(TextView.lines(
                        Fields.of("items", List.of(Fields.of("n", 7L))).and("next", "8")))
                .containsExactly("n", "7", "more from 8");
    }

    @Test
    void anythingElseIsAColumnOfNamesWithWhatIsNestedBelow() {
        Fields fields = Fields.of(
                        "receipt",
                        Fields.of("tx", HASH)
                                .and("height", 7L)
                                .and("failure", null)
                                .and(
                                        "events",
                                        List.of(Fields.of("sequence", 12L)
                                                .and(
                                                        "data",
                                                        Fields.of("from", "user_1")
                                                                .and("n", 1L)))))
                .and("name", "alice")
                .and("modules", List.of())
                .and("development", true);

        assertThat(TextView.lines(fields))
                .containsExactly(
                        "receipt",
                        "  tx      " + HASH_HEX,
                        "  height  7",
                        "  events",
                        "    sequence  data",
                        "          12  from=user_1 n=1",
                        "name         alice",
                        "modules      none",
                        "development  yes");
    }

    @Test
    void noValueCanMoveTheCursorOrPretendToBeAnotherLine() {
        assertThat(TextView.lines(Fields.of("text", "a\r\nok\u001b[2J\u202eb\ud800")))
                .containsExactly("text  a\\u000d\\u000aok\\u001b[2J\\u202eb\\ud800");
        assertThat(TextView.printable("Brücke")).isEqualTo("Brücke");
    }
}
