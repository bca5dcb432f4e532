package org.quoin.ledger.core.node;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.core.execution.Genesis;

/**
 * The genesis of a chain of one's own, as somebody writes it down before its first start:
 *
 * <pre>{@code
 * {"development": false,
 *  "accounts": {"alice": "ed25519:0102…", "bank": "p256:0203…"},
 *  "operators": ["bank"],
 *  "assets": [{"asset": "QUO", "decimals": 18, "issuer": "bank", "shares": {"alice": "1000", "bank": "9000.5"}}]}
 * }</pre>
 *
 * <p>Amounts are in whole units; the first asset is the native one. {@code time} (RFC 3339) is that of block 0, and now if it is
 * not given. It is read once: a ledger that is there has its own.
 */
public final class FoundingFile {
    /** In the data directory. */
    public static final String NAME = "genesis.json";

    private static final Gson GSON =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();

    private final Path file;

    public FoundingFile(Path file) {
        this.file = file;
    }

    private record Text(
            @Nullable Boolean development,
            @Nullable String time,
            @Nullable Map<String, String> accounts,
            @Nullable List<String> operators,
            @Nullable List<Holding> assets) {}

    private record Holding(
            @Nullable String asset,
            @Nullable Integer decimals,
            @Nullable String issuer,
            @Nullable Map<String, String> shares) {}

    /**
     * What the file says, or something else if there is no such file.
     *
     * @throws InvalidGenesisException if no chain can start so
     */
    public Genesis orElse(InstantSource clock, Supplier<Genesis> otherwise) {
        return Files.exists(file) ? read(clock) : otherwise.get();
    }

    private Genesis read(InstantSource clock) {
        try {
            return genesis(text(), clock);
        } catch (JsonParseException | IllegalStateException | CharacterCodingException e) {
            throw invalid("it is not the JSON of a genesis (" + e.getMessage() + ")", e);
        } catch (DateTimeException e) {
            throw invalid("its time is not written as 2026-01-31T00:00:00Z", e);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Text text() throws IOException {
        String json = Files.readString(file);
        if (!(JsonParser.parseString(json) instanceof JsonObject object)) {
            throw new IllegalArgumentException("it is not one JSON object");
        }
        requireKnown(object, Text.class);
        if (object.get("assets") instanceof JsonArray assets) {
            for (JsonElement asset : assets) {
                requireKnown(asset.getAsJsonObject(), Holding.class);
            }
        }
        return GSON.fromJson(json, Text.class);
    }

    /** A word that is misspelt is not passed over. */
    private static void requireKnown(JsonObject object, Class<? extends Record> fields) {
        for (String name : object.keySet()) {
            if (Arrays.stream(fields.getRecordComponents())
                    .noneMatch(field -> field.getName().equals(name))) {
                throw new IllegalArgumentException("it has a field '" + name + "' that a genesis does not have");
            }
        }
    }

    private static Genesis genesis(Text text, InstantSource clock) {
        List<Genesis.Founder> founders = new ArrayList<>();
        given("accounts", text.accounts())
                .forEach((name, key) -> founders.add(new Genesis.Founder(name, PublicKey.parse(given(name, key)))));
        List<Genesis.Endowment> assets = new ArrayList<>();
        for (Holding holding : given("assets", text.assets())) {
            assets.add(endowment(given("assets", holding)));
        }
        List<String> operators = given("operators", text.operators());
        if (operators.isEmpty()) {
            throw new IllegalArgumentException("it names no operators, so nobody could ever activate a capability");
        }
        Instant time = text.time() == null ? clock.instant() : Instant.parse(text.time());
        return new Genesis(
                given("development", text.development()),
                time.truncatedTo(ChronoUnit.MILLIS),
                founders,
                operators.stream().map(name -> given("operators", name)).toList(),
                assets);
    }

    private static Genesis.Endowment endowment(Holding holding) {
        Asset asset = new Asset(given("asset", holding.asset()), given("decimals", holding.decimals()));
        List<Genesis.Share> shares = new ArrayList<>();
        given("shares", holding.shares())
                .forEach((name, amount) -> shares.add(new Genesis.Share(
                        name, Amount.parse(given(name, amount), asset).units())));
        return new Genesis.Endowment(asset, given("issuer", holding.issuer()), shares);
    }

    private static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("it says nothing of '" + field + "'");
        }
        return Objects.requireNonNull(value);
    }

    private InvalidGenesisException invalid(String problem, Exception cause) {
        return new InvalidGenesisException(
                "No chain can start from " + file + ": " + problem + ". Mend the file and start again.", cause);
    }
}
