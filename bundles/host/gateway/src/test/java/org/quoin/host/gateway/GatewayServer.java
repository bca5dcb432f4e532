package org.quoin.host.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.quoin.host.gateway.guard.ApiKeys;
import org.quoin.host.gateway.guard.Guard;
import org.quoin.host.gateway.guard.Settings;
import org.quoin.host.gateway.http.Handler;
import org.quoin.host.gateway.servlet.Door;
import org.quoin.host.gateway.servlet.GatewayServlet;
import org.quoin.host.gateway.servlet.Limits;
import org.quoin.ledger.api.Ledger;

/** A gateway on a port of this machine, behind the server that Karaf has. */
public final class GatewayServer implements AutoCloseable {
    /** Of {@link #gateway}; null where a handler of a test's own answers. */
    private final @Nullable Gateway gateway;

    private final Server server = new Server();
    private final Door door;
    private final ServerConnector connector;

    public GatewayServer(Ledger ledger) {
        this(ledger, 0);
    }

    /** @param port 0 for any free one */
    public GatewayServer(Ledger ledger, int port) {
        this(new Gateway(ledger), port);
    }

    private GatewayServer(Gateway gateway, int port) {
        this(gateway, gateway, port, Limits.standard(), guard(Settings.standard()));
    }

    /** For what the door does, whatever is behind it. */
    public GatewayServer(Handler handler, Limits limits, Guard guard) {
        this(null, handler, 0, limits, guard);
    }

    private GatewayServer(@Nullable Gateway gateway, Handler handler, int port, Limits limits, Guard guard) {
        this.gateway = gateway;
        HttpConnectionFactory http = new HttpConnectionFactory();
        http.getHttpConfiguration().setSendServerVersion(false);
        connector = new ServerConnector(server, http);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        door = new Door(limits);
        ServletHolder holder = new ServletHolder(new GatewayServlet(handler, guard, door));
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) { // of Jetty's signature
            throw new IllegalStateException(e);
        }
    }

    /** One that knows no keys. */
    public static Guard guard(Settings settings) {
        return new Guard(settings, new ApiKeys(Path.of("none"), InstantSource.system()));
    }

    /** Of the root, with a slash at its end. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
    }

    public Gateway gateway() {
        return Objects.requireNonNull(gateway);
    }

    /** Those of the server itself. */
    public QueuedThreadPool threads() {
        return (QueuedThreadPool) server.getThreadPool();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // of Jetty's signature
            throw new IllegalStateException(e);
        }
        if (gateway != null) {
            gateway.close();
        }
        door.close();
    }
}
