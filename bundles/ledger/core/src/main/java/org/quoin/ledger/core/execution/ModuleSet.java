package org.quoin.ledger.core.execution;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.rules.codec.Writer;

/** The rules that a block is executed under, by the names of their capabilities; those of open agreements come with them. */
public final class ModuleSet {
    private static final byte[] PURPOSE = "quoin/modules/1\0".getBytes(StandardCharsets.US_ASCII);

    private static final String FEE_POLICY = "fee-policy";

    private final List<LoadedModule> modules;
    private final RulesSource source;
    private final Optional<LoadedModule> feePolicy;

    /** By the hash in hexadecimal: loaded when they are first needed. */
    private final Map<String, LoadedModule> former = new TreeMap<>();

    private ModuleSet(List<LoadedModule> modules, RulesSource source) {
        this.modules = List.copyOf(modules);
        this.source = source;
        feePolicy = this.modules.stream()
                .filter(module -> module.description().roles().contains(FEE_POLICY))
                .findFirst();
    }

    /** No module, and where to find those that become active. */
    public static ModuleSet none(RulesSource source) {
        return of(List.of(), source);
    }

    /** These modules, by the names of their capabilities, and where to find those that become active. */
    public static ModuleSet of(List<LoadedModule> modules, RulesSource source) {
        return new ModuleSet(modules, source);
    }

    public List<ModuleId> ids() {
        return modules.stream().map(LoadedModule::id).toList();
    }

    /** By the names of their capabilities. */
    List<LoadedModule> active() {
        return modules;
    }

    /** The rules that price transactions. */
    public Optional<LoadedModule> feePolicy() {
        return feePolicy;
    }

    public Optional<LoadedModule> find(String capability) {
        return modules.stream()
                .filter(module -> module.id().capability().equals(capability))
                .findFirst();
    }

    /**
     * The rules that execute an operation: those that opened the agreement that it is about, or else the active ones.
     *
     * @throws Refusal if there are none, or they do not accept it
     */
    LoadedModule executing(CoreReads state, String capability, String operation, int schema, Bytes body) {
        LoadedModule active = requireActive(capability);
        Values values = requireAccepted(active, operation, schema, body);
        Optional<AgreementRow> agreement = active.description()
                .operation(operation, schema)
                .orElseThrow()
                .agreementOf(values)
                .filter(Agreement::isName)
                .map(name -> state.agreement(new Agreement(capability, name).id()));
        if (agreement.isEmpty()) {
            return active;
        }
        Hash keeper = state.keeper(agreement.get().rules());
        if (keeper.equals(active.id().sha256())) {
            return active;
        }
        LoadedModule former = former(state, keeper);
        Values unused = requireAccepted(former, operation, schema, body);
        return former;
    }

    /**
     * The rules that answer a query.
     *
     * @throws Refusal if there are none, or they do not accept it
     */
    LoadedModule answering(String capability, String query, int schema, Bytes input) {
        LoadedModule active = requireActive(capability);
        QueryType type = active.description()
                .query(query, schema)
                .orElseThrow(() -> new Refusal(
                        LedgerFailure.UNKNOWN_QUERY,
                        Values.of("capability", capability).and("query", query).and("schema", (long) schema)));
        try {
            type.requireInput(input);
        } catch (MalformedBytesException e) {
            throw new Refusal(
                    LedgerFailure.MALFORMED_QUERY,
                    Values.of("query", query).and("reason", String.valueOf(e.getMessage())));
        }
        return active;
    }

    private LoadedModule requireActive(String capability) {
        return find(capability)
                .orElseThrow(() -> new Refusal(LedgerFailure.MODULE_NOT_ACTIVE, Values.of("capability", capability)));
    }

    private static Values requireAccepted(LoadedModule module, String operation, int schema, Bytes body) {
        OperationType type = module.description()
                .operation(operation, schema)
                .orElseThrow(() -> Refusal.unknownOperation(module.id().capability(), operation, schema));
        return Refusal.requireWellFormed(type, body);
    }

    /** Rules that are not active any more, and that open agreements are kept by. */
    private LoadedModule former(CoreReads state, Hash rules) {
        synchronized (former) {
            return former.computeIfAbsent(rules.toHex(), hex -> load(state, rules, null));
        }
    }

    /** These modules, and one in place of that of its capability. */
    ModuleSet with(LoadedModule candidate) {
        Map<String, LoadedModule> all = new TreeMap<>();
        modules.forEach(module -> all.put(module.id().capability(), module));
        all.put(candidate.id().capability(), candidate);
        return new ModuleSet(List.copyOf(all.values()), source);
    }

    /**
     * The jar of rules that the chain has.
     *
     * @throws RuntimeException as {@link RulesSource#rules}
     */
    public Bytes rules(Hash sha256) {
        return source.rules(sha256);
    }

    /** Of all ids in their order: what a block input names. */
    public Hash hash() {
        Writer out = new Writer(64);
        for (ModuleId id : ids()) {
            out.text(id.capability(), Operation.MAX_NAME).fixed(id.sha256().toArray(), Hash.SIZE);
        }
        return Hash.sha256(PURPOSE, out.toBytes());
    }

    /**
     * The rules that a state says are active; the next block is executed under them. What is loaded here already stays as it
     * is.
     *
     * @param transactions of the block that led to this state: new rules came with them
     */
    public ModuleSet after(CoreReads state, List<Transaction> transactions) {
        Map<String, Bytes> delivered = delivered(transactions);
        delivered.forEach((hex, jar) -> keep(state, Hash.fromHex(hex), jar));
        synchronized (former) {
            former.keySet().removeIf(hex -> state.openAgreements(Hash.fromHex(hex)) == 0);
        }
        List<Hash> active = state.activeModules();
        if (active.equals(modules.stream().map(module -> module.id().sha256()).toList())) {
            return this;
        }
        Map<String, LoadedModule> loaded = new TreeMap<>();
        modules.forEach(module -> loaded.put(module.id().sha256().toHex(), module));
        List<LoadedModule> next = new ArrayList<>();
        for (Hash rules : active) {
            LoadedModule known = loaded.get(rules.toHex());
            next.add(known != null ? known : load(state, rules, delivered.get(rules.toHex())));
        }
        return new ModuleSet(next, source);
    }

    /** What an activation that was rejected brought is not kept. */
    private void keep(CoreReads state, Hash sha256, Bytes jar) {
        if (state.module(sha256) != null) {
            source.keep(sha256, jar);
        }
    }

    /** Whether a transaction does nothing but change which rules are active. */
    public static boolean isOnlyChange(Transaction transaction) {
        return transaction.operations().stream()
                .allMatch(operation -> operation.capability().equals(CoreCapability.NAME)
                        && (operation.name().equals("module-activate")
                                || operation.name().equals("module-deactivate")));
    }

    /** The rules jars that travel with transactions, by their hashes in hexadecimal. */
    public static Map<String, Bytes> delivered(List<Transaction> transactions) {
        Map<String, Bytes> delivered = new TreeMap<>();
        for (Transaction transaction : transactions) {
            for (Operation operation : transaction.operations()) {
                ActivateModuleOperation.rules(operation)
                        .ifPresent(
                                jar -> delivered.put(Hash.sha256(jar.toArray()).toHex(), jar));
            }
        }
        return delivered;
    }

    /**
     * Rules that are new to the chain, described by themselves.
     *
     * @throws org.quoin.ledger.core.module.InvalidRulesException if no module can be made of the jar
     */
    public LoadedModule describe(Hash sha256, Bytes jar) {
        return source.loaded(sha256, () -> LoadedModule.describe(jar));
    }

    /** @param jar null if the source has it */
    private LoadedModule load(CoreReads state, Hash rules, @Nullable Bytes jar) {
        return source.loaded(
                rules,
                () -> LoadedModule.load(
                        jar == null ? source.rules(rules) : jar,
                        Description.decode(state.requireModule(rules).description())));
    }
}
