package org.quoin.ledger.core.load;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LoadFigures;
import org.quoin.ledger.api.LoadGenerator;
import org.quoin.ledger.api.ModuleChange;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Wallet;

/** Transfers of the smallest unit of {@code QUO}, between accounts that are no operators: those have other things to sign. */
public final class TransferLoad implements LoadGenerator, AutoCloseable {
    private static final String ASSET = "QUO";
    private static final int PAGE = 1_000;

    private final Ledger ledger;
    private final Wallet wallet;

    private @Nullable Running running;

    public TransferLoad(Ledger ledger, Wallet wallet) {
        this.ledger = ledger;
        this.wallet = wallet;
    }

    /** @param since the height at which it was started */
    private record Running(Circle circle, Tally tally, long since) {}

    @Override
    public synchronized void start(int clients, int rate) {
        Asset asset = ledger.asset(ASSET)
                .map(AssetInfo::asset)
                .orElseThrow(() -> new IllegalArgumentException("there is no asset " + ASSET + " to pay with"));
        List<Payer> payers = payers(asset);
        if (clients > payers.size()) {
            throw new IllegalArgumentException("only " + payers.size() + " accounts of the wallet can pay " + ASSET
                    + ", too few for " + clients + " clients");
        }
        close();
        Tally tally = new Tally();
        running = new Running(
                new Circle(
                        ledger,
                        payers.subList(0, clients),
                        new Amount(BigInteger.ONE, asset),
                        Duration.ofSeconds(clients).dividedBy(rate),
                        tally),
                tally,
                ledger.info().height());
    }

    @Override
    public Optional<LoadFigures> quiet(Duration duration) throws InterruptedException {
        Optional<Running> started = current();
        if (started.isEmpty()) {
            return Optional.empty();
        }
        Tally tally = started.get().tally();
        tally.beginQuiet();
        try {
            Thread.sleep(duration.toMillis());
        } finally {
            tally.endQuiet();
        }
        return started.map(this::figures);
    }

    @Override
    public Optional<LoadFigures> figures() {
        return current().map(this::figures);
    }

    @Override
    public Optional<LoadFigures> stop() {
        close();
        return figures();
    }

    @Override
    public void close() {
        current().ifPresent(started -> started.circle().close());
    }

    private synchronized Optional<Running> current() {
        return Optional.ofNullable(running);
    }

    private LoadFigures figures(Running load) {
        List<Hash> transactions = load.tally().transactions();
        return new LoadFigures(
                transactions.size(),
                load.tally().failures(),
                transactions.stream().filter(id -> ledger.receipt(id).isEmpty()).count(),
                activations(load.since()),
                load.tally().p99Quiet(),
                load.tally().p99());
    }

    private long activations(long since) {
        long count = 0;
        @Nullable String cursor = null;
        do {
            Page<ModuleChange> page = ledger.moduleHistory(cursor, PAGE);
            count += page.items().stream()
                    .filter(change -> change.active() && change.height() > since)
                    .count();
            cursor = page.next();
        } while (cursor != null);
        return count;
    }

    private List<Payer> payers(Asset asset) {
        List<String> operators = ledger.operators();
        return wallet.accounts().stream()
                .filter(name -> !operators.contains(name) && !wallet.isLocked(name) && hasSome(name, asset))
                .flatMap(name ->
                        ledger.account(name).flatMap(wallet::signer).map(signer -> new Payer(name, signer)).stream())
                .toList();
    }

    private boolean hasSome(String name, Asset asset) {
        return ledger.balances(name).stream()
                .anyMatch(balance -> balance.available().asset().equals(asset)
                        && balance.available().units().signum() > 0);
    }
}
