package org.quoin.host.gateway.event;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Listens as the HTML standard says, on a connection that can be cut after any byte. */
final class EventClient implements Closeable {
    private final Socket socket;
    private final InputStream in;
    private final int status;
    private int left = Integer.MAX_VALUE;
    private @Nullable String lastId;

    /** @param id what is sent as {@code Last-Event-ID}, or null */
    EventClient(URI address, String query, @Nullable String id) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(20_000);
        lastId = id;
        String request = "GET /api/v1/events" + query + " HTTP/1.0\r\nHost: " + address.getAuthority()
                + "\r\nAccept: text/event-stream\r\n" + (id == null ? "" : "Last-Event-ID: " + id + "\r\n") + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        in = new BufferedInputStream(socket.getInputStream());
        status = Integer.parseInt(requireLine().split(" ", 3)[1]);
        while (!requireLine().isEmpty()) {}
    }

    /** @param id empty if it has none of its own */
    record Shown(String id, String event, String data) {}

    int status() {
        return status;
    }

    /** Where the client would go on. */
    @Nullable
    String lastId() {
        return lastId;
    }

    /** The connection is cut when so many more bytes have come. */
    void cutAfter(int bytes) {
        left = bytes;
    }

    /** The next that is shown to a page, or null if the connection has ended before. */
    @Nullable
    Shown next() throws IOException {
        String id = "";
        String event = "message";
        List<String> data = new ArrayList<>();
        while (true) {
            String line = line();
            if (line == null) {
                return null;
            }
            int colon = line.indexOf(": ");
            String value = colon < 0 ? "" : line.substring(colon + 2);
            if (line.startsWith("id: ")) {
                id = value;
            } else if (line.startsWith("event: ")) {
                event = value;
            } else if (line.startsWith("data: ")) {
                data.add(value);
            } else if (line.isEmpty()) {
                lastId = id.isEmpty() ? lastId : id;
                if (!data.isEmpty()) {
                    return new Shown(id, event, String.join("\n", data));
                }
                id = "";
                event = "message";
            }
        }
    }

    /** The same, without heads. */
    @Nullable
    Shown nextEvent() throws IOException {
        Shown shown = next();
        while (shown != null && shown.event().equals("head")) {
            shown = next();
        }
        return shown;
    }

    /** The next bytes as they are. */
    String read(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), StandardCharsets.US_ASCII);
    }

    private String requireLine() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("before the end of the headers");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int next = left-- > 0 ? in.read() : -1;
            if (next < 0) {
                return null;
            }
            if (next == '\n') {
                return line.toString(StandardCharsets.US_ASCII).replace("\r", "");
            }
            line.write(next);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
