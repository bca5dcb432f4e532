package org.quoin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quoin.rules.codec.CodecException;

/** One capability with every kind of field: what it describes itself by, and what it reads and writes, in bytes. */
class LibraryTest {
    private static final Field<String> WHO = Field.account("who");
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    private static final Field<Long> TINY = Field.number("tiny", 255);
    private static final Field<Long> SMALL = Field.number("small", 256);
    private static final Field<Long> LARGE = Field.number("large", 65_536);
    private static final Field<Long> HUGE = Field.number("huge", 4_294_967_296L);
    private static final Field<Long> AT = Field.time("at");
    private static final Field<Long> DURING = Field.duration("during");
    private static final Field<Bytes> DATA = Field.bytes("data", 1, 3);
    private static final Field<Bytes> HASH = Field.hash("hash");
    private static final Field<Bytes> SIGNER = Field.key("signer");
    private static final Field<String> NOTE = Field.text("note", 8);
    private static final Field<Boolean> SURE = Field.flag("sure");
    private static final Field<List<Long>> MANY = Field.list("many", TINY, 4);
    private static final Field<Optional<String>> MAYBE = Field.optional(Field.text("maybe", 8));
    private static final Field<String> STATE = Field.choice("state", "open", "shut");
    private static final OrderedTable<Long, String> QUEUE = new OrderedTable<>("queue", 1, TINY, NOTE);
    private static final Schema ALL = Schema.of(
            WHO, ASSET, AMOUNT, TINY, SMALL, LARGE, HUGE, AT, DURING, DATA, HASH, SIGNER, NOTE, SURE, MANY, MAYBE,
            STATE);
    private static final Values VALUES = Values.of(
            WHO.is("bob"),
            ASSET.is("QUO"),
            AMOUNT.is(new Amount(1, 2)),
            TINY.is(255L),
            SMALL.is(256L),
            LARGE.is(65_536L),
            HUGE.is(4_294_967_296L),
            AT.is(3L),
            DURING.is(4L),
            DATA.is(Bytes.of((byte) 7)),
            HASH.is(Bytes.of(new byte[32])),
            SIGNER.is(Bytes.of((byte) 1, (byte) 9)),
            NOTE.is("ü"),
            SURE.is(true),
            MANY.is(List.of(1L, 2L)),
            MAYBE.is(Optional.of("x")),
            STATE.is("shut"));

    @Test
    void everyKindOfFieldHasItsBytes() {
        assertThat(hex(ALL.encode(VALUES)))
                .isEqualTo(
                        "03626f62" // who
                                + "0351554f" // asset
                                + "00000000000000010000000000000002" // amount
                                + "ff" + "0100" + "00010000" + "0000000100000000" // tiny, small, large, huge
                                + "0000000000000003" + "0000000000000004" // at, during
                                + "0107" // data
                                + "00".repeat(32) // hash
                                + "020109" // signer
                                + "02c3bc" // note
                                + "01" // sure
                                + "020102" // many
                                + "010178" // maybe
                                + "01"); // state
        Values read = ALL.decode(ALL.encode(VALUES));
        assertThat(hex(ALL.encode(read))).isEqualTo(hex(ALL.encode(VALUES)));
        assertThat(read.get(AMOUNT)).isEqualTo(new Amount(1, 2));
        assertThat(read.get(MANY)).containsExactly(1L, 2L);
        assertThat(read.get(MAYBE)).contains("x");
        assertThat(read.get(STATE)).isEqualTo("shut");
    }

    @Test
    void everyKindOfFieldIsDescribedInItsBytes() {
        Capability capability = new Capability(new Capability.Parts()
                .operations(new Nothing("act", ALL, Optional.of(HASH), Schema.of(SURE)))
                .endCheck(reading -> {})
                .observers(new Deaf("ledger", "transferred"))
                .events(Event.of("acted", SURE))
                .failures(Failure.of("NOT_NOW", "Wait.", TINY))
                .atStart((execution, load) -> {})
                .tables(
                        new Table<>("rows", HASH, NOTE),
                        QUEUE,
                        new OrderedTable<>("queue-2", 1, TINY, SURE).replacing(QUEUE, note -> true))
                .roles("fee-policy")) {};

        assertThat(hex(capability.describe()))
                .isEqualTo(
                        "01" // format
                                + "01" + "03616374" + "0001" + "11" // an operation, act/1, of 17 fields
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
                                + "057374617465" + "0e" + "02" + "046f70656e" + "0473687574"
                                + "01" + "0468617368" // about the agreement of this hash
                                + "01" + "0473757265" + "0b" // what it gives to its caller
                                + "00" // no query
                                + "01" + "056163746564" + "01" + "0473757265" + "0b" // an event
                                + "01" + "074e4f545f4e4f57" + "05576169742e" + "01" + "0474696e79" + "04"
                                + "00000000000000ff"
                                + "03" + "04726f7773" + "00" + "00" + "057175657565" + "01" + "00" // tables
                                + "0771756575652d32" + "01" + "01" + "057175657565" + "01" // in place of another
                                + "01" + "0a6665652d706f6c696379" // a role
                                + "01" // a check at the end
                                + "01" + "066c6564676572" + "0b7472616e73666572726564" // an observer
                                + "01" + "00"); // a hook before the transactions
    }

    @Test
    void aValueOutOfItsBoundsIsNotWritten() {
        assertNotWritten(TINY, 256L);
        assertNotWritten(TINY, -1L);
        assertNotWritten(AT, -1L);
        assertNotWritten(DATA, Bytes.of());
        assertNotWritten(DATA, Bytes.of(new byte[4]));
        assertNotWritten(HASH, Bytes.of(new byte[31]));
        assertNotWritten(NOTE, "123456789");
        assertNotWritten(MANY, List.of(1L, 2L, 3L, 4L, 5L));
        assertNotWritten(STATE, "ajar");
    }

    @Test
    void bytesOutOfTheirBoundsAreNotRead() {
        assertThatThrownBy(() -> DATA.decode(new byte[] {0})).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> STATE.decode(new byte[] {2})).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> SURE.decode(new byte[] {2})).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> SURE.decode(new byte[] {1, 1})).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> Field.number("few", 9).decode(new byte[] {10})).isInstanceOf(CodecException.class);
    }

    @Test
    void valuesAreExactlyThoseOfTheirSchema() {
        Schema one = Schema.of(SURE);
        assertThatThrownBy(() -> one.encode(Values.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.encode(Values.of(SURE.is(true), TINY.is(1L))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Values.of(SURE.is(true), TINY.is(1L)).with(TINY.is(2L)).get(TINY))
                .isEqualTo(2);
    }

    private static <T> void assertNotWritten(Field<T> field, T value) {
        assertThatThrownBy(() -> field.encode(value)).isInstanceOf(CodecException.class);
    }

    private static String hex(byte[] bytes) {
        return Bytes.of(bytes).toHex();
    }

    private static final class Deaf extends Observer {
        private Deaf(String capability, String event) {
            super(capability, event, Schema.of());
        }

        @Override
        protected void observe(Execution execution, Values event) {
            throw new IllegalStateException("nothing is to be done");
        }
    }

    private static final class Nothing extends Operation {
        private Nothing(String name, Schema input, Optional<Field<?>> agreement, Schema result) {
            super(name, 1, input, agreement, result);
        }

        @Override
        protected void apply(Execution execution, Values input) {
            throw new IllegalStateException("nothing is to be done");
        }
    }
}
