package org.quoin.host.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.host.gateway.Gateway;
import org.quoin.host.gateway.TestClient;
import org.quoin.host.gateway.TestClient.Answer;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.proof.Fact;
import org.quoin.ledger.api.proof.ProofVerifier;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** The API as a client uses it. */
class ApiTest {
    private static final String TRANSACTIONS = "/api/v1/transactions";
    private static final String TRANSFER = """
            {"signer":"alice","operations":[{"capability":"ledger","operation":"transfer",
             "values":{"from":"alice","to":"bob","asset":"ETH","amount":"%s"}}]}""";

    private final TestLedger ledger = TestLedger.create();
    private final Gateway gateway = new Gateway(ledger.ledger());
    private final TestClient client = new TestClient(gateway);

    @AfterEach
    void close() {
        gateway.close();
        ledger.close();
    }

    @Test
    void whoHasAKeyAndNothingElseMovesMoney() {
        Answer encoded = client.post("/api/v1/encode", TRANSFER.formatted("1.5"));
        assertThat(encoded.status()).isEqualTo(200);
        Bytes signature = Person.ALICE.signer().sign(Bytes.fromHex(encoded.text("message")));

        Answer receipt = client.post(TRANSACTIONS + "?wait=true", body(encoded.text("unsigned") + signature.toHex()));

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.text("status")).isEqualTo("applied");
        assertThat(receipt.text("tx")).isEqualTo(encoded.text("tx"));
        assertThat(balance("bob")).isEqualTo("1001.5");
        JsonObject event = receipt.json().getAsJsonArray("events").get(0).getAsJsonObject();
        assertThat(event.get("type").getAsString()).isEqualTo("ledger.transferred");
        assertThat(event.getAsJsonObject("data").get("amount").getAsString()).isEqualTo("1.5");
    }

    @Test
    void aSignatureBesideJsonIsAsGoodAsBytes() {
        JsonObject encoded =
                client.post("/api/v1/encode", TRANSFER.formatted("2")).json();
        JsonObject body = new JsonObject();
        body.add("transaction", encoded.get("transaction"));
        body.addProperty(
                "signature",
                Person.ALICE
                        .signer()
                        .sign(Bytes.fromHex(encoded.get("message").getAsString()))
                        .toHex());
        assertThat(client.post("/api/v1/simulate", body.toString()).text("status"))
                .isEqualTo("applied");
        assertThat(balance("bob")).as("nothing has happened").isEqualTo("1000");

        assertThat(client.post(TRANSACTIONS + "?wait=true", body.toString()).text("status"))
                .isEqualTo("applied");
        assertThat(balance("bob")).isEqualTo("1002");

        body.getAsJsonObject("transaction").remove("sequence");
        Answer open = client.post(TRANSACTIONS, body.toString());
        assertThat(open.status()).isEqualTo(400);
        assertThat(open.text("detail")).isEqualTo("'transaction.sequence' is missing: correct it and send it again.");
    }

    @Test
    void whatIsSentAgainIsDoneOnce() {
        String body = body(signed("3"));
        Answer first = client.post(TRANSACTIONS + "?wait=true", body);
        Answer second = client.post(TRANSACTIONS + "?wait=true", body);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(balance("bob")).isEqualTo("1003");
    }

    @Test
    void aKeyOfTheClientStandsForOneTransaction() {
        TestClient keyed = client.with("idempotency-key", "order 66");
        String body = body(signed("3"));
        assertThat(keyed.post(TRANSACTIONS + "?wait=true", body).status()).isEqualTo(200);
        assertThat(keyed.post(TRANSACTIONS + "?wait=true", body).status()).isEqualTo(200);
        Answer other = keyed.post(TRANSACTIONS + "?wait=true", body(signed("3")));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(balance("bob")).isEqualTo("1003");
    }

    @Test
    void whoDoesNotWaitIsToldWhereToLook() {
        Answer accepted = client.post(TRANSACTIONS, body(signed("1")));
        assertThat(accepted.status()).isEqualTo(202);
        String location = Objects.requireNonNull(accepted.response().headers().get("location"));
        assertThat(location).isEqualTo(TRANSACTIONS + "/" + accepted.text("tx"));

        Answer found = client.get(location + "?wait=true");

        assertThat(found.text("status")).isEqualTo("applied");
        JsonObject operation = found.json()
                .getAsJsonObject("transaction")
                .getAsJsonArray("operations")
                .get(0)
                .getAsJsonObject();
        assertThat(operation.getAsJsonObject("values").get("amount").getAsString())
                .isEqualTo("1");
        assertThat(client.get(location + "/bytes").bytes())
                .isEqualTo(Bytes.fromHex(found.text("bytes")).toArray());
    }

    @Test
    void whatIsRejectedHasAReceiptAndWhatIsRefusedAProblem() {
        Answer rejected = client.post(TRANSACTIONS + "?wait=true", body(signed("5000")));
        assertThat(rejected.status()).isEqualTo(200);
        assertThat(rejected.text("status")).isEqualTo("rejected");
        JsonObject failure = rejected.json().getAsJsonObject("failure");
        assertThat(failure.get("code").getAsString()).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(failure.getAsJsonObject("values").get("needed").getAsString())
                .as("in whole units")
                .isEqualTo("5000");

        String forged = signed("1");
        Answer refused = client.post(
                TRANSACTIONS + "?wait=true",
                body(forged.substring(0, forged.length() - 2) + (forged.endsWith("00") ? "01" : "00")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.response().headers()).containsEntry("content-type", "application/problem+json");
        assertThat(refused.text("code")).isEqualTo("BAD_SIGNATURE");
        assertThat(refused.text("detail")).contains("sign it again as alice");

        String body = body(signed("1"));
        ledger.clock().move(Duration.ofDays(2));
        ledger.submit(Person.BOB, transfer(Person.BOB, Person.ALICE, "1")); // so that a block has the new time
        assertThat(client.post(TRANSACTIONS + "?wait=true", body).text("code")).isEqualTo("EXPIRED");
    }

    @Test
    void manyAtOnceAreAnsweredInTheirOrder() {
        List<Bytes> transactions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            transactions.add(signedAt(i, i == 50 ? "5000" : "1"));
        }
        StringBuilder items = new StringBuilder();
        transactions.forEach(bytes ->
                items.append(items.isEmpty() ? "\"" : ",\"").append(bytes).append('"'));
        Answer answer = client.post(TRANSACTIONS + "/batch", "{\"items\":[" + items + ",\"00\"]}");
        assertThat(answer.status()).isEqualTo(200);
        List<JsonElement> outcomes = answer.json().getAsJsonArray("items").asList();
        assertThat(outcomes).hasSize(101);
        for (int i = 0; i < 100; i++) {
            JsonObject outcome = outcomes.get(i).getAsJsonObject();
            assertThat(outcome.get("tx").getAsString())
                    .isEqualTo(SignedTransaction.decode(transactions.get(i))
                            .transaction()
                            .id()
                            .toHex());
            assertThat(outcome.get("status").getAsString()).isEqualTo(i == 50 ? "rejected" : "applied");
        }
        assertThat(outcomes.get(50).getAsJsonObject().get("code").getAsString()).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(outcomes.get(100).getAsJsonObject().get("status").getAsString())
                .isEqualTo("refused");
        assertThat(outcomes.get(100).getAsJsonObject().get("code").getAsString())
                .isEqualTo("MALFORMED_TRANSACTION");
        assertThat(balance("bob")).isEqualTo("1099");

        Answer again = client.with("content-type", "application/octet-stream")
                .post(TRANSACTIONS + "/batch", framed(transactions));
        assertThat(again.json().getAsJsonArray("items").asList()).isEqualTo(outcomes.subList(0, 100));
        assertThat(balance("bob")).isEqualTo("1099");

        byte[] cut = framed(transactions.subList(0, 1));
        cut[3]++;
        assertThat(client.with("content-type", "application/octet-stream")
                        .post(TRANSACTIONS + "/batch", cut)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void thePastIsThereToBeSeen() {
        client.post(TRANSACTIONS + "?wait=true", body(signed("7")));
        assertThat(balance("bob")).isEqualTo("1007");
        assertThat(client.get("/api/v1/accounts/bob?height=0").text("name")).isEqualTo("bob");
        assertThat(amount(client.get("/api/v1/accounts/bob?height=0"))).isEqualTo("1000");
        Answer future = client.get("/api/v1/accounts/bob?height=9");
        assertThat(future.status()).isEqualTo(404);
        assertThat(future.text("code")).isEqualTo("HEIGHT_NOT_KEPT");
    }

    @Test
    void blocksAreListedFromTheNewestAndNeverChange() {
        client.post(TRANSACTIONS + "?wait=true", body(signed("7")));
        client.post(TRANSACTIONS + "?wait=true", body(signed("8")));
        Answer first = client.get("/api/v1/blocks?limit=2");
        assertThat(heights(first)).containsExactly(2, 1);
        Answer second = client.get("/api/v1/blocks?limit=2&cursor=" + first.text("next"));
        assertThat(heights(second)).containsExactly(0);
        assertThat(second.json().get("next").isJsonNull()).isTrue();

        Answer block = client.get("/api/v1/blocks/2");
        assertThat(block.response().headers()).containsEntry("etag", '"' + block.text("hash") + '"');
        assertThat(Hash.sha256(
                        "quoin/header/1\0".getBytes(StandardCharsets.US_ASCII),
                        Bytes.fromHex(block.text("header")).toArray()))
                .hasToString(block.text("hash"));
        assertThat(client.get("/api/v1/blocks/3").text("code")).isEqualTo("UNKNOWN_BLOCK");
        assertThat(client.get("/api/v1/blocks/-1").text("code")).isEqualTo("INVALID_PARAMETER");
    }

    @Test
    void whatIsProvedHoldsForWhoTrustsTheOperators() {
        client.post(TRANSACTIONS + "?wait=true", body(signed("7")));
        Answer proof = client.get("/api/v1/proof?account=bob&asset=ETH");
        ProofVerifier verifier = ProofVerifier.trustingOperators(
                Bytes.fromHex(client.get("/api/v1/ledger").text("chainId")).toArray(),
                Bytes.fromHex(client.get("/api/v1/operators").text("encoded")).toArray());
        var verdict = verifier.verify(bytes(proof, "header"), bytes(proof, "proof"), bytes(proof, "certificate"));
        assertThat(verdict.fact()).isPresent();
        Fact.Balance fact = (Fact.Balance) verdict.fact().orElseThrow();
        assertThat(new Amount(fact.units(), TestLedger.ETH).toPlainString())
                .isEqualTo("1007")
                .isEqualTo(proof.text("value"));

        assertThat(client.get("/api/v1/proof?table=ledger.accounts&keyWidth=0&key=626f62")
                        .text("value"))
                .isNotEmpty();
        Answer nobody = client.get("/api/v1/proof?account=nobody&asset=ETH");
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.text("code")).isEqualTo("NOT_PROVABLE");
    }

    @Test
    void aCapabilityIsThereTheMomentItIsActiveAndGoneWhenItIsNot() {
        assertThat(client.get("/api/v1/htlc-fixture/entries").text("code")).isEqualTo("MODULE_NOT_ACTIVE");
        assertThat(paths()).noneMatch(path -> path.startsWith("/api/v1/htlc-fixture/"));

        ledger.activate(RulesJars.fixture("1.0.0"));

        assertThat(capabilities()).containsExactly("ledger", "htlc-fixture");
        assertThat(paths()).anyMatch(path -> path.startsWith("/api/v1/htlc-fixture/"));
        Description description = ledger.ledger().description("htlc-fixture").orElseThrow();
        assertThat(client.get("/api/v1/capabilities/htlc-fixture/description").bytes())
                .isEqualTo(description.encode().toArray());

        assertThat(ledger.submit(Person.ALICE, new DeactivateModule("htlc-fixture"))
                        .applied())
                .isTrue();

        assertThat(capabilities()).containsExactly("ledger");
        assertThat(paths()).noneMatch(path -> path.startsWith("/api/v1/htlc-fixture/"));
        assertThat(client.post("/api/v1/htlc-fixture/open", "{}").status()).isEqualTo(404);
    }

    @Test
    void whatACapabilityKnowsIsAskedForByItsDescription() {
        ledger.activate(RulesJars.of("htlc", "1.1.0", HtlcRules.class));
        long before = ledger.ledger().info().height();
        for (int i = 0; i < 3; i++) {
            create(i);
        }
        Answer first = client.get("/api/v1/htlc/contracts?limit=2&party=bob");
        assertThat(first.json().getAsJsonArray("items")).hasSize(2);
        Answer second = client.get("/api/v1/htlc/contracts?limit=2&party=bob&cursor=" + first.text("next"));
        assertThat(second.json().getAsJsonArray("items")).hasSize(1);
        JsonObject contract = second.json().getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(contract.get("amount").getAsString()).isEqualTo("1.25");
        assertThat(contract.get("state").getAsString()).isEqualTo("open");
        assertThat(client.get("/api/v1/htlc/contract?id=" + contract.get("id").getAsString())
                        .json()
                        .get("secretHash"))
                .isEqualTo(contract.get("secretHash"));

        assertThat(client.get("/api/v1/htlc/contracts?height=" + (before + 1))
                        .json()
                        .getAsJsonArray("items"))
                .as("after the block with the first of them")
                .hasSize(1);
        assertThat(client.get("/api/v1/htlc/contracts?schema=1").json().getAsJsonArray("items"))
                .hasSize(3);

        assertThat(client.get("/api/v1/htlc/contracts?cursor=zz").text("code")).isEqualTo("INVALID_PARAMETER");
        assertThat(client.get("/api/v1/htlc/contract").text("detail"))
                .isEqualTo("'id' is missing: correct it and send it again.");
        assertThat(client.get("/api/v1/htlc/contracts?schema=7").text("code")).isEqualTo("UNKNOWN_QUERY");
        Answer unknown = client.get("/api/v1/htlc/contract?id=" + "00".repeat(32));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.text("code")).isEqualTo("UNKNOWN_CONTRACT");
    }

    private void create(int number) {
        String body = """
                {"signer":"alice","beneficiary":"bob","asset":"ETH","amount":"1.25","secretHash":"%s","preimageLength":32,
                 "expiry":"%s","autoRefund":true,"margin":"0s","spends":[{"asset":"ETH","amount":"1.25"}]}""".formatted(
                Hash.sha256(new byte[] {(byte) number}), ledger.ledger().now().plusSeconds(3600));
        Answer encoded = client.post("/api/v1/htlc/create", body);
        assertThat(encoded.status()).as("%s", encoded.json()).isEqualTo(200);
        Bytes signature = Person.ALICE.signer().sign(Bytes.fromHex(encoded.text("message")));
        Answer receipt = client.post(TRANSACTIONS + "?wait=true", body(encoded.text("unsigned") + signature.toHex()));
        assertThat(receipt.text("status")).as("%s", receipt.json()).isEqualTo("applied");
    }

    private List<String> capabilities() {
        return client.get("/api/v1/capabilities").json().getAsJsonArray("items").asList().stream()
                .map(item -> item.getAsJsonObject().get("name").getAsString())
                .toList();
    }

    private List<String> paths() {
        return List.copyOf(client.get("/api/v1/openapi.json")
                .json()
                .getAsJsonObject("paths")
                .keySet());
    }

    private static List<Integer> heights(Answer page) {
        return page.json().getAsJsonArray("items").asList().stream()
                .map(item -> item.getAsJsonObject().get("height").getAsInt())
                .toList();
    }

    private static byte[] bytes(Answer answer, String name) {
        return Bytes.fromHex(answer.text(name)).toArray();
    }

    private String balance(String account) {
        return amount(client.get("/api/v1/accounts/" + account));
    }

    private static String amount(Answer account) {
        return account.json().getAsJsonArray("balances").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(balance -> balance.get("asset").getAsString().equals("ETH"))
                .map(balance -> balance.get("amount").getAsString())
                .findFirst()
                .orElseThrow();
    }

    private static OperationRecord transfer(Person from, Person to, String amount) {
        return new Transfer(from.name(), to.name(), Amount.parse(amount, TestLedger.ETH));
    }

    private String signed(String amount) {
        return new LedgerClient(ledger.ledger())
                .sign("alice", Person.ALICE.signer(), transfer(Person.ALICE, Person.BOB, amount))
                .encode()
                .toHex();
    }

    private Bytes signedAt(long sequence, String amount) {
        Description description = ledger.ledger().description("ledger").orElseThrow();
        return new Transaction(
                        ledger.ledger().info().chainId(),
                        "alice",
                        0,
                        sequence,
                        ledger.ledger().now().plusSeconds(60),
                        List.of(description.encode(transfer(Person.ALICE, Person.BOB, amount))),
                        Person.ALICE.signer().publicKey())
                .sign(Person.ALICE.signer())
                .encode();
    }

    private static byte[] framed(List<Bytes> transactions) {
        ByteBuffer out = ByteBuffer.allocate(transactions.stream()
                .mapToInt(bytes -> Integer.BYTES + bytes.size())
                .sum());
        transactions.forEach(bytes -> out.putInt(bytes.size()).put(bytes.toArray()));
        return out.array();
    }

    private static String body(String hex) {
        return "{\"bytes\":\"" + hex + "\"}";
    }
}
