package org.quoin.host.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.host.gateway.Gateway;
import org.quoin.host.gateway.TestClient;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.JsonView;
import org.quoin.ledger.console.LedgerView;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** Whatever an operation can be, what people are shown of it is read as the same bytes again. */
class RoundTripTest {
    private static final int ROUNDS = 200;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatIsShownIsReadAsWhatItWas(long seed) {
        Random random = new Random(seed);
        try (TestLedger ledger = TestLedger.create();
                Gateway gateway = new Gateway(ledger.ledger())) {
            ledger.activate(RulesJars.fixture("1.1.0"));
            ledger.activate(RulesJars.of("htlc", "1.1.0", HtlcRules.class));
            TestClient client = new TestClient(gateway);
            for (String capability : List.of("ledger", "htlc-fixture", "htlc")) {
                Description description =
                        ledger.ledger().description(capability).orElseThrow();
                for (OperationType type : description.operations()) {
                    for (int i = 0; i < ROUNDS; i++) {
                        roundTrip(ledger, client, capability, type, random);
                    }
                }
            }
        }
    }

    /** What is offered is shown as it is given, and given as it is shown, whoever submits it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatIsOfferedIsShownAndReadAgain(long seed) {
        Random random = new Random(seed);
        try (TestLedger ledger = TestLedger.create();
                Gateway gateway = new Gateway(ledger.ledger())) {
            TestClient client = new TestClient(gateway);
            for (int i = 0; i < ROUNDS; i++) {
                FeeTerms terms = new FeeTerms(
                        new BigInteger(1 + random.nextInt(128), random)
                                .add(BigInteger.ONE)
                                .min(Amount.MAX_UNITS),
                        random.nextInt(4) == 0 ? 0 : random.nextLong(Long.MAX_VALUE),
                        random.nextBoolean(),
                        random.nextBoolean() ? "" : "a.b_c-" + random.nextInt(1000));
                JsonObject fee = JsonParser.parseString(JsonView.line(CoreFields.fee(terms, TestLedger.QUO)))
                        .getAsJsonObject();
                JsonObject body = JsonParser.parseString("""
                        {"signer":"alice","operations":[{"capability":"ledger","operation":"transfer",
                         "values":{"from":"alice","to":"bob","asset":"ETH","amount":"1"}}]}""").getAsJsonObject();
                body.add("fee", fee);

                TestClient.Answer answer = client.post("/api/v1/encode", body.toString());

                assertThat(answer.status()).as("%s of %s", answer.json(), body).isEqualTo(200);
                assertThat(SignedTransaction.decode(Bytes.fromHex(answer.text("unsigned") + "00".repeat(64)))
                                .transaction()
                                .fee())
                        .as("%s", body)
                        .isEqualTo(terms);
                JsonObject shown = answer.json().getAsJsonObject("transaction");
                assertThat(shown.get("fee")).isEqualTo(fee);
                assertThat(client.post("/api/v1/encode", shown.toString()).text("unsigned"))
                        .isEqualTo(answer.text("unsigned"));
            }
        }
    }

    private static void roundTrip(
            TestLedger ledger, TestClient client, String capability, OperationType type, Random random) {
        Values values = values(type, random);
        Bytes encoded = type.fields().encode(values);
        JsonObject shown = JsonParser.parseString(
                        JsonView.line(new LedgerView(ledger.ledger()).values(type.fields(), values)))
                .getAsJsonObject();
        JsonObject operation = new JsonObject();
        operation.addProperty("capability", capability);
        operation.addProperty("operation", type.name());
        operation.addProperty("schema", type.schema());
        operation.add("values", shown);
        JsonArray operations = new JsonArray();
        operations.add(operation);
        JsonObject body = new JsonObject();
        body.addProperty("signer", "alice");
        body.add("operations", operations);

        TestClient.Answer answer = client.post("/api/v1/encode", body.toString());

        assertThat(answer.status()).as("%s of %s", answer.json(), body).isEqualTo(200);
        Operation read = SignedTransaction.decode(Bytes.fromHex(answer.text("unsigned") + "00".repeat(64)))
                .transaction()
                .operations()
                .get(0);
        assertThat(read.body()).as("%s", body).isEqualTo(encoded);
        JsonObject again = answer.json()
                .getAsJsonObject("transaction")
                .getAsJsonArray("operations")
                .get(0)
                .getAsJsonObject();
        assertThat(again.getAsJsonObject("values")).isEqualTo(shown);
    }

    private static Values values(OperationType type, Random random) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : type.fields().fields()) {
            if (field.type().kind() != FieldType.Kind.OPTIONAL || random.nextBoolean()) {
                values.put(field.name(), value(field.type(), random));
            }
        }
        return Values.of(values);
    }

    private static Object value(FieldType type, Random random) {
        return switch (type.kind()) {
            case ACCOUNT -> random.nextBoolean() ? "bob" : "a.b_c-" + random.nextInt(1000);
            case ASSET -> random.nextBoolean() ? "ETH" : "QUO";
            case AMOUNT -> new BigInteger(1 + random.nextInt(128), random);
            case NUMBER -> random.nextInt(4) == 0 ? type.bound() : below(type.bound(), random);
            case TIME -> Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
            case DURATION -> Duration.ofMillis(random.nextLong(40_000_000_000L));
            case BYTES ->
                bytes(type.minimum() + random.nextInt((int) Math.min(type.bound(), 500) - type.minimum() + 1), random);
            case HASH -> new Hash(bytes(Hash.SIZE, random));
            case KEY -> {
                PublicKey.Scheme scheme = List.of(PublicKey.Scheme.values()).get(random.nextInt(3));
                yield new PublicKey(scheme, bytes(scheme.keySize(), random));
            }
            case TEXT -> random.nextBoolean() || type.bound() < 16 ? "" : "é\"<\\\0😀";
            case FLAG -> random.nextBoolean();
            case OPTIONAL -> value(element(type), random);
            case CHOICE -> type.choices().get(random.nextInt(type.choices().size()));
            case LIST ->
                Stream.generate(() -> value(element(type), random))
                        .limit(random.nextInt((int) Math.min(type.bound(), 5) + 1))
                        .toList();
        };
    }

    private static FieldType element(FieldType type) {
        return Objects.requireNonNull(type.element());
    }

    private static long below(long bound, Random random) {
        return bound == Long.MAX_VALUE ? random.nextLong(bound) : random.nextLong(bound + 1);
    }

    private static Bytes bytes(int size, Random random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
