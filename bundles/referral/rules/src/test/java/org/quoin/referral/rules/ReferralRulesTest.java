package org.quoin.referral.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.referral.rules.Room.DAY;
import static org.quoin.referral.rules.Room.assertRefused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.rules.Amount;
import org.quoin.rules.Field;
import org.quoin.rules.Values;

/** Ann refers Bob, Bob refers Cem, Cem refers Dora: who earns what by a fee of hers, and when it is his. */
final class ReferralRulesTest {
    private final Room room = new Room();

    ReferralRulesTest() {
        room.give(10_000_000, "ann", "bob", "cem", "dora", "shop", "treasury");
        room.code("ann", "ann-1");
        room.accept("bob", "ann-1");
        room.code("bob", "bob-1");
        room.accept("cem", "bob-1");
        room.code("cem", "cem-1");
    }

    @Test
    void feesOfARefereeRewardHimAndThreeLevelsAboveHim() {
        dora();

        room.fee("dora", 60_000, 40_000, 5_000);
        room.host.pass(DAY);

        assertThat(line("dora", Terms.AS_REFEREE)).isEqualTo(10_000);
        assertThat(line("cem", Terms.LEVEL_1)).isEqualTo(12_000);
        assertThat(line("cem", Terms.COUNTED)).isEqualTo(100_000);
        assertThat(line("bob", Terms.LEVEL_2)).isEqualTo(6_000);
        assertThat(line("ann", Terms.LEVEL_3)).isEqualTo(4_000);
        assertThat(room.pot().get(Funds.RESERVED)).isEqualTo(Amount.of(32_000));
        assertThat(room.pot().get(Funds.FREE)).isEqualTo(Amount.of(1_000_000 - 32_000));
    }

    @Test
    void whatRoundingLeavesIsTheReferees() {
        dora();

        room.fee("dora", 99, 0, 0);
        room.host.pass(DAY);

        // 32 % of 99 are 31: 11 for Cem, 5 for Bob, 3 for Ann, and the rest for Dora, whose own 10 % are 9.
        assertThat(line("cem", Terms.LEVEL_1)).isEqualTo(11);
        assertThat(line("bob", Terms.LEVEL_2)).isEqualTo(5);
        assertThat(line("ann", Terms.LEVEL_3)).isEqualTo(3);
        assertThat(line("dora", Terms.AS_REFEREE)).isEqualTo(12);
    }

    @Test
    void tipsSponsoredAndFreeFeesDoNotCount() {
        dora();

        room.fee("dora", 0, 0, 50_000);
        room.fee("dora", "shop", 60_000, 40_000, 0, 0);
        room.fee("dora", "dora", 60_000, 40_000, 0, 0);
        room.fee("dora", "shop", 0, 0, 0, 100_000);
        room.fee("shop", 60_000, 40_000, 0);
        room.host.pass(DAY);

        assertThat(room.statement("dora")).isEmpty();
        assertThat(room.pot().get(Funds.RESERVED)).isEqualTo(Amount.ZERO);
    }

    @Test
    void theTreasuryLosesOnlyWhatIsBurnt() {
        room.fund("treasury", 1_000_000);
        room.accept("treasury", "cem-1");
        room.host.pass(DAY);
        room.fee("treasury", 100_000, 50_000, 0);

        assertThat(reserved()).isEqualTo(32_000);
    }

    @Test
    void aRewardIsPaidFromTheEighthDayAfterItsDayOnAndOnce() {
        dora();
        room.fee("dora", 100_000, 0, 0);
        room.host.pass(3 * DAY);
        room.fee("dora", 50_000, 0, 0);

        room.host.pass(5 * DAY - 1 - room.host.time() % DAY);
        assertRefused("NOTHING_VESTED", () -> room.payout("shop", "cem"));

        room.host.pass(1);
        room.payout("shop", "cem");
        assertThat(room.host.holds("cem")).isEqualTo(10_000_000 + 12_000);
        assertRefused("NOTHING_VESTED", () -> room.payout("shop", "cem"));

        room.host.pass(3 * DAY);
        room.payout("cem", "cem");
        room.payout("cem", "dora");
        assertThat(room.host.holds("cem")).isEqualTo(10_000_000 + 18_000);
        assertThat(room.host.holds("dora")).isEqualTo(10_000_000 + 15_000);
        assertThat(line("cem", Terms.PAID)).isEqualTo(12_000);
        assertThat(room.pot().get(Funds.RESERVED)).isEqualTo(Amount.of(2 * 4_500 + 2 * 3_000));
    }

    @Test
    void nothingIsEarnedDuringTheCoolingOffAndAfterTheWindow() {
        room.fund("treasury", 1_000_000);
        room.accept("dora", "cem-1");
        long accepted = room.host.time();

        room.host.pass(DAY - 1);
        room.fee("dora", 100_000, 0, 0);
        assertThat(reserved()).isZero();
        room.host.pass(1);
        room.fee("dora", 100_000, 0, 0);
        assertThat(reserved()).isEqualTo(32_000);
        room.host.pass(365 * DAY - 1 - (room.host.time() - accepted));
        room.fee("dora", 100_000, 0, 0);
        assertThat(reserved()).isEqualTo(2 * 32_000);
        room.host.pass(1);
        room.fee("dora", 100_000, 0, 0);
        assertThat(reserved()).isEqualTo(2 * 32_000);
    }

    @Test
    void anAcceptanceCanBeChangedUntilItIsFirm() {
        room.accept("dora", "cem-1");
        room.accept("dora", "ann-1");
        assertThat(room.link("dora").get(Terms.REFERRER)).isEqualTo("ann");
        room.withdraw("dora");
        assertRefused("NOT_REFERRED", () -> room.link("dora"));

        room.accept("dora", "bob-1");
        room.host.pass(DAY);
        assertRefused("ALREADY_REFERRED", () -> room.accept("dora", "cem-1"));
        assertRefused("ALREADY_REFERRED", () -> room.withdraw("dora"));
    }

    @Test
    void nobodyRefersHimselfOrSomebodyAboveHim() {
        assertRefused("SELF_REFERRAL", () -> room.accept("ann", "ann-1"));
        assertRefused("IS_REFERRER", () -> room.accept("ann", "cem-1"));
        assertRefused("IS_REFERRER", () -> room.accept("bob", "cem-1"));
        assertRefused("UNKNOWN_CODE", () -> room.accept("dora", "cem-2"));
    }

    @Test
    void aCodeCannotBeSnatched() {
        room.commit("dora", "dora", "summer");
        assertRefused("NOT_COMMITTED", () -> room.reveal("dora", "summer"));
        room.host.pass(1);
        // Mallory sees the code as it is revealed: she has committed to nothing before, and copying Dora's commitment
        // helps nobody.
        room.give(1, "mallory");
        room.commit("mallory", "dora", "summer");
        assertRefused("NOT_COMMITTED", () -> room.reveal("mallory", "summer"));
        room.host.pass(1);
        assertRefused("NOT_COMMITTED", () -> room.reveal("mallory", "summer"));
        room.reveal("dora", "summer");

        room.commit("mallory", "mallory", "summer");
        room.host.pass(1);
        assertRefused("CODE_TAKEN", () -> room.reveal("mallory", "summer"));
        for (String code : List.of("ab", "Summer", "sum mer", "sömmer")) {
            room.commit("mallory", "mallory", code);
            room.host.pass(1);
            assertRefused("INVALID_CODE", () -> room.reveal("mallory", code));
        }
    }

    @Test
    void aReferrerHasSixteenCodesAtMost() {
        for (int i = 2; i <= 16; i++) {
            room.code("ann", "ann-" + i);
        }
        assertRefused("TOO_MANY_CODES", () -> room.code("ann", "ann-17"));
    }

    @Test
    void thePotIsNeverOverdrawn() {
        dora(20_000);

        room.fee("dora", 100_000, 0, 0);
        room.host.pass(DAY);

        assertThat(line("dora", Terms.AS_REFEREE)).isEqualTo(10_000);
        assertThat(line("cem", Terms.LEVEL_1)).isEqualTo(10_000);
        assertThat(line("cem", Terms.UNFUNDED)).isEqualTo(2_000);
        assertThat(line("bob", Terms.LEVEL_2)).isZero();
        assertThat(line("bob", Terms.UNFUNDED)).isEqualTo(6_000);
        assertThat(room.pot().get(Funds.FREE)).isEqualTo(Amount.ZERO);
    }

    @Test
    void aTierFollowsFromThePeriodBefore() {
        dora();
        room.policy("operator", 100_000, List.of(0L, 100_000L), List.of(120_000L, 200_000L), 60_000, 40_000, 1_000_000);
        room.fee("dora", 100_000, 0, 0);
        assertThat(room.tierShare("cem")).isEqualTo(120_000);
        room.host.pass(DAY);
        assertThat(room.tierShare("cem")).isEqualTo(200_000);
        room.fee("dora", 99_999, 0, 0);
        room.host.pass(DAY);
        assertThat(room.tierShare("cem")).isEqualTo(120_000);
        assertThat(room.statement("cem").get(1).get(Terms.LEVEL_1)).isEqualTo(Amount.of(19_999));
    }

    @Test
    void ofARefereeNoMoreThanTheCapCountsInAPeriod() {
        dora();
        room.policy("operator", 100_000, List.of(0L), List.of(120_000L), 60_000, 40_000, 150_000);
        room.fee("dora", 100_000, 0, 0);
        room.fee("dora", 100_000, 0, 0);
        room.fee("dora", 100_000, 0, 0);
        room.host.pass(DAY);
        room.fee("dora", 100_000, 0, 0);
        room.host.pass(DAY);

        assertThat(line("cem", Terms.LEVEL_1)).isEqualTo(18_000);
        assertThat(line("cem", Terms.CAPPED)).isEqualTo(18_000);
        assertThat(line("cem", Terms.COUNTED)).isEqualTo(150_000);
        assertThat(room.statement("cem").get(1).get(Terms.LEVEL_1)).isEqualTo(Amount.of(12_000));
    }

    @Test
    void onlyOperatorsSetAPolicyAndNoneInWhichFarmingWouldPay() {
        List<Long> zero = List.of(0L);
        assertRefused("NOT_OPERATOR", () -> room.policy("ann", 0, zero, List.of(0L), 0, 0, 1));
        assertRefused(
                "SHARES_TOO_HIGH",
                () -> room.policy("operator", 300_000, zero, List.of(300_000L), 200_000, 100_001, 1));
        assertRefused("TIERS_DO_NOT_RISE", () -> room.policy("operator", 0, List.of(1L), List.of(1L), 0, 0, 1));
        assertRefused("TIERS_DO_NOT_RISE", () -> room.policy("operator", 0, List.of(), List.of(), 0, 0, 1));
        assertRefused("TIERS_DO_NOT_RISE", () -> room.policy("operator", 0, List.of(0L, 5L), List.of(2L, 1L), 0, 0, 1));
        room.policy("operator", 300_000, zero, List.of(300_000L), 200_000, 100_000, 1);
    }

    @Test
    void aCampaignAddsToBothSidesWithinItsBudgetAndItsCap() {
        room.fund("treasury", 1_000_000);
        room.campaign("shop", "spring", 50_000, 200_000, 30_000, 10);
        room.accept("dora", "cem-1", "spring");
        room.host.pass(DAY);

        room.fee("dora", 100_000, 0, 0);
        room.fee("dora", 100_000, 0, 0);
        room.host.pass(DAY);

        assertThat(line("dora", Terms.BY_CAMPAIGNS)).isEqualTo(15_000);
        assertThat(line("cem", Terms.BY_CAMPAIGNS)).isEqualTo(15_000);
        assertThat(room.campaign("spring").get(Campaigns.LEFT)).isEqualTo(Amount.of(20_000));

        assertRefused("NOT_OWNER", () -> room.end("ann", "spring"));
        room.end("shop", "spring");
        assertThat(room.host.holds("shop")).isEqualTo(10_000_000 - 30_000);
        assertRefused("CAMPAIGN_OVER", () -> room.end("shop", "spring"));
        assertThat(room.pot().get(Funds.BUDGETS)).isEqualTo(Amount.ZERO);

        room.host.pass(8 * DAY);
        room.payout("ann", "dora");
        assertThat(room.host.holds("dora")).isEqualTo(10_000_000 + 20_000 + 15_000);
    }

    @Test
    void withACampaignNoMoreThanNineTenthsAreGivenBack() {
        room.fund("treasury", 1_000_000);
        room.campaign("shop", "spring", 1_000_000, 900_000, 1_000_000, 10);
        room.accept("dora", "cem-1", "spring");
        room.host.pass(DAY);
        room.fee("dora", 100_000, 0, 0);

        assertThat(reserved()).isEqualTo(90_000);
    }

    @Test
    void aCampaignEndsByItselfAndAnybodyMaySendBackWhatIsLeft() {
        room.campaign("shop", "spring", 50_000, 200_000, 30_000, 3);
        assertRefused("NAME_TAKEN", () -> room.campaign("ann", "spring", 1, 1, 1, 1));
        assertRefused("NO_DURATION", () -> room.campaign("ann", "autumn", 1, 1, 1, 0));
        assertRefused("INVALID_NAME", () -> room.campaign("ann", "Autumn", 1, 1, 1, 1));
        room.accept("dora", "cem-1", "spring");
        room.host.pass(3 * DAY);
        room.fee("dora", 100_000, 0, 0);
        assertThat(reserved()).isZero();
        room.give(1, "eve");
        assertRefused("CAMPAIGN_OVER", () -> room.accept("eve", "cem-1", "spring"));
        room.end("ann", "spring");
        assertThat(room.host.holds("shop")).isEqualTo(10_000_000);
    }

    @Test
    void whatIsNotVestedCanBeClawedBackWithAReason() {
        room.fund("treasury", 1_000_000);
        room.campaign("shop", "spring", 50_000, 200_000, 50_000, 30);
        room.accept("dora", "cem-1", "spring");
        room.host.pass(DAY);
        room.fee("dora", 100_000, 0, 0);
        long period = room.period();

        assertRefused("MAY_NOT_CLAW_BACK", () -> room.clawBack("shop", "cem", period, null, "fraud"));
        assertRefused("MAY_NOT_CLAW_BACK", () -> room.clawBack("ann", "cem", period, "spring", "fraud"));
        assertRefused("NO_REASON", () -> room.clawBack("operator", "cem", period, null, ""));
        assertRefused("NOTHING_EARNED", () -> room.clawBack("operator", "cem", period - 1, null, "fraud"));
        room.host.events();
        room.clawBack("shop", "cem", period, "spring", "fraud");
        room.clawBack("operator", "cem", period, null, "fraud");
        assertThat(room.host.events()).containsExactly("clawed-back", "clawed-back");
        assertThat(room.campaign("spring").get(Campaigns.LEFT)).isEqualTo(Amount.of(40_000));
        assertThat(reserved()).isEqualTo(52_000 - 22_000);

        room.host.pass(8 * DAY);
        assertThat(line("cem", Terms.CLAWED_BACK)).isEqualTo(12_000);
        assertThat(line("cem", Terms.CLAWED_BACK_BY_CAMPAIGNS)).isEqualTo(10_000);
        room.payout("cem", "cem");
        assertThat(room.host.holds("cem")).isEqualTo(10_000_000);
        assertRefused("VESTED", () -> room.clawBack("operator", "dora", period, null, "fraud"));
        room.payout("dora", "dora");
        assertThat(room.host.holds("dora")).isEqualTo(10_000_000 + 20_000);
    }

    @Test
    void theRunningPeriodIsToldToNobodyAndNoRewardIsReported() {
        dora();
        room.host.events();
        room.fee("dora", 100_000, 0, 0);

        assertThat(room.statement("cem")).isEmpty();
        assertThat(room.host.events()).isEmpty();
        room.host.pass(DAY - room.host.time() % DAY);
        assertThat(room.statement("cem")).hasSize(1);
    }

    @Test
    void aStatementIsReadPageByPage() {
        dora();
        for (int day = 0; day < 5; day++) {
            room.fee("dora", 100_000L * (day + 1), 0, 0);
            room.host.pass(DAY);
        }

        assertThat(room.statement("dora"))
                .extracting(line -> line.get(Terms.AS_REFEREE).low())
                .containsExactly(10_000L, 20_000L, 30_000L, 40_000L, 50_000L);
        Values first = room.statement("dora").get(0);
        assertThat(first.get(Terms.PAYABLE_AT) - first.get(Terms.BEGINS)).isEqualTo(8 * DAY);
    }

    @Test
    void manyPeriodsArePaidInSeveralTurnsAndNoneIsMissed() {
        dora();
        for (int day = 0; day < 100; day++) {
            room.fee("dora", 1_000, 0, 0);
            room.clawBack("operator", "bob", room.period(), null, "test");
            room.host.pass(DAY);
        }
        room.host.pass(8 * DAY);
        room.payout("cem", "cem");
        assertThat(room.host.holds("cem")).isEqualTo(10_000_000 + 62 * 120);
        room.payout("cem", "cem");
        assertThat(room.host.holds("cem")).isEqualTo(10_000_000 + 100 * 120);
        room.payout("bob", "bob");
        room.payout("bob", "bob");
        assertRefused("NOTHING_VESTED", () -> room.payout("bob", "bob"));
        assertThat(room.host.holds("bob")).isEqualTo(10_000_000);
    }

    @Test
    void aFeeCostsTheSameAmongAThousandUsersAsAmongManyMore() {
        room.fund("treasury", 1_000_000);
        List<Long> costs = new ArrayList<>();
        for (int users = 0; users <= 20_000; users++) {
            String user = "user-" + users;
            room.give(1, user);
            room.accept(user, "cem-1");
            if (users == 1_000 || users == 20_000) {
                room.host.pass(DAY);
                room.fee("user-7", 1_000, 0, 0);
                long before = room.host.reads() + 1_000 * room.host.writes();
                room.fee("user-7", 1_000, 0, 0);
                costs.add(room.host.reads() + 1_000 * room.host.writes() - before);
            }
        }
        assertThat(costs).hasSize(2).containsOnly(costs.get(0));
        assertThat(costs.get(0)).isLessThan(7_000);
        assertThat(room.host.rows("earnings")).isLessThan(10);
    }

    private void dora() {
        dora(1_000_000);
    }

    /** The pot holds so much, and all links are firm. */
    private void dora(long pot) {
        room.fund("treasury", pot);
        room.accept("dora", "cem-1");
        room.host.pass(DAY);
    }

    private long reserved() {
        return room.pot().get(Funds.RESERVED).low();
    }

    /** Of the first period of an account. */
    private long line(String account, Field<Amount> column) {
        return room.statement(account).get(0).get(column).low();
    }
}
