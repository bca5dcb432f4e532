package org.quoin.ledger.core.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
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
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleChange;
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
import org.quoin.ledger.core.execution.Refusal;

/** The ledger as it is handed to one host: what the host sends is looked at before anybody else is asked. Reads are open. */
final class HostLedger implements Ledger {
    private final Ledger ledger;
    private final Door door;
    private final Reads reads;
    private final Scope scope;

    /** @param ledger all of it */
    HostLedger(Ledger ledger, Door door, Reads reads, Scope scope) {
        this.ledger = ledger;
        this.door = door;
        this.reads = reads;
        this.scope = scope;
    }

    @Override
    public CompletableFuture<Receipt> submit(Bytes transaction) {
        return door.submit(transaction, scope);
    }

    @Override
    public FeeEstimate estimate(Transaction transaction) {
        return door.estimate(transaction, scope);
    }

    @Override
    public long waiting(long tip) {
        return ledger.waiting(tip);
    }

    @Override
    public Receipt simulate(Bytes transaction) {
        return door.simulate(transaction, scope);
    }

    @Override
    public Bytes query(String capability, String query, int schema, Bytes input) {
        requireGranted(capability);
        return ledger.query(capability, query, schema, input);
    }

    @Override
    public Bytes query(String capability, String query, int schema, Bytes input, long height) {
        requireGranted(capability);
        return ledger.query(capability, query, schema, input, height);
    }

    private void requireGranted(String capability) {
        try {
            scope.requireGranted(capability);
        } catch (Refusal refusal) {
            throw reads.refused(refusal);
        }
    }

    @Override
    public LedgerInfo info() {
        return ledger.info();
    }

    @Override
    public Instant now() {
        return ledger.now();
    }

    @Override
    public Optional<Receipt> receipt(Hash transaction) {
        return ledger.receipt(transaction);
    }

    @Override
    public Optional<SignedTransaction> transaction(Hash id) {
        return ledger.transaction(id);
    }

    @Override
    public long nextEvent() {
        return ledger.nextEvent();
    }

    @Override
    public Optional<Block> block(long height) {
        return ledger.block(height);
    }

    @Override
    public Optional<Account> account(String name) {
        return ledger.account(name);
    }

    @Override
    public Page<Account> accounts(@Nullable String cursor, int limit) {
        return ledger.accounts(cursor, limit);
    }

    @Override
    public Page<Account> accounts(@Nullable String cursor, int limit, long height) {
        return ledger.accounts(cursor, limit, height);
    }

    @Override
    public Optional<AssetInfo> asset(String symbol) {
        return ledger.asset(symbol);
    }

    @Override
    public Page<AssetInfo> assets(@Nullable String cursor, int limit) {
        return ledger.assets(cursor, limit);
    }

    @Override
    public List<Balance> balances(String account) {
        return ledger.balances(account);
    }

    @Override
    public List<Balance> balances(String account, long height) {
        return ledger.balances(account, height);
    }

    @Override
    public Page<Event> events(long from, int limit) {
        return ledger.events(from, limit);
    }

    @Override
    public Subscription subscribe(long from, Consumer<? super Event> listener) {
        return ledger.subscribe(from, listener);
    }

    @Override
    public Optional<Description> description(String capability) {
        return ledger.description(capability);
    }

    @Override
    public Optional<Description> description(String capability, long height) {
        return ledger.description(capability, height);
    }

    @Override
    public List<Module> modules() {
        return ledger.modules();
    }

    @Override
    public List<ScheduledModule> scheduledModules() {
        return ledger.scheduledModules();
    }

    @Override
    public ModulePolicy modulePolicy() {
        return ledger.modulePolicy();
    }

    @Override
    public List<String> operators() {
        return ledger.operators();
    }

    @Override
    public List<HostGrant> hostGrants() {
        return ledger.hostGrants();
    }

    @Override
    public HostGrant hostGrant(String host) {
        return ledger.hostGrant(host);
    }

    @Override
    public Page<ModuleChange> moduleHistory(@Nullable String cursor, int limit) {
        return ledger.moduleHistory(cursor, limit);
    }

    @Override
    public long nextSequence(String account, int lane) {
        return ledger.nextSequence(account, lane);
    }

    @Override
    public Verification verify(long from, long to) {
        return ledger.verify(from, to);
    }

    @Override
    public Verification verify(long from, long to, LedgerFile.Progress progress) {
        return ledger.verify(from, to, progress);
    }

    @Override
    public OperatorSet operatorSet() {
        return ledger.operatorSet();
    }

    @Override
    public Proof prove(Claim claim, long height, long under) {
        return ledger.prove(claim, height, under);
    }
}
