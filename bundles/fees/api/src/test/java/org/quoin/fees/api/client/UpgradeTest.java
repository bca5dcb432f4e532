package org.quoin.fees.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.QUO;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.fees.api.FeePeriod;
import org.quoin.fees.api.Fees;
import org.quoin.fees.api.FundSponsor;
import org.quoin.fees.api.LimitSponsor;
import org.quoin.fees.api.Sponsor;
import org.quoin.fees.api.SponsorLimits;
import org.quoin.fees.api.StakeSponsor;
import org.quoin.fees.api.UnstakeSponsor;
import org.quoin.fees.api.WithdrawSponsor;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/** The next version becomes active on a ledger that runs: nothing of the market stops, and who sponsors goes on to. */
class UpgradeTest {
    private static final FeeTerms ENOUGH = FeeTerms.upTo(BigInteger.TEN.pow(16));
    private static final Person CAROL = Person.named("carol");

    @Test
    void rowsOfTheFormerFormGoOnUnderTheNextVersion(@TempDir Path directory) throws IOException {
        try (TestLedger ledger =
                TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), ALICE, BOB, CAROL)) {
            ledger.activate(NextFees.first(directory, (file, text) -> text));
            ledger.advance(Duration.ofSeconds(1));
            Fees fees = Fees.of(ledger.ledger());
            apply(ledger, BOB, ENOUGH, new FundSponsor(quo("1")));
            apply(ledger, BOB, ENOUGH, new StakeSponsor(quo("2")));
            apply(ledger, BOB, ENOUGH, new LimitSponsor(new SponsorLimits(quo("1"), quo("1"), quo("1"), List.of())));
            for (int i = 0; i < 70; i++) {
                ledger.advance(Duration.ofSeconds(1));
            }
            apply(ledger, CAROL, ENOUGH.sponsoredBy("bob"), payment());
            List<FeePeriod> periods = fees.periods(null, 1_000).items();
            Sponsor before = fees.sponsor("bob").orElseThrow();

            assertThat(ledger.activate(NextFees.next(directory, (file, text) -> text))
                            .failure())
                    .isEmpty();

            assertThat(fees.sponsor("bob").orElseThrow()).isEqualTo(before);
            assertThat(fees.periods(null, 1_000).items()).isEqualTo(periods);
            apply(ledger, CAROL, ENOUGH.sponsoredBy("bob"), payment());
            for (int i = 0; i < 3; i++) {
                ledger.advance(Duration.ofSeconds(1));
            }
            assertThat(fees.periods(null, 1_000).items())
                    .hasSizeGreaterThan(periods.size())
                    .startsWith(periods.toArray(FeePeriod[]::new));
            assertThat(fees.sponsor("bob").orElseThrow().spentToday().units())
                    .isGreaterThan(before.spentToday().units());
            apply(ledger, BOB, ENOUGH, new UnstakeSponsor(quo("2")));
            ledger.advance(Duration.ofDays(5));
            apply(ledger, BOB, ENOUGH, new WithdrawSponsor(WithdrawSponsor.From.STAKE, quo("2")));
            apply(
                    ledger,
                    BOB,
                    ENOUGH,
                    new WithdrawSponsor(
                            WithdrawSponsor.From.DEPOSIT,
                            fees.sponsor("bob").orElseThrow().deposit()));
            assertThat(fees.sponsor("bob")).isEmpty();
            assertThat(ledger.ledger()
                            .verify(0, ledger.ledger().info().height())
                            .reason())
                    .isEmpty();
        }
    }

    private static Transfer payment() {
        return new Transfer("carol", "alice", quo("0.5"));
    }

    private static void apply(TestLedger ledger, Person person, FeeTerms terms, OperationRecord operation) {
        Receipt receipt =
                ledger.submit(ledger.draft(person, operation).offering(terms).sign());
        assertThat(receipt.failure()).isEmpty();
    }

    private static Amount quo(String amount) {
        return Amount.parse(amount, QUO);
    }
}
