package org.quoin.referral.provider.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.testkit.Examples;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.MemoryWallet;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestConsole;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.referral.provider.ReferralModule;
import org.quoin.referral.provider.fees.PlainFees;

/** Every command, typed into Karaf's shell, on a ledger that runs the rules. */
class ReferralCommandsTest {
    private static final Person OPERATOR = Person.named("operator");
    private static final Person[] PEOPLE = {
        OPERATOR,
        Person.named("user_1"),
        Person.named("user_2"),
        Person.named("user_3"),
        Person.named("user_5"),
        Person.named("user_6")
    };

    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), PEOPLE);
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger(), new MemoryWallet(PEOPLE)),
            List.of(
                    AcceptCommand.class,
                    CampaignsCommand.class,
                    ClawBackCommand.class,
                    CodeCommand.class,
                    EndCampaignCommand.class,
                    FundCommand.class,
                    PayoutCommand.class,
                    PolicyCommand.class,
                    ShowCommand.class,
                    StartCampaignCommand.class,
                    StatementCommand.class,
                    WithdrawCommand.class));
    private final Set<String> examples = new HashSet<>();

    @BeforeEach
    void activate() throws IOException {
        try (InputStream rules = new ReferralModule().rules()) {
            assertThat(ledger.activate(Bytes.of(rules.readAllBytes())).applied())
                    .isTrue();
        }
    }

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    /** A day of user_5's, and what becomes of it. */
    @Test
    void theExamplesInTheHelpDoWhatTheySay() {
        fees();
        example("code");
        example("fund");
        example("campaign-start");
        example("campaigns");
        example("policy");
        assertThat(example("accept").get("referrer").getAsString()).isEqualTo("user_1");
        json("referral:accept summer-26 --from user_6 --json", 0);
        assertThat(example("withdraw").get("referrer").isJsonNull()).isTrue();
        ledger.advance(Duration.ofDays(1));
        json("referral:fund --from user_5 --amount 1 --json", 0);
        JsonObject shown = example("show");
        assertThat(shown.get("feesPaid").getAsBoolean()).isTrue();
        assertThat(shown.get("note").isJsonNull()).isTrue();
        ledger.advance(Duration.ofDays(1));
        JsonObject line = example("statement").getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(line.get("level1").getAsString()).startsWith("0.0000");
        json("referral:fund --from user_5 --amount 1 --json", 0);
        ledger.advance(Duration.ofDays(1));
        String period = Long.toString(line.get("period").getAsLong() + 1);
        example("claw-back", "20454", period);
        ledger.advance(Duration.ofDays(8));
        example("payout");
        example("campaign-end");

        assertThat(examples)
                .containsExactlyInAnyOrderElementsOf(Examples.commandsBeside(CodeCommand.class).stream()
                        .map(Examples::name)
                        .collect(Collectors.toSet()));
    }

    @Test
    void withoutFeesItSaysThatNothingIsPaid() {
        assertThat(json("referral:show --json", 0).get("note").getAsString())
                .isEqualTo("No capability prices transactions here, so nobody loses fees and referral pays nothing:"
                        + " deploy quoin-fees.");
    }

    @Test
    void anAcceptancePrintsItsReceiptAndTheLinkBesideIt() {
        json("referral:code Summer-26 --from user_1 --json", 0);
        Outcome outcome = console.run("referral:accept SUMMER-26 --from user_5 --json");

        assertThat(outcome.out()
                        .replaceAll("\"(tx)\":\"[0-9a-f]{64}\"", "\"$1\":\"#\"")
                        .replaceAll("\"gas\":[0-9]+", "\"gas\":#")
                        .replace('"', '\'')
                        .strip())
                .isEqualTo(
                        "{'receipt':{'tx':'#','height':4,'index':0,'status':'applied','failure':null,'gas':#,'fee':'0',"
                                + "'feeAsset':'QUO','events':[{'sequence':2,'type':'referral.accepted','data':{'referee':'user_5',"
                                + "'referrer':'user_1','code':'summer-26','campaign':null,'firmAt':'2026-01-02T00:00:00.000Z',"
                                + "'countsUntil':'2027-01-01T00:00:00.000Z'}}]},'referee':'user_5','referrer':'user_1',"
                                + "'code':'summer-26','campaign':null,'acceptedAt':'2026-01-01T00:00:00.000Z',"
                                + "'firmAt':'2026-01-02T00:00:00.000Z','countsUntil':'2027-01-01T00:00:00.000Z'}");
    }

    @Test
    void aCodeCanBeSignedInTwoSteps() {
        JsonObject signed = json("referral:code winter --from user_1 --sign-only --json", 0);

        assertThat(signed.get("bytes").getAsString()).isNotEmpty();
        ledger.ledger().submit(Bytes.fromHex(signed.get("bytes").getAsString())).join();
        JsonObject revealed = json(
                "referral:code winter --from user_1 --salt "
                        + signed.get("salt").getAsString() + " --json",
                0);
        assertThat(revealed.get("account").getAsString()).isEqualTo("user_1");
    }

    @Test
    void whatTheRulesRefuseIsAFailure() {
        json("referral:code summer-26 --from user_1 --json", 0);
        assertThat(failure("referral:accept summer-26 --from user_1 --json")).isEqualTo("SELF_REFERRAL");
        assertThat(failure("referral:accept winter --from user_5 --json")).isEqualTo("UNKNOWN_CODE");
        assertThat(failure("referral:code summer-26 --from user_2 --json")).isEqualTo("CODE_TAKEN");
        assertThat(failure("referral:payout user_1 --json")).isEqualTo("NOTHING_VESTED");
        assertThat(failure("referral:claw-back user_1 --period 1 --reason fraud --as user_2 --json"))
                .isEqualTo("MAY_NOT_CLAW_BACK");
        JsonObject refused = json(
                "referral:campaign-start spring --from user_2 --budget 1 --extra-share 91 --pair-cap 1 --ends 1d --json",
                1);
        assertThat(refused.getAsJsonObject("error").get("code").getAsString()).isEqualTo("INVALID_ARGUMENT");
    }

    private void fees() {
        assertThat(ledger.activate(RulesJars.of("plain-fees", "1.0.0", PlainFees.class))
                        .applied())
                .isTrue();
        // The prices are those of the next block.
        ledger.advance(Duration.ofSeconds(1));
    }

    private String failure(String line) {
        return json(line, 1)
                .getAsJsonObject("receipt")
                .getAsJsonObject("failure")
                .get("code")
                .getAsString();
    }

    /** Runs the example of a command, with some words replaced by those that follow them. */
    private JsonObject example(String name, String... replaced) {
        Class<? extends Action> command = Examples.commandsBeside(CodeCommand.class).stream()
                .filter(each -> Examples.name(each).equals("referral:" + name))
                .findFirst()
                .orElseThrow();
        assertThat(Examples.of(command)).as(name).hasSize(1);
        String line = Examples.of(command).get(0);
        for (int i = 0; i < replaced.length; i += 2) {
            line = line.replace(replaced[i], replaced[i + 1]);
        }
        examples.add(Examples.name(command));
        return json(line + " --json", 0);
    }

    private JsonObject json(String line, int exit) {
        Outcome outcome = console.run(line);
        assertThat(outcome.exit()).as(line + ": " + outcome.out()).isEqualTo(exit);
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }
}
