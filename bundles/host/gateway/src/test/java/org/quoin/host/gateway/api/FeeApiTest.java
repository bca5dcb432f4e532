package org.quoin.host.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.host.gateway.Gateway;
import org.quoin.host.gateway.TestClient;
import org.quoin.host.gateway.TestClient.Answer;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** What a client needs to know to pay fees, and that it need not know it. */
class FeeApiTest {
    private static final String ESTIMATE = "/api/v1/transactions/estimate";
    private static final String TRANSFER = """
            {"signer":"alice",%s"operations":[{"capability":"ledger","operation":"transfer",
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
    void whereNothingIsChargedNothingIsOffered() {
        Answer encoded = client.post("/api/v1/encode", transfer("", "1"));
        Answer estimate = client.post(ESTIMATE, transfer("", "1"));

        assertThat(client.get("/api/v1/ledger").json().get("feePolicy").isJsonNull())
                .isTrue();
        assertThat(encoded.json().getAsJsonObject("transaction").get("fee").isJsonNull())
                .isTrue();
        assertThat(encoded.text("unsigned")).startsWith("01");
        assertThat(estimate.text("base")).isEqualTo("0");
        assertThat(estimate.json().get("failure").isJsonNull()).isTrue();
    }

    @Test
    void whatIsEncodedOffersTwiceTheEstimateWhichIsPaid() {
        charge();

        Answer estimate = client.post(ESTIMATE, transfer("", "1"));
        Answer encoded = client.post("/api/v1/encode", transfer("", "1"));
        Answer receipt = submit(encoded);

        assertThat(client.get("/api/v1/ledger").text("feePolicy")).isEqualTo("flat-fees");
        assertThat(estimate.text("asset")).isEqualTo("QUO");
        BigDecimal base = new BigDecimal("1e-9")
                .multiply(estimate.json().get("execution").getAsBigDecimal())
                .add(new BigDecimal("1e-8").multiply(estimate.json().get("data").getAsBigDecimal()));
        assertThat(new BigDecimal(estimate.text("base"))).isEqualByComparingTo(base);
        assertThat(estimate.json().get("growth").getAsLong()).isZero();
        JsonObject fee = encoded.json().getAsJsonObject("transaction").getAsJsonObject("fee");
        assertThat(fee.get("limit").getAsBigDecimal()).isEqualByComparingTo(base.add(base));
        assertThat(receipt.text("status")).isEqualTo("applied");
        assertThat(receipt.text("fee")).isEqualTo(estimate.text("base"));
        assertThat(client.get("/api/v1/transactions/" + receipt.text("tx"))
                        .json()
                        .getAsJsonObject("transaction")
                        .get("fee"))
                .isEqualTo(fee);
    }

    @Test
    void anEstimateOfTheUnsignedBytesIsTheSame() {
        charge();
        Answer encoded = client.post("/api/v1/encode", transfer("", "1"));

        Answer estimate = client.post(ESTIMATE, "{\"unsigned\":\"" + encoded.text("unsigned") + "\"}");

        assertThat(estimate.json())
                .isEqualTo(client.post(ESTIMATE, transfer("", "1")).json());
        Answer none = client.post(ESTIMATE, "{\"unsigned\":\"00\"}");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.text("code")).isEqualTo("MALFORMED_TRANSACTION");
    }

    @Test
    void anEstimateSaysWhyItWouldFail() {
        charge();

        Answer estimate = client.post(ESTIMATE, transfer("", "5000"));

        assertThat(estimate.status()).isEqualTo(200);
        JsonObject failure = estimate.json().getAsJsonObject("failure");
        assertThat(failure.get("code").getAsString()).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(failure.getAsJsonObject("values").get("available").getAsString())
                .isEqualTo("1000");
    }

    @Test
    void whoNamesASponsorDoesNotPay() {
        charge();
        String before = quo();

        Answer receipt = submit(
                client.post("/api/v1/encode", transfer("\"fee\":{\"sponsor\":\"alice\",\"tip\":\"0.5\"},", "1")));

        assertThat(receipt.text("status")).isEqualTo("applied");
        assertThat(receipt.text("fee")).isEqualTo("0");
        assertThat(quo()).isEqualTo(before);
    }

    @Test
    void aTransactionThatIsGivenWithItsSignatureOffersWhatItSays() {
        charge();
        Answer encoded = client.post("/api/v1/encode", transfer("\"fee\":{\"limit\":\"0.5\"},", "1"));
        JsonObject body = new JsonObject();
        body.add("transaction", encoded.json().get("transaction"));
        body.addProperty("signature", signature(encoded));

        Answer receipt = client.post("/api/v1/transactions?wait=true", body.toString());

        assertThat(receipt.text("tx")).isEqualTo(encoded.text("tx"));
        assertThat(receipt.text("status")).isEqualTo("applied");
    }

    @Test
    void whatIsNoOfferIsRefusedByName() {
        refused("\"fee\":{\"limit\":\"-1\"},", "fee.limit");
        refused("\"fee\":{\"limit\":\"1\",\"asset\":\"ETH\"},", "fee.asset");
        refused("\"fee\":{\"tip\":\"0.0000000001\"},", "fee.tip");
        refused("\"fee\":{\"sponsor\":\"A\"},", "fee.sponsor");
        refused("\"fee\":{\"layer2\":1},", "fee.layer2");
        refused("\"fee\":{\"most\":\"1\"},", "fee.most");
        refused("\"fee\":1,", "fee");
    }

    private void refused(String fee, String where) {
        Answer answer = client.post("/api/v1/encode", transfer(fee, "1"));
        assertThat(answer.status()).as(fee).isEqualTo(400);
        assertThat(answer.text("detail")).as(fee).startsWith("'" + where + "' ");
    }

    /** From the next block on. */
    private void charge() {
        assertThat(ledger.activate(RulesJars.flatFees()).failure()).isEmpty();
        ledger.advance(Duration.ofMillis(1));
    }

    private static String transfer(String fee, String amount) {
        return TRANSFER.formatted(fee, amount);
    }

    private Answer submit(Answer encoded) {
        return client.post(
                "/api/v1/transactions?wait=true",
                "{\"bytes\":\"" + encoded.text("unsigned") + signature(encoded) + "\"}");
    }

    private static String signature(Answer encoded) {
        return Person.ALICE
                .signer()
                .sign(Bytes.fromHex(encoded.text("message")))
                .toHex();
    }

    private String quo() {
        return ledger.balance(Person.ALICE, TestLedger.QUO).toPlainString();
    }
}
