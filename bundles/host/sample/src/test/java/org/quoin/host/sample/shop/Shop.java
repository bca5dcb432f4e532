package org.quoin.host.sample.shop;

import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.Htlc;
import org.quoin.htlc.api.client.Clients;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/** A ledger, and the host over it, as the framework would have them: contracts come and go, both can be started again. */
public final class Shop implements AutoCloseable {
    private final MemoryStore store = new MemoryStore();
    private final ManualClock clock = new ManualClock(START);
    private final @Nullable Path file;
    private final Person[] people;
    private TestLedger ledger;
    private GiftShop gifts;
    private @Nullable Htlc htlc;

    /** @param people the first is the operator */
    public Shop(@Nullable Path file, Person... people) {
        this.file = file;
        this.people = people.clone();
        ledger = TestLedger.open(store, clock, people);
        gifts = new GiftShop(ledger.ledger(), file);
    }

    public TestLedger ledger() {
        return ledger;
    }

    public GiftShop gifts() {
        return gifts;
    }

    /** The capability is deployed. */
    public void open() {
        activate(ledger);
        bind();
    }

    static void activate(TestLedger ledger) {
        try (InputStream jar = HtlcRules.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .openStream()) {
            if (!ledger.activate(Bytes.of(jar.readAllBytes())).applied()) {
                throw new IllegalStateException("it is not active");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The capability is taken away. */
    public void shut() {
        ledger.submit(people[0], new DeactivateModule("htlc"));
        unbind();
    }

    /** The bundle is stopped and started. */
    public void restart() {
        boolean bound = htlc != null;
        gifts.deactivate();
        gifts = new GiftShop(ledger.ledger(), file);
        if (bound) {
            bind();
        }
    }

    /** The ledger goes away first, as it does when another takes its place. */
    public void replace(TestLedger other) {
        ledger.close();
        gifts.deactivate();
        ledger = other;
        gifts = new GiftShop(ledger.ledger(), file);
    }

    void bind() {
        htlc = Clients.of(ledger.ledger());
        gifts.bindHtlc(htlc, Map.of("quoin.version", "1.0.0"));
    }

    void unbind() {
        if (htlc != null) {
            gifts.unbindHtlc(htlc);
        }
        htlc = null;
    }

    @Override
    public void close() {
        gifts.deactivate();
        ledger.close();
    }
}
