package org.quoin.htlc.watcher;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.FeeEstimate;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Description;

/** A ledger behind its gateway. */
final class Node {
    private static final Duration CONNECTING = Duration.ofSeconds(3);
    private static final Duration ASKING = Duration.ofSeconds(5);
    private static final Duration ORDERING = Duration.ofSeconds(30);

    /** In bytes: the longest page of contracts is far below. */
    private static final int MAX_ANSWER = 16 << 20;

    private final Config.Chain chain;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();

    Node(Config.Chain chain) {
        this.chain = chain;
    }

    /**
     * Where the ledger stands.
     *
     * @param now the time that a block made now would carry
     * @param charges whether a transaction costs anything
     */
    record Position(long height, Instant now, long nextEvent, boolean charges) {}

    /** @throws WatcherException if it is another chain than the one that is trusted */
    Position position() throws IOException, InterruptedException, Refusal {
        JsonObject info = get("ledger");
        requireChain(info.get("chainId").getAsString());
        return new Position(
                info.get("height").getAsLong(),
                Instant.parse(info.get("now").getAsString()),
                info.get("nextEvent").getAsLong(),
                info.has("feePolicy") && !info.get("feePolicy").isJsonNull());
    }

    void requireChain(String id) {
        if (!id.equals(chain.id().toHex())) {
            throw new WatcherException(
                    "At " + chain.address() + " is the chain " + id + ", but " + chain.name() + ".chain is "
                            + chain.id() + ": nothing is signed for another chain. Correct the address or the chain.");
        }
    }

    /** Contracts that are as all of it says, a page of them at a time: see the query {@code contracts} 2. */
    List<Contract> contracts(String filter) throws IOException, InterruptedException, Refusal {
        List<Contract> contracts = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = get("htlc/contracts?schema=2&limit=1000&" + filter + cursor);
            for (JsonElement item : page.getAsJsonArray("items")) {
                contracts.add(Contract.of(item.getAsJsonObject()));
            }
            JsonElement next = page.get("next");
            cursor = next.isJsonNull() ? "" : "&cursor=" + next.getAsString();
        } while (!cursor.isEmpty());
        return contracts;
    }

    Contract contract(Hash id) throws IOException, InterruptedException, Refusal {
        return Contract.of(get("htlc/contract?schema=2&id=" + id));
    }

    /** Which keys sign for the account, and its next nonce. */
    record Signing(List<PublicKey> keys, long sequence) {}

    Signing signing() throws IOException, InterruptedException, Refusal {
        JsonObject account = get("accounts/" + chain.account());
        List<PublicKey> keys = new ArrayList<>();
        for (JsonElement key : account.getAsJsonArray("keys")) {
            keys.add(PublicKey.parse(key.getAsString()));
        }
        long sequence = 0;
        for (JsonElement element : account.getAsJsonArray("nonces")) {
            JsonObject nonce = element.getAsJsonObject();
            if (nonce.get("lane").getAsInt() == chain.lane()) {
                sequence = nonce.get("next").getAsLong();
            }
        }
        return new Signing(keys, sequence);
    }

    /** What the active rules of contracts accept. */
    Description description() throws IOException, InterruptedException, Refusal {
        try {
            return Description.decode(Bytes.of(
                    bytes(request("capabilities/htlc/description", ASKING).build())));
        } catch (MalformedBytesException e) {
            throw new IOException("the description of htlc cannot be read", e);
        }
    }

    /** What a transaction would cost now. */
    FeeEstimate estimate(Transaction draft) throws IOException, InterruptedException, Refusal {
        int blank = draft.key().scheme().signatureSize();
        String signed =
                new SignedTransaction(draft, Bytes.of(new byte[blank])).encode().toHex();
        JsonObject estimate =
                post("transactions/estimate", ASKING, "unsigned", signed.substring(0, signed.length() - 2 * blank));
        String symbol = estimate.get("asset").getAsString();
        Asset asset = new Asset(symbol, get("assets/" + symbol).get("decimals").getAsInt());
        return new FeeEstimate(
                Amount.parse(estimate.get("base").getAsString(), asset),
                estimate.get("execution").getAsLong(),
                estimate.get("data").getAsLong(),
                estimate.get("growth").getAsLong(),
                null);
    }

    /** Waits for the receipt. */
    JsonObject submit(SignedTransaction transaction) throws IOException, InterruptedException, Refusal {
        return post(
                "transactions?wait=true",
                ORDERING,
                "bytes",
                transaction.encode().toHex());
    }

    private JsonObject post(String path, Duration timeout, String member, String hex)
            throws IOException, InterruptedException, Refusal {
        JsonObject body = new JsonObject();
        body.addProperty(member, hex);
        return json(bytes(request(path, timeout)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build()));
    }

    /**
     * The events of contracts, for as long as the connection stays.
     *
     * @param next the sequence number of the first one wanted
     */
    InputStream events(long next) throws IOException, InterruptedException, Refusal {
        HttpResponse<InputStream> response = http.send(
                builder("events?capability=htlc")
                        .header("accept", "text/event-stream")
                        .header("last-event-id", Long.toString(next - 1))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (InputStream body = response.body()) {
                throw refusal(response, body.readNBytes(MAX_ANSWER));
            }
        }
        return response.body();
    }

    private JsonObject get(String path) throws IOException, InterruptedException, Refusal {
        return json(bytes(request(path, ASKING).build()));
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return builder(path).timeout(timeout);
    }

    private HttpRequest.Builder builder(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(chain.address().resolve("api/v1/" + path));
        chain.apiKey().ifPresent(key -> builder.header("authorization", "Bearer " + key));
        return builder;
    }

    private byte[] bytes(HttpRequest request) throws IOException, InterruptedException, Refusal {
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            byte[] body = in.readNBytes(MAX_ANSWER);
            if (response.statusCode() != 200) {
                throw refusal(response, body);
            }
            return body;
        }
    }

    private static Refusal refusal(HttpResponse<?> response, byte[] body) {
        Optional<Duration> retryAfter = response.headers()
                .firstValue("retry-after")
                .filter(text -> text.matches("\\d{1,4}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
        String code = "HTTP_" + response.statusCode();
        String message = "the gateway said no more";
        try {
            JsonObject problem = json(body);
            code = problem.has("code") ? problem.get("code").getAsString() : code;
            message = problem.has("detail") ? problem.get("detail").getAsString() : message;
        } catch (IOException e) {
            message = "the answer is no problem of a gateway";
        }
        return new Refusal(response.statusCode(), code, message, retryAfter);
    }

    private static JsonObject json(byte[] body) throws IOException {
        try {
            return JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("the answer is not of JSON", e);
        }
    }
}
