package org.quoin.host.sample.shop;

import java.io.File;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quoin.host.sample.Gift;
import org.quoin.host.sample.GiftStatus;
import org.quoin.host.sample.Gifts;
import org.quoin.host.sample.News;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.Htlc;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Subscription;
import org.quoin.ledger.api.description.Values;

/**
 * One for each ledger: where another takes its place, this ends and another begins, so nothing of the old one can be held on to.
 * Contracts come, change and go while it lives.
 */
@Component(immediate = true, service = Gifts.class)
public final class GiftShop implements Gifts {
    private static final Logger LOG = System.getLogger(GiftShop.class.getName());

    /** Property of the service: the version of the rules behind it. */
    private static final String VERSION = "quoin.version";

    /** How long the listener is waited for, at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Hash chain;
    private final Book book;
    private final Subscription subscription;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile boolean closed;

    /** Null while there are none. One reference, so that service and version are always of each other. */
    private volatile @Nullable Contracts contracts;

    private record Contracts(Htlc service, String version) {}

    @Activate
    public GiftShop(BundleContext context, @Reference(policyOption = ReferencePolicyOption.GREEDY) Ledger ledger) {
        this(
                ledger,
                Optional.ofNullable(context.getDataFile("gifts"))
                        .map(File::toPath)
                        .orElse(null));
    }

    /** @param file where the book is kept, or null */
    GiftShop(Ledger ledger, @Nullable Path file) {
        chain = ledger.info().chainId();
        book = new Book(ledger, file);
        subscription = ledger.subscribe(book.next(), book::take);
        CompletableFuture<Void> unused = subscription.ended().whenComplete((none, why) -> ended(why));
    }

    /** Waits for the listener, so that no event is taken into the book while the next one reads it. */
    @Deactivate
    void deactivate() {
        closed = true;
        subscription.close();
        try {
            subscription.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            LOG.log(Level.DEBUG, "the ledger ended first", e);
        } catch (TimeoutException e) {
            LOG.log(Level.WARNING, "the listener has not returned", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        book.close();
    }

    private void ended(@Nullable Throwable why) {
        if (why != null && !closed) {
            trouble = Optional.of(String.valueOf(why.getMessage()));
            LOG.log(Level.ERROR, "the events of the ledger are no longer followed", why);
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindHtlc(Htlc service, Map<String, ?> properties) {
        contracts = new Contracts(service, String.valueOf(properties.get(VERSION)));
    }

    /** Other rules are active: the service is the same. */
    void updatedHtlc(Htlc service, Map<String, ?> properties) {
        bindHtlc(service, properties);
    }

    /** A service that takes its place is bound before. */
    void unbindHtlc(Htlc service) {
        Contracts known = contracts;
        if (known != null && known.service() == service) {
            contracts = null;
        }
    }

    @Override
    public OperationRecord wrap(String from, String to, Amount amount, Instant expiry, String codeWord) {
        requireContracts();
        Instant exact = Instant.ofEpochMilli(expiry.toEpochMilli());
        Hash hash =
                Hash.sha256(CodeWord.secret(codeWord, chain, from, to, exact).toArray());
        return new CreateHtlc(from, to, amount, hash, CodeWord.SIZE, exact);
    }

    @Override
    public OperationRecord claim(Hash id, String codeWord) {
        Gift gift = asked(id);
        return new RedeemHtlc(id, CodeWord.secret(codeWord, chain, gift.from(), gift.to(), gift.expiry()));
    }

    @Override
    public OperationRecord giveBack(Hash id) {
        return new RefundHtlc(asked(id).id());
    }

    @Override
    public Gift gift(Hash id) {
        return contracts == null ? book.gift(id).orElseThrow(() -> unknown(id)) : asked(id);
    }

    @Override
    public Page<Gift> gifts(@Nullable String cursor, int limit) {
        book.catchUp(trouble.isPresent() ? Duration.ZERO : PATIENCE);
        return book.gifts(cursor, limit);
    }

    @Override
    public Page<News> news(@Nullable String cursor, int limit) {
        book.catchUp(trouble.isPresent() ? Duration.ZERO : PATIENCE);
        return book.news(cursor, limit);
    }

    @Override
    public GiftStatus status() {
        return new GiftStatus(
                Optional.ofNullable(contracts).map(Contracts::version), book.next(), book.wrapped(), trouble);
    }

    /** As the ledger has it now: the book may be an event behind. */
    private Gift asked(Hash id) {
        return requireContracts()
                .service()
                .contract(id)
                .filter(contract -> contract.preimageLength() == CodeWord.SIZE)
                .map(contract -> new Gift(
                        id,
                        contract.funder(),
                        contract.beneficiary(),
                        contract.amount(),
                        contract.expiry(),
                        switch (contract.state()) {
                            case OPEN -> Gift.State.WRAPPED;
                            case REDEEMED -> Gift.State.CLAIMED;
                            case REFUNDED -> Gift.State.RETURNED;
                        }))
                .orElseThrow(() -> unknown(id));
    }

    private Contracts requireContracts() {
        Contracts known = contracts;
        if (known == null) {
            throw new RefusedException(new Failure(
                    LedgerFailure.MODULE_NOT_ACTIVE.name(),
                    "Code words have to wait, because the capability htlc is not active: deploy it with feature:install"
                            + " quoin-htlc, or send the gift without a code word.",
                    Values.of("capability", "htlc")));
        }
        return known;
    }

    private static RefusedException unknown(Hash id) {
        return new RefusedException(new Failure(
                "UNKNOWN_GIFT",
                "There is no gift " + id + ": gift:list shows those that there are.",
                Values.of("gift", id)));
    }
}
