package org.quoin.host.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quoin.htlc.fixture.Version10;
import org.quoin.htlc.fixture.Version20;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.SpendingLimit;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.TestLedger;

/** The library encodes what the ledger encodes, byte by byte, and refuses what it refuses in the same words. */
@ExtendWith(Chromium.class)
class EncodingTest {
    private static final Map<String, Asset> ASSETS = Map.of(
            "QUO",
            new Asset("QUO", 18),
            "EUR",
            new Asset("EUR", 2),
            "Pt",
            new Asset("Pt", 0),
            "m-a.x_9",
            new Asset("m-a.x_9", 30));

    /** Every kind, alone and in lists and optional fields, and numbers of every width. */
    private static final Schema EVERYTHING = Schema.of(
            new Field("account", FieldType.account()),
            new Field("asset", FieldType.asset()),
            new Field("amount", FieldType.amountOf("asset")),
            new Field("u8", FieldType.number(200)),
            new Field("u16", FieldType.number(0xffff)),
            new Field("u32", FieldType.number(0x1_0000)),
            new Field("u64", FieldType.number(Long.MAX_VALUE)),
            new Field("wide", FieldType.number((1L << 53) + 1)),
            new Field("time", FieldType.time()),
            new Field("duration", FieldType.duration()),
            new Field("bytes", FieldType.bytes(3, 260)),
            new Field("hash", FieldType.hash()),
            new Field("key", FieldType.key()),
            new Field("text", FieldType.text(200)),
            new Field("flag", FieldType.flag()),
            new Field("choice", FieldType.choice(List.of("left", "right", "up"))),
            new Field("hashes", FieldType.listOf(FieldType.hash(), 3)),
            new Field("amounts", FieldType.listOf(FieldType.amountOf("asset"), 4)),
            new Field("perhaps", FieldType.optional(FieldType.time())),
            new Field("some", FieldType.optional(FieldType.listOf(FieldType.choice(List.of("yes", "no")), 5))));

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final RandomValues values =
            new RandomValues(random, ASSETS.keySet().stream().sorted().toList());

    @Test
    void valuesHaveTheSameBytesHereAndThere(Page page) {
        List<Schema> schemas = schemas();
        JsonArray cases = new JsonArray();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Schema schema = schemas.get(i % schemas.size());
            Values some = values.of(schema);
            cases.add(encoding(schema, some));
            expected.add(schema.encode(some).toHex());
        }

        requireSame(encode(page, cases), expected, cases);
    }

    @Test
    void whatIsOutOfItsBoundsIsRefusedInTheSameWords(Page page) {
        List<Schema> schemas = schemas();
        JsonArray cases = new JsonArray();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Schema schema = schemas.get(i % schemas.size());
            Values some = values.beyond(schema);
            cases.add(encoding(schema, some));
            expected.add(encoded(schema, some));
        }

        assertThat(expected.stream().filter(each -> each.startsWith("refused")).count())
                .isGreaterThan(1_500);
        requireSame(encode(page, cases), expected, cases);
    }

    @Test
    void damagedBytesAreRefusedInTheSameWordsOrMeanTheSame(Page page) {
        List<Schema> schemas = schemas();
        JsonArray cases = new JsonArray();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Schema schema = schemas.get(i % schemas.size());
            Bytes bytes = i % 8 == 0 ? schema.encode(values.of(schema)) : damaged(schema.encode(values.of(schema)));
            JsonObject json = new JsonObject();
            json.add("fields", Json.fields(schema));
            json.addProperty("bytes", bytes.toHex());
            cases.add(json);
            expected.add(decoded(schema, bytes));
        }

        requireSame(strings(call(page, "decode", cases)), expected, cases);
    }

    /** By chance they would hardly come up. */
    @Test
    void onlyTheOneEncodingOfAValueIsRead(Page page) {
        Map<FieldType, List<String>> forms = Map.of(
                FieldType.bytes(0, 300),
                List.of(
                        "00",
                        "8000",
                        "0161",
                        "810061",
                        "8180808000" + "61",
                        "81808080800061",
                        "ac02",
                        "ad02",
                        "ffffffff0f"),
                FieldType.listOf(FieldType.flag(), 2),
                List.of("00", "0101", "810001", "0102", "020001", "03000000"),
                FieldType.text(10),
                List.of(
                        "0161",
                        "01ff",
                        "02c3bc",
                        "02c328",
                        "02c080",
                        "03efbbbf",
                        "03eda080",
                        "04f09f9881",
                        "04f4908080"),
                FieldType.optional(FieldType.flag()),
                List.of("00", "0100", "0101", "02", "0001"),
                FieldType.time(),
                List.of("7fffffffffffffff", "8000000000000000", "ffffffffffffffff", "0000"),
                FieldType.number(200),
                List.of("00", "c8", "c9", "ff"),
                FieldType.choice(List.of("a", "b")),
                List.of("00", "01", "02", "ff"),
                FieldType.account(),
                List.of("0161", "0141", "00", "026120"),
                FieldType.key(),
                List.of(
                        "00",
                        "0104",
                        "0101",
                        "01ff",
                        "2101" + "00".repeat(32),
                        "2102" + "00".repeat(32),
                        "2202" + "00".repeat(33)));
        JsonArray cases = new JsonArray();
        List<String> expected = new ArrayList<>();
        forms.forEach((type, encodings) -> encodings.forEach(hex -> {
            Schema schema = Schema.of(new Field("value", type));
            JsonObject json = new JsonObject();
            json.add("fields", Json.fields(schema));
            json.addProperty("bytes", hex);
            cases.add(json);
            expected.add(decoded(schema, Bytes.fromHex(hex)));
        }));

        assertThat(expected)
                .contains(
                        "refused: 'value': a count is not in its shortest form",
                        "refused: 'value': a count is longer than 5 bytes",
                        "refused: 'value': text is not UTF-8",
                        "refused: 'value': a number of 2^63 or more");
        requireSame(strings(call(page, "decode", cases)), expected, cases);
    }

    @Test
    void amountsInWholeUnitsAreExact(Page page) {
        Schema schema =
                Schema.of(new Field("asset", FieldType.asset()), new Field("amount", FieldType.amountOf("asset")));
        JsonArray cases = new JsonArray();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Asset asset = List.copyOf(ASSETS.values()).get(random.nextInt(ASSETS.size()));
            String text = i % 2 == 0 ? Json.whole(values.units(), asset) : amountText();
            JsonObject json = encoding(schema, Values.of("asset", asset.symbol()));
            json.getAsJsonObject("values").addProperty("amount", text);
            cases.add(json);
            expected.add(encoded(schema, asset, text));
        }

        requireSame(encode(page, cases), expected, cases);
    }

    @Test
    void transactionsHaveTheSameMessageAndId(Page page) {
        List<Operation> operations = operations();
        JsonArray cases = new JsonArray();
        JsonArray signed = new JsonArray();
        List<String> expected = new ArrayList<>();
        List<String> unsigned = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Transaction transaction = transaction(operations);
            JsonObject json = new JsonObject();
            json.add("transaction", Json.transaction(transaction));
            cases.add(json);
            Bytes bytes = new SignedTransaction(transaction, Bytes.of(values.bytes(64))).encode();
            signed.add(bytes.toHex());
            unsigned.add(bytes.toHex().substring(0, bytes.toHex().length() - 128));
            expected.add(transaction.message().toHex() + " " + transaction.id().toHex());
        }

        requireSame(strings(call(page, "transactions", cases)), expected, cases);
        requireSame(strings(call(page, "decodeTransactions", signed)), unsigned, signed);
    }

    @Test
    void damagedTermsOfAFeeAreRefusedThereToo(Page page) {
        Transaction transaction = transaction(operations()).withFee(new FeeTerms(BigInteger.ONE, 0, false, ""));
        String hex = new SignedTransaction(transaction, Bytes.of(values.bytes(64)))
                .encode()
                .toHex();
        int limit = 2 * (1 + Hash.SIZE + 1 + transaction.signer().length() + 1 + 8 + 8);
        JsonArray cases = new JsonArray();
        cases.add(with(hex, limit + 2 * 15, "00")); // offers nothing
        cases.add(with(hex, limit + 2 * 16, "80")); // a tip of 2^63
        cases.add(with(hex, limit + 2 * 24, "02")); // a flag that is not known
        cases.add(with(hex, 0, "03")); // a format that is not known
        cases.forEach(each -> assertThatThrownBy(() -> SignedTransaction.decode(Bytes.fromHex(each.getAsString())))
                .isInstanceOf(MalformedBytesException.class));

        assertThat(strings(call(page, "decodeTransactions", cases)))
                .containsExactly(
                        "refused: it offers nothing, which is written as format 1",
                        "refused: a number of 2^63 or more",
                        "refused: a flag must be 0 or 1, got 2",
                        "refused: the format is 3, known here are 1 and 2");
    }

    private static String with(String hex, int at, String digits) {
        return hex.substring(0, at) + digits + hex.substring(at + 2);
    }

    /** The first difference says more than all of them. */
    private void requireSame(List<String> found, List<String> expected, JsonArray cases) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i)).as("seed %d: %s", seed, cases.get(i)).isEqualTo(expected.get(i));
        }
    }

    private Transaction transaction(List<Operation> operations) {
        List<Operation> some = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            some.add(operations.get(random.nextInt(operations.size())));
        }
        return new Transaction(
                Hash.of(values.bytes(Hash.SIZE)),
                values.name(1),
                random.nextInt(Transaction.LANES),
                values.number(Long.MAX_VALUE),
                Instant.ofEpochMilli(values.number(253_402_300_799_999L)),
                some,
                values.key(),
                random.nextInt(3) == 0 ? FeeTerms.NONE : terms());
    }

    /** Each of its parts may offer nothing. */
    private FeeTerms terms() {
        return new FeeTerms(
                random.nextBoolean() ? values.units() : BigInteger.ZERO,
                random.nextBoolean() ? values.number(Long.MAX_VALUE) : 0,
                random.nextBoolean(),
                random.nextBoolean() ? values.name(1) : "");
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        descriptions()
                .forEach((capability, description) -> description.operations().forEach(type -> {
                    List<SpendingLimit> limits = Stream.of("QUO", "EUR")
                            .limit(random.nextInt(3))
                            .map(asset -> new SpendingLimit(asset, values.units()))
                            .toList();
                    operations.add(new Operation(
                            capability,
                            type.name(),
                            type.schema(),
                            type.fields().encode(values.of(type.fields())),
                            limits));
                }));
        return operations;
    }

    private static Map<String, Description> descriptions() {
        try (TestLedger ledger = TestLedger.create()) {
            return Map.of(
                    "ledger", ledger.ledger().description("ledger").orElseThrow(),
                    "htlc", Description.decode(Bytes.of(new HtlcRules().describe())),
                    "fixture-1", Description.decode(Bytes.of(new Version10().describe())),
                    "fixture-2", Description.decode(Bytes.of(new Version20().describe())));
        }
    }

    /** Of all operations, queries and events, and one of everything. */
    private static List<Schema> schemas() {
        List<Schema> schemas = new ArrayList<>(List.of(EVERYTHING, EVERYTHING));
        descriptions().values().forEach(description -> {
            description.operations().forEach(type -> schemas.add(type.fields()));
            description.queries().forEach(type -> schemas.addAll(List.of(type.input(), type.output())));
            description.events().forEach(type -> schemas.add(type.fields()));
        });
        return schemas;
    }

    private JsonObject encoding(Schema schema, Values some) {
        JsonObject json = new JsonObject();
        json.add("fields", Json.fields(schema));
        json.add("values", Json.values(some, ASSETS, random));
        return json;
    }

    private static String encoded(Schema schema, Values some) {
        try {
            return schema.encode(some).toHex();
        } catch (IllegalArgumentException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static String encoded(Schema schema, Asset asset, String amount) {
        try {
            BigInteger units = Amount.parse(amount, asset).units();
            return encoded(schema, Values.of("asset", asset.symbol()).and("amount", units));
        } catch (IllegalArgumentException e) {
            return "refused: 'amount': " + e.getMessage();
        }
    }

    private static String decoded(Schema schema, Bytes bytes) {
        try {
            return schema.encode(schema.decode(bytes)).toHex();
        } catch (MalformedBytesException e) {
            return "refused: " + e.getMessage();
        }
    }

    private String amountText() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(1, 12); left > 0; left--) {
            text.append("0123456789000.".charAt(random.nextInt(14)));
        }
        return text + List.of("", "", "-", "e3", " ", "0".repeat(70)).get(random.nextInt(6));
    }

    private Bytes damaged(Bytes valid) {
        byte[] bytes = valid.toArray();
        return switch (bytes.length == 0 ? 0 : random.nextInt(3)) {
            case 0 -> Bytes.of(Arrays.copyOf(bytes, bytes.length + 1));
            case 1 -> Bytes.of(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            default -> {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                yield Bytes.of(bytes);
            }
        };
    }

    private static List<String> encode(Page page, JsonArray cases) {
        JsonObject decimals = new JsonObject();
        ASSETS.forEach((symbol, asset) -> decimals.addProperty(symbol, asset.decimals()));
        JsonObject json = new JsonObject();
        json.add("decimals", decimals);
        json.add("cases", cases);
        return strings(call(page, "encode", json));
    }

    private static JsonArray call(Page page, String function, JsonElement json) {
        Modules.open(page, Modules.NOWHERE);
        return JsonParser.parseString(Modules.call(page, "encoding.js", function, json.toString()))
                .getAsJsonArray();
    }

    private static List<String> strings(JsonArray array) {
        return array.asList().stream()
                .map(each -> Objects.requireNonNull(each).getAsString())
                .toList();
    }
}
