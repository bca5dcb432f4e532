package org.quoin.host.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quoin.host.gateway.GatewayServer;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** A page that uses the library has its way with a real ledger behind a real gateway. */
@ExtendWith(Chromium.class)
class ClientTest {
    /** From which the testkit makes the key of Alice. */
    private static final Hash SEED = Hash.sha256("alice".getBytes(StandardCharsets.UTF_8));

    private final TestLedger ledger = TestLedger.create();
    private final GatewayServer server = new GatewayServer(ledger.ledger());

    @AfterEach
    void close() {
        server.close();
        ledger.close();
    }

    @Test
    void whatIsSignedInThePageIsAppliedByTheLedger(Page page) {
        JsonObject receipt = call(page, "pay", payment("250.75"));

        assertThat(receipt.get("status").getAsString()).as("%s", receipt).isEqualTo("applied");
        assertThat(ledger.balance(Person.BOB, TestLedger.QUO).toPlainString()).isEqualTo("1250.75");
        assertThat(ledger.ledger().receipt(Hash.fromHex(receipt.get("tx").getAsString())))
                .isPresent();
    }

    /** Neither the page nor who wrote it knows of fees. */
    @Test
    void whereFeesAreChargedThePagePaysThem(Page page) {
        ledger.activate(RulesJars.flatFees());
        ledger.advance(Duration.ofMillis(1));

        JsonObject receipt = call(page, "pay", payment("250.75"));

        assertThat(receipt.get("status").getAsString()).as("%s", receipt).isEqualTo("applied");
        BigInteger fee =
                Amount.parse(receipt.get("fee").getAsString(), TestLedger.QUO).units();
        assertThat(fee).isPositive();
        FeeTerms offered = ledger.ledger()
                .transaction(Hash.fromHex(receipt.get("tx").getAsString()))
                .orElseThrow()
                .transaction()
                .fee();
        assertThat(offered).isEqualTo(FeeTerms.upTo(fee.add(fee)));
    }

    @Test
    void aKeyComesBackFromItsFileAndNobodyReadsItInThePage(Page page) {
        JsonObject input = seed();
        input.addProperty("passphrase", "correct horse ä");
        JsonObject answer = call(page, "recoverAndPay", input);

        assertThat(answer)
                .hasToString(
                        "{\"same\":true,\"extractable\":false,\"readable\":false,\"other\":\"the recovery file does not"
                                + " open: the passphrase is another, or the file is damaged\",\"opened\":\"applied\",\"paid\":\"applied\"}");
        assertThat(ledger.balance(Person.BOB, TestLedger.QUO).toPlainString()).isEqualTo("1001.25");
    }

    @Test
    void aCapabilityIsUsedByItsDescriptionAlone(Page page) {
        ledger.activate(RulesJars.of("htlc", "1.1.0", HtlcRules.class));
        JsonObject input = seed();
        input.addProperty("secretHash", SEED.toHex());
        input.addProperty("count", 5);
        JsonObject answer = call(page, "openContracts", input);

        assertThat(answer.getAsJsonArray("receipts"))
                .allMatch(receipt ->
                        receipt.getAsJsonObject().get("status").getAsString().equals("applied"));
        JsonArray contracts = answer.getAsJsonArray("contracts");
        assertThat(contracts)
                .extracting(each -> each.getAsJsonObject().get("amount").getAsString())
                .containsExactly("0.1", "0.2", "0.3", "0.4", "0.5");
        assertThat(answer.getAsJsonObject("one").get("id"))
                .isEqualTo(contracts.get(0).getAsJsonObject().get("id"));
        assertThat(ledger.balance(Person.ALICE, TestLedger.ETH).toPlainString()).isEqualTo("998.5");
    }

    @Test
    @Tolerates("status of 4..")
    void whatIsRefusedSaysWhyByCodeAndSentence(Page page) {
        JsonObject answer = call(page, "refusals", seed());

        assertThat(refusal(answer, "account")).isEqualTo("404 UNKNOWN_ACCOUNT");
        assertThat(answer.getAsJsonObject("account")
                        .getAsJsonObject("values")
                        .get("account")
                        .getAsString())
                .isEqualTo("nobody");
        assertThat(refusal(answer, "signature")).isEqualTo("422 BAD_SIGNATURE");
        assertThat(refusal(answer, "malformed")).isEqualTo("400 MALFORMED_TRANSACTION");
        JsonObject simulated = answer.getAsJsonObject("simulated");
        assertThat(simulated.get("status").getAsString()).as("%s", simulated).isEqualTo("rejected");
        assertThat(simulated.getAsJsonObject("failure").get("code").getAsString())
                .isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(answer.get("amount").getAsString()).startsWith("CodecError: 'amount': '1e3' is not an amount");
        assertThat(answer.get("operation").getAsString()).isEqualTo("CodecError: ledger has no operation 'steal'");
    }

    @Test
    void whatWasBuiltIsWhatIsReadBack(Page page) {
        assertThat(call(page, "readBack", seed()))
                .hasToString("{\"accepted\":\"accepted\",\"ids\":1,\"signer\":\"alice\",\"key\":true,\"values\":"
                        + "{\"from\":\"alice\",\"to\":\"bob\",\"asset\":\"QUO\",\"amount\":\"3\"}}");
    }

    /** The first attempts do not arrive, of the next ones the answer is lost: so the same bytes are ordered and asked for again. */
    @Test
    @Tolerates("ERR_FAILED|net::ERR|status of 503")
    void aPaymentIsMadeOnceHoweverOftenTheNetworkFails(Page page) {
        AtomicInteger attempts = new AtomicInteger();
        page.context().route("**/api/v1/transactions*", route -> {
            switch (attempts.incrementAndGet()) {
                case 1 -> route.abort();
                case 2 -> {
                    route.fetch();
                    route.abort();
                }
                case 3 ->
                    route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("<h1>busy</h1>"));
                default -> route.resume();
            }
        });
        JsonObject receipt = call(page, "pay", payment("10"));

        assertThat(receipt.get("status").getAsString()).as("%s", receipt).isEqualTo("applied");
        assertThat(attempts).hasValue(4);
        assertThat(ledger.balance(Person.BOB, TestLedger.QUO).toPlainString()).isEqualTo("1010");
        assertThat(ledger.ledger().nextSequence("alice", 0)).isEqualTo(1);
    }

    /** A refusal is an answer: to ask again would not change it. */
    @Test
    @Tolerates("status of 422")
    void whatIsRefusedIsNotTriedAgain(Page page) {
        AtomicInteger attempts = new AtomicInteger();
        page.context().route("**/api/v1/transactions*", route -> {
            attempts.incrementAndGet();
            route.resume();
        });
        JsonObject input = payment("1");
        input.addProperty("from", "bob");

        assertThat(call(page, "pay", input).get("status").getAsInt()).isEqualTo(422);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whatTheGatewayProvesIsCheckedInThePage(Page page) {
        call(page, "pay", payment("1.5"));

        assertThat(prove(page, "alice", "bob"))
                .containsExactly(
                        "true After block 1 alice has 998.5 QUO, as 1 of 1 operators certify.",
                        "true After block 1 bob has 1001.5 QUO, as 1 of 1 operators certify.");
    }

    /** Whoever sits between shows a true proof of something else, or one that is not true, or none. */
    @Test
    void aGatewayThatLiesIsFoundOut(Page page) {
        AtomicInteger asked = new AtomicInteger();
        page.context().route("**/api/v1/proof*", route -> {
            String url = route.request().url().replace("account=bob", "account=alice");
            JsonObject answer = JsonParser.parseString(
                            route.fetch(new Route.FetchOptions().setUrl(url)).text())
                    .getAsJsonObject();
            if (url.equals(route.request().url())) {
                String header = answer.get("header").getAsString();
                answer.addProperty("header", asked.getAndIncrement() == 0 ? header + "00" : "?");
            }
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(answer.toString()));
        });

        assertThat(prove(page, "bob", "alice", "alice"))
                .containsExactlyInAnyOrder(
                        "false Nothing is proved: the gateway has proved something else than was asked for.",
                        "false Nothing is proved: the signature of operator 0 is not valid.",
                        "false Nothing is proved: the gateway has answered with something else than a proof.");
    }

    private List<String> prove(Page page, String... accounts) {
        JsonObject input = new JsonObject();
        JsonArray claims = new JsonArray();
        for (String account : accounts) {
            JsonObject claim = new JsonObject();
            claim.addProperty("account", account);
            claim.addProperty("asset", "QUO");
            claims.add(claim);
        }
        input.add("claims", claims);
        JsonObject trust = new JsonObject();
        trust.addProperty("chainId", ledger.ledger().info().chainId().toHex());
        trust.addProperty("operators", ledger.ledger().operatorSet().encode().toHex());
        input.add("trust", trust);
        Modules.open(page, server.address());
        List<String> verdicts = new ArrayList<>();
        JsonParser.parseString(Modules.call(page, "client.js", "prove", input.toString()))
                .getAsJsonArray()
                .forEach(each -> verdicts.add(each.getAsString()));
        return verdicts;
    }

    private JsonObject call(Page page, String function, JsonObject input) {
        Modules.open(page, server.address());
        return JsonParser.parseString(Modules.call(page, "client.js", function, input.toString()))
                .getAsJsonObject();
    }

    private static String refusal(JsonObject answer, String name) {
        JsonObject refusal = answer.getAsJsonObject(name);
        return refusal.has("error")
                ? refusal.get("status").getAsInt() + " " + refusal.get("error").getAsString()
                : refusal.toString();
    }

    private static JsonObject seed() {
        JsonObject json = new JsonObject();
        json.addProperty("seed", SEED.toHex());
        return json;
    }

    private static JsonObject payment(String amount) {
        JsonObject json = seed();
        json.addProperty("from", "alice");
        json.addProperty("to", "bob");
        json.addProperty("amount", amount);
        return json;
    }
}
