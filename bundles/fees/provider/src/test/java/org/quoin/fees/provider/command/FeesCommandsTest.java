package org.quoin.fees.provider.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.fees.rules.FeesRules;
import org.quoin.ledger.core.command.TransferCommand;
import org.quoin.ledger.testkit.Examples;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.MemoryWallet;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestConsole;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.TestLedger;

/** Every command, typed into Karaf's shell, on a ledger that runs the rules. */
class FeesCommandsTest {
    private static final Person OPERATOR = Person.named("operator");
    private static final Person TREASURY = Person.named("treasury");
    private static final Person USER_1 = Person.named("user_1");
    private static final Person USER_2 = Person.named("user_2");

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, TREASURY, USER_1, USER_2);
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger(), new MemoryWallet(OPERATOR, TREASURY, USER_1, USER_2)),
            List.of(
                    HistoryCommand.class,
                    PeriodsCommand.class,
                    PolicyCommand.class,
                    PolicySetCommand.class,
                    PricesCommand.class,
                    QuoteCommand.class,
                    SponsorCommand.class,
                    SponsorFundCommand.class,
                    SponsorLimitsCommand.class,
                    SponsorStakeCommand.class,
                    SponsorUnstakeCommand.class,
                    SponsorWithdrawCommand.class,
                    SponsorsCommand.class,
                    TransferCommand.class));

    @BeforeEach
    void activate() {
        assertThat(ledger.activate(RulesJars.of("fees", "1.0.0", FeesRules.class))
                        .failure())
                .isEmpty();
        ledger.advance(Duration.ofMillis(1));
    }

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    @Test
    void pricesAndThePolicyAreShownInWholeUnitsBesideTheirAsset() {
        JsonObject prices = json("fees:prices --json");
        assertThat(prices.get("asset").getAsString()).isEqualTo("QUO");
        assertThat(prices.get("executionPrice").getAsString()).isEqualTo("0.000000001");
        assertThat(prices.get("nextExecutionPrice").getAsString()).isEqualTo("0.000000000875");
        assertThat(prices.get("period").getAsString()).isEqualTo("1s");

        JsonObject policy = json("fees:policy --json");
        assertThat(policy.get("treasury").getAsString()).isEqualTo("treasury");
        assertThat(policy.get("share").getAsLong()).isEqualTo(500_000);
        assertThat(policy.get("executionLimit").getAsLong()).isEqualTo(1_000_000_000);
        assertThat(policy.getAsJsonArray("layer2").toString()).isEqualTo("[\"layer2\"]");
    }

    @Test
    void anOperatorChangesWhatHeNamesAndNothingElse() {
        JsonObject before = json("fees:policy --json");
        JsonObject after = json("fees:policy-set --treasury - --share 250000 --execution-limit 2000000000 --period 2s"
                + " --layer2 layer2,amm --min-data 9 --json");

        assertThat(after.get("treasury").getAsString()).isEmpty();
        assertThat(after.get("share").getAsLong()).isEqualTo(250_000);
        assertThat(after.get("executionLimit").getAsLong()).isEqualTo(2_000_000_000);
        assertThat(after.get("period").getAsString()).isEqualTo("2s");
        assertThat(after.get("minDataPrice").getAsString()).isEqualTo("0.000000000000000009");
        assertThat(after.getAsJsonArray("layer2")).hasSize(2);
        for (String same : List.of("tipsTo", "minExecutionPrice", "growthLimit", "layer2Limit", "stakeRate")) {
            assertThat(after.get(same)).isEqualTo(before.get(same));
        }
        assertThat(failure("fees:policy-set --share 1 --as user_1 --json")).isEqualTo("NOT_AN_OPERATOR");
        assertThat(failure("fees:policy-set --share 250000 --json")).isEqualTo("POLICY_UNCHANGED");
        assertThat(failure("fees:policy-set --min-data 7 --json")).isEqualTo("MINIMUM_OUT_OF_RANGE");
    }

    @Test
    void aQuoteHasThreeOffers() {
        JsonObject quote = json("fees:quote --from user_1 --to user_2 --amount 1 --asset ETH --json");

        assertThat(quote.get("execution").getAsLong()).isEqualTo(120_000);
        for (String offer : List.of("slow", "normal", "fast")) {
            JsonObject shown = quote.getAsJsonObject(offer);
            assertThat(shown.get("fee").getAsString()).startsWith("0.00012");
            assertThat(shown.get("limit").getAsString()).startsWith("0.00024");
            assertThat(shown.get("blocks").getAsLong()).isEqualTo(1);
        }
        assertThat(quote.has("failure")).isFalse();
        assertThat(json("fees:quote --from user_1 --to user_2 --amount 1000000 --asset ETH --json")
                        .getAsJsonObject("failure")
                        .get("code")
                        .getAsString())
                .isEqualTo("INSUFFICIENT_BALANCE");
        String bytes = json("ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH --sign-only --json")
                .get("bytes")
                .getAsString();
        assertThat(json("fees:quote " + bytes + " --json").get("base")).isEqualTo(quote.get("base"));
    }

    @Test
    void theHistoryHasOnePriceMoreThanBlocks() {
        assertThat(console.run("ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH")
                        .exit())
                .isZero();
        ledger.advance(Duration.ofSeconds(1));

        JsonObject history = json("fees:history --count 2 --percentiles 10,90 --json");
        assertThat(history.getAsJsonArray("baseFeePerGas").toString())
                .isEqualTo("[\"0.000000001\",\"0.00000000087503\",\"0.00000000087503\"]");
        assertThat(history.getAsJsonArray("gasUsedRatio").toString()).isEqualTo("[\"1.2E-4\",\"0.0\"]");
        assertThat(history.getAsJsonArray("reward").toString()).isEqualTo("[[\"0\",\"0\"],[\"0\",\"0\"]]");
        assertThat(json("fees:periods --json").getAsJsonArray("items")).hasSize(1);
        assertThat(console.run("fees:history --percentiles 90,10 --json").out()).contains("INVALID_ARGUMENT");
        assertThat(console.run("fees:history --newest 9999 --json").out()).contains("INVALID_ARGUMENT");
    }

    @Test
    void aSponsorComesAndGoes() {
        assertThat(failure("fees:sponsor-limits --from user_1 --per-transaction 1 --per-user 1 --per-day 1 --json"))
                .isEqualTo("NOT_A_SPONSOR");
        assertThat(json("fees:sponsor-fund --from user_1 --amount 10 --json")
                        .get("deposit")
                        .getAsString())
                .isEqualTo("10");
        assertThat(json("fees:sponsor-stake --from user_1 --amount 500 --json")
                        .get("mostFree")
                        .getAsString())
                .isEqualTo("0.5");
        JsonObject limits = json("fees:sponsor-limits --from user_1 --per-transaction 0.01 --per-user 0.1 --per-day 5"
                + " --allow ledger/transfer,htlc --json");
        assertThat(limits.get("perUser").getAsString()).isEqualTo("0.1");
        assertThat(limits.getAsJsonArray("allowed")).hasSize(2);
        assertThat(json("fees:sponsors --json").getAsJsonArray("items")).hasSize(1);

        assertThat(json("fees:sponsor-withdraw --from user_1 --amount 10 --json")
                        .get("deposit")
                        .getAsString())
                .isEqualTo("0");
        assertThat(json("fees:sponsor-unstake --from user_1 --amount 500 --json")
                        .get("stake")
                        .getAsString())
                .isEqualTo("0");
        assertThat(failure("fees:sponsor-withdraw --from user_1 --amount 500 --staked --json"))
                .isEqualTo("STILL_WAITING");
        ledger.advance(Duration.ofDays(5));
        assertThat(json("fees:sponsor user_1 --json").get("unstaked").getAsString())
                .isEqualTo("500");
        json("fees:sponsor-withdraw --from user_1 --amount 500 --staked --json");
        assertThat(console.run("fees:sponsor user_1 --json").out()).contains("NOT_A_SPONSOR");
    }

    @Test
    void theExamplesInTheHelpDoWhatTheySay() {
        List<String> order = List.of(
                "prices",
                "policy",
                "quote",
                "history",
                "policy-set",
                "periods",
                "sponsor-fund",
                "sponsor-stake",
                "sponsor-limits",
                "sponsor",
                "sponsors",
                "sponsor-withdraw",
                "sponsor-unstake");
        List<Class<? extends Action>> commands = Examples.commandsBeside(QuoteCommand.class);
        assertThat(commands.stream().map(Examples::name))
                .containsExactlyInAnyOrderElementsOf(
                        order.stream().map(name -> "fees:" + name).toList());
        for (String name : order) {
            Class<? extends Action> command = commands.stream()
                    .filter(each -> Examples.name(each).equals("fees:" + name))
                    .findFirst()
                    .orElseThrow();
            assertThat(Examples.of(command)).as(name).hasSize(1);
            String example = Examples.of(command).get(0);
            assertThat(json(example.contains("--json") ? example : example + " --json")
                            .has("error"))
                    .isFalse();
        }
    }

    private JsonObject json(String line) {
        Outcome outcome = console.run(line);
        assertThat(outcome.exit()).as("%s: %s", line, outcome.out()).isZero();
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }

    /** Of a transaction that was ordered, or not. */
    private String failure(String line) {
        JsonObject answer = JsonParser.parseString(console.run(line).out()).getAsJsonObject();
        return (answer.has("error")
                        ? answer.getAsJsonObject("error")
                        : answer.getAsJsonObject("receipt").getAsJsonObject("failure"))
                .get("code")
                .getAsString();
    }
}
