package org.quoin.ledger.api.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Strict;
import org.quoin.ledger.api.client.Uses;

/** What rules say of themselves, as bytes: the same as LibraryTest writes with the library of rules. */
class DescriptionTest {
    private static final String ALL = "11"
            + "0377686f" + "01"
            + "056173736574" + "02"
            + "06616d6f756e74" + "03" + "056173736574"
            + "0474696e79" + "04" + "00000000000000ff"
            + "05736d616c6c" + "04" + "0000000000000100"
            + "056c61726765" + "04" + "0000000000010000"
            + "0468756765" + "04" + "0000000100000000"
            + "026174" + "05"
            + "06647572696e67" + "06"
            + "0464617461" + "07" + "00000001" + "00000003"
            + "0468617368" + "08"
            + "067369676e6572" + "09"
            + "046e6f7465" + "0a" + "00000008"
            + "0473757265" + "0b"
            + "046d616e79" + "0c" + "00000004" + "04" + "00000000000000ff"
            + "056d61796265" + "0d" + "0a" + "00000008"
            + "057374617465" + "0e" + "02" + "046f70656e" + "0473687574";
    private static final String GOLDEN = "01" // format
            + "01" + "03616374" + "0001" + ALL
            + "01" + "0468617368" // about the agreement of this hash
            + "01" + "0473757265" + "0b" // what it gives to its caller
            + "00" // no query
            + "01" + "056163746564" + "01" + "0473757265" + "0b"
            + "01" + "074e4f545f4e4f57" + "05576169742e" + "01" + "0474696e79" + "04" + "00000000000000ff"
            + "03" + "04726f7773" + "00" + "00" + "057175657565" + "01" + "00"
            + "0771756575652d32" + "01" + "01" + "057175657565" + "01" // follows the one before, all of it rewritten
            + "01" + "0a6665652d706f6c696379"
            + "01" // a check at the end
            + "01" + "066c6564676572" + "0b7472616e73666572726564" // an observer
            + "01" + "00"; // acts before the transactions of a block, not after them
    private static final Field TINY = new Field("tiny", FieldType.number(255));
    private static final Field SURE = new Field("sure", FieldType.flag());
    private static final Description DESCRIPTION = new Description(
            List.of(new OperationType(
                    "act",
                    1,
                    Schema.of(
                            new Field("who", FieldType.account()),
                            new Field("asset", FieldType.asset()),
                            new Field("amount", FieldType.amountOf("asset")),
                            TINY,
                            new Field("small", FieldType.number(256)),
                            new Field("large", FieldType.number(65_536)),
                            new Field("huge", FieldType.number(4_294_967_296L)),
                            new Field("at", FieldType.time()),
                            new Field("during", FieldType.duration()),
                            new Field("data", FieldType.bytes(1, 3)),
                            new Field("hash", FieldType.hash()),
                            new Field("signer", FieldType.key()),
                            new Field("note", FieldType.text(8)),
                            SURE,
                            new Field("many", FieldType.listOf(FieldType.number(255), 4)),
                            new Field("maybe", FieldType.optional(FieldType.text(8))),
                            new Field("state", FieldType.choice(List.of("open", "shut")))),
                    Optional.of("hash"),
                    Schema.of(SURE))),
            List.of(),
            List.of(new EventType("acted", Schema.of(SURE))),
            List.of(new FailureType("NOT_NOW", "Wait.", Schema.of(TINY))),
            List.of(
                    new TableType("rows", 0),
                    new TableType("queue", 1),
                    new TableType("queue-2", 1, Optional.of("queue"), true)),
            List.of("fee-policy"),
            true,
            List.of(new ObserverType("ledger", "transferred")),
            true,
            false);

    @Test
    void aDescriptionHasItsBytes() {
        assertThat(DESCRIPTION.encode().toHex()).isEqualTo(GOLDEN);
        assertThat(Description.decode(Bytes.fromHex(GOLDEN))).isEqualTo(DESCRIPTION);
    }

    @Test
    void everyOtherDescriptionHasOtherBytes() {
        int accepted = Strict.assertStrict(
                Bytes.fromHex(GOLDEN), bytes -> Description.decode(bytes).encode());

        assertThat(accepted)
                .as("letters of names and digits of bounds are free")
                .isBetween(500, 1_900);
    }

    @Test
    void aQueryIsDescribedWithWhatItAnswers() {
        Description described = new Description(
                List.of(),
                List.of(
                        new QueryType("one", 1, false, Schema.of(TINY), Schema.of(SURE)),
                        new QueryType("all", 2, true, Schema.of(), Schema.of(TINY))),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThat(described.encode().toHex())
                .isEqualTo("0100" + "02"
                        + "036f6e65" + "0001" + "00" + "01" + "0474696e79" + "04" + "00000000000000ff" + "01"
                        + "0473757265" + "0b"
                        + "03616c6c" + "0002" + "01" + "00" + "01" + "0474696e79" + "04" + "00000000000000ff"
                        + "0000000000000000");
        assertThat(Description.decode(described.encode())).isEqualTo(described);
        assertThat(described.query("all", 1)).isEmpty();
        assertThat(described.query("all", 2)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "another format, 0101036163740001, 0201036163740001",
        "an operation without a name, 01036163740001, 01000001",
        "a capital letter, 03616374, 03416374",
        "a digit first, 03616374, 03316374",
        "an underscore, 03616374, 03615f74",
        "a field twice, 05736d616c6c04, 0474696e7904",
        "a field with a hyphen, 0474696e7904, 0474692d7904",
        "no such asset field, 03056173736574, 03056173736575",
        "an asset that is none, 03056173736574, 030377686f",
        "kind 0, 0377686f01, 0377686f00",
        "kind 15, 0377686f01, 0377686f0f",
        "more at least than at most, 0000000100000003, 0000000400000003",
        "a bound of 2^31, 0a00000008, 0a80000000",
        "a number of 2^63, 0400000000000000ff, 0480000000000000ff",
        "no choice, 0e02046f70656e0473687574, 0e00",
        "a choice twice, 046f70656e0473687574, 046f70656e046f70656e",
        "optional in optional, 0d0a00000008, 0d0d0a00000008",
        "an optional in a list, 0c0000000404000000000000, 0c000000040d04000000000000",
        "five lists in one another, 0c0000000404, 0c000000040c000000040c000000040c0000000404",
        "a small letter in a code, 074e4f545f4e4f57, 074e4f545f4e4f77",
        "a code that begins with a digit, 074e4f545f4e4f57, 07314f545f4e4f57",
        "a table twice, 057175657565, 04726f7773",
        "a key of 65 bytes, 05717565756501, 05717565756541",
        "a table after one that there is not, 2d320101057175657565, 2d320101057175657566",
        "a table after one with other keys, 2d3201, 2d3202",
        "a hashed table to be gone through, 2d32010105717565756501, 2d32000104726f777301",
        "65 fields, 000111, 000141",
        "a surplus byte, 6665652d706f6c696379, 6665652d706f6c69637900"
    })
    void whatIsNoDescriptionIsRefused(String what, String part, String instead) {
        assertThat(GOLDEN).as(what).contains(part);
        Bytes bytes = Bytes.fromHex(GOLDEN.replaceFirst(part, instead));

        assertThatThrownBy(() -> Description.decode(bytes))
                .as(what)
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageStartingWith("not a description: ");
    }

    @Test
    void nothingIsThereTwice() {
        EventType event = new EventType("acted", Schema.of());
        FailureType failure = new FailureType("NO", "No.", Schema.of());
        OperationType operation = new OperationType("act", 1, Schema.of());
        QueryType query = new QueryType("ask", 1, false, Schema.of(), Schema.of());
        assertTwice(
                new Description(List.of(operation, operation), List.of(), List.of(), List.of(), List.of(), List.of()),
                "act/1");
        assertTwice(
                new Description(List.of(), List.of(query, query), List.of(), List.of(), List.of(), List.of()), "ask/1");
        assertTwice(
                new Description(List.of(), List.of(), List.of(event, event), List.of(), List.of(), List.of()), "acted");
        assertTwice(
                new Description(List.of(), List.of(), List.of(), List.of(failure, failure), List.of(), List.of()),
                "NO");
        assertTwice(
                new Description(List.of(), List.of(), List.of(), List.of(), List.of(), Collections.nCopies(2, "a")),
                "a");
    }

    private static void assertTwice(Description description, String name) {
        assertThatThrownBy(() -> Description.decode(description.encode()))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessage("not a description: '" + name + "' is there twice");
    }

    // ---- what clients use

    @Test
    void aClientCanUseWhatAcceptsAllThatItUses() {
        assertThat(Uses.of("test").operation("act", 1).acceptedBy(DESCRIPTION)).isTrue();
        assertThat(Uses.of("test").acceptedBy(DESCRIPTION)).isTrue();
        assertThat(Uses.of("test").operation("act", 1).operation("act", 2).acceptedBy(DESCRIPTION))
                .isFalse();
        assertThat(Uses.of("test").operation("act", 1).query("act", 1).acceptedBy(DESCRIPTION))
                .isFalse();
    }

    // ---- queries

    @Test
    void aQuestionForAPageEndsWithCursorAndLimit() {
        QueryType all = new QueryType("all", 1, true, Schema.of(TINY), Schema.of(SURE));
        Values seven = Values.of("tiny", 7L);

        assertThat(all.encodeInput(seven, null, 1_000).toHex()).isEqualTo("07" + "00" + "03e8");
        assertThat(all.encodeInput(seven, "0a0b", 1).toHex()).isEqualTo("07" + "01" + "020a0b" + "0001");
        all.requireInput(all.encodeInput(seven, "0a0b", 1));
        assertThatThrownBy(() -> all.encodeInput(seven, null, 0)).hasMessage("a page has 1 to 1000 items, not 0");
        assertThatThrownBy(() -> all.encodeInput(seven, null, 1_001))
                .hasMessage("a page has 1 to 1000 items, not 1001");
        assertThatThrownBy(() -> all.encodeInput(seven, "0a0", 1)).hasMessageContaining("is not where a page ended");
        assertThatThrownBy(() -> all.encodeInput(seven, "00".repeat(65), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not where a page ended");
        assertThatThrownBy(() -> all.encodeInput(seven)).hasMessageContaining("is answered by a list");
        for (String wrong : List.of("", "07", "0700", "070003e9", "07000000", "070003e800", "0702000001")) {
            assertThatThrownBy(() -> all.requireInput(Bytes.fromHex(wrong)))
                    .as(wrong)
                    .isInstanceOf(MalformedBytesException.class);
        }
    }

    @Test
    void aPageIsItsItemsAndTheNextCursor() {
        QueryType all = new QueryType("all", 1, true, Schema.of(), Schema.of(TINY));

        assertThat(all.decodePage(Bytes.fromHex("02" + "07" + "08" + "01" + "01ff")))
                .isEqualTo(new Page<>(List.of(Values.of("tiny", 7L), Values.of("tiny", 8L)), "ff"));
        assertThat(all.decodePage(Bytes.fromHex("0000"))).isEqualTo(new Page<>(List.of(), null));
        for (String wrong : List.of("", "01", "0107", "000000", "0002")) {
            assertThatThrownBy(() -> all.decodePage(Bytes.fromHex(wrong)))
                    .as(wrong)
                    .isInstanceOf(MalformedBytesException.class);
        }
    }
}
