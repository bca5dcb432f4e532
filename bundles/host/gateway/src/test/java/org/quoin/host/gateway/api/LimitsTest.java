package org.quoin.host.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.quoin.host.gateway.Gateway;
import org.quoin.host.gateway.TestClient;
import org.quoin.host.gateway.TestClient.Answer;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.GrantHost;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.node.Capacity;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/** What the ledger has no room for, or does not allow the gateway, its clients are told in terms of HTTP. */
class LimitsTest {
    private static final String BATCH = "/api/v1/transactions/batch";
    private static final String SUBMIT = "/api/v1/transactions?wait=true";
    private static final String HOST = "org.quoin.host.gateway";

    @Test
    void whatALedgerHasNoRoomForIsSentAgainUntilItHas() {
        ManualClock clock = new ManualClock(TestLedger.START);
        try (TestLedger ledger =
                        TestLedger.open(new MemoryStore(), clock, new Capacity(8, 1 << 20), Person.ALICE, Person.BOB);
                Gateway gateway = new Gateway(ledger.ledger())) {
            TestClient client = new TestClient(gateway);
            List<String> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waiting.add(signed(ledger.ledger(), i));
            }
            boolean refused = false;
            while (!waiting.isEmpty()) {
                JsonArray items = new JsonArray();
                waiting.forEach(items::add);
                JsonObject body = new JsonObject();
                body.add("items", items);
                List<JsonElement> outcomes = client.post(BATCH, body.toString())
                        .json()
                        .getAsJsonArray("items")
                        .asList();
                List<String> again = new ArrayList<>();
                for (int i = 0; i < outcomes.size(); i++) {
                    JsonObject outcome = outcomes.get(i).getAsJsonObject();
                    if (!outcome.get("status").getAsString().equals("applied")) {
                        assertThat(outcome.get("code").getAsString()).isIn("OVERLOADED", "NONCE_GAP");
                        refused |= outcome.get("code").getAsString().equals("OVERLOADED");
                        again.add(waiting.get(i));
                    }
                }
                assertThat(again).as("some of them were applied").hasSizeLessThan(waiting.size());
                waiting = again;
            }
            assertThat(refused).isTrue();
            assertThat(ledger.ledger().balances("bob"))
                    .anySatisfy(
                            balance -> assertThat(balance.available()).isEqualTo(Amount.parse("1100", TestLedger.ETH)));
        }
    }

    @Test
    void whatOperatorsHaveNotGrantedIsForbiddenAndWhatTheyHaveLimitedIsCounted() {
        ManualClock clock = new ManualClock(TestLedger.START);
        try (TestLedger ledger = TestLedger.governed(new MemoryStore(), clock, Person.ALICE);
                Gateway gateway = new Gateway(ledger.node().forHost(HOST, capability -> false))) {
            TestClient client = new TestClient(gateway);
            Answer forbidden = client.post(SUBMIT, body(signed(ledger.ledger(), 0)));
            assertThat(forbidden.status()).isEqualTo(403);
            assertThat(forbidden.text("code")).isEqualTo("HOST_NOT_GRANTED");
            assertThat(client.get("/api/v1/accounts/alice").status())
                    .as("what everybody may see")
                    .isEqualTo(200);

            assertThat(ledger.submit(
                                    Person.ALICE,
                                    new GrantHost(new HostGrant(
                                            HOST, List.of("ledger"), OptionalLong.of(2), OptionalLong.empty())))
                            .applied())
                    .isTrue();
            for (int i = 1; i <= 2; i++) {
                assertThat(client.post(SUBMIT, body(signed(ledger.ledger(), i))).text("status"))
                        .isEqualTo("applied");
            }
            Answer tooMany = client.post(SUBMIT, body(signed(ledger.ledger(), 3)));
            assertThat(tooMany.status()).isEqualTo(429);
            assertThat(tooMany.text("code")).isEqualTo("HOST_QUOTA_EXCEEDED");
            assertThat(tooMany.response().headers()).containsEntry("retry-after", "60");
        }
    }

    private static String signed(Ledger ledger, long sequence) {
        return new Transaction(
                        ledger.info().chainId(),
                        "alice",
                        0,
                        sequence,
                        ledger.now().plusSeconds(60),
                        List.of(ledger.description("ledger")
                                .orElseThrow()
                                .encode(new Transfer(
                                        "alice",
                                        ledger.account("bob").isPresent() ? "bob" : "alice",
                                        Amount.parse("1", TestLedger.ETH)))),
                        Person.ALICE.signer().publicKey())
                .sign(Person.ALICE.signer())
                .encode()
                .toHex();
    }

    private static String body(String hex) {
        return "{\"bytes\":\"" + hex + "\"}";
    }
}
