package org.quoin.htlc.provider.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.htlc.provider.HtlcModule;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.command.BalancesCommand;
import org.quoin.ledger.testkit.Examples;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.MemoryWallet;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestConsole;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.TestLedger;

/** Every command, typed into Karaf's shell, on a ledger that runs the rules. In what is expected, # stands for 64 hexadecimal digits. */
class HtlcCommandsTest {
    private static final Person OPERATOR = Person.named("operator");
    private static final Person USER_1 = Person.named("user_1");
    private static final Person USER_2 = Person.named("user_2");

    /** Its UTF-8 has 32 bytes. */
    private static final String SECRET = "a-secret-of-thirty-two-bytes-max";

    private static final String SECRET_HEX = "612d7365637265742d6f662d7468697274792d74776f2d62797465732d6d6178";
    private static final String CREATE = "htlc:create --from user_1 --to user_2 --amount 5 --asset ETH --expires 1h";
    private static final String OFFER =
            "htlc:offer --from user_2 --premium 3 --premium-asset QUO --funder user_1 --amount 5"
                    + " --asset ETH --secret-hash 3d77cf2c7067415338d9f60600d4e0967927e872eb8c0da9349e3b8f9439c8e3 --expires 1h"
                    + " --deadline 10m";
    private static final String TERMS = "'funder':'user_1','beneficiary':'user_2','asset':'ETH','amount':'5',"
            + "'secretHash':'#','preimageLength':32,'expiry':'2026-01-01T01:00:00.000Z'";

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, USER_1, USER_2);
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger(), new MemoryWallet(OPERATOR, USER_1, USER_2)),
            List.of(
                    BalancesCommand.class,
                    CreateCommand.class,
                    FillCommand.class,
                    ListContractsCommand.class,
                    ListOffersCommand.class,
                    MarginCommand.class,
                    OfferCommand.class,
                    RedeemAllCommand.class,
                    RedeemCommand.class,
                    RefundCommand.class,
                    SecretCommand.class,
                    ShowCommand.class,
                    ShowOfferCommand.class,
                    WithdrawOfferCommand.class));

    @BeforeEach
    void activate() throws IOException {
        try (InputStream rules = new HtlcModule().rules()) {
            assertThat(ledger.activate(Bytes.of(rules.readAllBytes())).applied())
                    .isTrue();
        }
    }

    /** Of those that were run. */
    private final Set<String> examples = new HashSet<>();

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    /** In them 5f0c... and 77ab... stand for contracts, 90ab... for an offer, 2cf2... for a hash. */
    @Test
    void theExamplesInTheHelpDoWhatTheySay() {
        String first = id(example("create"));
        example("show", "5f0c...", first);
        example("list");
        example("redeem", "5f0c...", first);

        String there = id(example("create", "battery", "bettery"));
        String back =
                id(example("create", "battery", "bettery", "user_1", "user_3", "user_2", "user_1", "user_3", "user_2"));
        example("redeem-all", "battery", "bettery", "5f0c...", there, "77ab...", back);

        example("margin");
        String hash = example("secret").get("secretHash").getAsString();
        String leg = id(json(
                console.run(
                        "htlc:create --from user_2 --to user_1 --amount 1 --asset QUO --expires 3h --json --secret-hash "
                                + hash),
                0));
        String offer = id(example("offer", "2cf2...", hash));
        example("offers");
        example("offer-show", "90ab...", offer);
        example("fill", "90ab...", offer, "5f0c...", leg);
        String unfilled = id(
                example("offer", "2cf2...", example("secret").get("secretHash").getAsString()));

        String late = id(example("create", "battery", "buttery"));
        ledger.advance(Duration.ofDays(2));
        example("refund", "5f0c...", late);
        example("offer-withdraw", "90ab...", unfilled);

        assertThat(examples)
                .containsExactlyInAnyOrderElementsOf(Examples.commandsBeside(CreateCommand.class).stream()
                        .map(Examples::name)
                        .collect(Collectors.toSet()));
    }

    /** Runs the example of a command, with some words replaced by those that follow them. */
    private JsonObject example(String name, String... replaced) {
        Class<? extends Action> command = Examples.commandsBeside(CreateCommand.class).stream()
                .filter(each -> Examples.name(each).equals("htlc:" + name))
                .findFirst()
                .orElseThrow();
        assertThat(Examples.of(command)).as(name).hasSize(1);
        String line = Examples.of(command).get(0);
        for (int i = 0; i < replaced.length; i += 2) {
            line = line.replace(replaced[i], replaced[i + 1]);
        }
        examples.add(Examples.name(command));
        return json(console.run(line.contains("--json") ? line : line + " --json"), 0);
    }

    @Test
    void theTabKeyOffersTheContractsThatAreOpen() {
        assertThat(console.complete("htlc:redeem ")).isEmpty();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(JsonParser.parseString(console.run(
                                    "htlc:create --from user_1 --to user_2 --amount 1 --asset ETH --secret-text secret"
                                            + i + " --preimage-length 7 --expires 1h --json")
                            .out())
                    .getAsJsonObject()
                    .get("id")
                    .getAsString());
            assertThat(console.complete("htlc:redeem ")).containsExactlyInAnyOrderElementsOf(made);
        }
        assertThat(console.run("htlc:redeem " + made.get(1) + " --preimage-text secret1")
                        .exit())
                .isZero();

        String open = made.get(4);
        made.remove(1);
        for (String command : List.of("htlc:redeem ", "htlc:refund ", "htlc:show ")) {
            assertThat(console.complete(command)).containsExactlyInAnyOrderElementsOf(made);
            assertThat(console.complete(command + open.substring(0, 16))).containsExactly(open);
        }
        assertThat(console.complete("htlc:redeem " + open + " --preimage-t")).containsExactly("--preimage-text");
        assertThat(console.complete("htlc:create --from user_")).contains("user_1");
        assertThat(console.complete("htlc:list --state re")).containsExactly("redeemed", "refunded");
    }

    @Test
    void aCreationPrintsItsReceiptAndTheContractBesideIt() {
        assertPrints(
                CREATE + " --secret-text " + SECRET + " --json",
                "{'receipt':{'tx':'#','height':2,'index':0,'status':'applied','failure':null,'gas':#,'fee':'0','feeAsset':'QUO',"
                        + "'events':[{'sequence':1,'type':'htlc.created','data':{'id':'#'," + TERMS + "}}]},"
                        + "'id':'#'," + TERMS
                        + ",'state':'open','rulesVersion':'1.1.0','preimage':null,'autoRefund':false,'offer':null}");
        assertThat(console.run("ledger:balances user_1").out())
                .isEqualTo("asset  amount  locked\nQUO      1000       0\nETH       995       5\n");
    }

    @Test
    void aSecretAndItsHashMakeTheSameContract() {
        String hash = "3d77cf2c7067415338d9f60600d4e0967927e872eb8c0da9349e3b8f9439c8e3";
        String byText = secretHash(create("--secret-text " + SECRET));
        assertRejected(CREATE + " --secret-hash " + hash, "HASH_REUSED");
        String back =
                CREATE.replace("user_1", "user_3").replace("user_2", "user_1").replace("user_3", "user_2");
        String byHash = secretHash(json(console.run(back + " --secret-hash " + hash + " --json"), 0));

        assertThat(byText).isEqualTo("3d77cf2c7067415338d9f60600d4e0967927e872eb8c0da9349e3b8f9439c8e3");
        assertThat(byHash).isEqualTo("3d77cf2c7067415338d9f60600d4e0967927e872eb8c0da9349e3b8f9439c8e3");
    }

    @Test
    void theBeneficiaryRedeemsWithTheSecret() {
        String id = id(create("--secret-text " + SECRET));

        assertPrints(
                "htlc:redeem " + id + " --preimage-text " + SECRET + " --json",
                "{'receipt':{'tx':'#','height':3,'index':0,'status':'applied','failure':null,'gas':#,'fee':'0','feeAsset':'QUO',"
                        + "'events':[{'sequence':2,'type':'htlc.redeemed','data':{'id':'#','beneficiary':'user_2',"
                        + "'asset':'ETH','amount':'5','preimage':'#'}}]},"
                        + "'id':'#'," + TERMS
                        + ",'state':'redeemed','rulesVersion':'1.1.0','preimage':'#','autoRefund':false,'offer':null}");
        assertThat(console.run("ledger:balances user_2").out())
                .isEqualTo("asset  amount  locked\nQUO      1000       0\nETH      1005       0\n");
        assertThat(json(console.run("htlc:show --json " + id), 0)
                        .get("preimage")
                        .getAsString())
                .isEqualTo(SECRET_HEX);
    }

    @Test
    void theFunderIsRefundedOnceTheTimeIsOver() {
        String id = id(create("--secret-text " + SECRET));

        assertRejected("htlc:refund " + id, "NOT_YET_EXPIRED");
        ledger.advance(Duration.ofHours(1));
        assertRejected("htlc:redeem " + id + " --preimage-hex " + SECRET_HEX, "CONTRACT_EXPIRED");
        assertPrints(
                "htlc:refund " + id + " --json",
                "{'receipt':{'tx':'#','height':6,'index':0,'status':'applied','failure':null,'gas':#,'fee':'0','feeAsset':'QUO',"
                        + "'events':[{'sequence':2,'type':'htlc.refunded','data':{'id':'#','funder':'user_1',"
                        + "'asset':'ETH','amount':'5'}}]},"
                        + "'id':'#'," + TERMS
                        + ",'state':'refunded','rulesVersion':'1.1.0','preimage':null,'autoRefund':false,'offer':null}");
        assertThat(console.run("ledger:balances user_1").out())
                .isEqualTo("asset  amount  locked\nQUO      1000       0\nETH      1000       0\n");
    }

    @Test
    void theExpiryCountsFromTheNewestBlock() {
        ledger.advance(Duration.ofHours(2));

        assertThat(create("--secret-text " + SECRET).get("expiry").getAsString())
                .isEqualTo("2026-01-01T03:00:00.000Z");
    }

    @Test
    void whoPaysAttentionCanRedeemForAnother() {
        String id = id(create("--secret-text " + SECRET));

        assertThat(json(console.run("htlc:redeem " + id + " --preimage-hex " + SECRET_HEX + " --as user_1 --json"), 0)
                        .get("state")
                        .getAsString())
                .isEqualTo("redeemed");
        assertThat(console.run("ledger:balances user_2").out()).contains("ETH      1005");
    }

    @Test
    void aWrongSecretIsRejectedAndSaysWhy() {
        String id = id(create("--secret-text " + SECRET));

        assertThat(hidden(console.run("htlc:redeem " + id + " --preimage-text " + SECRET.replace('m', 'n'))
                        .out()))
                .isEqualTo("Transaction # was rejected in block 3: The SHA-256 of the preimage is not #, which the"
                        + " contract # wants: give the secret that was hashed. [WRONG_PREIMAGE]\n");
        assertRejected("htlc:redeem " + id + " --preimage-text too-short", "WRONG_PREIMAGE_LENGTH");
        assertThat(console.run("htlc:redeem " + id + " --preimage-text " + SECRET)
                        .exit())
                .isZero();
        assertRejected("htlc:redeem " + id + " --preimage-text " + SECRET, "ALREADY_SETTLED");
        assertRejected("htlc:refund " + id, "ALREADY_SETTLED");
    }

    @Test
    void aRejectedCreationTellsItsFigures() {
        assertRejected(CREATE.replace("user_2", "nobody") + " --secret-text " + SECRET, "UNKNOWN_BENEFICIARY");
        assertRejected(CREATE.replace("1h", "0s") + " --secret-text " + SECRET, "EXPIRY_PASSED");
        assertRejected(CREATE.replace("--amount 5", "--amount 0") + " --secret-text " + SECRET, "ZERO_AMOUNT");
        assertThat(hidden(console.run(CREATE.replace("--amount 5", "--amount 2000") + " --secret-text " + SECRET)
                        .out()))
                .isEqualTo("Transaction # was rejected in block 5: user_1 has 1000 ETH and 2000 ETH are needed: lower"
                        + " the amount or send user_1 more. [INSUFFICIENT_BALANCE]\n");
    }

    @Test
    void contractsAreListedAPageAtATime() {
        String first = id(create("--secret-text 1" + SECRET.substring(1)));
        String second = id(create("--secret-text 2" + SECRET.substring(1)));
        String third = id(create("--secret-text 3" + SECRET.substring(1)));

        JsonObject page = json(console.run("htlc:list --count 2 --json"), 0);
        assertThat(ids(page)).containsExactly(first, second);
        JsonObject rest =
                json(console.run("htlc:list --json --cursor " + page.get("next").getAsString()), 0);
        assertThat(ids(rest)).containsExactly(third);
        assertThat(rest.get("next").isJsonNull()).isTrue();
        assertError("htlc:list --cursor 00", "INVALID_CURSOR");
        assertError("htlc:list --cursor zz", "INVALID_ARGUMENT");
        assertError("htlc:list --count 0", "INVALID_ARGUMENT");
    }

    @Test
    void inTextAContractIsAColumn() {
        String id = id(create("--secret-text " + SECRET));

        assertThat(hidden(console.run("htlc:show " + id).out())).isEqualTo("""
                id              #
                funder          user_1
                beneficiary     user_2
                asset           ETH
                amount          5
                secretHash      #
                preimageLength  32
                expiry          2026-01-01T01:00:00.000Z
                state           open
                rulesVersion    1.1.0
                autoRefund      no
                """);
    }

    @Test
    void aSecretOfAnotherLengthIsToldWhatToPass() {
        assertThat(console.run(CREATE + " --secret-text Grüße"))
                .isEqualTo(new Outcome(
                        1,
                        "--secret-text has 7 bytes and --preimage-length is 32: add --preimage-length 7."
                                + " [INVALID_ARGUMENT]\n"));
        assertThat(create("--secret-text Grüße --preimage-length 7")
                        .get("preimageLength")
                        .getAsInt())
                .isEqualTo(7);
        assertThat(console.run(CREATE + " --secret-text " + "x".repeat(521)).out())
                .isEqualTo("--secret-text has 521 bytes: use a secret of at most 520. [INVALID_ARGUMENT]\n");
    }

    @ParameterizedTest
    @CsvSource({
        "htlc:show, MISSING_ARGUMENT",
        "htlc:show 00, INVALID_ARGUMENT",
        "htlc:show one two, TOO_MANY_ARGUMENTS",
        "htlc:refund, MISSING_ARGUMENT",
        "htlc:redeem, MISSING_ARGUMENT",
        "htlc:create, MISSING_ARGUMENT",
        "htlc:create --from user_1 --to user_2 --amount 5 --asset ETH --expires 1h, MISSING_ARGUMENT",
        "htlc:create --from user_1 --to user_2 --amount 5 --asset GOLD --expires 1h, UNKNOWN_ASSET",
        "htlc:create --from user_1 --to user_2 --amount 5 --asset ETH --secret-hash 00 --expires 1h, INVALID_ARGUMENT",
        "htlc:create --from user_1 --to user_2 --amount 5 --asset ETH --secret-text x --preimage-length 0, INVALID_ARGUMENT",
        "htlc:create --from user_1 --to user_2 --amount 5 --asset ETH --secret-text x --preimage-length 521, INVALID_ARGUMENT",
        "htlc:create --from user_1 --to user_2 --amount 5 --asset ETH --secret-text x --preimage-length 1, MISSING_ARGUMENT",
        "htlc:create --from user_1 --to user_2 --amount 5 --asset ETH --secret-text x --preimage-length 1 --expires soon, INVALID_ARGUMENT"
    })
    void badInputIsOneSentence(String line, String code) {
        assertError(line, code);
    }

    @Test
    void aSecretIsGivenInOneFormOnly() {
        String id = id(create("--secret-text " + SECRET));

        assertThat(console.run("htlc:redeem " + id).out())
                .isEqualTo("Either --preimage-hex or --preimage-text is missing: the command's --help shows an example."
                        + " [MISSING_ARGUMENT]\n");
        assertThat(console.run("htlc:redeem " + id + " --preimage-hex 00 --preimage-text x")
                        .out())
                .isEqualTo("--preimage-hex and --preimage-text exclude each other: give one of them."
                        + " [INVALID_ARGUMENT]\n");
    }

    @Test
    void anUnknownContractComesWithTheNextStep() {
        String id = "0".repeat(64);
        String sentence = "There is no contract " + id + ": htlc:list shows those that were made. [UNKNOWN_CONTRACT]\n";

        assertThat(console.run("htlc:show " + id)).isEqualTo(new Outcome(1, sentence));
        assertThat(console.run("htlc:redeem " + id + " --preimage-hex 00")).isEqualTo(new Outcome(1, sentence));
        assertThat(console.run("htlc:refund " + id)).isEqualTo(new Outcome(1, sentence));
        assertPrintsAndFails(
                "htlc:show --json " + id,
                "{'error':{'code':'UNKNOWN_CONTRACT','message':'There is no contract #: htlc:list shows those that were"
                        + " made.','values':{'id':'#'}}}");
    }

    @Test
    void contractsAreFoundByPartyHashAndState() {
        String first = id(create("--secret-text " + SECRET));
        String second = id(create("--secret-text 2" + SECRET.substring(1)));
        String back = id(json(
                console.run("htlc:create --from user_2 --to operator --amount 1 --asset ETH --expires 1h --secret-text "
                        + SECRET + " --json"),
                0));
        assertThat(console.run("htlc:redeem " + second + " --preimage-text 2" + SECRET.substring(1))
                        .exit())
                .isZero();

        String hash = "3d77cf2c7067415338d9f60600d4e0967927e872eb8c0da9349e3b8f9439c8e3";
        assertThat(found("--party user_1")).containsExactly(first, second);
        assertThat(found("--party user_2")).containsExactly(first, second, back);
        assertThat(found("--party nobody")).isEmpty();
        assertThat(found("--hash " + hash)).containsExactlyInAnyOrder(first, back);
        assertThat(found("--state open")).containsExactly(first, back);
        assertThat(found("--state redeemed --party user_1")).containsExactly(second);
        assertThat(found("--party operator --hash " + hash + " --state open")).containsExactly(back);
        assertError("htlc:list --state lost", "INVALID_ARGUMENT");
        assertError("htlc:list --hash 00", "INVALID_ARGUMENT");
        assertError("htlc:list --party 0x", "INVALID_ARGUMENT");
    }

    private List<String> found(String filter) {
        return ids(json(console.run("htlc:list " + filter + " --json"), 0));
    }

    @Test
    void contractsWithOneSecretAreRedeemedTogetherOrNotAtAll() {
        String first = id(create("--secret-text " + SECRET));
        String other =
                id(json(console.run(CREATE.replace("user_1", "operator") + " --secret-text " + SECRET + " --json"), 0));
        String wrong = id(create("--secret-text 2" + SECRET.substring(1)));

        String all = "htlc:redeem-all --preimage-text " + SECRET + " " + first + " " + other;
        assertThat(console.run(all + " " + wrong).out()).contains("which the contract " + wrong, "[WRONG_PREIMAGE]");
        assertThat(json(console.run("htlc:show --json " + first), 0)
                        .get("state")
                        .getAsString())
                .isEqualTo("open");
        JsonArray settled = json(console.run(all + " --json"), 0).getAsJsonArray("contracts");
        assertThat(settled.asList().stream().map(JsonElement::getAsJsonObject).map(HtlcCommandsTest::id))
                .containsExactly(first, other);
        assertThat(console.run("ledger:balances user_2").out()).contains("ETH      1010");
        assertError("htlc:redeem-all --preimage-hex 00" + (" " + "0".repeat(64)).repeat(33), "TOO_MANY_ARGUMENTS");
    }

    @Test
    void aContractThatAsksForItIsRefundedWithoutAnybody() {
        String id = id(create("--auto-refund --secret-text " + SECRET));

        ledger.advance(Duration.ofMinutes(59));
        assertThat(stateOf(id)).isEqualTo("open");
        ledger.advance(Duration.ofMinutes(1));

        assertThat(stateOf(id)).isEqualTo("refunded");
        assertThat(console.run("ledger:balances user_1").out()).contains("ETH      1000");
    }

    private String stateOf(String id) {
        return json(console.run("htlc:show --json " + id), 0).get("state").getAsString();
    }

    @Test
    void theSecondLegIsRefusedUnlessItIsSafe() {
        String first = id(create("--secret-text " + SECRET));
        String second = "htlc:create --from user_2 --to user_1 --amount 1 --asset QUO --secret-text " + SECRET;

        assertRejected(second + " --expires 40m --against " + first + " --margin 30m", "UNSAFE_MARGIN");
        assertThat(console.run(second + " --expires 40m --against 2026-01-01T01:00:00Z --margin 30m")
                        .out())
                .contains("with a margin of 30m choose an expiry up to 2026-01-01T00:30:00Z");
        assertError(second + " --expires 30m --against " + first, "MISSING_ARGUMENT");
        assertError(second + " --expires 30m --margin 30m", "MISSING_ARGUMENT");
        assertError(second + " --expires 30m --margin 30m --against Tuesday", "INVALID_ARGUMENT");
        assertThat(console.run(second + " --expires 30m --against " + first + " --margin 30m")
                        .exit())
                .isZero();
    }

    @Test
    void theMarginIsComputedByTheRuleOfBolt2() {
        String blocks = "htlc:margin --locked 20m,20m,2h";

        assertPrints(blocks + " --json", "{'margin':'5h40m','toRedeem':'3h'}");
        assertPrints(
                "htlc:margin --locked 0s,10m,1m --received 20m,20m,2h --against 2026-01-01T12:00:00Z --json",
                "{'margin':'3h11m','toRedeem':'3h','latestExpiry':'2026-01-01T08:49:00.000Z'}");
        String id = id(create("--secret-text " + SECRET));
        assertPrints(
                "htlc:margin --locked 0s,10m,1m --against " + id + " --json",
                "{'margin':'22m','toRedeem':'11m','latestExpiry':'2026-01-01T00:38:00.000Z'}");
        assertError("htlc:margin", "MISSING_ARGUMENT");
        assertError("htlc:margin --locked 1h,1h", "INVALID_ARGUMENT");
        assertError("htlc:margin --locked 1h,1h,soon", "INVALID_ARGUMENT");
    }

    @Test
    void aPremiumIsOfferedTakenAndPaid() {
        String offer = id(json(console.run(OFFER + " --json"), 0));
        assertThat(json(console.run("htlc:offer-show --json " + offer), 0)
                        .get("state")
                        .getAsString())
                .isEqualTo("open");
        assertThat(console.run("ledger:balances user_2").out()).contains("QUO       997       3");

        assertRejected("htlc:offer-withdraw " + offer, "DEADLINE_NOT_REACHED");
        JsonObject contract = json(console.run("htlc:fill " + offer + " --json"), 0);
        assertThat(contract.get("offer").getAsString()).isEqualTo(offer);
        assertRejected("htlc:offer-withdraw " + offer, "OFFER_CLOSED");
        assertThat(console.run("htlc:redeem " + id(contract) + " --preimage-text " + SECRET)
                        .exit())
                .isZero();

        JsonArray offers = json(console.run("htlc:offers --json"), 0).getAsJsonArray("items");
        assertThat(offers.asList())
                .singleElement()
                .satisfies(
                        item -> assertThat(item.getAsJsonObject().get("state").getAsString())
                                .isEqualTo("paid"));
        assertThat(console.run("ledger:balances user_1").out()).contains("QUO      1003", "ETH       995");
    }

    @Test
    void aPremiumThatNobodyEarnsGoesBack() {
        String offer = id(json(console.run(OFFER + " --json"), 0));
        ledger.advance(Duration.ofMinutes(10));

        assertRejected("htlc:fill " + offer, "DEADLINE_PASSED");
        assertThat(json(console.run("htlc:offer-withdraw " + offer + " --json"), 0)
                        .get("state")
                        .getAsString())
                .isEqualTo("withdrawn");
        assertThat(console.run("ledger:balances user_2").out()).contains("QUO      1000");
        assertError("htlc:fill " + "0".repeat(64), "UNKNOWN_OFFER");
    }

    @Test
    void everySecretIsNewAndHasItsHash() {
        JsonObject secret = json(console.run("htlc:secret --json"), 0);
        byte[] bytes = Bytes.fromHex(secret.get("secret").getAsString()).toArray();

        assertThat(bytes).hasSize(32);
        assertThat(secret.get("secretHash").getAsString())
                .isEqualTo(Hash.sha256(bytes).toHex());
        assertThat(json(console.run("htlc:secret --json"), 0)).isNotEqualTo(secret);
    }

    @Test
    void withoutActiveRulesEveryCommandSaysSo() {
        String id = id(create("--secret-text " + SECRET));
        assertThat(ledger.submit(OPERATOR, new DeactivateModule("htlc")).applied())
                .isTrue();

        for (String line : List.of(
                "htlc:list",
                "htlc:show " + id,
                "htlc:refund " + id,
                "htlc:redeem " + id + " --preimage-hex 00",
                CREATE + " --secret-text " + SECRET)) {
            assertThat(console.run(line))
                    .isEqualTo(new Outcome(
                            1, "No version of htlc is active: deploy it, then submit again. [MODULE_NOT_ACTIVE]\n"));
        }
    }

    private JsonObject create(String secret) {
        return json(console.run(CREATE + " " + secret + " --json"), 0);
    }

    private static String id(JsonObject contract) {
        return contract.get("id").getAsString();
    }

    private static String secretHash(JsonObject contract) {
        return contract.get("secretHash").getAsString();
    }

    private static List<String> ids(JsonObject page) {
        JsonArray items = page.getAsJsonArray("items");
        return items.asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(HtlcCommandsTest::id)
                .toList();
    }

    private void assertPrints(String line, String json) {
        Outcome outcome = console.run(line);
        assertThat(hidden(outcome.out())).isEqualTo(json.replace('\'', '"') + "\n");
        assertThat(outcome.exit()).isZero();
    }

    private void assertPrintsAndFails(String line, String json) {
        Outcome outcome = console.run(line);
        assertThat(hidden(outcome.out())).isEqualTo(json.replace('\'', '"') + "\n");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    private void assertRejected(String line, String code) {
        JsonObject receipt = json(console.run(line + " --json"), 1).getAsJsonObject("receipt");
        assertThat(receipt.getAsJsonObject("failure").get("code").getAsString()).isEqualTo(code);
    }

    private void assertError(String line, String code) {
        JsonObject error = json(console.run(line + " --json"), 1).getAsJsonObject("error");
        assertThat(error.get("code").getAsString()).isEqualTo(code);
        assertThat(console.run(line))
                .isEqualTo(new Outcome(1, error.get("message").getAsString() + " [" + code + "]\n"));
    }

    private static JsonObject json(Outcome outcome, int exit) {
        assertThat(outcome.out().lines()).hasSize(1);
        assertThat(outcome.exit()).isEqualTo(exit);
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }

    private static String hidden(String out) {
        return out.replaceAll("\\p{XDigit}{64}", "#").replaceAll("\"gas\":\\d{5,6}", "\"gas\":#");
    }
}
