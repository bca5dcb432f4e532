package org.quoin.htlc.provider.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.htlc.provider.HtlcModule;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.core.command.BalancesCommand;
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
    private static final String TERMS = "'funder':'user_1','beneficiary':'user_2','asset':'ETH','amount':'5',"
            + "'secretHash':'#','preimageLength':32,'expiry':'2026-01-01T01:00:00.000Z'";

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, USER_1, USER_2);
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger(), new MemoryWallet(OPERATOR, USER_1, USER_2)),
            List.of(
                    BalancesCommand.class,
                    CreateCommand.class,
                    ListContractsCommand.class,
                    RedeemCommand.class,
                    RefundCommand.class,
                    ShowCommand.class));

    @BeforeEach
    void activate() throws IOException {
        try (InputStream rules = new HtlcModule().rules()) {
            assertThat(ledger.activate(Bytes.of(rules.readAllBytes())).applied())
                    .isTrue();
        }
    }

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    @Test
    void aCreationPrintsItsReceiptAndTheContractBesideIt() {
        assertPrints(
                CREATE + " --secret-text " + SECRET + " --json",
                "{'receipt':{'tx':'#','height':2,'index':0,'status':'applied','failure':null,'gas':#,'fee':'0','feeAsset':'QUO',"
                        + "'events':[{'sequence':1,'type':'htlc.created','data':{'id':'#'," + TERMS + "}}]},"
                        + "'id':'#'," + TERMS + ",'state':'open','rulesVersion':'1.0.0','preimage':null}");
        assertThat(console.run("ledger:balances user_1").out())
                .isEqualTo("asset  amount  locked\nQUO      1000       0\nETH       995       5\n");
    }

    @Test
    void aSecretAndItsHashMakeTheSameContract() {
        String byText = secretHash(create("--secret-text " + SECRET));
        String byHash =
                secretHash(create("--secret-hash 3d77cf2c7067415338d9f60600d4e0967927e872eb8c0da9349e3b8f9439c8e3"));

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
                        + "'id':'#'," + TERMS + ",'state':'redeemed','rulesVersion':'1.0.0','preimage':'#'}");
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
                        + "'id':'#'," + TERMS + ",'state':'refunded','rulesVersion':'1.0.0','preimage':null}");
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
        String first = id(create("--secret-text " + SECRET));
        String second = id(create("--secret-text " + SECRET));
        String third = id(create("--secret-text " + SECRET));

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
                rulesVersion    1.0.0
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
