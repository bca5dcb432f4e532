package org.quoin.htlc.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.htlc.rules.Room.assertRefused;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Values;

/**
 * Five contracts: 1 and 2 of Alice for Bob, 3 of Bob for Alice with the hash of 1, 4 of Carol for Bob with the hash of 2, 5 of Carol
 * for herself. 2 is redeemed, 4 refunded.
 */
class IndexTest {
    private static final long NOW = 1_000;
    private static final long EXPIRY = 2_000;

    private final Room room = new Room();

    @BeforeEach
    void make() {
        room.host.at(NOW);
        room.create("alice", 1, room.terms(1, EXPIRY));
        room.create("alice", 2, room.terms(2, EXPIRY));
        room.create("bob", 3, to("alice", 1));
        room.create("carol", 4, to("bob", 2).with(Terms.EXPIRY.is(NOW + 1)));
        room.create("carol", 5, to("carol", 3));
        room.redeem(2, 2);
        room.host.at(NOW + 1);
        room.refund(4);
    }

    @ParameterizedTest
    @CsvSource({
        ", , , 1 2 3 4 5",
        "alice, , , 1 2 3",
        "bob, , , 1 2 3 4",
        "carol, , , 4 5",
        "al, , , ''",
        ", , open, 1 3 5",
        ", , redeemed, 2",
        ", , refunded, 4",
        "bob, , open, 1 3",
        "carol, , refunded, 4",
        ", 1, , 1 3",
        ", 2, , 2 4",
        ", 3, , 5",
        ", 4, , ''",
        ", 2, refunded, 4",
        "alice, 2, , 2",
        "carol, 1, open, ''",
        "bob, 2, redeemed, 2"
    })
    void contractsAreFoundByEachAndByAllThatIsAsked(String party, Integer secret, String state, String expected) {
        List<Integer> ids = expected.isEmpty()
                ? List.of()
                : List.of(expected.split(" ")).stream().map(Integer::valueOf).toList();

        for (int limit = 1; limit < 7; limit++) {
            assertThat(room.findAll(party, secret, state, limit)).containsExactlyInAnyOrderElementsOf(ids);
            if (secret == null) {
                assertThat(room.findAll(party, null, state, limit)).containsExactlyElementsOf(ids);
            }
        }
    }

    @Test
    void aPageSaysWhereTheNextBegins() {
        Room.Found first = room.find("bob", null, null, Optional.empty(), 3);
        Room.Found second = room.find("bob", null, null, first.next(), 3);

        assertThat(first.ids()).containsExactly(1, 2, 3);
        assertThat(second.ids()).containsExactly(4);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void aPageOfFewIsShortAndGoesOn() {
        for (int i = 0; i < 300; i++) {
            room.host.idFrom(1 + (i >> 7));
            byte[] secret = {9, (byte) (i >> 8), (byte) i};
            room.create(
                    i % 2 == 0 ? "alice" : "bob",
                    i & 127,
                    to("carol", 1)
                            .with(
                                    Terms.SECRET_HASH.is(Bytes.of(room.host.sha256(secret))),
                                    Terms.AMOUNT.is(Amount.of(1))));
        }
        room.host.idFrom(0);

        Room.Found first = room.find("carol", null, "refunded", Optional.empty(), 1_000);
        assertThat(first.ids()).containsExactly(4);
        assertThat(first.next()).isPresent();
        Room.Found second = room.find("carol", null, "refunded", first.next(), 1_000);
        assertThat(second.ids()).isEmpty();
        assertThat(second.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "07",
                "ffffffffffffffff",
                "000000000000000000",
                "1800000000000000000000000000000000000000000000000000000000000000",
                "170000000000000000000000000000000000000000000000ff00000000000000"
            })
    void aCursorThatNoPageGaveIsRefused(String cursor) {
        Optional<Bytes> from = Optional.of(Bytes.of(HexFormat.of().parseHex(cursor)));

        assertRefused("INVALID_CURSOR", () -> room.find("bob", null, null, from, 3));
        assertRefused("INVALID_CURSOR", () -> room.find(null, 1, null, from, 3));
        assertRefused("INVALID_CURSOR", () -> room.find(null, null, null, from, 3));
    }

    @Test
    void aCursorPastTheEndFindsNothing() {
        Optional<Bytes> last = Optional.of(Bytes.of(HexFormat.of().parseHex("7fffffffffffffff")));

        assertThat(room.find("bob", null, "open", last, 3).ids()).isEmpty();
    }

    private Values to(String beneficiary, int secret) {
        return room.terms(secret, EXPIRY).with(Terms.BENEFICIARY.is(beneficiary));
    }
}
