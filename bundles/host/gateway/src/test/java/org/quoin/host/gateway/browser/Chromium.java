package org.quoin.host.gateway.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test an empty {@link Page} of a Chromium, with storage of its own; one browser serves all tests of a JVM. A test fails by
 * what the page reports as an error, and by requests that get no answer, unless it {@linkplain Tolerates says} that it has them in
 * mind.
 *
 * <p>The browser is the one that the environment variable {@code CHROMIUM} names, or where Linux has it. Without one these tests are
 * skipped, and say so; {@code QUOIN_REQUIRE_BROWSER=1} makes them fail instead.
 */
public final class Chromium implements ExecutionCondition, ParameterResolver, AfterEachCallback {
    private static final Namespace SPACE = Namespace.create(Chromium.class);
    private static final double TIMEOUT = 30_000; // milliseconds

    /** What is said of a request that the page itself does not want any more. */
    private static final String GIVEN_UP = "net::ERR_ABORTED";

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium");

    private static final List<String> ARGUMENTS = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (executable().isPresent()) {
            return ConditionEvaluationResult.enabled("there is a Chromium");
        }
        String reason = "there is no Chromium: install it, or say in CHROMIUM where it is";
        if ("1".equals(System.getenv("QUOIN_REQUIRE_BROWSER"))) {
            throw new IllegalStateException(reason + ", as QUOIN_REQUIRE_BROWSER=1 requires it");
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    private static Optional<Path> executable() {
        return Stream.concat(Optional.ofNullable(System.getenv("CHROMIUM")).stream(), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Page.class;
    }

    @Override
    public Page resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Tab tab = Tab.open(context.getRoot()
                .getStore(SPACE)
                .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class)
                .browser());
        context.getStore(SPACE).put(Tab.class, tab);
        return tab.page();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Tab tab = context.getStore(SPACE).remove(Tab.class, Tab.class);
        if (tab == null) {
            return;
        }
        tab.close();
        String tolerated = context.getTestMethod()
                .map(method -> method.getAnnotation(Tolerates.class))
                .map(Tolerates::value)
                .orElse("");
        if (context.getExecutionException().isEmpty()) {
            Assertions.assertThat(tab.errors())
                    .as("errors in the browser")
                    .allMatch(error -> !tolerated.isEmpty() && error.matches("(?s).*(" + tolerated + ").*"));
        }
    }

    /** The browser, and the process that drives it. */
    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {
        static Running start() {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable().orElseThrow())
                            .setArgs(ARGUMENTS));
            return new Running(playwright, browser);
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    /** A page and what went wrong in it. */
    private record Tab(BrowserContext context, Page page, List<String> errors) {
        static Tab open(Browser browser) {
            List<String> errors = new CopyOnWriteArrayList<>();
            BrowserContext context = browser.newContext();
            context.setDefaultTimeout(TIMEOUT);
            context.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    errors.add(message.text() + " (" + message.location() + ")");
                }
            });
            context.onWebError(error -> errors.add(error.error()));
            context.onRequestFailed(request -> {
                if (!GIVEN_UP.equals(request.failure())) {
                    errors.add(request.url() + ": " + request.failure());
                }
            });
            return new Tab(context, context.newPage(), errors);
        }

        void close() {
            context.close();
        }
    }
}
