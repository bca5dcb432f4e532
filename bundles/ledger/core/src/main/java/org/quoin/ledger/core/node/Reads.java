package org.quoin.ledger.core.node;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleChange;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.ScheduledModule;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.core.audit.ChainAudit;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.checkpoint.Checkpoints;
import org.quoin.ledger.core.execution.AccountRow;
import org.quoin.ledger.core.execution.AssetRow;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.ModuleChangeRow;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.execution.Refusal;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.module.ModuleVersion;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.store.DamagedStoreException;
import org.quoin.ledger.store.StoreException;

/**
 * What a ledger answers to reads: the newest durable block, all of one method's answer from the same block. What the methods
 * mean is said at {@link org.quoin.ledger.api.Ledger}.
 */
final class Reads {
    private static final Logger LOG = System.getLogger(Reads.class.getName());
    private static final int MAX_PAGE = 1_000;

    /** In blocks: a ledger with more of them is somebody's. */
    private static final int MAX_UNTOUCHED = 1_000;

    private static final Comparator<ModuleId> BY_NAME_AND_VERSION = Comparator.comparing(ModuleId::capability)
            .thenComparing(id -> ModuleVersion.parse(id.version()))
            .thenComparing(id -> id.sha256().toHex());

    private final Genesis genesis;
    private final Hash chainId;
    private final History history;
    private final KeptRules rules;
    private final Checkpoints stored;
    private final LedgerClock clock;
    private final Descriptions descriptions = new Descriptions();
    private volatile Chain published;
    private volatile Set<ModuleId> available = Set.of();

    Reads(Genesis genesis, Opened opened, LedgerClock clock) {
        this.genesis = genesis;
        this.clock = clock;
        chainId = genesis.chainId();
        history = opened.history();
        stored = opened.checkpoints();
        rules = opened.rules();
        published = opened.chain();
        rules.lookIn(this::state);
    }

    /** Makes a block visible. */
    void publish(BlockRecord block, Chain chain) {
        history.add(block);
        published = chain;
    }

    Chain chain() {
        return published;
    }

    LedgerInfo info() {
        return info(chain());
    }

    Instant now() {
        Instant now = clock.now();
        Instant head = published.header().time();
        return now.isBefore(head) ? head : now;
    }

    Optional<Receipt> receipt(Hash transaction) {
        Chain chain = published;
        History.Place place = history.place(transaction);
        if (place == null || place.height() > chain.header().height()) {
            return Optional.empty();
        }
        History.Found found = history.receipt(place);
        return Optional.of(presentation(found.block(), chain)
                .receipt(found.row(), place.height(), place.index(), found.firstEvent()));
    }

    Optional<SignedTransaction> transaction(Hash id) {
        History.Place place = history.place(id);
        if (place == null || place.height() > published.header().height()) {
            return Optional.empty();
        }
        return Optional.of(history.block(place.height()).transaction(place.index()));
    }

    long nextEvent() {
        return published.nextEvent();
    }

    Optional<Block> block(long height) {
        if (height < 0 || height > published.header().height()) {
            return Optional.empty();
        }
        return Optional.of(history.block(height).toBlock());
    }

    Optional<Account> account(String name) {
        CoreReads state = state();
        return Optional.ofNullable(state.account(name)).map(row -> account(state, name, row));
    }

    Page<Account> accounts(@Nullable String cursor, int limit) {
        return accounts(cursor, limit, published);
    }

    Page<Account> accounts(@Nullable String cursor, int limit, Chain then) {
        CoreReads state = new CoreReads(then.state());
        return page(
                cursor, limit, state::accountNames, name -> account(state, name, require(state.account(name), name)));
    }

    Optional<AssetInfo> asset(String symbol) {
        return Optional.ofNullable(state().asset(symbol)).map(Reads::asset);
    }

    Page<AssetInfo> assets(@Nullable String cursor, int limit) {
        CoreReads state = state();
        return page(cursor, limit, state::assetSymbols, symbol -> asset(require(state.asset(symbol), symbol)));
    }

    List<Balance> balances(String account) {
        return balances(account, published);
    }

    List<Balance> balances(String account, Chain then) {
        return new CoreReads(then.state())
                .holdings(account).stream()
                        .map(held -> new Balance(
                                new Amount(held.available(), held.asset()), new Amount(held.locked(), held.asset())))
                        .toList();
    }

    Page<Event> events(long from, int limit) {
        if (from < 0) {
            throw new IllegalArgumentException("events are numbered from 0, not from " + from);
        }
        requireLimit(limit);
        Chain chain = published;
        int there = (int) Math.max(0, Math.min(limit, chain.nextEvent() - from));
        List<Event> events = history.events(from, there).stream()
                .map(found -> presentation(found.block(), chain)
                        .event(found.row(), found.sequence(), found.block().height()))
                .toList();
        long next = from + events.size();
        return new Page<>(events, next < chain.nextEvent() ? Long.toString(next) : null);
    }

    Optional<Description> description(String capability) {
        return capability.equals(CoreCapability.NAME)
                ? Optional.of(CoreCapability.DESCRIPTION)
                : published.modules().find(capability).map(LoadedModule::description);
    }

    Optional<Description> description(String capability, long height) {
        if (capability.equals(CoreCapability.NAME)) {
            return Optional.of(CoreCapability.DESCRIPTION);
        }
        Chain chain = published;
        return block(height)
                .filter(block -> block.header().modules().stream()
                        .anyMatch(module -> module.capability().equals(capability)))
                .map(block -> descriptions.of(capability, block.header().modules(), new CoreReads(chain.state())));
    }

    List<Module> modules() {
        CoreReads state = state();
        Set<Hash> active = Set.copyOf(state.activeModules());
        Map<ModuleId, Module> modules = new TreeMap<>(BY_NAME_AND_VERSION);
        available.forEach(id -> modules.put(id, new Module(id, Module.State.AVAILABLE, 0)));
        for (ModuleChangeRow change : state.moduleChanges(0, Integer.MAX_VALUE)) {
            ModuleId id = moduleId(state, change.rules());
            long open = state.openAgreements(id.sha256());
            Module.State stands = active.contains(id.sha256())
                    ? Module.State.ACTIVE
                    : open > 0 ? Module.State.DRAINING : Module.State.RETIRED;
            modules.put(id, new Module(id, stands, open));
        }
        return List.copyOf(modules.values());
    }

    List<ScheduledModule> scheduledModules() {
        CoreReads state = state();
        return state.scheduledModules().stream()
                .map(row -> new ScheduledModule(moduleId(state, row.rules()), row.at()))
                .toList();
    }

    List<HostGrant> hostGrants() {
        return state().hostGrants();
    }

    HostGrant hostGrant(String host) {
        return state().hostGrant(host);
    }

    Page<ModuleChange> moduleHistory(@Nullable String cursor, int limit) {
        CoreReads state = state();
        return page(
                cursor,
                limit,
                state::moduleChanges,
                change -> new ModuleChange(
                        change.height(), change.transaction(), moduleId(state, change.rules()), change.active()));
    }

    Bytes query(String capability, String query, int schema, Bytes input) {
        Chain chain = published;
        return query(capability, query, schema, input, chain, next(chain));
    }

    /** At the time of the newest of the chain's blocks. */
    Bytes query(String capability, String query, int schema, Bytes input, Chain then) {
        Header header = then.header();
        return query(capability, query, schema, input, then, new Context(chainId, header.height() + 1, header.time()));
    }

    private Bytes query(String capability, String query, int schema, Bytes input, Chain chain, Context context) {
        try {
            return org.quoin.ledger.core.execution.Executor.query(
                    chain.modules(), context, chain.state(), capability, query, schema, input);
        } catch (Refusal refusal) {
            throw refused(refusal);
        }
    }

    /** Says which modules are delivered to this node, whatever the chain has active. */
    void available(Set<ModuleId> modules) {
        this.available = Set.copyOf(modules);
    }

    Set<ModuleId> available() {
        return available;
    }

    /** Of an event, where a transaction has it. */
    Optional<ChainAudit.Origin> origin(Event event) {
        BlockRecord block = history.block(event.height());
        long next =
                block.header().firstEvent() + block.outcome().start().events().size();
        for (int index = 0; index < block.receipts().size() && next <= event.sequence(); index++) {
            long first = next;
            ReceiptRow receipt = block.receipts().get(index);
            next += receipt.outcome().events().size();
            if (event.sequence() >= first && event.sequence() < next) {
                String signer = BlockInput.decode(block.input().toArray())
                        .transactions()
                        .get(index)
                        .transaction()
                        .signer();
                return Optional.of(new ChainAudit.Origin(receipt.transaction(), signer));
            }
        }
        return Optional.empty();
    }

    LedgerFile.Position exportTo(Path file, LedgerFile.Progress progress) {
        Header head = published.header();
        ExportWriter.write(file, head, history::record, progress);
        return new LedgerFile.Position(head.height(), head.state(), 0);
    }

    /** Whether its blocks do nothing but change which rules are active, as a node does by itself. */
    boolean isUntouched() {
        long height = published.header().height();
        return height <= MAX_UNTOUCHED
                && LongStream.rangeClosed(1, height)
                        .mapToObj(history::block)
                        .flatMap(block -> BlockInput.decode(block.input().toArray()).transactions().stream())
                        .allMatch(transaction -> ModuleSet.isOnlyChange(transaction.transaction()));
    }

    /** Reads all that is stored; null if it is as it was written. Damage stops the ledger, too. */
    @Nullable
    String damageOfTheStore() {
        try {
            stored.verify();
            return null;
        } catch (DamagedStoreException e) {
            return e.getMessage() + ": start the node again, which makes the store anew from the journal.";
        } catch (StoreException e) {
            return e.getMessage() + ": see to the disk and start the node again.";
        }
    }

    BlockRecord record(long height) {
        return history.block(height);
    }

    CoreReads state() {
        return new CoreReads(published.state());
    }

    /** The block that a transaction would be in now. */
    Context next(Chain chain) {
        return new Context(chainId, chain.header().height() + 1, now());
    }

    Presentation presentation() {
        Chain chain = published;
        return new Presentation(descriptions, chain.modules().ids(), new CoreReads(chain.state()));
    }

    Amount nativeAmount(BigInteger units) {
        return new Amount(units, new CoreReads(published.state()).nativeAsset().asset());
    }

    RefusedException refused(Refusal refusal) {
        return new RefusedException(presentation().failure(refusal));
    }

    /** With the names that a state beyond the newest block has. */
    Presentation presentation(Chain chain, View state) {
        return new Presentation(descriptions, chain.modules().ids(), new CoreReads(state));
    }

    Presentation presentation(Header block, Chain chain) {
        return new Presentation(descriptions, block.modules(), new CoreReads(chain.state()));
    }

    private static ModuleId moduleId(CoreReads state, Hash rules) {
        return require(state.module(rules), rules.toHex()).id();
    }

    private LedgerInfo info(Chain chain) {
        return new LedgerInfo(
                chainId,
                chain.header().height(),
                chain.head(),
                chain.header().state(),
                chain.header().time(),
                chain.modules().ids(),
                genesis.development());
    }

    private static Account account(CoreReads state, String name, AccountRow row) {
        return new Account(name, row.ordinal(), row.keys(), state.nonces(row.ordinal()));
    }

    private static AssetInfo asset(AssetRow row) {
        return new AssetInfo(row.asset(), new Amount(row.supply(), row.asset()), row.issuer());
    }

    private static <T> T require(@Nullable T row, String name) {
        if (row == null) {
            throw new IllegalStateException(name + " has an ordinal and no row");
        }
        return row;
    }

    /** A slice of what is numbered in the order of its creation. */
    private interface Slice<R> {
        List<R> list(long from, int limit);
    }

    private static <R, T> Page<T> page(@Nullable String cursor, int limit, Slice<R> slice, Function<R, T> toItem) {
        requireLimit(limit);
        long from = cursor == null ? 0 : ordinal(cursor);
        List<R> found = slice.list(from, limit + 1);
        List<T> items = new ArrayList<>();
        found.stream().limit(limit).map(toItem).forEach(items::add);
        return new Page<>(items, found.size() > limit ? Long.toString(from + limit) : null);
    }

    private static long ordinal(String cursor) {
        try {
            long ordinal = Long.parseLong(cursor);
            if (ordinal >= 0) {
                return ordinal;
            }
        } catch (NumberFormatException e) {
            LOG.log(Level.DEBUG, "A cursor is no number", e);
        }
        throw new IllegalArgumentException(
                "'" + cursor + "' is not where a page ended: use the 'next' of the last page");
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " items, not " + limit);
        }
    }
}
