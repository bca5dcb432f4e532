package org.quoin.host.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.host.gateway.Gateway;
import org.quoin.host.gateway.TestClient;
import org.quoin.host.gateway.http.Route;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.api.Metrics;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** The document says what is answered, all of it and nothing else. */
class OpenApiTest {
    private final TestLedger ledger = TestLedger.create();
    private final Gateway gateway = new Gateway(ledger.ledger());
    private final TestClient client = new TestClient(gateway);

    @AfterEach
    void close() {
        gateway.close();
        ledger.close();
    }

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(1);
        NodeRoutes node = new NodeRoutes(() -> new Health.Report(List.of()), new NoFigures());
        Set<String> answered = new TreeSet<>();
        Stream.of(new Api(ledger.ledger(), threads).routes(), gateway.events().routes(), node.routes())
                .flatMap(List::stream)
                .filter(route -> !route.pattern().startsWith("/api/v1/{"))
                .map(OpenApiTest::name)
                .forEach(answered::add);
        threads.shutdown();

        Set<String> described = new TreeSet<>();
        OpenApi.fixed()
                .getAsJsonObject("paths")
                .asMap()
                .forEach((path, methods) -> methods.getAsJsonObject()
                        .keySet()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(described).isEqualTo(answered);
    }

    private static String name(Route route) {
        return route.method() + " " + route.pattern();
    }

    private static final class NoFigures implements Metrics {
        @Override
        public String exposition() {
            return "";
        }

        @Override
        public List<Sample> samples() {
            return List.of();
        }
    }

    @Test
    void whatItRefersToIsThereWhateverIsActive() {
        requireSound();
        ledger.activate(RulesJars.fixture("1.1.0"));
        requireSound();
        ledger.activate(RulesJars.of("htlc", "1.1.0", HtlcRules.class));
        JsonObject document = requireSound();
        JsonObject create = document.getAsJsonObject("components")
                .getAsJsonObject("schemas")
                .getAsJsonObject("operation.htlc.create.2");
        assertThat(create.getAsJsonObject("properties").keySet())
                .contains("beneficiary", "amount", "signer", "validFor", "spends");
        assertThat(create.getAsJsonArray("required").toString())
                .contains("\"beneficiary\"", "\"signer\"")
                .doesNotContain("\"against\"");
        assertThat(document.getAsJsonObject("paths").keySet())
                .contains("/api/v1/htlc/create", "/api/v1/htlc/contracts");
    }

    @Test
    void itKeepsItsTagUntilTheRulesChange() {
        String before = tag();
        assertThat(tag()).isEqualTo(before);
        ledger.activate(RulesJars.fixture("1.1.0"));
        assertThat(tag()).isNotEqualTo(before);
    }

    private String tag() {
        return Objects.requireNonNull(
                client.get("/api/v1/openapi.json").response().headers().get("etag"));
    }

    private JsonObject requireSound() {
        JsonObject document = client.get("/api/v1/openapi.json").json();
        Set<String> references = new HashSet<>();
        collect(document, references);
        for (String reference : references) {
            JsonElement at = document;
            for (String part : reference.substring(2).split("/", -1)) {
                at = at.getAsJsonObject().get(part);
                assertThat(at).as(reference).isNotNull();
            }
        }
        return document;
    }

    private static void collect(JsonElement element, Set<String> references) {
        if (element.isJsonObject()) {
            element.getAsJsonObject().asMap().forEach((name, value) -> {
                if (name.equals("$ref")) {
                    references.add(value.getAsString());
                } else {
                    collect(value, references);
                }
            });
        } else if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(item -> collect(item, references));
        }
    }
}
