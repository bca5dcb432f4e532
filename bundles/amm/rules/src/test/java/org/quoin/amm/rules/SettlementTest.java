package org.quoin.amm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.amm.rules.TestPools.AAA;
import static org.quoin.amm.rules.TestPools.BBB;
import static org.quoin.amm.rules.TestPools.CCC;
import static org.quoin.amm.rules.TestPools.LATER;
import static org.quoin.amm.rules.TestPools.deposit;
import static org.quoin.amm.rules.TestPools.settle;
import static org.quoin.amm.rules.TestPools.share;
import static org.quoin.amm.rules.TestPools.swap;
import static org.quoin.amm.rules.TestPools.swapOpen;
import static org.quoin.amm.rules.TestPools.take;
import static org.quoin.amm.rules.TestPools.takeAll;
import static org.quoin.amm.rules.TestPools.units;
import static org.quoin.amm.rules.TestPools.withdraw;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.amm.echo.EchoRules;
import org.quoin.amm.trader.TraderRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.RulesJars;

/** What is open between an account and the pools in the middle of a transaction, and that nothing of it is at the end. */
@Timeout(60)
class SettlementTest {
    private static final String ONE = "one";
    private static final String TWO = "two";

    private final TestPools pools = new TestPools(ALICE, BOB);

    /** One pool has a price of 1, and 0.3 % of fees; the other has a price of 1.2 BBB for one AAA, and 0.05 %. */
    @BeforeEach
    void fill() {
        pools.applied(ALICE, TestPools.create(ONE, AAA, BBB, 3_000), TestPools.create(TWO, AAA, BBB, 500));
        pools.applied(
                ALICE,
                deposit(ONE, units(1_000_000, AAA), units(1_000_000, BBB), share(1)),
                deposit(TWO, units(1_000_000, AAA), units(1_200_000, BBB), share(2)));
    }

    @AfterEach
    void close() {
        pools.close();
    }

    @Test
    void aLoanIsFreeIfItIsPaidBackWithinTheTransaction() {
        var before = pools.state(BOB);

        Receipt receipt = pools.applied(BOB, take(units(2_000_000, AAA)), settle(units(2_000_000, AAA)));

        assertThat(receipt.events()).extracting(Event::type).containsExactly("amm.taken", "amm.settled");
        assertThat(receipt.events().get(1).data().units("amount")).isEqualTo(2_000_000);
        assertThat(pools.state(BOB)).isEqualTo(before);
    }

    @Test
    void aLoanThatIsNotPaidBackDidNotHappen() {
        assertThat(pools.refused(BOB, take(units(1, AAA))).message())
                .isEqualTo("At the end of the transaction bob owes the pools 1 AAA: settle that within it.");
        pools.give(BOB, units(50, AAA));
        assertThat(pools.code(BOB, take(units(100, AAA)), settle(units(100, AAA)), take(units(1, BBB))))
                .isEqualTo("NOT_SETTLED");
    }

    @Test
    void whatIsDueAndNotTakenIsNotLeftToThePools() {
        pools.give(BOB, units(1_000, AAA));

        assertThat(pools.refused(BOB, swapOpen(units(1_000, AAA), units(996, BBB), ONE), settle(units(1_000, AAA)))
                        .message())
                .isEqualTo("At the end of the transaction 996 BBB are due to bob: take them within it.");
        assertThat(pools.code(
                        BOB,
                        swapOpen(units(1_000, AAA), units(996, BBB), ONE),
                        settle(units(1_000, AAA)),
                        take(units(995, BBB))))
                .isEqualTo("NOT_TAKEN");
    }

    @Test
    void anOpenSwapThatIsSettledIsTheSwap() {
        pools.give(BOB, units(2_000, AAA));

        pools.applied(
                BOB,
                swapOpen(units(1_000, AAA), units(996, BBB), ONE),
                settle(units(1_000, AAA)),
                takeAll(units(996, BBB)));

        assertThat(pools.balance(BOB, AAA)).isEqualTo(1_000);
        assertThat(pools.balance(BOB, BBB)).isEqualTo(996);
        assertThat(pools.code(BOB, swapOpen(units(1_000, AAA), units(995, BBB), ONE), take(units(995, BBB))))
                .as("the price has moved")
                .isEqualTo("TOO_LITTLE_OUT");
    }

    /** 50,000·0.9995·1.2 M / (1 M + 50,000·0.9995) = 57,115, and 57,115·0.997·1 M / (1 M + 57,115·0.997) = 53,875. */
    @Test
    void whoHasNothingEarnsWhatTwoPricesDifferBy() {
        OperationRecord buy = swapOpen(units(50_000, AAA), units(0, BBB), TWO);
        OperationRecord sell = swapOpen(units(57_115, BBB), units(0, AAA), ONE);
        assertThat(pools.code(BOB, buy, sell, takeAll(units(3_876, AAA)))).isEqualTo("TOO_LITTLE_DUE");

        Receipt receipt = pools.applied(BOB, buy, sell, takeAll(units(3_875, AAA)));

        assertThat(receipt.events()).extracting(Event::type).containsExactly("amm.swapped", "amm.swapped", "amm.taken");
        assertThat(pools.balance(BOB, AAA)).isEqualTo(3_875);
        assertThat(pools.balance(BOB, BBB)).isZero();
    }

    /** All at once would give 276,816 by the better pool alone. */
    @Test
    void aSwapIsSplitOverTwoWaysAndSettledOnce() {
        pools.give(BOB, units(300_000, AAA));

        Receipt receipt = pools.applied(
                BOB,
                swapOpen(units(220_000, AAA), units(0, BBB), TWO),
                swapOpen(units(80_000, AAA), units(0, BBB), ONE),
                settle(units(300_000, AAA)),
                takeAll(units(290_172, BBB)));

        assertThat(receipt.events())
                .extracting(Event::type)
                .containsExactly("amm.swapped", "amm.swapped", "amm.settled", "amm.taken");
        assertThat(pools.balance(BOB, AAA)).isZero();
        assertThat(pools.balance(BOB, BBB)).isEqualTo(290_172);
    }

    @Test
    void noMoreIsLentThanThereIs() {
        assertThat(pools.refused(BOB, take(units(2_000_001, AAA)), settle(units(2_000_001, AAA)))
                        .message())
                .isEqualTo(
                        "The pools have 2000000 AAA in all just now, and 2000001 AAA cannot come out of them: ask for"
                                + " less, or have what is lent paid back first.");
        assertThat(pools.code(BOB, take(units(1, CCC)))).isEqualTo("NOT_THERE");
        assertThat(pools.code(BOB, take(units(0, AAA)))).isEqualTo("NO_AMOUNT");
    }

    @Test
    void whatIsLentCannotComeOutOfAPoolMeanwhile() {
        pools.give(BOB, units(10_000, AAA));
        Amount all = units(2_200_000, BBB);
        Amount shares = units(500_000, share(1));
        assertThat(pools.code(ALICE, take(all), withdraw(ONE, shares, units(1, AAA), units(1, BBB)), settle(all)))
                .isEqualTo("NOT_THERE");
        assertThat(pools.code(BOB, take(all), swap(units(1_000, AAA), units(1, BBB), ONE), settle(all)))
                .isEqualTo("NOT_THERE");

        Amount rest = units(1_700_000, BBB);
        pools.applied(ALICE, take(rest), withdraw(ONE, shares, units(500_000, AAA), units(500_000, BBB)), settle(rest));

        assertThat(pools.pool(ONE).units("reserve1")).isEqualTo(500_000);
    }

    /** What is lent and brought into a pool is owed all the same. */
    @Test
    void nobodyProvidesWhatHeBorrowed() {
        OperationRecord[] attack = {
            take(units(1_000_000, AAA)),
            take(units(1_000_000, BBB)),
            deposit(ONE, units(1_000_000, AAA), units(1_000_000, BBB), share(1))
        };

        assertThat(pools.code(BOB, attack)).isEqualTo("NOT_SETTLED");
    }

    /** Those shares that are nobody's are in the vault, and whoever borrows them brings them back. */
    @Test
    void thePoolsOwnSharesAreThereAtTheEndWhateverIsDoneWithThem() {
        Amount locked = units(1_000, share(1));
        OperationRecord burn = withdraw(ONE, locked, units(1_000, AAA), units(1_000, BBB));
        assertThat(pools.code(BOB, take(locked), burn)).isEqualTo("NOT_SETTLED");

        pools.applied(
                BOB, take(locked), burn, deposit(ONE, units(1_000, AAA), units(1_000, BBB), share(1)), settle(locked));

        assertThat(pools.balance(BOB, AAA)).isZero();
        assertThat(pools.pool(ONE).units("supply")).isEqualTo(1_000_000);
        assertThat(pools.balance(ALICE, share(1))).isEqualTo(999_000);
    }

    /** Whoever has all other shares can borrow those, too: then nothing would be left to swap with. */
    @Test
    void aPoolThatIsTakenOutWholeGivesBothAssets() {
        Amount all = units(1_000_000, share(1));
        OperationRecord single = TestPools.act(
                "withdraw-single",
                Values.of("pool", ONE)
                        .and("assetOut", "AAA")
                        .and("minOut", BigInteger.ONE)
                        .and("shareAsset", "LP-1")
                        .and("shares", all.units())
                        .and("deadline", LATER),
                all);
        OperationRecord both = withdraw(ONE, all, units(1_000_000, AAA), units(1_000_000, BBB));
        OperationRecord again = deposit(ONE, units(10_000, AAA), units(40_000, BBB), share(1));
        Amount locked = units(1_000, share(1));

        assertThat(pools.refused(ALICE, take(locked), single).message())
                .isEqualTo("The pool one has 1000000 LP-1, and 1000000 LP-1 cannot come out of it: ask for less.");
        pools.applied(ALICE, take(locked), both, again, settle(locked));

        assertThat(pools.pool(ONE).units("supply")).isEqualTo(20_000);
        assertThat(pools.balance(ALICE, share(1))).isEqualTo(18_000);
    }

    @Test
    void whatIsTakenAndPaidIsWithinWhatWasAskedFor() {
        pools.give(BOB, units(5_000, AAA));
        OperationRecord open = swapOpen(units(1_000, AAA), units(1, BBB), ONE);
        assertThat(pools.refused(BOB, open, takeAll(units(997, BBB)), settle(units(1_000, AAA)))
                        .message())
                .isEqualTo("would receive 996 BBB, you asked for at least 997 BBB: quote again, or accept less.");
        assertThat(pools.refused(BOB, open, takeAll(units(996, BBB)), settle(units(999, AAA)))
                        .message())
                .isEqualTo("would take 1000 AAA, you offered at most 999 AAA: quote again, or offer more.");
        assertThat(pools.refused(BOB, settle(units(1, AAA))).message())
                .isEqualTo("bob owes the pools no AAA: leave the payment out.");
        assertThat(pools.code(BOB, open, settle(units(1_000, BBB)))).isEqualTo("NOTHING_OWED");
        assertThat(pools.code(BOB, takeAll(units(1, AAA)))).isEqualTo("TOO_LITTLE_DUE");
        assertThat(pools.code(BOB, takeAll(units(0, AAA)))).isEqualTo("NO_AMOUNT");
        OperationRecord undeclared =
                TestPools.act("settle", Values.of("asset", "AAA").and("most", BigInteger.valueOf(1_000)));
        assertThat(pools.code(BOB, open, takeAll(units(996, BBB)), undeclared)).isEqualTo("SPENDING_LIMIT_EXCEEDED");
        Amount more = units(6_000, AAA);
        assertThat(pools.code(BOB, swapOpen(more, units(1, BBB), ONE), settle(more)))
                .isEqualTo("INSUFFICIENT_BALANCE");
    }

    /** Of assets whose names are as long as they can be: so many fit into the gas of a transaction. */
    @Test
    void twentyFourDebtsAndDuesAreOpenAtMost() {
        List<OperationRecord> loans = new ArrayList<>();
        List<OperationRecord> payments = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Asset first = new Asset("A".repeat(30) + (10 + i), 0);
            Asset second = new Asset("B".repeat(30) + (10 + i), 0);
            pools.applied(
                    ALICE,
                    new CreateAsset(units(10_000, first), "alice"),
                    new CreateAsset(units(10_000, second), "alice"),
                    TestPools.create("pool-" + i, first, second, 3_000),
                    deposit("pool-" + i, units(10_000, first), units(10_000, second), share(i + 3)));
            for (Asset asset : List.of(first, second)) {
                loans.add(take(units(1, asset)));
                payments.add(settle(units(1, asset)));
            }
        }
        loans.addAll(payments);
        pools.applied(BOB, loans.toArray(OperationRecord[]::new));

        loans.set(24, take(units(1, AAA)));
        assertThat(pools.refused(BOB, loans.toArray(OperationRecord[]::new)).message())
                .isEqualTo("More than 24 accounts and assets are open at once: settle some of them first.");
    }

    /** Rules of others, which see and use the pools in the middle of transactions. */
    @Nested
    class OfOthers {
        @BeforeEach
        void activate() {
            pools.activate(RulesJars.of("trader", "1.0.0", TraderRules.class));
        }

        /** What the vault holds is lent, and what pools have does not follow from that. */
        @Test
        void seeNothingOfALoan() {
            Receipt receipt = pools.applied(
                    BOB,
                    look(),
                    take(units(2_000_000, AAA)),
                    take(units(2_199_999, BBB)),
                    look(),
                    settle(units(2_000_000, AAA)),
                    look(),
                    settle(units(2_199_999, BBB)));

            List<Values> seen = receipt.events().stream()
                    .filter(event -> event.type().equals("trader.seen"))
                    .map(Event::data)
                    .toList();
            assertThat(seen).hasSize(3);
            assertThat(seen.get(0).units("reserve0")).isEqualTo(1_000_000);
            assertThat(seen.get(0).units("shares")).isEqualTo(999_000);
            assertThat(seen.get(0).units("amount0")).isEqualTo(999_000);
            assertThat(seen.get(0).units("amountOut")).isEqualTo(996);
            assertThat(seen).containsOnly(seen.get(0));
        }

        @Test
        void swapForWhoCallsThem() {
            pools.give(BOB, units(1_000, AAA));

            Receipt receipt = pools.applied(BOB, trade("", 1_000, units(1_000, AAA)));

            assertThat(receipt.events()).extracting(Event::type).containsExactly("amm.swapped", "trader.traded");
            assertThat(receipt.events().get(0).data().text("account")).isEqualTo("bob");
            assertThat(pools.balance(BOB, BBB)).isEqualTo(996);
            pools.give(BOB, units(1_000, AAA));
            assertThat(pools.code(BOB, trade("", 1_000, units(999, AAA)))).isEqualTo("SPENDING_LIMIT_EXCEEDED");
        }

        /** The name of an agreement is longer than that of any account. */
        @Test
        void swapForAnAgreementOfTheirs() {
            String desk = "desk".repeat(16);
            pools.give(BOB, units(1_000, AAA));
            pools.applied(BOB, fund(desk, units(1_000, AAA)));

            Receipt receipt = pools.applied(BOB, trade(desk, 1_000));

            assertThat(receipt.events()).extracting(Event::type).containsExactly("amm.swapped", "trader.traded");
            assertThat(receipt.events().get(0).data().text("agreement")).isEqualTo("trader:" + desk);
            assertThat(receipt.events().get(0).data().find("account")).isEmpty();
            assertThat(receipt.events().get(1).data().units("amountOut")).isEqualTo(996);
            assertThat(pools.balance(BOB, BBB)).isZero();
        }

        @Test
        void leaveNothingOpenForWhoCallsThem() {
            assertThat(pools.code(BOB, borrow("", 1_000, 0))).isEqualTo("NOT_SETTLED");
            assertThat(pools.code(BOB, borrow("", 1_000, 999, units(1_000, AAA))))
                    .isEqualTo("TOO_MUCH_OWED");
            pools.applied(BOB, borrow("", 1_000, 1_000, units(1_000, AAA)));

            Receipt receipt = pools.applied(BOB, borrow("", 1_000, 0), settle(units(1_000, AAA)));

            assertThat(receipt.events()).extracting(Event::type).containsExactly("amm.taken", "amm.settled");
        }

        @Test
        void leaveNothingOpenForAnAgreementOfTheirs() {
            pools.give(BOB, units(1, AAA));
            pools.applied(BOB, fund("desk", units(1, AAA)));

            Receipt receipt = pools.applied(BOB, borrow("desk", 1_000, 1_000));

            assertThat(receipt.events().get(0).data().text("agreement")).isEqualTo("trader:desk");
            assertThat(pools.refused(BOB, borrow("desk", 1_000, 0)).message())
                    .isEqualTo(
                            "At the end of the transaction trader:desk owes the pools 1000 AAA: settle that within it.");
            pools.give(BOB, units(1_000, AAA));
            assertThat(pools.code(BOB, borrow("desk", 1_000, 0), settle(units(1_000, AAA))))
                    .as("what one owes no other pays")
                    .isEqualTo("NOTHING_OWED");
        }

        @Test
        void oweNothingOfWhatTheyTriedInVain() {
            Receipt receipt = pools.applied(BOB, trial(2_000_001));

            assertThat(receipt.events()).extracting(Event::type).containsExactly("trader.refused");
            assertThat(receipt.events().get(0).data().text("why")).isEqualTo("amm.NOT_THERE");
            assertThat(pools.code(BOB, trial(2_000_000))).isEqualTo("NOT_SETTLED");
        }
    }

    /** Who is told of what happened acts after everybody else, and leaves nothing open either. */
    @Test
    void whoObservesASwapKeepsNoLoan() {
        pools.activate(RulesJars.of("echo", "1.0.0", EchoRules.class));
        pools.applied(BOB, new TestPools.Act("echo", "settle-in", Values.none(), List.of()));
        pools.give(BOB, units(2_000, AAA));

        Receipt receipt = pools.applied(BOB, swap(units(1_000, AAA), units(1, BBB), ONE));

        assertThat(receipt.events()).extracting(Event::type).containsExactly("amm.swapped");
        pools.applied(BOB, swap(units(1_000, AAA), units(1, BBB), TWO));
    }

    private static OperationRecord trader(String operation, Values values, Amount... spends) {
        return new TestPools.Act("trader", operation, values, List.of(spends));
    }

    private static OperationRecord look() {
        return trader(
                "look",
                Values.of("pool", ONE)
                        .and("account", "alice")
                        .and("assetIn", "AAA")
                        .and("amountIn", BigInteger.valueOf(1_000))
                        .and("assetOut", "BBB"));
    }

    private static OperationRecord fund(String desk, Amount amount) {
        return trader(
                "fund",
                Values.of("desk", desk).and("asset", amount.asset().symbol()).and("amount", amount.units()),
                amount);
    }

    private static OperationRecord trade(String desk, long in, Amount... spends) {
        return trader(
                "trade",
                Values.of("desk", desk)
                        .and("route", List.of(ONE))
                        .and("assetIn", "AAA")
                        .and("amountIn", BigInteger.valueOf(in))
                        .and("assetOut", "BBB")
                        .and("minOut", BigInteger.ONE)
                        .and("deadline", LATER),
                spends);
    }

    private static OperationRecord borrow(String desk, long amount, long most, Amount... spends) {
        return trader(
                "borrow",
                Values.of("desk", desk)
                        .and("asset", "AAA")
                        .and("amount", BigInteger.valueOf(amount))
                        .and("most", BigInteger.valueOf(most)),
                spends);
    }

    private static OperationRecord trial(long amount) {
        return trader("try", Values.of("asset", "AAA").and("amount", BigInteger.valueOf(amount)));
    }
}
