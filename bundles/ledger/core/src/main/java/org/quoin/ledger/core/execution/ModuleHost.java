package org.quoin.ledger.core.execution;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.TableType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.UnreadableStateError;
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
    private static final String AGREEMENT = ":";
    private static final int AMOUNT_SIZE = 16;

    /** In bytes, of a row, and of a failure's values. */
    private static final int MAX_VALUE = 64 * 1024;

    /** In bytes, of all that opening an agreement writes. */
    private static final int MAX_AGREEMENT = 128;

    private final LoadedModule module;
    private final Context context;
    private final String entry;
    private final Overlay view;
    private final CoreReads state;
    private final @Nullable Call call;
    private @Nullable Refusal ended;
    private @Nullable Error unreadable;

    /** The operation that runs; a query has none. */
    private static final class Call {
        private final Execution execution;
        private final Operation operation;
        private final int index;
        private final Map<String, BigInteger> spent = new TreeMap<>();

        private Call(Execution execution, Operation operation, int index) {
            this.execution = execution;
            this.operation = operation;
            this.index = index;
        }
    }

    private ModuleHost(LoadedModule module, Context context, String entry, Overlay view, @Nullable Call call) {
        this.module = module;
        this.context = context;
        this.entry = entry;
        this.view = view;
        this.state = new CoreReads(view);
        this.call = call;
    }

    /**
     * Executes an operation whose body follows its description.
     *
     * @param view what the execution writes to
     * @param index the operation's place in the transaction
     * @throws Refusal if the rules refuse, or fail
     */
    static void operate(LoadedModule module, Execution execution, Overlay view, Operation operation, int index) {
        Call call = new Call(execution, operation, index);
        new ModuleHost(module, execution.context(), operation.name(), view, call)
                .run(Rules.OPERATION, operation.schema(), operation.body());
    }

    /**
     * Answers a query whose input follows its description.
     *
     * @throws Refusal if the rules refuse, or fail
     */
    static Bytes answer(LoadedModule module, Context context, Overlay view, String query, int schema, Bytes input) {
        return new ModuleHost(module, context, query, view, null).run(Rules.QUERY, schema, input);
    }

    private Bytes run(int kind, int schema, Bytes input) {
        try {
            Bytes result = Bytes.of(module.rules().run(this, kind, entry, schema, input.toArray()));
            requireRunning();
            return result;
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
        return guarded(() -> context.time().toEpochMilli());
    }

    @Override
    public long height() {
        return guarded(context::height);
    }

    @Override
    public String version() {
        return guarded(() -> module.id().version());
    }

    @Override
    public String caller() {
        return guarded(() -> call == null ? "" : call.execution.signer());
    }

    @Override
    public byte[] operationId() {
        return guarded(() -> call == null ? new byte[0] : operationId(call));
    }

    private static byte[] operationId(Call call) {
        byte[] index = new Writer(2).u16(call.index).toBytes();
        return Hash.sha256(OPERATION_ID, call.execution.transaction().toArray(), index)
                .toArray();
    }

    // ---- tables

    @Override
    public byte @Nullable [] get(String table, byte[] key) {
        return guarded(() -> view.get(table(table), key));
    }

    @Override
    public void put(String table, byte[] key, byte[] value) {
        guarded(() -> {
            Call running = requireCall();
            require(value.length <= MAX_VALUE, "a row has " + value.length + " bytes, the most are " + MAX_VALUE);
            running.execution.takeRoom(key.length + value.length);
            view.put(writable(table, key), key.clone(), value.clone());
            return this;
        });
    }

    @Override
    public void remove(String table, byte[] key) {
        guarded(() -> {
            requireCall().execution.takeRoom(key.length);
            view.remove(writable(table, key), key.clone());
            return this;
        });
    }

    @Override
    public byte @Nullable [] next(String table, byte[] key) {
        return guarded(() -> {
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

    private Table table(String name) {
        TableType type = module.description()
                .table(name)
                .orElseThrow(() -> new IllegalArgumentException("no table '" + name + "' is described"));
        String id = module.id().capability() + "." + name;
        return type.keyWidth() == 0 ? Table.hashed(id) : Table.ordered(id, type.keyWidth());
    }

    // ---- funds

    @Override
    public long hasAccount(String name) {
        return guarded(() -> state.account(name) == null ? 0L : 1L);
    }

    @Override
    public long decimals(String asset) {
        return guarded(() -> {
            AssetRow row = state.asset(asset);
            return row == null ? -1L : row.asset().decimals();
        });
    }

    @Override
    public byte[] balance(String account, String asset) {
        return guarded(() -> {
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
        guarded(() -> {
            Call running = requireCall();
            Execution execution = running.execution;
            BigInteger units = new Reader(amount).u128();
            require(amount.length == AMOUNT_SIZE, "an amount has " + AMOUNT_SIZE + " bytes, not " + amount.length);
            require(
                    isAgreement(from) || from.equals(execution.signer()),
                    "funds of " + from + " are for him alone to move");

            Holder payer = holder(execution, from);
            Holder payee = holder(execution, to);
            AssetRow row = execution.requireAsset(asset);
            execution.requireSomething(units);
            BigInteger available = payer.balance(state, row.ordinal());
            if (payer instanceof Holder.OfAccount) {
                spend(running, row, units);
                execution.requireBalance(from, available, row, units);
            }
            require(available.compareTo(units) >= 0, "the agreement " + from + " holds less than is to be moved");

            execution.move(payer, payee, row, units);
            return this;
        });
    }

    /** What is taken from the signer counts against the limit that he declared. */
    private void spend(Call running, AssetRow asset, BigInteger units) {
        String symbol = asset.asset().symbol();
        BigInteger total = running.spent.merge(symbol, units, BigInteger::add);
        BigInteger limit = running.operation.limit(symbol);
        if (total.compareTo(limit) > 0) {
            throw new Refusal(
                    LedgerFailure.SPENDING_LIMIT_EXCEEDED,
                    Values.of("capability", module.id().capability())
                            .and("account", running.execution.signer())
                            .and("asset", symbol)
                            .and("needed", total)
                            .and("limit", limit));
        }
    }

    private Holder holder(Execution execution, String account) {
        if (!isAgreement(account)) {
            return execution.holder(account);
        }
        Hash id = agreement(account).id();
        return new Holder.OfAgreement(id, requireOpen(id, account));
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
        guarded(() -> {
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
        guarded(() -> {
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
        guarded(() -> {
            EventType type = module.description()
                    .event(event)
                    .orElseThrow(() -> new IllegalArgumentException("no event '" + event + "' is described"));
            type.fields().decode(Bytes.of(data));
            requireCall().execution.emit(new EventRow(module.id().capability(), event, Bytes.of(data)));
            return this;
        });
    }

    @Override
    public void refuse(String code, byte[] values) {
        guarded(() -> {
            FailureType type = module.description()
                    .failure(code)
                    .orElseThrow(() -> new IllegalArgumentException("no failure '" + code + "' is described"));
            require(
                    values.length <= MAX_VALUE,
                    "a failure has values of " + values.length + " bytes, the most are " + MAX_VALUE);
            throw new Refusal(module.id().capability(), type, type.values().decode(Bytes.of(values)));
        });
    }

    // ---- other capabilities

    @Override
    public byte[] call(String authority, String capability, String operation, int schema, byte[] input) {
        return guarded(() -> {
            throw new UnsupportedOperationException("protocol 1 has no calls");
        });
    }

    @Override
    public byte[] query(String capability, String query, int schema, byte[] input) {
        return guarded(() -> {
            throw new UnsupportedOperationException("protocol 1 has no calls");
        });
    }

    // ---- computation

    @Override
    public byte[] sha256(byte[] data) {
        return guarded(() -> Hash.sha256(data).toArray());
    }

    @Override
    public long verify(byte[] key, byte[] message, byte[] signature) {
        return guarded(() -> isSignature(key, message, signature) ? 1L : 0L);
    }

    private static boolean isSignature(byte[] key, byte[] message, byte[] signature) {
        try {
            return Signatures.verify(PublicKey.decode(Bytes.of(key)), Bytes.of(message), Bytes.of(signature));
        } catch (MalformedBytesException e) {
            return false;
        }
    }

    // ---- how a run ends

    private <T> T guarded(Supplier<T> action) {
        requireRunning();
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
