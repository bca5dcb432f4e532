package org.quoin.host.gateway.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.host.gateway.GatewayServer;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** Whoever listens to a real server gets every event, once, in order. */
@Timeout(60)
class EventStreamTest {
    private static final long SEED = 20260402;
    private static final int CUTS = 200;

    private final MemoryStore store = new MemoryStore();
    private final ManualClock clock = new ManualClock(START);
    private TestLedger ledger = TestLedger.open(store, clock, ALICE, BOB);
    private GatewayServer server = new GatewayServer(ledger.ledger());

    @AfterEach
    void close() {
        server.close();
        ledger.close();
    }

    private void restart() {
        close();
        ledger = TestLedger.open(store, clock, ALICE, BOB);
        server = new GatewayServer(ledger.ledger());
    }

    /** Meanwhile rules are activated, replaced and deactivated, and the node is closed and opened again. */
    @Test
    void whoIsCutOffAnywhereAndComesBackGetsEveryEventOnceAndInOrder() throws Exception {
        Random random = new Random(SEED);
        List<String> seen = new ArrayList<>();
        String id = "-1";
        int cut = 0;
        while (cut < CUTS) {
            if (cut == 40) {
                ledger.activate(RulesJars.fixture("1.0.0"));
            } else if (cut == 80) {
                ledger.submit(ALICE, new Events.Lock("one"));
                ledger.activate(RulesJars.fixture("2.0.0"));
                ledger.submit(ALICE, new Events.Lock("two"));
            } else if (cut == 100 || cut == 160) {
                restart();
            } else if (cut == 120) {
                ledger.submit(ALICE, new DeactivateModule("htlc-fixture"));
            }
            Writer writer = new Writer(random.nextInt(1, 4));
            try (EventClient client = new EventClient(server.address(), "", id)) {
                client.cutAfter(random.nextInt(8_000));
                while (true) {
                    EventClient.Shown shown = client.nextEvent();
                    if (shown == null) {
                        cut++;
                        break;
                    }
                    assertThat(shown.id()).isEqualTo(Integer.toString(seen.size()));
                    seen.add(shown.data());
                    if (seen.size() == ledger.ledger().nextEvent()) { // or it would wait for more
                        Events.pay(ledger, 30);
                    }
                }
                id = requireNonNull(client.lastId());
            } finally {
                writer.join();
            }
        }
        try (EventClient client = new EventClient(server.address(), "", id)) {
            while (seen.size() < ledger.ledger().nextEvent()) {
                seen.add(requireNonNull(client.nextEvent()).data());
            }
        }

        assertThat(seen).containsExactlyElementsOf(Events.shown(ledger.ledger()));
        assertThat(seen).anyMatch(event -> event.contains("\"type\":\"htlc-fixture.locked\""));
    }

    /** Pays while somebody listens. */
    private final class Writer {
        private final Thread thread;

        Writer(int times) {
            TestLedger current = ledger;
            thread = new Thread(() -> {
                for (int i = 0; i < times; i++) {
                    Transfer payment = new Transfer("bob", "alice", Amount.parse("0.001", ETH));
                    current.submit(BOB, Collections.nCopies(8, payment).toArray(OperationRecord[]::new));
                }
            });
            thread.start();
        }

        void join() throws InterruptedException {
            thread.join();
        }
    }

    @Test
    void whoIsCutOffBeforeTheFirstEventMissesNothing() throws IOException {
        Events.pay(ledger, 5);
        long next = ledger.ledger().nextEvent();
        String id;
        try (EventClient client = new EventClient(server.address(), "", null)) {
            assertThat(requireNonNull(client.next()).event()).isEqualTo("head");
            id = requireNonNull(client.lastId());
        }
        Events.pay(ledger, 3);
        try (EventClient client = new EventClient(server.address(), "", id)) {
            for (long sequence = next; sequence < next + 3; sequence++) {
                assertThat(requireNonNull(client.nextEvent()).id()).isEqualTo(Long.toString(sequence));
            }
        }
    }

    @Test
    void theHeadComesFirstAndWheneverItHasMovedThoughNothingElseHappens() throws IOException {
        try (EventClient client = new EventClient(server.address(), "?from=0", null)) {
            JsonObject first = head(client.next());
            ledger.advance(Duration.ofHours(1));
            JsonObject second = head(client.next());

            assertThat(first.keySet()).containsExactly("chainId", "height", "head", "time", "nextEvent", "modules");
            assertThat(second.get("height").getAsLong())
                    .isEqualTo(first.get("height").getAsLong() + 1);
            assertThat(second.get("time").getAsString()).isEqualTo("2026-01-01T01:00:00.000Z");
            assertThat(second.get("nextEvent").getAsLong())
                    .isEqualTo(ledger.ledger().nextEvent());
        }
    }

    private static JsonObject head(EventClient.@Nullable Shown shown) {
        assertThat(requireNonNull(shown).event()).isEqualTo("head");
        assertThat(shown.id()).isEmpty();
        return JsonParser.parseString(shown.data()).getAsJsonObject();
    }

    @Test
    void onlyWhatIsWantedIsSentThoughItsCapabilityIsReplacedAndGone() throws IOException {
        ledger.activate(RulesJars.fixture("1.0.0"));
        ledger.submit(ALICE, new Events.Lock("one"));
        ledger.activate(RulesJars.fixture("2.0.0"));
        ledger.submit(ALICE, new Events.Lock("two"));
        ledger.submit(ALICE, new DeactivateModule("htlc-fixture"));
        Events.pay(ledger, 2);
        List<String> all = Events.shown(ledger.ledger());

        assertThat(following("?from=0&capability=htlc-fixture&account=bob", 2))
                .containsExactlyElementsOf(all.stream()
                        .filter(event -> event.contains("htlc-fixture.locked"))
                        .toList());
        assertThat(following("?from=0&type=ledger.transferred&type=htlc-fixture.locked&account=nobody&account=bob", 4))
                .containsExactlyElementsOf(all.stream()
                        .filter(event -> event.contains(".locked") || event.contains(".transferred"))
                        .toList());
    }

    private List<String> following(String query, int count) throws IOException {
        List<String> seen = new ArrayList<>();
        try (EventClient client = new EventClient(server.address(), query, null)) {
            while (seen.size() < count) {
                seen.add(requireNonNull(client.nextEvent()).data());
            }
        }
        return seen;
    }

    /** Else it would begin from the beginning each time that it is cut off, and look at the same history again. */
    @Test
    void whoWantsLittleOfALongHistoryIsToldHowFarItWasLookedThrough() throws IOException {
        Events.pay(ledger, 2_500);
        try (EventClient client = new EventClient(server.address(), "?from=0&account=nobody", null)) {
            EventClient.Shown first = requireNonNull(client.nextEvent());
            assertThat(first.event()).isEqualTo("skipped");
            assertThat(first.data()).isEqualTo("{\"sequence\":" + first.id() + "}");
            assertThat(requireNonNull(client.nextEvent()).id())
                    .isEqualTo(Long.toString(Long.parseLong(first.id()) + 1_000));
            assertThat(client.lastId()).isEqualTo(Long.toString(Long.parseLong(first.id()) + 1_000));
        }
    }

    @Test
    void whoIsAheadOfTheLedgerIsToldSo() throws IOException {
        long next = ledger.ledger().nextEvent();

        assertThat(status("?from=" + (next + 1), null)).isEqualTo(409);
        assertThat(status("", Long.toString(next))).isEqualTo(409);
        assertThat(status("?from=" + next, null)).isEqualTo(200);
        assertThat(status("?from=" + (next + 1), Long.toString(next - 1))).isEqualTo(200);
        assertThat(status("?from=-1", null)).isEqualTo(400);
        assertThat(status("?from=0&form=0", null)).isEqualTo(400);
        assertThat(status("", "seven")).isEqualTo(400);
    }

    private int status(String query, @Nullable String id) throws IOException {
        try (EventClient client = new EventClient(server.address(), query, id)) {
            return client.status();
        }
    }

    @Test
    void connectionsEndWhenTheLedgerIsClosed() throws IOException {
        try (EventClient client = new EventClient(server.address(), "?from=0", null)) {
            head(client.next());
            ledger.close();
            assertThat(client.nextEvent()).isNull();
        }
    }
}
