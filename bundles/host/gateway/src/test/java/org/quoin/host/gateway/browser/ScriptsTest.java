package org.quoin.host.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quoin.host.gateway.GatewayServer;
import org.quoin.ledger.testkit.TestLedger;

/** What the scripts of the pages hold to, whatever they do. */
class ScriptsTest {
    /** In bytes, as they are sent: the pages, the library, and Preact. */
    private static final int BUDGET = 60 * 1024;

    /** Whatever reads a text as anything but a text, or is stopped by the policy of the page. */
    private static final List<String> FORBIDDEN = List.of(
            "innerHTML",
            "InnerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "createContextualFragment",
            "DOMParser",
            "srcdoc",
            "eval(",
            "new Function",
            "style:",
            "javascript:",
            "http://",
            "https://");

    @Test
    void allScriptsTogetherStayWithinTheirBudget() throws Exception {
        int sum = 0;
        List<String> paths = new ArrayList<>(List.of("/lib/preact.js", "/lib/hooks.js"));
        scripts().forEach(script -> paths.add("/" + script));
        try (TestLedger ledger = TestLedger.create();
                GatewayServer server = new GatewayServer(ledger.ledger())) {
            HttpClient client = HttpClient.newHttpClient();
            for (String path : paths) {
                var answer = client.send(
                        HttpRequest.newBuilder(server.address().resolve(path))
                                .header("accept-encoding", "gzip")
                                .build(),
                        BodyHandlers.ofByteArray());
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.headers().firstValue("content-type").orElse(""))
                        .as(path)
                        .startsWith("text/javascript");
                sum += answer.body().length;
            }
        }

        System.out.printf("all scripts together: %.1f KiB compressed%n", sum / 1024.0);
        assertThat(sum).isLessThanOrEqualTo(BUDGET);
    }

    @Test
    void nothingButTextIsMadeOfText() {
        for (String script :
                scripts().filter(each -> !each.startsWith("quoin/")).toList()) {
            assertThat(source(script)).as(script).doesNotContain(FORBIDDEN);
        }
        String page = source("index.html");
        assertThat(page).doesNotContain("style=", "onclick", "http://", "https://");
        assertThat(page.split("<script", -1)).hasSize(4);
    }

    /** Comments are taken out by lines before scripts are sent, so a text stays on one. */
    @Test
    void noTextOfAScriptGoesOverSeveralLines() {
        for (String script : scripts().toList()) {
            source(script)
                    .lines()
                    .forEach(line -> assertThat(
                                    line.chars().filter(c -> c == '`').count() % 2)
                            .as("%s: %s", script, line)
                            .isZero());
        }
    }

    private static Stream<String> scripts() {
        List<String> found = new ArrayList<>();
        for (String directory : List.of("page", "quoin")) {
            try (Stream<Path> files = Files.list(folder().resolve(directory))) {
                files.map(file -> directory + "/" + Objects.requireNonNull(file.getFileName()))
                        .filter(name -> name.endsWith(".js"))
                        .sorted()
                        .forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found.stream();
    }

    private static String source(String name) {
        try {
            return Files.readString(folder().resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            URI page = Objects.requireNonNull(ScriptsTest.class.getResource("/web/index.html"))
                    .toURI();
            return Objects.requireNonNull(Path.of(page).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
