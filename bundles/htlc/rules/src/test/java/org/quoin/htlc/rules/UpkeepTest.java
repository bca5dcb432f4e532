package org.quoin.htlc.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.htlc.rules.Room.assertRefused;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.ledger.testkit.TestHost.Report;
import org.quoin.rules.Amount;
import org.quoin.rules.Party;
import org.quoin.rules.Values;

/** The ledger refunds by itself what asks for it: not a moment before its time, in order, so many in a block. */
class UpkeepTest {
    private static final long NOW = 1_000;
    private static final long EXPIRY = 2_000;

    private final Room room = new Room();

    @BeforeEach
    void begin() {
        room.host.at(NOW);
    }

    @AfterEach
    void nothingCameIntoBeingAndNothingWasLost() {
        assertThat(room.everything()).isEqualTo(3_000);
    }

    @ParameterizedTest
    @CsvSource({"1999, open, 995", "2000, refunded, 1000", "2001, refunded, 1000"})
    void aContractIsRefundedFromItsExpiryOn(long time, String state, long alice) {
        create(1, EXPIRY);

        room.begin(time);

        assertThat(room.state(1)).isEqualTo(state);
        assertThat(room.host.holds("alice")).isEqualTo(alice);
        assertRefused(state.equals("open") ? "applied" : "ALREADY_SETTLED", () -> room.redeem(1, 1));
    }

    @Test
    void itIsTheRefundThatAnybodyCouldHaveAskedFor() {
        create(1, EXPIRY);
        room.create("alice", 2, room.terms(2, EXPIRY));

        room.begin(EXPIRY);
        room.refund(2);

        List<Report> reports = room.host.reports();
        String rest = "05616c696365" + "03455448" + "00".repeat(15) + "05";
        assertThat(reports.subList(2, 4))
                .containsExactly(
                        new Report("refunded", Room.id(1).toHex() + rest),
                        new Report("refunded", Room.id(2).toHex() + rest));
        assertThat(room.contract(1).get(Terms.AUTO_REFUND)).isTrue();
        assertThat(room.contract(2).get(Terms.AUTO_REFUND)).isFalse();
    }

    @Test
    void whatDidNotAskForItWaits() {
        room.create("alice", 1, room.terms(1, EXPIRY));

        room.begin(EXPIRY + 1_000);

        assertThat(room.state(1)).isEqualTo("open");
    }

    @Test
    void whatIsSettledIsNotSettledAgain() {
        create(1, EXPIRY);
        create(2, EXPIRY);
        room.redeem(1, 1);

        room.begin(EXPIRY);
        room.begin(EXPIRY + 1);

        assertThat(room.state(1)).isEqualTo("redeemed");
        assertThat(room.state(2)).isEqualTo("refunded");
        assertThat(room.host.holds("alice")).isEqualTo(995);
    }

    @Test
    void aBacklogDrainsOverTheBlocksInTheOrderOfExpiry() {
        IntStream.rangeClosed(1, 12).forEach(id -> create(id, EXPIRY + 20 - id));

        room.begin(EXPIRY + 100);
        assertThat(refunded()).containsExactly(8, 9, 10, 11, 12);
        room.begin(EXPIRY + 100);
        assertThat(refunded()).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        room.begin(EXPIRY + 100);
        assertThat(refunded()).hasSize(12);
        assertThat(room.host.agreements()).isEmpty();
    }

    @Test
    void aRefundThatCannotHappenKeepsNobodyElseWaiting() {
        create(1, EXPIRY);
        create(2, EXPIRY + 1);
        room.host.run("carol", 0, () -> {
            room.host.transfer(Party.agreement(Room.id(1).toHex()).name(), "carol", "ETH", amount(5));
            return "lost";
        });

        room.begin(EXPIRY + 1);

        assertThat(room.state(1)).isEqualTo("open");
        assertThat(room.state(2)).isEqualTo("refunded");
    }

    @Test
    void thePremiumIsPaidWithTheRefund() {
        Values terms = room.terms(1, EXPIRY).with(Terms.AUTO_REFUND.is(true));
        room.offer(9, terms, 3, EXPIRY);
        room.create("alice", 1, terms.with(Terms.OFFER.is(Optional.of(Room.id(9)))));

        room.begin(EXPIRY);

        assertThat(room.host.holds("alice")).isEqualTo(1_003);
        assertThat(room.host.holds("bob")).isEqualTo(997);
        assertThat(room.host.agreements()).isEmpty();
    }

    private void create(int id, long expiry) {
        room.create("alice", id, room.terms(id, expiry).with(Terms.AUTO_REFUND.is(true)));
    }

    private List<Integer> refunded() {
        return room.findAll("alice", null, "refunded", 100);
    }

    private static byte[] amount(long units) {
        return Amount.of(units).toBytes();
    }
}
