package org.quoin.referral.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.QUO;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.ChangedRules;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.referral.api.AcceptReferral;
import org.quoin.referral.api.FundReferral;
import org.quoin.referral.api.PayoutReferral;
import org.quoin.referral.api.Referral;
import org.quoin.referral.api.fees.PlainFees;
import org.quoin.referral.rules.ReferralRules;

/**
 * A next version whose links have another form, made of these rules' own source: it tells of each link by how much the reward of
 * its referee was raised. Links, earnings and what the pot owes go on as if nothing had happened.
 */
class UpgradeTest {
    private static final Person CAROL = Person.named("carol");
    private static final ChangedRules RULES = new ChangedRules("referral", ReferralRules.class);

    @Test
    void linksOfTheFormerFormGoOnUnderTheNextVersion(@TempDir Path directory) throws IOException {
        try (TestLedger ledger =
                TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), ALICE, BOB, CAROL)) {
            ledger.activate(RulesJars.of("referral", "1.0.0", ReferralRules.class));
            ledger.activate(RulesJars.of("plain-fees", "1.0.0", PlainFees.class));
            ledger.advance(Duration.ofSeconds(1));
            Referral referral = new ReferralClient(ledger.ledger());
            assertThat(referral.register("bob", BOB.signer(), "bob-1", Bytes.of(new byte[16]))
                            .join()
                            .applied())
                    .isTrue();
            apply(referral, ALICE, new FundReferral(Amount.parse("10", QUO)));
            apply(referral, CAROL, new AcceptReferral("bob-1", Optional.empty()));
            ledger.advance(Duration.ofDays(1));
            pay(ledger);
            ledger.advance(Duration.ofDays(1));
            Amount before = earned(referral).get(0);

            assertThat(ledger.activate(next(directory)).applied()).isTrue();
            ledger.advance(Duration.ofSeconds(1));

            assertThat(link(ledger).number("raised")).isEqualTo(7);
            assertThat(referral.link("carol").orElseThrow().referrer()).isEqualTo("bob");
            pay(ledger);
            apply(referral, ALICE, new AcceptReferral("bob-1", Optional.empty()));
            assertThat(referral.link("alice").orElseThrow().code()).isEqualTo("bob-1");
            ledger.advance(Duration.ofDays(9));
            assertThat(earned(referral)).hasSize(2).startsWith(before);
            Amount had = ledger.balance(BOB, QUO);
            apply(referral, ALICE, new PayoutReferral("bob", "QUO"));
            assertThat(ledger.balance(BOB, QUO))
                    .isEqualTo(had.plus(before).plus(earned(referral).get(1)));
            assertThat(ledger.ledger()
                            .verify(0, ledger.ledger().info().height())
                            .reason())
                    .isEmpty();
        }
    }

    private static List<Amount> earned(Referral referral) {
        return referral.statement("bob", "QUO", null, 10).items().stream()
                .map(line -> line.level1())
                .toList();
    }

    private static void pay(TestLedger ledger) {
        assertThat(ledger.submit(CAROL, new Transfer("carol", "alice", Amount.parse("1", QUO)))
                        .applied())
                .isTrue();
    }

    private static void apply(Referral referral, Person person, OperationRecord operation) {
        assertThat(referral.submit(person.name(), person.signer(), operation)
                        .join()
                        .failure())
                .isEmpty();
    }

    private static Values link(TestLedger ledger) {
        return new LedgerClient(ledger.ledger()).query("referral", "link", 2, Values.of("referee", "carol"));
    }

    /** Version 1.1.0, whose rows of links have a number more. */
    private static Bytes next(Path directory) throws IOException {
        String query = RULES.source("LinkQuery.java")
                .replace("LinkQuery", "NextLinkQuery")
                .replace("\"link\", 1", "\"link\", 2")
                .replace("Terms.LINK)", "Links.NEXT_LINK)")
                .replace(".find(reading, input.get(Terms.REFEREE))", ".findWhole(reading, input.get(Terms.REFEREE))");
        return RULES.jar(directory, "1.1.0", UpgradeTest::changed, Map.of("NextLinkQuery.java", query));
    }

    private static String changed(String file, String text) {
        return switch (file) {
            case "Links.java" ->
                text.replace(
                                "static final Table<String, Values> BY_REFEREE = new Table<>(\"links\", Terms.REFEREE, Terms.LINK);",
                                """
                                static final org.quoin.rules.Field<Long> RAISED = org.quoin.rules.Field.number("raised", 100);
                                static final org.quoin.rules.Schema NEXT_LINK = org.quoin.rules.Schema.of(
                                        Terms.REFEREE, Terms.REFERRER, Terms.CODE, Terms.CAMPAIGN, Terms.ACCEPTED_AT,
                                        Terms.FIRM_AT, Terms.COUNTS_UNTIL, RAISED);
                                static final Table<String, Values> FORMER = new Table<>("links", Terms.REFEREE, Terms.LINK);
                                static final Table<String, Values> BY_REFEREE =
                                        new Table<>("links-2", Terms.REFEREE, NEXT_LINK)
                                                .following(FORMER, link -> link.with(RAISED.is(7L)));
                                static Optional<Values> findWhole(Reading reading, String referee) {
                                    return BY_REFEREE.find(reading, referee);
                                }
                                """)
                        .replace(
                                "return BY_REFEREE.find(reading, referee);\n    }\n\n    /** Whether",
                                "return BY_REFEREE.find(reading, referee).map(link -> link.only(Terms.LINK));\n    }\n\n"
                                        + "    /** Whether")
                        .replace(
                                "link.only(Terms.LINK));\n    }\n\n    static void remove",
                                "link.with(RAISED.is(0L)).only(NEXT_LINK));\n    }\n\n    static void remove");
            case "ReferralRules.java" ->
                text.replace("Links.BY_REFEREE,", "Links.FORMER, Links.BY_REFEREE,")
                        .replace("new LinkQuery(),", "new LinkQuery(), new NextLinkQuery(),");
            default -> text;
        };
    }
}
