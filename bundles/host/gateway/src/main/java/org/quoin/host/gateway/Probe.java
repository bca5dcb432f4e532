package org.quoin.host.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks the gateway over the network until it answers, because no server tells when it does. */
final class Probe implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Probe.class.getName());

    /** In milliseconds. */
    private static final int TIMEOUT = 2_000;

    /** In milliseconds: between two questions, more and more. */
    private static final long FIRST_WAIT = 50;

    private static final long LAST_WAIT = 2_000;

    private final int port;
    private final Runnable answers;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "gateway-probe");
        made.setDaemon(true);
        return made;
    });

    /** @param answers run once, on a thread of its own */
    Probe(int port, Runnable answers) {
        this.port = port;
        this.answers = answers;
        thread.execute(() -> ask(FIRST_WAIT));
    }

    private void ask(long wait) {
        if (isAnswered()) {
            answers.run();
            thread.shutdown();
        } else if (!thread.isShutdown()) {
            var unused = thread.schedule(() -> ask(Math.min(LAST_WAIT, wait * 2)), wait, TimeUnit.MILLISECONDS);
        }
    }

    /** Whatever the answer is, if it is the gateway's. */
    private boolean isAnswered() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
            socket.setSoTimeout(TIMEOUT);
            String request = "HEAD /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readNBytes(4096), US_ASCII)
                    .contains("referrer-policy: no-referrer");
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Nothing answers yet", e);
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
