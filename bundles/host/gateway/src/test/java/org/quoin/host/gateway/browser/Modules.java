package org.quoin.host.gateway.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/** Gives modules of tests to a page, and those of the library where there is no server that has them. */
final class Modules {
    /** It is never asked: a secure context, as the browser's cryptography requires. */
    static final URI NOWHERE = URI.create("https://quoin.test/");

    private Modules() {}

    /** Leads a page to where the library is at {@code /quoin/} and the modules of tests are at {@code /browser/}. */
    static void open(Page page, URI origin) {
        if (origin.equals(NOWHERE)) {
            page.context().route(origin.resolve("quoin/**").toString(), route -> fulfil(route, "/web"));
        }
        page.context().route(origin.resolve("browser/**").toString(), route -> fulfil(route, ""));
        String blank = origin.resolve("blank").toString();
        page.context()
                .route(
                        blank,
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("text/html")
                                .setBody("<!doctype html><link rel=icon href=data:,>")));
        page.navigate(blank);
    }

    private static void fulfil(Route route, String folder) {
        String path = folder + URI.create(route.request().url()).getPath();
        try (InputStream in = Modules.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("there is no module " + path);
            }
            route.fulfill(
                    new Route.FulfillOptions().setContentType("text/javascript").setBodyBytes(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls a function of a test module with JSON, and gives back what it returns as JSON. */
    static String call(Page page, String module, String function, String json) {
        return (String) page.evaluate(
                "async ([module, name, json]) => JSON.stringify(await (await import(module))[name](JSON.parse(json)))",
                new String[] {"/browser/" + module, function, ascii(json)});
    }

    /** The way to the browser carries no half of a surrogate pair. */
    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char each = json.charAt(i);
            ascii.append(each < 0x80 ? String.valueOf(each) : String.format("\\u%04x", (int) each));
        }
        return ascii.toString();
    }
}
