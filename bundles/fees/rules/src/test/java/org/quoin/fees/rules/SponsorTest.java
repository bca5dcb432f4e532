package org.quoin.fees.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.fees.rules.Exchange.NOW;
import static org.quoin.fees.rules.Exchange.assertRefused;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.fees.rules.Exchange.Reserved;
import org.quoin.ledger.testkit.TestHost.Refused;
import org.quoin.rules.Amount;
import org.quoin.rules.Values;

/** A host who pays for visitors: what they can cost him, and what a stake lets be free. */
class SponsorTest {
    private static final long DAY = 86_400_000;
    private static final long REGENERATION = 432_000_000;
    private static final long SEED = 7;

    private final Exchange exchange = new Exchange();

    @AfterEach
    void nothingCameIntoBeingAndNothingWasLost() {
        long held = exchange.host.agreements().stream()
                .mapToLong(agreement -> exchange.host.holds(":" + agreement))
                .sum();
        long had = List.of("host", "visitor", "other", "op1", "op2", "op3").stream()
                .mapToLong(exchange.host::holds)
                .sum();
        assertThat(held + had).isEqualTo(1_000_000);
    }

    @Test
    void whoHasSaidNothingPaysForNobodyButHimself() {
        assertRefused("NOT_A_SPONSOR", () -> exchange.reserve("visitor", "host", 10, "htlc/create"));
        exchange.fund(500);

        assertRefused("OVER_PER_TRANSACTION", () -> exchange.reserve("visitor", "host", 10, "htlc/create"));
        assertThat(exchange.reserve("host", "host", 10, "htlc/create")).isEqualTo(new Reserved(0, "host"));
    }

    @Test
    void aVisitorCostsWhatHeUsedAndNoMore() {
        exchange.fund(500);
        exchange.limit(100, 150, 1_000);

        exchange.act("visitor", "host", 100, 40);

        assertThat(exchange.of("host", SponsorTerms.DEPOSITED)).isEqualTo(460);
        assertThat(exchange.of("host", SponsorTerms.SPENT)).isEqualTo(40);
        exchange.act("visitor", "host", 100, 100); // 140 of 150
        assertRefused("OVER_PER_USER", () -> exchange.reserve("visitor", "host", 11, "ledger/transfer"));
        exchange.act("visitor", "host", 10, 10);
        assertRefused("OVER_PER_USER", () -> exchange.reserve("visitor", "host", 1, "ledger/transfer"));
        exchange.act("other", "host", 100, 0);
        exchange.host.at((NOW / DAY + 1) * DAY);
        exchange.act("visitor", "host", 100, 100);
        assertThat(exchange.of("host", SponsorTerms.SPENT)).isEqualTo(100);
    }

    @Test
    void limitsBoundATransactionAUserAndADay() {
        exchange.fund(1_000);
        exchange.limit(100, 150, 180);

        assertRefused("OVER_PER_TRANSACTION", () -> exchange.reserve("visitor", "host", 101, "ledger/transfer"));
        exchange.act("visitor", "host", 100, 100);
        assertRefused("OVER_PER_USER", () -> exchange.reserve("visitor", "host", 51, "ledger/transfer"));
        exchange.act("visitor", "host", 50, 50);
        assertRefused("OVER_PER_DAY", () -> exchange.reserve("other", "host", 31, "ledger/transfer"));
        exchange.act("other", "host", 30, 30);
        assertThat(exchange.of("host", SponsorTerms.DEPOSITED)).isEqualTo(820);
    }

    @Test
    void onlyWhatIsAllowedIsPaidFor() {
        exchange.fund(1_000);
        exchange.limit(100, 100, 100, "htlc/create", "amm");

        exchange.reserve("visitor", "host", 10, "htlc/create", "amm/swap", "amm/add");
        assertRefused("OPERATION_NOT_SPONSORED", () -> exchange.reserve("other", "host", 10, "htlc/redeem"));
        assertRefused(
                "OPERATION_NOT_SPONSORED",
                () -> exchange.reserve("other", "host", 10, "htlc/create", "ledger/transfer"));
        assertRefused("INVALID_CALL", () -> exchange.limit(1, 1, 1, "htlc/"));
        assertRefused("INVALID_CALL", () -> exchange.limit(1, 1, 1, "/create"));
        assertRefused("INVALID_CALL", () -> exchange.limit(1, 1, 1, "a/b/c"));
        assertRefused("INVALID_CALL", () -> exchange.limit(1, 1, 1, ""));
    }

    @Test
    void manyAccountsAndFailingTransactionsCostADayAtMost() {
        exchange.fund(1_000_000);
        exchange.limit(1_000, 2_000, 10_000);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < 3_000; i++) {
            String user = "sybil" + random.nextInt(50);
            long limit = 1L + random.nextInt(1_100);
            long cost = random.nextInt(4) == 0 ? limit : random.nextLong(limit + 1);
            boolean applied = random.nextBoolean();
            try {
                Reserved reserved = exchange.reserve(user, "host", limit, "ledger/transfer");
                exchange.settle(user, "host", limit, reserved, cost, applied);
            } catch (Refused e) {
                assertThat(e.code()).startsWith("OVER_PER_");
            }
        }
        assertThat(exchange.of("host", SponsorTerms.DEPOSITED)).isBetween(990_000L, 990_100L);
    }

    @Test
    void aSponsorCanWithdrawWhileVisitorsSpend() {
        exchange.fund(100);
        exchange.limit(60, 1_000, 1_000);
        exchange.act("visitor", "host", 60, 60);
        exchange.withdraw("host", "deposit", 20);

        assertRefused("SPONSOR_CANNOT_PAY", () -> exchange.reserve("visitor", "host", 21, "ledger/transfer"));
        exchange.act("visitor", "host", 20, 20);
        assertRefused("DEPOSIT_TOO_SMALL", () -> exchange.withdraw("host", "deposit", 1));
        assertThat(exchange.host.holds("host")).isEqualTo(999_920);
    }

    @Test
    void whoHasWithdrawnEverythingIsNoSponsorAnyMore() {
        exchange.fund(100);
        exchange.limit(60, 1_000, 1_000);

        exchange.withdraw("host", "deposit", 100);

        assertThat(exchange.host.agreements()).isEmpty();
        assertRefused("NOT_A_SPONSOR", () -> exchange.sponsor("host"));
        exchange.fund(100);
        assertRefused("OVER_PER_TRANSACTION", () -> exchange.reserve("visitor", "host", 1, "ledger/transfer"));
    }

    @Test
    void whatATransactionMayHaveToBePaidOfIsNotClosedUnderIt() {
        exchange.fund(100);
        Reserved reserved = exchange.reserve("host", "host", 60, "fees/sponsor-withdraw");
        // The ledger has set the limit aside: the agreement does not hold it meanwhile.
        exchange.host.transfer(":host", "op1", "ETH", Amount.of(60).toBytes());
        exchange.withdraw("host", "deposit", 40);
        assertThat(exchange.host.agreements()).containsExactly("host");
        exchange.host.transfer("op1", ":host", "ETH", Amount.of(60).toBytes());

        exchange.settle("host", "host", 60, reserved, 60, true);
        assertThat(exchange.of("host", SponsorTerms.DEPOSITED)).isZero();
    }

    @Test
    void aStakeLetsItsPartBeFreeOnceInFiveDays() {
        exchange.stake("host", 1_000_000);
        assertThat(exchange.of("host", SponsorTerms.MOST_FREE)).isEqualTo(1_000);
        assertThat(exchange.of("host", SponsorTerms.FREE)).isZero();

        exchange.host.at(NOW + REGENERATION / 4);
        assertThat(exchange.of("host", SponsorTerms.FREE)).isEqualTo(250);
        assertRefused("SPONSOR_CANNOT_PAY", () -> exchange.reserve("host", "host", 251, "ledger/transfer"));
        assertThat(exchange.reserve("host", "host", 250, "ledger/transfer")).isEqualTo(new Reserved(250, ""));
        exchange.settle("host", "host", 250, new Reserved(250, ""), 100, true);
        assertThat(exchange.of("host", SponsorTerms.FREE)).isEqualTo(150);
        exchange.host.at(NOW + 10 * REGENERATION);
        assertThat(exchange.of("host", SponsorTerms.FREE)).isEqualTo(1_000);
    }

    @Test
    void whatIsFreeIsTakenBeforeTheDeposit() {
        exchange.fund(500);
        exchange.stake("host", 100_000);
        exchange.limit(1_000, 1_000, 1_000);
        exchange.host.at(NOW + REGENERATION);

        exchange.act("visitor", "host", 160, 130); // 100 of them free

        assertThat(exchange.of("host", SponsorTerms.FREE)).isZero();
        assertThat(exchange.of("host", SponsorTerms.DEPOSITED)).isEqualTo(470);
        assertThat(exchange.of("host", SponsorTerms.SPENT)).isEqualTo(130);
    }

    @Test
    void whatIsTakenOutOfAStakeWaitsForFiveDays() {
        exchange.stake("host", 1_000_000);
        exchange.host.at(NOW + REGENERATION);
        exchange.unstake("host", 400_000);

        assertThat(exchange.of("host", SponsorTerms.FREE)).isEqualTo(600);
        assertRefused("STAKE_TOO_SMALL", () -> exchange.unstake("host", 600_001));
        assertRefused("TOO_LITTLE_UNSTAKED", () -> exchange.withdraw("host", "stake", 400_001));
        assertRefused("DEPOSIT_TOO_SMALL", () -> exchange.withdraw("host", "deposit", 1));
        exchange.host.at(NOW + 2 * REGENERATION - 1);
        assertRefused("STILL_WAITING", () -> exchange.withdraw("host", "stake", 400_000));
        exchange.host.at(NOW + 2 * REGENERATION);
        exchange.withdraw("host", "stake", 400_000);
        assertThat(exchange.host.holds("host")).isEqualTo(400_000);
        assertThat(exchange.of("host", SponsorTerms.STAKED)).isEqualTo(600_000);
    }

    /** The statement: what is free in a time T is at most the stake's most × T / 5 days, however it is moved. */
    @Test
    void aStakeThatIsMovedIsFreeForNoMoreThanOneThatStays() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        long time = NOW;
        long free = 0;
        exchange.stake("host", 1_000_000);
        for (int i = 0; i < 2_000; i++) {
            time += random.nextInt(20_000_000);
            exchange.host.at(time);
            long some = 1L + random.nextInt(300_000);
            try {
                switch (random.nextInt(4)) {
                    case 0 -> exchange.unstake("host", some);
                    case 1 -> exchange.withdraw("host", "stake", some);
                    case 2 -> exchange.stake("host", Math.max(1, Math.min(some, exchange.host.holds("host"))));
                    default -> {
                        long limit = exchange.of("host", SponsorTerms.FREE);
                        Reserved reserved = exchange.reserve("host", "host", limit, "ledger/transfer");
                        exchange.settle("host", "host", limit, reserved, limit, true);
                        free += limit;
                    }
                }
            } catch (Refused e) {
                assertThat(e.code()).isNotEmpty();
            }
        }
        assertThat(free).isBetween(1_000L, (time - NOW) / (REGENERATION / 1_000));
    }

    @Test
    void sponsorsAreListedByName() {
        for (String name : List.of("op2", "op1", "other", "visitor")) {
            exchange.host.transfer("host", name, "ETH", Amount.of(1).toBytes());
            exchange.stake(name, 1);
        }
        exchange.fund(1);

        for (int limit : new int[] {1, 2, 5, 1_000}) {
            assertThat(exchange.all("sponsors", SponsorTerms.WHOLE, limit))
                    .extracting((Values sponsor) -> sponsor.get(SponsorTerms.SPONSOR))
                    .containsExactly("host", "op1", "op2", "other", "visitor");
        }
    }

    @Test
    void onlyTheNativeAssetIsTakenAndNotNothing() {
        assertRefused("ZERO_AMOUNT", () -> exchange.fund(0));
        assertRefused("ZERO_AMOUNT", () -> exchange.stake("host", 0));
        assertRefused("INSUFFICIENT_BALANCE", () -> exchange.fund(1_000_001));
        assertRefused("NOT_A_SPONSOR", () -> exchange.unstake("host", 1));
        assertThat(exchange.host.agreements()).isEmpty();
    }
}
