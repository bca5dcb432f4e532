package org.quoin.host.gateway;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.quoin.host.gateway.guard.Settings;
import org.quoin.host.gateway.servlet.Limits;
import org.quoin.ledger.testkit.bench.BenchLedger;
import org.quoin.ledger.testkit.bench.Benchmark;
import org.quoin.ledger.testkit.bench.Distribution;
import org.quoin.ledger.testkit.bench.Populace;
import org.quoin.ledger.testkit.bench.Presigned;
import org.quoin.ledger.testkit.bench.Timed;

/**
 * Signed, durable transfers in batches over loopback, beside the same submitted in the process, in alternating order on one
 * ledger; clients and server share the machine and the process, so what a client costs counts against the gateway. The figures are those of
 * the round with the median ratio. Then single transfers, each a request that waits for its receipt: how many at most, and how long one takes
 * at half of that when requests arrive at random moments that do not depend on the answers, counted from the moment at which it
 * was to be sent.
 */
public final class GatewayBench implements Benchmark {
    private static final int PEOPLE = 1_000;
    private static final int TRANSFERS = 50_000;
    private static final int BATCH = 500;
    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 5;
    private static final int SINGLE = 20_000;
    private static final int SINGLE_CONNECTIONS = 128;
    private static final int SECONDS = 20;

    private record Round(Timed http, Timed process) {
        double ratio() {
            return http.perSecond() / process.perSecond();
        }
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Figures run(Path directory) throws Exception {
        Populace people = new Populace(PEOPLE);
        BenchLedger.settle(directory, people);
        try (BenchLedger ledger = BenchLedger.open(directory, people);
                Gateway gateway = new Gateway(ledger.ledger());
                GatewayServer server = new GatewayServer(
                        gateway,
                        Limits.standard(),
                        GatewayServer.guard(Settings.of(Map.of("requests", "1000000", "transactions", "100000000"))))) {
            int port = server.address().getPort();
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i <= ROUNDS; i++) {
                Round round = round(ledger, port, i % 2 == 0);
                System.out.printf("http %s; process %s; ratio %.3f%n", round.http(), round.process(), round.ratio());
                if (i > 0) { // the first warms up
                    rounds.add(round);
                }
            }
            rounds.sort(Comparator.comparingDouble(Round::ratio));
            Round median = rounds.get(ROUNDS / 2);
            single(ledger, port);
            double saturated = single(ledger, port).perSecond();
            Distribution latency = latency(ledger, port, saturated / 2);
            System.out.println("single, half of " + saturated + " a second: " + latency);
            return new Figures(
                            median.http().perSecond(),
                            "signed durable transfers/s over loopback",
                            median.process().perSecond())
                    .with("singlePerSecond", saturated)
                    .with("singleP50Millis", latency.millis(0.5))
                    .with("singleP99Millis", latency.millis(0.99))
                    .with("singleLongestMillis", latency.millis(1));
        }
    }

    private static Round round(BenchLedger ledger, int port, boolean httpFirst) throws Exception {
        List<List<Presigned>> one = ledger.sign(TRANSFERS);
        List<List<Presigned>> other = ledger.sign(TRANSFERS);
        if (httpFirst) {
            Timed http = batches(ledger, port, one);
            return new Round(http, ledger.submit(other));
        }
        Timed process = ledger.submit(one);
        return new Round(batches(ledger, port, other), process);
    }

    private static Timed batches(BenchLedger ledger, int port, List<List<Presigned>> load) throws Exception {
        List<List<byte[]>> bodies = new ArrayList<>();
        for (List<Presigned> own : byPayer(load, CONNECTIONS)) {
            List<byte[]> batches = new ArrayList<>();
            for (int from = 0; from < own.size(); from += BATCH) {
                batches.add(framed(own.subList(from, Math.min(own.size(), from + BATCH))));
            }
            bodies.add(batches);
        }
        AtomicInteger applied = new AtomicInteger();
        Timed timed = Timed.of(TRANSFERS, () -> {
            inParallel(CONNECTIONS, number -> {
                try (Connection connection = new Connection(port)) {
                    for (byte[] body : bodies.get(number)) {
                        connection.send("/api/v1/transactions/batch", "application/octet-stream", body);
                        applied.addAndGet(connection.applied());
                    }
                }
            });
            ledger.awaitStored();
        });
        if (applied.get() != TRANSFERS) {
            throw new IllegalStateException(applied + " of " + TRANSFERS + " were applied");
        }
        return timed;
    }

    /** A payer's transfers stay in their order on one connection: what overtakes another leaves a gap in its numbers. */
    private static List<List<Presigned>> byPayer(List<List<Presigned>> load, int connections) {
        List<List<Presigned>> own = Stream.<List<Presigned>>generate(ArrayList::new)
                .limit(connections)
                .toList();
        load.forEach(part -> part.forEach(each ->
                own.get(Math.floorMod(each.key().hashCode(), connections)).add(each)));
        return own;
    }

    private static Timed single(BenchLedger ledger, int port) throws Exception {
        List<List<Presigned>> load = byPayer(ledger.sign(SINGLE), SINGLE_CONNECTIONS);
        return Timed.of(
                SINGLE,
                () -> inParallel(SINGLE_CONNECTIONS, number -> {
                    try (Connection connection = new Connection(port)) {
                        for (Presigned each : load.get(number)) {
                            connection.ask(body(each));
                        }
                    }
                }));
    }

    private static Distribution latency(BenchLedger ledger, int port, double perSecond) throws Exception {
        int count = (int) (perSecond * SECONDS);
        List<List<Presigned>> load = byPayer(ledger.sign(count), SINGLE_CONNECTIONS);
        SplittableRandom random = new SplittableRandom(1);
        List<RandomGenerator> randoms = Stream.<RandomGenerator>generate(random::split)
                .limit(SINGLE_CONNECTIONS)
                .toList();
        Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        long counted = start + TimeUnit.SECONDS.toNanos(SECONDS / 10);
        inParallel(SINGLE_CONNECTIONS, number -> {
            try (Connection connection = new Connection(port)) {
                double nanosBetween =
                        SECONDS * 1e9 / Math.max(1, load.get(number).size());
                double due = start;
                for (Presigned each : load.get(number)) {
                    due += randoms.get(number).nextExponential() * nanosBetween;
                    long arrival = (long) due;
                    for (long wait = arrival - System.nanoTime(); wait > 0; wait = arrival - System.nanoTime()) {
                        LockSupport.parkNanos(wait);
                    }
                    connection.ask(body(each));
                    if (arrival > counted) {
                        nanos.add(System.nanoTime() - arrival);
                    }
                }
            }
        });
        return new Distribution(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    private static byte[] body(Presigned transfer) {
        return ("{\"bytes\":\"" + transfer.encoded() + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] framed(List<Presigned> transfers) {
        ByteBuffer out = ByteBuffer.allocate(transfers.stream()
                .mapToInt(each -> Integer.BYTES + each.encoded().size())
                .sum());
        transfers.forEach(
                each -> out.putInt(each.encoded().size()).put(each.encoded().toArray()));
        return out.array();
    }

    @FunctionalInterface
    private interface Part {
        void run(int number) throws Exception;
    }

    private static void inParallel(int parts, Part work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(parts);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int number : IntStream.range(0, parts).toArray()) {
                running.add(threads.submit(() -> {
                    work.run(number);
                    return number;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A client that costs next to nothing: it looks for what it wants to see, and reads no JSON. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private final String host;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            out = socket.getOutputStream();
            host = "127.0.0.1:" + port;
        }

        void send(String path, String type, byte[] body) throws IOException {
            byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: " + type
                            + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] all = new byte[head.length + body.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            out.write(all);
        }

        void ask(byte[] body) throws IOException {
            send("/api/v1/transactions?wait=true", "application/json", body);
            if (applied() != 1) {
                throw new IllegalStateException("a good transfer was not applied");
            }
        }

        /** How many the answer calls so. */
        int applied() throws IOException {
            String answer = answer();
            int found = 0;
            for (int at = answer.indexOf("\"applied\""); at >= 0; at = answer.indexOf("\"applied\"", at + 1)) {
                found++;
            }
            return found;
        }

        private String answer() throws IOException {
            int length = -1;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            if (length < 0) {
                throw new IllegalStateException("an answer has no length");
            }
            return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("the server has ended the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
