package org.quoin.host.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quoin.host.gateway.GatewayServer;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/** A page is told each event once, whatever happens to the connection. */
@ExtendWith(Chromium.class)
class FollowTest {
    /** What a browser writes of a connection that is cut. */
    private static final String CUT = "net::ERR_";

    private final TestLedger ledger = TestLedger.create();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final Semaphore connected = new Semaphore(0);
    private GatewayServer server = new GatewayServer(ledger.ledger());

    @AfterEach
    void close() {
        threads.shutdownNow();
        server.close();
        ledger.close();
    }

    @Test
    void whatWasAndWhatComesIsToldInOrderWithTheHeads(Page page) throws Exception {
        pay(20);
        open(page);
        Future<?> paying = threads.submit(() -> {
            awaitConnected();
            pay(20);
        });
        JsonObject told = follow(page, 5, 39);
        paying.get(30, TimeUnit.SECONDS);

        assertThat(sequences(told))
                .isEqualTo(LongStream.rangeClosed(5, 39).boxed().toList());
        JsonObject last = told.getAsJsonArray("seen").get(34).getAsJsonObject();
        assertThat(last.get("type").getAsString()).isEqualTo("ledger.transferred");
        assertThat(last.getAsJsonObject("data").get("amount").getAsString()).isEqualTo("0.2");
        assertThat(told.getAsJsonArray("heads")).isNotEmpty();
        assertThat(told.getAsJsonArray("heads").get(0)).hasToString("{\"height\":20,\"nextEvent\":20}");
        assertThat(told.getAsJsonArray("connections")).hasToString("[true,false]");
    }

    @Test
    @Tolerates(CUT)
    void whenTheGatewayRestartsNothingIsMissedAndNothingToldTwice(Page page) throws Exception {
        pay(5);
        URI address = server.address();
        open(page);
        Future<?> paying = threads.submit(() -> {
            for (int i = 0; i < 3; i++) {
                awaitConnected();
                pay(25); // the page is in the midst of it when it ends
                restart(address);
                pay(5); // while it is away
            }
        });
        JsonObject told = follow(page, 0, 94);
        paying.get(30, TimeUnit.SECONDS);

        assertThat(sequences(told))
                .isEqualTo(LongStream.rangeClosed(0, 94).boxed().toList());
        assertThat(told.getAsJsonArray("connections").size()).isGreaterThanOrEqualTo(8);
    }

    /** From the moment on in which it began, and not from the one in which it is connected again. */
    @Test
    @Tolerates(CUT)
    void whoeverIsCutOffBeforeTheFirstEventMissesNone(Page page) throws Exception {
        pay(3);
        URI address = server.address();
        open(page);
        Future<?> paying = threads.submit(() -> {
            awaitConnected();
            server.close();
            pay(2);
            server = new GatewayServer(ledger.ledger(), address.getPort());
        });
        JsonObject told = follow(page, -1, 4);
        paying.get(30, TimeUnit.SECONDS);

        assertThat(sequences(told)).containsExactly(3L, 4L);
    }

    @Test
    @Tolerates("status of 409")
    void whatAPageThrowsAndWhatTheGatewayRefusesEndsIt(Page page) {
        pay(1);
        open(page);

        assertThat(Modules.call(page, "client.js", "unhappy", "{}"))
                .isEqualTo("{\"thrown\":\"of the page\",\"ahead\":\"SEQUENCE_AHEAD\"}");
    }

    private void pay(int times) {
        for (int i = 1; i <= times; i++) {
            ledger.submit(Person.ALICE, new Transfer("alice", "bob", Amount.parse("0." + i, TestLedger.QUO)));
        }
    }

    private void restart(URI address) {
        server.close();
        server = new GatewayServer(ledger.ledger(), address.getPort());
    }

    private void awaitConnected() {
        try {
            assertThat(connected.tryAcquire(20, TimeUnit.SECONDS))
                    .as("connected")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void open(Page page) {
        page.onConsoleMessage(message -> connected.release(message.text().equals("connected") ? 1 : 0));
        Modules.open(page, server.address());
    }

    /** @param from -1: the next event */
    private static JsonObject follow(Page page, long from, long until) {
        JsonObject input = new JsonObject();
        if (from >= 0) {
            input.addProperty("from", from);
        }
        input.addProperty("until", until);
        return JsonParser.parseString(Modules.call(page, "client.js", "follow", input.toString()))
                .getAsJsonObject();
    }

    private static List<Long> sequences(JsonObject told) {
        JsonArray seen = told.getAsJsonArray("seen");
        List<Long> sequences = new ArrayList<>();
        seen.forEach(
                each -> sequences.add(each.getAsJsonObject().get("sequence").getAsLong()));
        return sequences;
    }
}
