package org.quoin.ledger.console;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.FeeEstimate;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleChange;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Proof;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.ScheduledModule;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Subscription;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Verification;
import org.quoin.ledger.api.description.Description;

/** A ledger that says what it was told to say: for the console's own promises, not for the ledger's. */
final class StubLedger implements Ledger {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.008Z");

    private final Map<String, Asset> assets = new LinkedHashMap<>();
    private final Deque<FeeEstimate> estimates = new ArrayDeque<>();
    private final List<Transaction> estimated = new ArrayList<>();
    private final Map<String, Description> descriptions = new HashMap<>();
    private Function<Bytes, CompletableFuture<Receipt>> submission = bytes -> new CompletableFuture<>();
    private long nextSequence;

    StubLedger asset(String symbol, int decimals) {
        assets.put(symbol, new Asset(symbol, decimals));
        return this;
    }

    StubLedger description(String capability, Description description) {
        descriptions.put(capability, description);
        return this;
    }

    StubLedger onSubmit(Function<Bytes, CompletableFuture<Receipt>> answer) {
        submission = answer;
        return this;
    }

    /** What the next transaction would cost, and so on. */
    StubLedger costing(long base, long gas) {
        estimates.add(new FeeEstimate(
                new Amount(BigInteger.valueOf(base), assets.values().iterator().next()), gas, 0, 0, null));
        return this;
    }

    /** What was asked for its cost. */
    List<Transaction> estimated() {
        return estimated;
    }

    @Override
    public LedgerInfo info() {
        List<ModuleId> modules = descriptions.keySet().stream()
                .map(capability -> new ModuleId(capability, "1.0.0", Hash.ZERO))
                .toList();
        return new LedgerInfo(Hash.ZERO, 7, Hash.ZERO, Hash.ZERO, NOW, modules, true);
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public CompletableFuture<Receipt> submit(Bytes transaction) {
        return submission.apply(transaction);
    }

    @Override
    public Optional<AssetInfo> asset(String symbol) {
        return Optional.ofNullable(assets.get(symbol))
                .map(asset -> new AssetInfo(asset, Amount.zero(asset), "operator"));
    }

    @Override
    public Optional<Description> description(String capability) {
        return Optional.ofNullable(descriptions.get(capability));
    }

    /** Every block was executed under what is active. */
    @Override
    public Optional<Description> description(String capability, long height) {
        return description(capability);
    }

    @Override
    public long nextSequence(String account, int lane) {
        return nextSequence++;
    }

    @Override
    public Optional<Account> account(String name) {
        return Optional.empty();
    }

    @Override
    public Receipt simulate(Bytes transaction) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FeeEstimate estimate(Transaction transaction) {
        estimated.add(transaction);
        return estimates.remove();
    }

    @Override
    public long waiting(long tip) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Receipt> receipt(Hash transaction) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SignedTransaction> transaction(Hash id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long nextEvent() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Account> accounts(@Nullable String cursor, int limit, long height) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Balance> balances(String account, long height) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Bytes query(String capability, String query, int schema, Bytes input, long height) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Block> block(long height) {
        return Optional.empty();
    }

    @Override
    public Page<Account> accounts(@Nullable String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<AssetInfo> assets(@Nullable String cursor, int limit) {
        return new Page<>(
                assets.keySet().stream()
                        .limit(limit)
                        .flatMap(symbol -> asset(symbol).stream())
                        .toList(),
                null);
    }

    @Override
    public List<Balance> balances(String account) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Event> events(long from, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription subscribe(long from, Consumer<? super Event> listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Module> modules() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ScheduledModule> scheduledModules() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ModulePolicy modulePolicy() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> operators() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<HostGrant> hostGrants() {
        throw new UnsupportedOperationException();
    }

    @Override
    public HostGrant hostGrant(String host) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<ModuleChange> moduleHistory(@Nullable String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Bytes query(String capability, String query, int schema, Bytes input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OperatorSet operatorSet() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Proof prove(Claim claim, long height, long under) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Verification verify(long from, long to) {
        throw new UnsupportedOperationException();
    }
}
