package org.quoin.host.gateway.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Sends bytes that no library would, and reads whatever comes back. */
final class RawClient implements AutoCloseable {
    private final Socket socket;

    /** @param timeout in milliseconds: how long to wait for more */
    RawClient(URI address, int timeout) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(timeout);
    }

    /**
     * What came back.
     *
     * @param ended whether the server has closed the connection
     */
    record Reply(String text, boolean ended) {
        int status() {
            return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }

        String head() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? text : text.substring(0, end);
        }

        String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }

        Optional<String> header(String name) {
            return head().lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    static Reply ask(URI address, String request) throws IOException {
        try (RawClient client = new RawClient(address, 3_000)) {
            client.send(request.getBytes(ISO_8859_1));
            return client.reply();
        }
    }

    /** All that comes, be it several replies. */
    static Reply askAll(URI address, String request) throws IOException {
        try (RawClient client = new RawClient(address, 3_000)) {
            client.send(request.getBytes(ISO_8859_1));
            Reply first = client.reply();
            client.socket.setSoTimeout(200);
            Reply more = client.reply();
            return new Reply(first.text() + more.text(), more.ended());
        }
    }

    /** A server that has refused already may not take the rest. */
    void send(byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            assert e.getMessage() != null;
        }
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /** All until the end, or until nothing comes for a while or the announced length is there. */
    Reply reply() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                bytes.write(next);
                if ((next == '}' || next == '\n') && isWhole(new Reply(bytes.toString(ISO_8859_1), false))) {
                    return new Reply(bytes.toString(ISO_8859_1), false);
                }
            }
        } catch (SocketTimeoutException e) {
            return new Reply(bytes.toString(ISO_8859_1), false);
        } catch (SocketException e) {
            return new Reply(bytes.toString(ISO_8859_1), true);
        }
        return new Reply(bytes.toString(ISO_8859_1), true);
    }

    private static boolean isWhole(Reply so) {
        if (!so.text().contains("\r\n\r\n")
                || so.header("connection").filter("close"::equals).isPresent()) {
            return false;
        }
        if (so.status() == 204 || so.status() == 304) {
            return true;
        }
        return so.header("content-length")
                .filter(length -> so.body().length() >= Integer.parseInt(length))
                .isPresent();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
