package org.quoin.ledger.core.execution;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.TableType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.ledger.core.gate.LimitExceededError;
import org.quoin.ledger.core.gate.Meter;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.UnreadableStateError;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Host;
import org.quoin.rules.host.Rules;

/**
 * What one run of a module's rules can see and do. The first refusal or fault ends the run: rules that catch it get it again
 * from every call, and it stands whatever they return.
 */
final class ModuleHost implements Host {
    private static final Logger LOG = System.getLogger(ModuleHost.class.getName());
    private static final byte[] OPERATION_ID = "quoin/operation/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OBSERVER_ID = "quoin/observer/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final String END = "end";
    private static final Bytes NOTHING = Bytes.of();
    private static final int MAX_CALLS = 8;
    private static final int MAX_SPENDS = 64;
    private static final String AGREEMENT = ":";
    private static final int AMOUNT_SIZE = 16;

    /** In bytes, of a row, and of a failure's values. */
    private static final int MAX_VALUE = 64 * 1024;

    /** In bytes, of all that opening an agreement writes. */
    private static final int MAX_AGREEMENT = 128;

    /** In bytes, of the rows of an asset. */
    private static final int MAX_ASSET = 192;

    private final LoadedModule module;
    private final Meter meter;
    private final Scene scene;
    private final String entry;
    private final Overlay view;
    private final CoreReads state;
    private final @Nullable Call call;
    private @Nullable Refusal ended;
    private @Nullable Error unreadable;

    /** The capabilities that wait for what they called, the first on the ledger's behalf; then this one. */
    private final List<String> stack;

    private String lastRefusal = "";

    /** What acts: an operation, an observer or a step of a block. A query and a check only look. */
    private static final class Call {
        private final Execution execution;

        /** The name of an account, or of an agreement of another capability; empty if nobody's. */
        private final String caller;

        private final Hash id;
        private final Function<String, BigInteger> limits;

        /** Whose limits the same funds count against, too: of the operation that called this one by its own caller's authority. */
        private final @Nullable Call payer;

        private final Map<String, BigInteger> spent = new TreeMap<>();
        private int calls;

        private Call(
                Execution execution,
                String caller,
                Hash id,
                Function<String, BigInteger> limits,
                @Nullable Call payer) {
            this.execution = execution;
            this.caller = caller;
            this.id = id;
            this.limits = limits;
            this.payer = payer;
        }

        private BigInteger spent(String asset) {
            return spent.getOrDefault(asset, BigInteger.ZERO);
        }

        private void spend(String asset, BigInteger units) {
            for (Call each = this; each != null; each = each.payer) {
                each.spent.merge(asset, units, BigInteger::add);
            }
        }

        /** It did not happen. */
        private void giveBack() {
            if (payer != null) {
                spent.forEach((asset, units) -> payer.spend(asset, units.negate()));
            }
        }
    }

    private ModuleHost(
            LoadedModule module,
            Meter meter,
            Scene scene,
            String entry,
            Overlay view,
            @Nullable Call call,
            List<String> stack) {
        this.module = module;
        this.meter = meter;
        this.scene = scene;
        this.entry = entry;
        this.view = view;
        this.state = new CoreReads(view);
        this.call = call;
        this.stack = stack;
    }

    /**
     * Executes an operation whose body follows its description.
     *
     * @param execution writes to {@code view}
     * @param index the operation's place in the transaction
     * @throws Refusal if the rules refuse, or fail
     */
    static void operate(LoadedModule module, Execution execution, Overlay view, Operation operation, int index) {
        byte[] place = new Writer(2).u16(index).toBytes();
        Hash id = Hash.sha256(OPERATION_ID, execution.transaction().toArray(), place);
        Call call = new Call(execution, execution.signer(), id, operation::limit, null);
        execution.touch(module);
        host(module, execution.meter(), execution, operation.name(), view, call)
                .run(Rules.OPERATION, operation.schema(), operation.body());
    }

    /**
     * Lets a capability look at the end of a transaction that touched it.
     *
     * @throws Refusal if it refuses the transaction, or fails
     */
    static void check(LoadedModule module, Execution execution, Overlay view) {
        check(module, execution.meter(), execution, view);
    }

    private static void check(LoadedModule module, Meter meter, Execution execution, Overlay view) {
        host(module, meter, execution, END, view, null).run(Rules.END_CHECK, 1, NOTHING);
    }

    /** Of rules that act beside the operations of a transaction, everybody whom they touched looks at what they did. */
    private static void checkTouched(Meter meter, Execution beside, Overlay view) {
        for (LoadedModule module : beside.touched()) {
            if (module.description().endCheck()) {
                check(module, meter, beside, view);
            }
        }
    }

    /**
     * Tells a capability of an event of another.
     *
     * @param number of the event, in the transaction
     * @throws Refusal if it refuses, or fails: then {@code view} is to be discarded
     */
    static void observe(LoadedModule module, Execution execution, Overlay view, EventRow event, int number) {
        byte[] place = new Writer(4).u32(number).toBytes();
        Hash id = Hash.sha256(OBSERVER_ID, execution.transaction().toArray(), place);
        Execution beside = execution.beside();
        Call call = new Call(beside, "", id, asset -> BigInteger.ZERO, null);
        Meter meter = new Meter(Gas.OBSERVER);
        try {
            host(module, meter, beside, event.capability() + "." + event.name(), view, call)
                    .run(Rules.OBSERVER, 1, event.data());
            checkTouched(meter, beside, view);
        } finally {
            execution.addGas(meter.used());
        }
    }

    /**
     * Lets a capability act in a block.
     *
     * @param load what the block has done so far
     * @throws Refusal if it refuses, or fails: then {@code view} is to be discarded
     */
    static void hook(LoadedModule module, Execution execution, Overlay view, String name, Step.End load) {
        Bytes input =
                Bytes.of(new Writer(12).u32(load.transactions()).u64(load.gas()).toBytes());
        ofStep(module, execution, view, name).run(Rules.HOOK, 1, input);
    }

    /**
     * Asks the fee policy for the prices of a block, and keeps them.
     *
     * @param used by the block before
     * @throws Refusal if it refuses, or fails: then {@code view} is to be discarded
     */
    static void price(LoadedModule policy, Execution execution, Overlay view, byte[] used) {
        ModuleHost host = ofStep(policy, execution, view, Rules.PRICES);
        byte[] prices = host.run(Rules.FEE, 1, Bytes.of(used)).toArray();
        try {
            FeePrices.decode(prices);
        } catch (CodecException e) {
            throw host.fault(e);
        }
        if (!Arrays.equals(prices, execution.state().feePrices())) {
            execution.state().setFeePrices(prices);
        }
    }

    /**
     * Has the fee policy deal with a transaction that names a sponsor.
     *
     * @throws Refusal if it refuses, or fails: then {@code view} is to be discarded
     */
    static byte[] fee(LoadedModule policy, Execution execution, Overlay view, String entry, byte[] request) {
        Execution beside = execution.beside();
        Call call = new Call(beside, "", execution.transaction(), asset -> BigInteger.ZERO, null);
        Meter meter = new Meter(Gas.FEE);
        try {
            byte[] result = host(policy, meter, beside, entry, view, call)
                    .run(Rules.FEE, 1, Bytes.of(request))
                    .toArray();
            checkTouched(meter, beside, view);
            return result;
        } finally {
            execution.addGas(meter.used());
        }
    }

    /**
     * Some rows that were brought over.
     *
     * @param more whether there may be more to bring over
     */
    record Rewritten(int rows, boolean more) {}

    /**
     * Lets a capability bring rows over from former tables.
     *
     * @param most rows
     * @throws Refusal if it refuses, or fails: then {@code view} is to be discarded
     */
    static Rewritten migrate(LoadedModule module, Execution execution, Overlay view, int most) {
        ModuleHost host = ofStep(module, execution, view, "rows");
        Bytes result =
                host.run(Rules.MIGRATION, 1, Bytes.of(new Writer(2).u16(most).toBytes()));
        try {
            Reader in = new Reader(result.toArray());
            Rewritten rewritten = new Rewritten(in.u16(), in.flag());
            in.end();
            return rewritten;
        } catch (CodecException e) {
            throw host.fault(e);
        }
    }

    private static ModuleHost ofStep(LoadedModule module, Execution execution, Overlay view, String entry) {
        execution.touch(module);
        Call call = new Call(execution, "", execution.transaction(), asset -> BigInteger.ZERO, null);
        return host(module, execution.meter(), execution, entry, view, call);
    }

    private static ModuleHost host(
            LoadedModule module, Meter meter, Execution execution, String entry, Overlay view, @Nullable Call call) {
        return new ModuleHost(
                module,
                meter,
                execution.scene(),
                entry,
                view,
                call,
                List.of(module.id().capability()));
    }

    /**
     * Answers a query whose input follows its description.
     *
     * @throws Refusal if the rules refuse, or fail
     */
    static Bytes answer(LoadedModule module, Scene scene, Overlay view, String query, int schema, Bytes input) {
        return new ModuleHost(
                        module,
                        new Meter(Gas.QUERY),
                        scene,
                        query,
                        view,
                        null,
                        List.of(module.id().capability()))
                .run(Rules.QUERY, schema, input);
    }

    private Bytes run(int kind, int schema, Bytes input) {
        try {
            byte[] result = meter.run(() -> module.rules().run(this, kind, entry, schema, input.toArray()));
            requireRunning();
            return Bytes.of(result);
        } catch (LimitExceededError e) {
            requireReadable();
            throw ended(e);
        } catch (VirtualMachineError | UnreadableStateError e) {
            throw e; // a machine that is out of memory or stack, or cannot read, decides nothing
        } catch (Throwable e) { // rules can throw anything, a refusal that they kept from another run too
            requireReadable();
            Refusal refusal = ended;
            throw refusal == null ? fault(e) : refusal;
        }
    }

    // ---- where and for whom

    @Override
    public long time() {
        return guarded(Gas.HOST, () -> scene.context().time().toEpochMilli());
    }

    @Override
    public long height() {
        return guarded(Gas.HOST, () -> scene.context().height());
    }

    @Override
    public String version() {
        return guarded(Gas.HOST, () -> module.id().version());
    }

    @Override
    public String caller() {
        return guarded(Gas.HOST, () -> call == null ? "" : call.caller);
    }

    @Override
    public byte[] operationId() {
        return guarded(Gas.DIGEST, () -> call == null ? new byte[0] : call.id.toArray());
    }

    // ---- tables

    @Override
    public byte @Nullable [] get(String table, byte[] key) {
        return guarded(Gas.READ, () -> view.get(table(table), key));
    }

    @Override
    public void put(String table, byte[] key, byte[] value) {
        guarded(Gas.WRITE + Gas.BYTE * (key.length + (long) value.length), () -> {
            Call running = requireCall();
            require(value.length <= MAX_VALUE, "a row has " + value.length + " bytes, the most are " + MAX_VALUE);
            running.execution.takeRoom(key.length + value.length);
            Table written = writable(table, key);
            if (type(table).follows().isPresent()) {
                running.execution.state().tableIsWritten(module.id().capability(), table);
            }
            view.put(written, key.clone(), value.clone());
            return this;
        });
    }

    @Override
    public void remove(String table, byte[] key) {
        guarded(Gas.WRITE, () -> {
            requireCall().execution.takeRoom(key.length);
            view.remove(writable(table, key), key.clone());
            return this;
        });
    }

    @Override
    public byte @Nullable [] next(String table, byte[] key) {
        return guarded(Gas.NEXT, () -> {
            Entry found = view.ceiling(table(table), key);
            return found == null ? null : found.key();
        });
    }

    /** Reading first fails if a former version described the table otherwise: writing would only fail with the block. */
    private Table writable(String name, byte[] key) {
        Table table = table(name);
        view.get(table, key);
        return table;
    }

    private TableType type(String table) {
        return module.description()
                .table(table)
                .orElseThrow(() -> new IllegalArgumentException("no table '" + table + "' is described"));
    }

    private Table table(String name) {
        return CoreTables.of(module.id().capability(), type(name));
    }

    // ---- funds

    @Override
    public long hasAccount(String name) {
        return guarded(Gas.READ, () -> state.account(name) == null ? 0L : 1L);
    }

    @Override
    public long decimals(String asset) {
        return guarded(Gas.READ, () -> {
            AssetRow row = state.asset(asset);
            return row == null ? -1L : row.asset().decimals();
        });
    }

    @Override
    public byte[] balance(String account, String asset) {
        return guarded(3 * Gas.READ, () -> {
            AssetRow row = state.asset(asset);
            BigInteger units = row == null ? BigInteger.ZERO : balance(account, row.ordinal());
            return new Writer(AMOUNT_SIZE).u128(units).toBytes();
        });
    }

    private BigInteger balance(String account, long asset) {
        if (isAgreement(account)) {
            return state.balance(agreement(account).id(), asset);
        }
        AccountRow row = state.account(account);
        return row == null ? BigInteger.ZERO : state.balance(row.ordinal(), asset);
    }

    @Override
    public void transfer(String from, String to, String asset, byte[] amount) {
        guarded(Gas.TRANSFER, () -> {
            Call running = requireCall();
            BigInteger units = units(amount);
            requireMovable(running, from);
            Holder payee = holder(running, to);
            AssetRow row = running.execution.requireAsset(asset);
            running.execution.move(payer(running, from, row, units), payee, row, units);
            return this;
        });
    }

    // ---- assets that the capability issues

    @Override
    public void create(String asset, long decimals) {
        guarded(Gas.AGREEMENT, () -> {
            Execution execution = requireCall().execution;
            require(Names.isAsset(asset), "'" + asset + "' cannot be the symbol of an asset");
            require(decimals >= 0 && decimals <= Asset.MAX_DECIMALS, "an asset has no " + decimals + " decimals");
            if (state.asset(asset) != null) {
                throw new Refusal(LedgerFailure.ASSET_EXISTS, Values.of("asset", asset));
            }
            execution.takeRoom(MAX_ASSET);
            AssetRow unused = execution.state().addAsset(new Asset(asset, (int) decimals), BigInteger.ZERO, issuer());
            execution.emit(
                    CreateAssetOperation.ISSUED,
                    Values.of("asset", asset)
                            .and("decimals", decimals)
                            .and("capability", module.id().capability()));
            return this;
        });
    }

    @Override
    public void mint(String to, String asset, byte[] amount) {
        guarded(Gas.TRANSFER, () -> {
            Call running = requireCall();
            BigInteger units = units(amount);
            AssetRow row = requireOwn(asset);
            Holder payee = holder(running, to);
            running.execution.requireSomething(units);
            BigInteger supply = row.supply().add(units);
            require(supply.compareTo(Amount.MAX_UNITS) <= 0, "the supply of " + asset + " stays below 2^128");
            payee.setBalance(
                    running.execution.state(),
                    row.ordinal(),
                    payee.balance(state, row.ordinal()).add(units));
            running.execution.state().setSupply(row, supply);
            return this;
        });
    }

    @Override
    public void burn(String from, String asset, byte[] amount) {
        guarded(Gas.TRANSFER, () -> {
            Call running = requireCall();
            BigInteger units = units(amount);
            requireMovable(running, from);
            AssetRow row = requireOwn(asset);
            Holder payer = payer(running, from, row, units);
            payer.setBalance(
                    running.execution.state(),
                    row.ordinal(),
                    payer.balance(state, row.ordinal()).subtract(units));
            running.execution.state().setSupply(row, row.supply().subtract(units));
            return this;
        });
    }

    private AssetRow requireOwn(String asset) {
        AssetRow row = requireCall().execution.requireAsset(asset);
        require(row.issuer().equals(issuer()), asset + " is another's to issue");
        return row;
    }

    /** What an asset says of a capability that issues it. */
    private String issuer() {
        return AGREEMENT + module.id().capability();
    }

    private static BigInteger units(byte[] amount) {
        require(amount.length == AMOUNT_SIZE, "an amount has " + AMOUNT_SIZE + " bytes, not " + amount.length);
        return new Reader(amount).u128();
    }

    private static void requireMovable(Call running, String from) {
        require(
                isAgreement(from) || from.equals(running.caller) && !from.isEmpty(),
                "funds of " + from + " are for him alone to move");
    }

    /** Who pays an amount: he has it, and passed it on. */
    private Holder payer(Call running, String from, AssetRow row, BigInteger units) {
        Holder payer = holder(running, from);
        running.execution.requireSomething(units);
        BigInteger available = payer.balance(state, row.ordinal());
        if (!isAgreement(from)) {
            spend(running, row, units);
        }
        if (payer instanceof Holder.OfAccount) {
            running.execution.requireBalance(from, available, row, units);
        }
        require(available.compareTo(units) >= 0, "the agreement " + from + " holds less than is to be moved");
        return payer;
    }

    /** What is taken from the caller counts against what he declared, and against what was passed on of it. */
    private void spend(Call running, AssetRow asset, BigInteger units) {
        String symbol = asset.asset().symbol();
        for (Call each = running; each != null; each = each.payer) {
            BigInteger total = each.spent(symbol).add(units);
            BigInteger limit = each.limits.apply(symbol);
            boolean within = total.compareTo(limit) <= 0;
            require(
                    within || !isForeign(running.caller),
                    "less of " + running.caller + " was passed on than is to be moved");
            if (!within) {
                throw new Refusal(
                        LedgerFailure.SPENDING_LIMIT_EXCEEDED,
                        Values.of("capability", module.id().capability())
                                .and("account", running.caller)
                                .and("asset", symbol)
                                .and("needed", total)
                                .and("limit", limit));
            }
        }
        running.spend(symbol, units);
    }

    private Holder holder(Call running, String account) {
        if (isAgreement(account)) {
            Hash id = agreement(account).id();
            return new Holder.OfAgreement(id, requireOpen(id, account));
        }
        if (account.equals(running.caller) && isForeign(account)) {
            Hash id = Agreement.ofAccount(account).id();
            return new Holder.OfAgreement(id, requireOpen(id, account));
        }
        return running.execution.holder(account);
    }

    /** Whether it is the account of an agreement, with the name of its capability. */
    private static boolean isForeign(String account) {
        return Agreement.isAccount(account);
    }

    private static boolean isAgreement(String account) {
        return account.startsWith(AGREEMENT);
    }

    private Agreement agreement(String account) {
        return new Agreement(module.id().capability(), account.substring(AGREEMENT.length()));
    }

    // ---- agreements

    @Override
    public void open(String agreement, String owner) {
        guarded(Gas.AGREEMENT, () -> {
            Execution execution = requireCall().execution;
            Hash id = new Agreement(module.id().capability(), agreement).id();
            require(state.agreement(id) == null, "the agreement " + agreement + " is open already");
            OptionalLong account =
                    owner.isEmpty() ? OptionalLong.empty() : OptionalLong.of(execution.requireAccount(owner));
            execution.takeRoom(MAX_AGREEMENT);
            execution.state().addAgreement(id, new AgreementRow(module.id().sha256(), account));
            return this;
        });
    }

    @Override
    public void close(String agreement) {
        guarded(Gas.AGREEMENT, () -> {
            Execution execution = requireCall().execution;
            Hash id = new Agreement(module.id().capability(), agreement).id();
            AgreementRow row = requireOpen(id, agreement);
            require(!state.holdsAnything(id), "the agreement " + agreement + " still holds something");
            execution.state().removeAgreement(id, row);
            return this;
        });
    }

    private AgreementRow requireOpen(Hash id, String agreement) {
        AgreementRow row = state.agreement(id);
        if (row == null) {
            throw new IllegalArgumentException("the agreement " + agreement + " is not open");
        }
        return row;
    }

    // ---- outcome

    @Override
    public void emit(String event, byte[] data) {
        guarded(Gas.EVENT + Gas.BYTE * data.length, () -> {
            EventType type = module.description()
                    .event(event)
                    .orElseThrow(() -> new IllegalArgumentException("no event '" + event + "' is described"));
            type.fields().decode(Bytes.of(data));
            requireCall().execution.emit(new EventRow(module.id().capability(), event, Bytes.of(data), former()));
            return this;
        });
    }

    @Override
    public void refuse(String code, byte[] values) {
        guarded(Gas.HOST, () -> {
            FailureType type = module.description()
                    .failure(code)
                    .orElseThrow(() -> new IllegalArgumentException("no failure '" + code + "' is described"));
            require(
                    values.length <= MAX_VALUE,
                    "a failure has values of " + values.length + " bytes, the most are " + MAX_VALUE);
            throw new Refusal(module.id().capability(), type, type.values().decode(Bytes.of(values)), former());
        });
    }

    /** These rules, if they keep an agreement and others are active. */
    private @Nullable Hash former() {
        boolean active = scene.modules()
                .find(module.id().capability())
                .filter(each -> each.id().equals(module.id()))
                .isPresent();
        return active ? null : module.id().sha256();
    }

    // ---- other capabilities

    @Override
    public byte[] call(String authority, String capability, String operation, int schema, byte[] input, byte[] spends) {
        return guarded(Gas.CALL, () -> invoke(authority, capability, operation, schema, input, spends));
    }

    @Override
    public byte @Nullable [] attempt(
            String authority, String capability, String operation, int schema, byte[] input, byte[] spends) {
        return guarded(Gas.CALL, () -> {
            lastRefusal = "";
            try {
                return invoke(authority, capability, operation, schema, input, spends);
            } catch (Refusal refusal) {
                if (refusal.isOf(LedgerFailure.OUT_OF_GAS)) {
                    throw refusal;
                }
                lastRefusal = refusal.code();
                return null;
            }
        });
    }

    @Override
    public String refusal() {
        return guarded(Gas.HOST, () -> lastRefusal);
    }

    private byte[] invoke(
            String authority, String capability, String operation, int schema, byte[] input, byte[] spends) {
        Call running = requireCall();
        boolean passedOn = authority.equals(running.caller) && !authority.isEmpty();
        require(passedOn || isAgreement(authority), "nobody acts by the authority of " + authority);
        if (!passedOn) {
            requireOpen(agreement(authority).id(), authority);
        }
        Map<String, BigInteger> limits = limits(spends);
        requireCallable(capability);
        Bytes body = Bytes.of(input);
        LoadedModule callee = scene.modules().executing(state, capability, operation, schema, body);

        Overlay inner = new Overlay(view);
        Execution execution = running.execution.within(inner);
        byte[] number = new Writer(4).u32(running.calls++).toBytes();
        Call call = new Call(
                execution,
                passedOn ? authority : agreement(authority).toString(),
                Hash.sha256(OPERATION_ID, running.id.toArray(), number),
                asset -> limits.getOrDefault(asset, BigInteger.ZERO),
                passedOn ? running : null);
        execution.touch(callee);
        int events = execution.mark();
        try {
            Bytes result = new ModuleHost(callee, meter, scene, operation, inner, call, deeper(capability))
                    .run(Rules.OPERATION, schema, body);
            callee.description()
                    .operation(operation, schema)
                    .orElseThrow()
                    .result()
                    .decode(result);
            inner.commit();
            return result.toArray();
        } catch (Refusal refusal) {
            inner.discard();
            execution.undo(events);
            call.giveBack();
            throw refusal;
        }
    }

    @Override
    public byte[] query(String capability, String query, int schema, byte[] input) {
        return guarded(Gas.CALL, () -> {
            requireCallable(capability);
            LoadedModule asked = scene.modules().answering(capability, query, schema, Bytes.of(input));
            Overlay copy = new Overlay(view);
            try {
                return new ModuleHost(asked, meter, scene, query, copy, null, deeper(capability))
                        .run(Rules.QUERY, schema, Bytes.of(input))
                        .toArray();
            } finally {
                copy.discard();
            }
        });
    }

    /** Who waits has done a part of what it does: nobody else sees it like that. */
    private void requireCallable(String capability) {
        require(!capability.equals(CoreCapability.NAME), "what the ledger itself does is asked of the host");
        if (stack.contains(capability)) {
            throw new Refusal(LedgerFailure.REENTRANT_CALL, Values.of("capability", capability));
        }
        if (stack.size() > MAX_CALLS) {
            throw new Refusal(LedgerFailure.TOO_MANY_CALLS, Values.of("capability", capability));
        }
    }

    private List<String> deeper(String capability) {
        List<String> deeper = new ArrayList<>(stack);
        deeper.add(capability);
        return deeper;
    }

    private static Map<String, BigInteger> limits(byte[] spends) {
        Map<String, BigInteger> limits = new TreeMap<>();
        Reader in = new Reader(spends);
        for (int rest = in.count(MAX_SPENDS); rest > 0; rest--) {
            String asset = in.text(Names.MAX);
            require(limits.put(asset, in.u128()) == null, "there are two limits of " + asset);
        }
        in.end();
        return limits;
    }

    // ---- computation

    @Override
    public byte[] sha256(byte[] data) {
        return guarded(
                Gas.DIGEST + Gas.DIGESTED * data.length, () -> Hash.sha256(data).toArray());
    }

    @Override
    public long verify(byte[] key, byte[] message, byte[] signature) {
        return guarded(
                Gas.SIGNATURE + Gas.DIGESTED * message.length, () -> isSignature(key, message, signature) ? 1L : 0L);
    }

    private static boolean isSignature(byte[] key, byte[] message, byte[] signature) {
        try {
            return Signatures.verify(PublicKey.decode(Bytes.of(key)), Bytes.of(message), Bytes.of(signature));
        } catch (MalformedBytesException e) {
            return false;
        }
    }

    // ---- what the chain is

    @Override
    public byte[] operators() {
        return guarded(Gas.READ, () -> {
            List<String> operators = state.operators();
            Writer out = new Writer(64).count(operators.size(), Genesis.MAX_OPERATORS);
            operators.forEach(operator -> out.text(operator, Names.MAX));
            return out.toBytes();
        });
    }

    @Override
    public String nativeAsset() {
        return guarded(Gas.READ, () -> state.nativeAsset().asset().symbol());
    }

    // ---- how a run ends

    private <T extends @Nullable Object> T guarded(long gas, Supplier<T> action) {
        requireRunning();
        meter.charge(gas);
        try {
            return action.get();
        } catch (RuntimeException e) {
            throw ended(e);
        } catch (Error e) { // such as a state that cannot be read, or a witness that does not hold what is read
            unreadable = e;
            throw e;
        }
    }

    /** Rules that catch it do not go on as if there was nothing. */
    private void requireReadable() {
        Error error = unreadable;
        if (error != null) {
            throw error;
        }
    }

    private void requireRunning() {
        requireReadable();
        Refusal refusal = ended;
        if (refusal != null) {
            throw refusal;
        }
    }

    /** The refusal that the run ends with: the first there was. */
    private Refusal ended(Throwable cause) {
        Refusal refusal = ended;
        if (refusal == null) {
            refusal = cause instanceof Refusal given ? given : fault(cause);
            ended = refusal;
        }
        return refusal;
    }

    private Refusal fault(Throwable cause) {
        if (cause instanceof LimitExceededError error && error.isGas()) {
            return Execution.outOfGas(module.id().capability(), entry, meter);
        }
        return fault(module, entry, cause);
    }

    /** Rules did what no rules may do. */
    static Refusal fault(LoadedModule module, String entry, Throwable cause) {
        LOG.log(Level.WARNING, module.id() + " failed in '" + entry + "': " + tell(cause));
        return new Refusal(
                LedgerFailure.MODULE_FAULT,
                Values.of("capability", module.id().capability())
                        .and("version", module.id().version())
                        .and("operation", entry));
    }

    /** In one line: who submits can make rules fail as often as he likes. */
    private static String tell(Throwable cause) {
        try {
            StackTraceElement[] trace = cause.getStackTrace();
            return cause + (trace.length == 0 ? "" : " at " + trace[0]);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) { // what rules throw can be of a class of theirs, which may fail again
            return cause.getClass().getName();
        }
    }

    private Call requireCall() {
        if (call == null) {
            throw new IllegalStateException("a query only looks");
        }
        return call;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
