package org.quoin.host.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.quoin.host.gateway.Gateway;
import org.quoin.host.gateway.TestClient;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.Vectors;

/** JSON of any origin at every entry that reads some: JSONTestSuite, and what is made to be too much. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonSuiteTest {
    private static final List<String> ENTRIES = List.of(
            "/api/v1/transactions",
            "/api/v1/transactions/batch",
            "/api/v1/simulate",
            "/api/v1/encode",
            "/api/v1/ledger/transfer");

    private final TestLedger ledger = TestLedger.create();
    private final Gateway gateway = new Gateway(ledger.ledger());
    private final TestClient client = new TestClient(gateway);

    @BeforeAll
    void warmUp() {
        ENTRIES.forEach(entry -> client.post(entry, "{}"));
    }

    @AfterAll
    void close() {
        gateway.close();
        ledger.close();
    }

    @Test
    void whatMustBeRejectedIsRejectedAndWhatMustBeReadIsRead() throws IOException {
        Optional<Path> one = Vectors.find("JSONTestSuite/test_parsing/y_object.json");
        assumeThat(one).as("the vectors of JSONTestSuite").isPresent();
        int[] verdicts = new int[3];
        try (Stream<Path> files = Files.list(one.orElseThrow().getParent())) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                byte[] body = Files.readAllBytes(file);
                for (String entry : ENTRIES) {
                    TestClient.Answer answer = client.post(entry, body);
                    assertThat(answer.status()).as(name + " at " + entry).isEqualTo(400);
                    boolean malformed = answer.text("code").equals("MALFORMED_JSON");
                    switch (name.charAt(0)) {
                        case 'n' -> assertThat(malformed).as(name).isTrue();
                        case 'y' -> assertThat(malformed).as(name).isFalse();
                        default -> assertThat(name).startsWith("i_");
                    }
                }
                verdicts["nyi".indexOf(name.charAt(0))]++;
            }
        }
        assertThat(verdicts).containsExactly(188, 95, 35);
    }

    @Test
    void whatIsTooMuchIsRefusedAtOnce() {
        int mib = 1024 * 1024;
        refused("[".repeat(100_000));
        refused("{\"a\":".repeat(100_000));
        refused("[".repeat(100_000) + "]".repeat(100_000));
        refused("{\"signer\":" + "1".repeat(mib) + "}");
        refused("{\"signer\":1e" + "9".repeat(mib) + "}");
        refused("{\"items\":[" + "0,".repeat(4 * mib - 20) + "0]}");
        refused("{\"items\":[" + "[],".repeat(2 * mib) + "0]}");
        refused("{\"signer\":\"" + "a".repeat(8 * mib - 20) + "\"}");
        refused("{\"" + "a".repeat(8 * mib - 20) + "\":0}");
        refused("{\"items\":[\"" + "z".repeat(8 * mib - 20) + "\"]}");
        StringBuilder members = new StringBuilder("{\"a\":0");
        for (int i = 0; members.length() < 8 * mib - 40; i++) {
            members.append(",\"").append(colliding(i)).append("\":0");
        }
        refused(members.append('}').toString());
    }

    /** All of one hash code. */
    private static String colliding(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 20; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    private void refused(String body) {
        for (String entry : ENTRIES) {
            long begun = System.nanoTime();
            TestClient.Answer answer = client.post(entry, body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.bytes())
                    .as("an answer does not repeat what it refuses")
                    .hasSizeLessThan(2_000);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("whatever this machine does beside it, it is no work")
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void itSaysWhatIsTooMuch() {
        assertThat(client.post("/api/v1/encode", "{\"operations\":[" + "0,".repeat(20_000) + "0]}")
                        .text("detail"))
                .isEqualTo("The body is no JSON that can be read: there are more than 20000 values in it."
                        + " Correct it and send it again.");
    }

    @Test
    void whatIsNoTextIsNotReadAsAnother() {
        byte[] body = "{\"signer\":\"x\"}".getBytes(StandardCharsets.US_ASCII);
        body[11] = (byte) 0xff;
        assertThat(client.post("/api/v1/encode", body).text("code")).isEqualTo("MALFORMED_JSON");
        assertThat(client.post("/api/v1/encode", "{\"signer\":\"\\ud800\"}").text("code"))
                .isEqualTo("MALFORMED_JSON");
    }

    @Test
    void aNameThatOccursTwiceIsNotGuessedAt() {
        TestClient.Answer answer = client.post("/api/v1/transactions", "{\"bytes\":\"00\",\"bytes\":\"01\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("INVALID_BODY");
        assertThat(answer.text("detail"))
                .isEqualTo("'bytes' occurs twice in one object: correct it and send it again.");
    }

    @Test
    void whatIsNotKnownIsNotPassedOver() {
        assertThat(client.post("/api/v1/transactions", "{\"bytes\":\"00\",\"wiat\":true}")
                        .text("detail"))
                .isEqualTo("'wiat' is not known here: correct it and send it again.");
        assertThat(client.get("/api/v1/blocks?limti=1").text("code")).isEqualTo("INVALID_PARAMETER");
    }
}
