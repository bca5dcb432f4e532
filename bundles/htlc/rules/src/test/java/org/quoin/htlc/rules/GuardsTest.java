package org.quoin.htlc.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.htlc.rules.Room.assertRefused;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.ledger.testkit.TestHost;
import org.quoin.ledger.testkit.TestHost.Refused;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Values;

/** What protects whoever locks an amount: a hash is new, there is an end to it, the other leg is safe, an option is paid for. */
class GuardsTest {
    private static final long NOW = 1_000_000;
    private static final long EXPIRY = 2_000_000;
    private static final long FIVE_YEARS = 157_680_000_000L;

    private final Room room = new Room();

    @BeforeEach
    void begin() {
        room.host.at(NOW);
    }

    @AfterEach
    void nothingCameIntoBeingAndNothingWasLost() {
        assertThat(room.everything()).isEqualTo(3_000);
    }

    @Test
    void aPairUsesAHashOnceInOneDirection() {
        room.create("alice", 1, room.terms(1, EXPIRY));

        assertRefused("HASH_REUSED", () -> room.create("alice", 2, room.terms(1, EXPIRY)));
        room.redeem(1, 1);
        assertRefused("HASH_REUSED", () -> room.create("alice", 2, room.terms(1, EXPIRY)));
        assertRefused(
                "HASH_REUSED",
                () -> room.create("alice", 2, room.terms(1, EXPIRY).with(Terms.PREIMAGE_LENGTH.is(33L))));

        Values back = room.terms(1, EXPIRY).with(Terms.BENEFICIARY.is("alice"));
        room.create("bob", 2, back);
        room.create("carol", 3, room.terms(1, EXPIRY));
        room.create("alice", 4, room.terms(1, EXPIRY).with(Terms.BENEFICIARY.is("carol")));
        assertThat(room.held(4)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"0, applied", "1, EXPIRY_TOO_FAR"})
    void aContractEndsWithinFiveYears(long more, String outcome) {
        assertRefused(outcome, () -> room.create("alice", 1, room.terms(1, NOW + FIVE_YEARS + more)));
        assertRefused(outcome, () -> room.offer(2, room.terms(2, NOW + FIVE_YEARS + more), 1, NOW + 1));
    }

    @Test
    void aPairHasAtMost483ContractsOpenInEachDirection() {
        Values one = room.terms(0, EXPIRY).with(Terms.AMOUNT.is(Amount.of(1)));
        for (int i = 0; i < 483; i++) {
            makeNumbered(i, one);
        }

        assertRefused("TOO_MANY_OPEN", () -> makeNumbered(483, one));
        Values back = one.with(Terms.BENEFICIARY.is("alice"));
        room.create("bob", 1, back.with(Terms.SECRET_HASH.is(room.hash(1))));
        room.create("carol", 2, one.with(Terms.SECRET_HASH.is(room.hash(2))));

        room.host.at(EXPIRY);
        room.refundOf(1, 5);
        room.host.at(NOW);
        makeNumbered(484, one);
        assertRefused("TOO_MANY_OPEN", () -> makeNumbered(485, one));
    }

    /** Only the first 128 have an id of their own: all that matters of the others is that they are open. */
    private void makeNumbered(int number, Values terms) {
        byte[] secret = {1, (byte) (number >> 8), (byte) number};
        TestHost host = room.host;
        Values named = terms.with(Terms.SECRET_HASH.is(Bytes.of(host.sha256(secret))));
        host.idFrom(1 + (number >> 7));
        try {
            room.create("alice", number & 127, named);
        } finally {
            host.idFrom(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"1999400, applied", "1999401, UNSAFE_MARGIN", "2000000, UNSAFE_MARGIN"})
    void theSecondLegExpiresByTheMarginBeforeTheFirst(long expiry, String outcome) {
        room.create("bob", 1, room.terms(1, EXPIRY).with(Terms.BENEFICIARY.is("alice")));
        Values second = room.terms(1, expiry).with(Terms.MARGIN.is(600L));

        assertRefused(outcome, () -> room.create("alice", 2, second.with(Terms.AGAINST.is(Optional.of(Room.id(1))))));
        assertRefused(
                outcome.equals("applied") ? "HASH_REUSED" : outcome,
                () -> room.create("alice", 3, second.with(Terms.AGAINST_EXPIRY.is(Optional.of(EXPIRY)))));
    }

    @Test
    void anUnsafeMarginIsToldWithItsFigures() {
        Values terms =
                room.terms(1, EXPIRY).with(Terms.MARGIN.is(600L), Terms.AGAINST_EXPIRY.is(Optional.of(2_000_100L)));

        assertThatThrownBy(() -> room.create("alice", 1, terms))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.values())
                                .isEqualTo(
                                        "00000000001e8480" // expires at 2000000
                                                + "00000000001e84e4" // the other at 2000100
                                                + "0000000000000258" // 600
                                                + "00000000001e828c")); // at the latest at 1999500
    }

    @Test
    void aMarginLongerThanThereIsTimeLeavesNone() {
        Values terms = room.terms(1, EXPIRY)
                .with(Terms.MARGIN.is(Long.MAX_VALUE), Terms.AGAINST_EXPIRY.is(Optional.of(EXPIRY)));

        assertRefused("UNSAFE_MARGIN", () -> room.create("alice", 1, terms));
    }

    @Test
    void theOtherLegIsAnOpenContractThatPaysTheFunderForTheSamePreimage() {
        Values first = room.terms(1, EXPIRY).with(Terms.BENEFICIARY.is("alice"));
        room.create("bob", 1, first);
        room.create("bob", 2, first.with(Terms.BENEFICIARY.is("carol"), Terms.SECRET_HASH.is(room.hash(2))));
        room.create("bob", 3, first.with(Terms.SECRET_HASH.is(room.hash(3)), Terms.PREIMAGE_LENGTH.is(33L)));
        room.create("bob", 4, first.with(Terms.SECRET_HASH.is(room.hash(4))));
        room.redeem(4, 4);

        assertRefused("UNKNOWN_CONTRACT", () -> against(9, 1));
        assertRefused("ALREADY_SETTLED", () -> against(4, 4));
        assertRefused("OTHER_LEG_DIFFERS", () -> against(1, 5));
        assertRefused("OTHER_LEG_DIFFERS", () -> against(2, 2));
        assertRefused("OTHER_LEG_DIFFERS", () -> against(3, 3));
        against(1, 1);
        assertThat(room.held(100)).isEqualTo(5);
    }

    private void against(int other, int secret) {
        room.create("alice", 100, room.terms(secret, EXPIRY).with(Terms.AGAINST.is(Optional.of(Room.id(other)))));
    }

    @Test
    void severalContractsAreRedeemedAtOnceForOnePreimage() {
        room.create("alice", 1, room.terms(7, EXPIRY));
        room.create("carol", 2, room.terms(7, EXPIRY).with(Terms.AMOUNT.is(Amount.of(8))));

        room.redeemAll(List.of(2, 1), List.of(7));

        assertThat(room.host.holds("bob")).isEqualTo(1_013);
        assertThat(room.state(1)).isEqualTo("redeemed");
        assertThat(room.contract(2).get(Terms.REVEALED)).contains(Room.id(7));
        assertThat(room.host.agreements()).isEmpty();
        assertThat(room.host.reports())
                .extracting(TestHost.Report::event)
                .containsExactly("created", "created", "redeemed", "redeemed");
    }

    @Test
    void eachContractCanHaveAPreimageOfItsOwn() {
        room.create("alice", 1, room.terms(1, EXPIRY));
        room.create("alice", 2, room.terms(2, EXPIRY));

        assertRefused("WRONG_PREIMAGE", () -> room.redeemAll(List.of(1, 2), List.of(2, 1)));
        room.redeemAll(List.of(1, 2), List.of(1, 2));

        assertThat(room.host.holds("bob")).isEqualTo(1_010);
    }

    @Test
    void ofSeveralContractsAllAreRedeemedOrNone() {
        room.create("alice", 1, room.terms(1, EXPIRY));
        room.create("alice", 2, room.terms(2, EXPIRY));
        room.create("alice", 3, room.terms(3, NOW + 1));

        assertThatThrownBy(() -> room.redeemAll(List.of(1, 2), List.of(1)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("WRONG_PREIMAGE");
                    assertThat(refused.values()).startsWith(Room.id(2).toHex());
                });
        assertRefused("UNKNOWN_CONTRACT", () -> room.redeemAll(List.of(1, 9), List.of(1)));
        assertRefused("ALREADY_SETTLED", () -> room.redeemAll(List.of(1, 1), List.of(1)));
        room.host.at(NOW + 1);
        assertRefused("CONTRACT_EXPIRED", () -> room.redeemAll(List.of(1, 3), List.of(1, 3)));
        assertThat(room.state(1)).isEqualTo("open");
        assertThat(room.host.holds("bob")).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, PREIMAGES_DO_NOT_MATCH",
        "2, 0, PREIMAGES_DO_NOT_MATCH",
        "3, 2, PREIMAGES_DO_NOT_MATCH",
        "1, 2, PREIMAGES_DO_NOT_MATCH",
        "1, 1, UNKNOWN_CONTRACT",
        "32, 32, UNKNOWN_CONTRACT",
        "32, 1, UNKNOWN_CONTRACT"
    })
    void thereIsOnePreimageForAllOrOneForEach(int contracts, int preimages, String code) {
        assertRefused(code, () -> room.redeemAll(numbers(contracts), numbers(preimages)));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void thePremiumIsTheFundersWhenTheContractIsRedeemed() {
        Values terms = room.terms(1, EXPIRY);
        room.offer(9, terms, 3, NOW + 100);
        assertThat(room.host.holds("bob")).isEqualTo(997);
        assertThat(room.held(9)).isEqualTo(3);

        room.create("alice", 1, terms.with(Terms.OFFER.is(Optional.of(Room.id(9)))));
        assertThat(room.offer(9).get(Offers.STATE)).isEqualTo("filled");
        assertThat(room.offer(9).get(Offers.CONTRACT)).contains(Room.id(1));
        assertThat(room.held(9)).isEqualTo(3);

        room.redeem(1, 1);
        assertThat(room.offer(9).get(Offers.STATE)).isEqualTo("paid");
        assertThat(room.host.holds("alice")).isEqualTo(998);
        assertThat(room.host.holds("bob")).isEqualTo(1_002);
        assertThat(room.host.agreements()).isEmpty();
        assertThat(room.host.reports())
                .extracting(TestHost.Report::event)
                .containsExactly("offered", "created", "premium-paid", "redeemed");
    }

    @Test
    void thePremiumIsTheFundersWhenTheOptionIsNotUsed() {
        Values terms = room.terms(1, EXPIRY);
        room.offer(9, terms, 3, NOW + 100);
        room.create("alice", 1, terms.with(Terms.OFFER.is(Optional.of(Room.id(9)))));

        assertRefused("OFFER_CLOSED", () -> room.withdraw(9));
        room.host.at(EXPIRY);
        room.refund(1);

        assertThat(room.host.holds("alice")).isEqualTo(1_003);
        assertThat(room.host.holds("bob")).isEqualTo(997);
        assertRefused("OFFER_CLOSED", () -> room.withdraw(9));
    }

    @ParameterizedTest
    @CsvSource({
        "1000099, applied, DEADLINE_NOT_REACHED",
        "1000100, DEADLINE_PASSED, applied",
        "1000101, DEADLINE_PASSED, applied"
    })
    void atEveryTimeAnOfferIsFilledOrWithdrawn(long time, String filled, String withdrawn) {
        Values first = room.terms(1, EXPIRY);
        Values second = room.terms(2, EXPIRY);
        room.offer(8, first, 3, 1_000_100);
        room.offer(9, second, 3, 1_000_100);
        room.host.at(time);

        assertRefused(withdrawn, () -> room.withdraw(8));
        assertRefused(filled, () -> room.create("alice", 2, second.with(Terms.OFFER.is(Optional.of(Room.id(9))))));

        assertThat(room.host.holds("bob")).isEqualTo(withdrawn.equals("applied") ? 997 : 994);
    }

    @Test
    void anOfferIsFilledWithExactlyItsTermsAndOnce() {
        Values terms = room.terms(1, EXPIRY);
        room.offer(9, terms, 3, NOW + 100);
        Values filling = terms.with(Terms.OFFER.is(Optional.of(Room.id(9))));

        assertRefused("OFFER_DIFFERS", () -> room.create("carol", 1, filling));
        assertRefused("OFFER_DIFFERS", () -> room.create("alice", 1, filling.with(Terms.BENEFICIARY.is("carol"))));
        assertRefused("OFFER_DIFFERS", () -> room.create("alice", 1, filling.with(Terms.AMOUNT.is(Amount.of(4)))));
        assertRefused("OFFER_DIFFERS", () -> room.create("alice", 1, filling.with(Terms.ASSET.is("GOLD"))));
        assertRefused("OFFER_DIFFERS", () -> room.create("alice", 1, filling.with(Terms.SECRET_HASH.is(room.hash(2)))));
        assertRefused("OFFER_DIFFERS", () -> room.create("alice", 1, filling.with(Terms.PREIMAGE_LENGTH.is(31L))));
        assertRefused("OFFER_DIFFERS", () -> room.create("alice", 1, filling.with(Terms.EXPIRY.is(EXPIRY - 1))));
        assertRefused(
                "UNKNOWN_OFFER", () -> room.create("alice", 1, terms.with(Terms.OFFER.is(Optional.of(Room.id(7))))));
        room.create("alice", 1, filling);
        Values again = filling.with(Terms.SECRET_HASH.is(room.hash(2)));
        assertRefused("OFFER_CLOSED", () -> room.create("alice", 2, again));
    }

    @Test
    void anOfferThatCanNeverBeFilledIsNotMade() {
        Values terms = room.terms(1, EXPIRY);
        room.create("alice", 1, terms);

        assertRefused("HASH_REUSED", () -> room.offer(9, terms, 3, NOW + 1));
        Values fresh = room.terms(2, EXPIRY);
        assertRefused("DEADLINE_PASSED", () -> room.offer(9, fresh, 3, NOW));
        assertRefused("DEADLINE_AFTER_EXPIRY", () -> room.offer(9, fresh, 3, EXPIRY + 1));
        assertRefused("EXPIRY_PASSED", () -> room.offer(9, room.terms(2, NOW), 3, NOW + 1));
        assertRefused(
                "PREIMAGE_LENGTH_OUT_OF_RANGE",
                () -> room.offer(9, fresh.with(Terms.PREIMAGE_LENGTH.is(0L)), 3, NOW + 1));
        assertRefused("ZERO_AMOUNT", () -> room.offer(9, fresh, 0, NOW + 1));
        assertRefused("INSUFFICIENT_BALANCE", () -> room.offer(9, fresh, 1_001, NOW + 1));
        room.offer(9, fresh, 3, EXPIRY);
    }

    @Test
    void whoFillsAnOfferIsProtectedAsWell() {
        Values terms = room.terms(1, EXPIRY);
        room.offer(9, terms, 3, NOW + 100);
        Values filling = terms.with(
                Terms.OFFER.is(Optional.of(Room.id(9))),
                Terms.AGAINST_EXPIRY.is(Optional.of(EXPIRY + 100)),
                Terms.MARGIN.is(101L));

        assertRefused("UNSAFE_MARGIN", () -> room.create("alice", 1, filling));
        room.create("alice", 1, filling.with(Terms.MARGIN.is(100L)));
    }
}
