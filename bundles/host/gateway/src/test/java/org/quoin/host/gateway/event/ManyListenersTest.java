package org.quoin.host.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.quoin.host.gateway.GatewayServer;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.TestLedger;

/** What a thousand who listen cost, and some who never read. */
@Timeout(60)
class ManyListenersTest {
    private static final Pattern ID = Pattern.compile("^id: (\\d+)\ndata", Pattern.MULTILINE);

    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB);
    private final GatewayServer server = new GatewayServer(ledger.ledger());

    @AfterEach
    void close() {
        server.close();
        ledger.close();
    }

    @Test
    void aThousandGetEveryEventWithTheThreadsOfAHundred(TestReporter reporter) throws IOException {
        int events = 100;
        try (Crowd crowd = new Crowd()) {
            joinInTurn(crowd, 100);
            int threads = Thread.activeCount();
            joinInTurn(crowd, 900);
            long begin = System.nanoTime();
            Events.pay(ledger, events);
            crowd.readUntil("id: " + (events - 1) + "\n");
            long took = Duration.ofNanos(System.nanoTime() - begin).toMillis();

            reporter.publishEntry(Map.of(
                    "threads of 100", Integer.toString(threads),
                    "threads of 1000", Integer.toString(Thread.activeCount()),
                    "ms until 1000 had 100 events", Long.toString(took)));
            List<String> all =
                    IntStream.range(0, events).mapToObj(Integer::toString).toList();
            assertThat(crowd.members)
                    .hasSize(1_000)
                    .allSatisfy(member -> assertThat(
                                    ID.matcher(member.text()).results().map(id -> id.group(1)))
                            .containsExactlyElementsOf(all));
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 20); // the server's own come and go
        }
    }

    /** So many at a time that the server's own threads, one for each that is asking at once, stay the same. */
    private void joinInTurn(Crowd crowd, int count) throws IOException {
        for (int joined = 0; joined < count; joined += 20) {
            crowd.join(server.address(), 20);
            crowd.readUntil("event: head");
        }
    }

    @Test
    void whoNeverReadsTakesNoMemory(TestReporter reporter) throws IOException {
        int listeners = 200;
        try (Crowd crowd = new Crowd();
                EventClient reading = new EventClient(server.address(), "?from=0", null)) {
            crowd.join(server.address(), listeners);
            long before = used();
            Events.pay(ledger, 10_000);
            EventClient.Shown shown = reading.nextEvent();
            while (shown != null && !shown.id().equals("9999")) {
                shown = reading.nextEvent();
            }
            long grown = used() - before;

            reporter.publishEntry("KiB for " + listeners + " who do not read", Long.toString(grown >> 10));
            assertThat(shown).isNotNull();
            assertThat(grown).isLessThan(64L << 20); // they have not taken 600 MiB
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Many connections, read by one thread. */
    private static final class Crowd implements Closeable {
        private final Selector selector = Selector.open();
        private final List<Member> members = new ArrayList<>();

        Crowd() throws IOException {}

        void join(URI address, int count) throws IOException {
            byte[] request = ("GET /api/v1/events?from=0 HTTP/1.0\r\nHost: " + address.getAuthority()
                            + "\r\nAccept: text/event-stream\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < count; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 * 1024);
                channel.connect(new InetSocketAddress(address.getHost(), address.getPort()));
                channel.write(ByteBuffer.wrap(request));
                channel.configureBlocking(false);
                Member member = new Member(channel);
                channel.register(selector, SelectionKey.OP_READ, member);
                members.add(member);
            }
        }

        /** Until all have been sent that. */
        void readUntil(String text) throws IOException {
            Set<Member> waiting = new HashSet<>(members);
            waiting.removeIf(member -> member.text().contains(text));
            while (!waiting.isEmpty()) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    Member member = (Member) key.attachment();
                    member.read();
                    if (member.text().contains(text)) {
                        waiting.remove(member);
                    }
                }
                selector.selectedKeys().clear();
            }
        }

        @Override
        public void close() throws IOException {
            for (Member member : members) {
                member.channel.close();
            }
            selector.close();
        }
    }

    private static final class Member {
        private final SocketChannel channel;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        Member(SocketChannel channel) {
            this.channel = channel;
        }

        void read() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            assertThat(channel.read(buffer)).as("the connection").isPositive();
            received.write(buffer.array(), 0, buffer.position());
        }

        String text() {
            return received.toString(StandardCharsets.US_ASCII);
        }
    }
}
