package org.quoin.host.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quoin.host.gateway.http.Handler;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.http.Route;
import org.quoin.host.gateway.http.Scope;

/**
 * The files below {@code web/} of the class path, and the two modules of Preact that pages import. Addresses below {@code /app/}
 * have no file: they give the page, which knows what it shows there.
 */
public final class StaticFiles {
    private static final String OWN = "web/";
    private static final String PAGE = OWN + "index.html";
    private static final String PREACT = "META-INF/resources/webjars/preact/";
    private static final String PREACT_VERSION = "META-INF/maven/org.webjars.npm/preact/pom.properties";

    /** Nothing else is looked for: no name that a file system could understand in its own way. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*");

    /** The only script inside a page: a browser takes it by its hash. */
    private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">([^<]*)</script>");

    private final ClassLoader files;

    /** Of those that exist: never more than the bundle has. */
    private final Map<String, StaticFile> known = new ConcurrentHashMap<>();

    public StaticFiles() {
        this(StaticFiles.class.getClassLoader());
    }

    StaticFiles(ClassLoader files) {
        this.files = files;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(route("/", request -> send(PAGE, request)));
        routes.add(route("/app", request -> send(PAGE, request)));
        routes.add(route("/app/{rest...}", request -> send(PAGE, request)));
        routes.add(route("/lib/preact.js", request -> send(preact("dist/preact.module.js"), request)));
        routes.add(route("/lib/hooks.js", request -> send(preact("hooks/dist/hooks.module.js"), request)));
        routes.add(route("/{file}", this::file));
        for (String directory : List.of("quoin", "page", "world")) {
            routes.add(route("/" + directory + "/{rest...}", this::file));
        }
        return List.copyOf(routes);
    }

    private static Route route(String pattern, Handler handler) {
        return new Route("GET", pattern, Scope.READ, handler);
    }

    private CompletionStage<Response> file(Request request) {
        String name = request.path().substring(1);
        if (!NAME.matcher(name).matches()) {
            throw unknown();
        }
        return send(OWN + name, request);
    }

    private CompletionStage<Response> send(String resource, Request request) {
        StaticFile file = known.get(resource);
        if (file == null) {
            file = load(resource).orElseThrow(StaticFiles::unknown);
            known.put(resource, file);
        }
        return file.response(request).now();
    }

    private static ProblemException unknown() {
        return ProblemException.of(404, "UNKNOWN_PATH", "There is no such file: begin at /.");
    }

    private String preact(String module) {
        Properties properties = new Properties();
        try (InputStream in = files.getResourceAsStream(PREACT_VERSION)) {
            if (in == null) {
                throw unknown();
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PREACT + properties.getProperty("version") + "/" + module;
    }

    private Optional<StaticFile> load(String resource) {
        Optional<String> type = StaticFile.type(resource);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = files.getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] content = in.readAllBytes();
            if (resource.startsWith(OWN) && resource.endsWith(".js")) {
                content = Script.lean(content);
            }
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("content-type", type.get());
            if (resource.endsWith(".html")) {
                headers.put("content-security-policy", policy(new String(content, UTF_8)));
            }
            return Optional.of(StaticFile.of(content, headers));
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the pages cannot be read: " + resource, e);
        }
    }

    /** What a page may load: only from here, and of what stands in it only the import map. */
    static String policy(String html) {
        StringBuilder scripts = new StringBuilder("'self'");
        Matcher map = IMPORT_MAP.matcher(html);
        if (map.find()) {
            scripts.append(" 'sha256-")
                    .append(Base64.getEncoder()
                            .encodeToString(StaticFile.sha256(map.group(1).getBytes(UTF_8))))
                    .append('\'');
        }
        return "default-src 'none'; script-src " + scripts
                + "; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    }
}
