package org.quoin.htlc.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.quoin.host.gateway.Gateway;
import org.quoin.host.gateway.guard.ApiKeys;
import org.quoin.host.gateway.guard.Guard;
import org.quoin.host.gateway.guard.Settings;
import org.quoin.host.gateway.servlet.Door;
import org.quoin.host.gateway.servlet.GatewayServlet;
import org.quoin.host.gateway.servlet.Limits;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** A ledger with contracts, behind a gateway that can be gone for a while. */
final class TestNode implements AutoCloseable {
    private final TestLedger ledger;
    private Server server = new Server();
    private Gateway gateway;
    private Door door;
    private int port;

    /** @param founder makes the chain another one than that of another founder */
    TestNode(Person founder) {
        ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), founder, ALICE, BOB);
        ledger.activate(RulesJars.of("htlc", "1.1.0", HtlcRules.class));
        gateway = new Gateway(ledger.ledger());
        door = new Door(Limits.standard());
        begin();
    }

    TestLedger ledger() {
        return ledger;
    }

    Hash chainId() {
        return ledger.ledger().info().chainId();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** From now on transactions cost something. */
    void charge() {
        assertThat(ledger.activate(RulesJars.flatFees()).failure()).isEmpty();
        ledger.advance(Duration.ofMillis(1));
    }

    /** Nobody can ask the ledger from now on. */
    void goAway() {
        try {
            server.stop();
        } catch (Exception e) { // of Jetty's signature
            throw new IllegalStateException(e);
        }
        gateway.close();
        door.close();
    }

    void comeBack() {
        gateway = new Gateway(ledger.ledger());
        door = new Door(Limits.standard());
        begin();
    }

    private void begin() {
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        Settings settings = Settings.standard();
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(new GatewayServlet(
                gateway, new Guard(settings, new ApiKeys(Path.of("none"), InstantSource.system())), door));
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) { // of Jetty's signature
            throw new IllegalStateException(e);
        }
        port = connector.getLocalPort();
    }

    /** Locks 1 wei; its id. */
    Hash lock(Person funder, Person beneficiary, Bytes preimage, Duration time) {
        return create(funder, terms(funder, beneficiary, preimage, time));
    }

    /** The same, but the ledger refunds it by itself. */
    Hash lockWithAutoRefund(Person funder, Person beneficiary, Bytes preimage, Duration time) {
        return create(funder, terms(funder, beneficiary, preimage, time).withAutoRefund());
    }

    private CreateHtlc terms(Person funder, Person beneficiary, Bytes preimage, Duration time) {
        return new CreateHtlc(
                funder.name(),
                beneficiary.name(),
                new Amount(BigInteger.ONE, ETH),
                Hash.sha256(preimage.toArray()),
                preimage.size(),
                ledger.clock().instant().plus(time));
    }

    private Hash create(Person funder, CreateHtlc operation) {
        Receipt receipt = ledger.submit(funder, operation);
        assertThat(receipt.failure()).isEmpty();
        return receipt.events().get(0).data().hash("id");
    }

    void redeem(Person person, Hash id, Bytes preimage) {
        assertThat(ledger.submit(person, new RedeemHtlc(id, preimage)).failure())
                .isEmpty();
    }

    /** The ids in events of a type, in their order. */
    List<Hash> happened(String type) {
        List<Hash> ids = new ArrayList<>();
        for (long from = 0; from < ledger.ledger().nextEvent(); ) {
            List<Event> events = ledger.ledger().events(from, 1_000).items();
            events.stream()
                    .filter(event -> event.type().equals(type))
                    .forEach(event -> ids.add(event.data().hash("id")));
            from += events.size();
        }
        return ids;
    }

    @Override
    public void close() {
        goAway();
        ledger.close();
    }
}
