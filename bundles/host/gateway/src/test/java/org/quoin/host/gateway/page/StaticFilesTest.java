package org.quoin.host.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quoin.host.gateway.TestClient;
import org.quoin.host.gateway.TestClient.Answer;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Router;

class StaticFilesTest {
    private static final String PAGE =
            "<!doctype html><script type=\"importmap\">{\"imports\":{}}</script><script type=\"module\" src=\"/page/main.js\"></script>";

    private static final Map<String, String> FILES = Map.of(
            "web/index.html", PAGE,
            "web/style.css", "a{}".repeat(1000),
            "web/page/main.js", "1",
            "web/quoin/quoin.js", "2",
            "web/secret", "3",
            "secret.txt", "4");

    private final TestClient client =
            new TestClient(new Router(new StaticFiles(new Loader()).routes())).with("accept-encoding", "gzip");

    /** A class path with these files, and Preact from the real one. */
    private static final class Loader extends ClassLoader {
        Loader() {
            super(StaticFilesTest.class.getClassLoader());
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            String file = FILES.get(name);
            if (file != null) {
                return new ByteArrayInputStream(file.getBytes(UTF_8));
            }
            return name.startsWith("META-INF/") ? super.getResourceAsStream(name) : null;
        }
    }

    @Test
    void thePageIsAtEveryAddressThatItRoutes() {
        for (String path : new String[] {"/", "/index.html", "/app", "/app/", "/app/block/7", "/app/account/a.b"}) {
            Answer answer = client.get(path);
            assertThat(new String(answer.bytes(), UTF_8)).isEqualTo(PAGE);
            assertThat(answer.response().headers()).containsEntry("content-type", "text/html; charset=utf-8");
        }
    }

    /** The hash is of {@code {"imports":{}}}, computed by another program. */
    @Test
    void onlyTheImportMapInsideThePageIsLetRun() {
        assertThat(client.get("/").response().headers().get("content-security-policy"))
                .isEqualTo(
                        "default-src 'none'; script-src 'self' 'sha256-URrTy+Il/Nz0lHojVUx275hWqAWhkSF0VsHbUM4/6Hw=';"
                                + " style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none';"
                                + " frame-ancestors 'none'");
        assertThat(StaticFiles.policy("<p>")).contains("script-src 'self';");
    }

    @Test
    void filesHaveTheirTypesAndAreCompressedOnce() throws Exception {
        Answer style = client.get("/style.css");
        assertThat(style.response().headers())
                .containsEntry("content-type", "text/css; charset=utf-8")
                .containsEntry("content-encoding", "gzip")
                .containsEntry("vary", "accept-encoding");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(style.bytes()))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(FILES.get("web/style.css"));
        }
        Answer plain = client.with("accept-encoding", "identity").get("/style.css");
        assertThat(new String(plain.bytes(), UTF_8)).isEqualTo(FILES.get("web/style.css"));
        assertThat(plain.response().headers().get("etag"))
                .isNotEqualTo(style.response().headers().get("etag"));
        assertThat(client.get("/page/main.js").response().headers()).doesNotContainKey("content-encoding");
        assertThat(new String(client.get("/quoin/quoin.js").bytes(), UTF_8)).isEqualTo("2");
    }

    @Test
    void preactComesFromItsOwnJar() {
        TestClient identity = client.with("accept-encoding", "identity");
        assertThat(new String(identity.get("/lib/preact.js").bytes(), UTF_8)).contains("export{");
        assertThat(new String(identity.get("/lib/hooks.js").bytes(), UTF_8)).contains("from\"preact\"");
    }

    @Test
    void nothingElseOfTheClassPathIsAFile() {
        for (String path : new String[] {
            "/secret",
            "/secret.txt",
            "/web/index.html",
            "/page/",
            "/page/none.js",
            "/page/.hidden.js",
            "/quoin/../secret.txt",
            "/quoin/StaticFiles.class",
            "/lib/preact.min.js",
            "/other/x.js",
            "/page/main.js/",
            "/.html"
        }) {
            assertThatThrownBy(() -> client.get(path))
                    .as(path)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.status()).isEqualTo(404));
        }
    }
}
