package org.quoin.ledger.core.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.DeliveredRules;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.RefusedRules;
import org.quoin.ledger.api.Rehearsal;
import org.quoin.ledger.api.RulesFinding;
import org.quoin.ledger.api.RulesSignature;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.ledger.core.gate.Finding;
import org.quoin.ledger.core.module.InvalidRulesException;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.module.ModuleVersion;
import org.quoin.ledger.core.module.RulesJar;
import org.quoin.ledger.core.trust.TrustedKeys;
import org.quoin.ledger.core.trust.UntrustedRulesException;

/**
 * The rules that bundles deliver to this node: what nobody has signed whom its operator trusts is turned away unread, whatever
 * the policy of the chain. On a development chain something follows from the rest: a version that is newer than the active one,
 * accepts all that it accepts and goes well in a rehearsal is activated; a capability whose last deliverer was uninstalled is
 * deactivated after {@link #GRACE}. Both are transactions, signed by the chain's operator. That a deliverer stops, is updated
 * or ends with the node changes nothing on the chain.
 *
 * <p>All of it happens on one thread, in the order of the calls.
 */
public final class Deliveries implements DeliveredRules {
    /** Time to install another version of what was uninstalled. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(Deliveries.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 5;

    private final LedgerNode ledger;
    private final Wallet wallet;
    private final TrustedKeys trusted;
    private final ScheduledExecutorService worker;
    private final Watch watch;

    /** What is delivered now and let in, by the delivery. */
    private final Map<Object, ModuleId> delivered = new HashMap<>();

    /** What is delivered now and was turned away, by the delivery. */
    private final Map<Object, RefusedRules> refused = new ConcurrentHashMap<>();

    /** The jars of what is let in, by their hashes in hexadecimal. */
    private final Map<String, SignedRules> jars = new ConcurrentHashMap<>();

    /** The capabilities that each deliverer has delivered since it was installed. */
    private final Map<Object, Set<String>> deliverers = new ConcurrentHashMap<>();

    /**
     * Follows one ledger.
     *
     * @param wallet holds the operator's key, if this node is to act for the operator
     * @param trusted whose rules are let in
     * @param worker of a single thread
     */
    public Deliveries(LedgerNode ledger, Wallet wallet, TrustedKeys trusted, ScheduledExecutorService worker) {
        this(ledger, wallet, trusted, worker, (deliverer, module, signers, reason) -> {});
    }

    /**
     * The same.
     *
     * @param watch is told of each delivery before anything follows from it
     */
    public Deliveries(
            LedgerNode ledger, Wallet wallet, TrustedKeys trusted, ScheduledExecutorService worker, Watch watch) {
        this.watch = watch;
        this.ledger = ledger;
        this.wallet = wallet;
        this.trusted = trusted;
        this.worker = worker;
    }

    /** Who wants to know what is delivered. */
    @FunctionalInterface
    public interface Watch {
        /**
         * Rules were delivered.
         *
         * @param module empty if they are no rules jar at all
         * @param signers whose signatures of exactly these rules came with them, trusted or not
         * @param reason why they were turned away; empty if they are let in
         */
        void delivered(Object deliverer, Optional<ModuleId> module, List<PublicKey> signers, Optional<String> reason);
    }

    /**
     * A rules jar of any origin.
     *
     * @param signatures the lines of those who stand up for it
     */
    public record SignedRules(Bytes jar, Bytes signatures) {}

    /**
     * Rules have come, and are available if they can be let in.
     *
     * @param delivery stands for them until {@link #withdrawn}
     * @param deliverer who delivers them, until {@link #uninstalled}
     */
    public void delivered(Object delivery, Object deliverer, SignedRules rules) {
        later(() -> deliver(delivery, deliverer, rules));
    }

    /** The rules of a delivery are no longer available here. */
    public void withdrawn(Object delivery) {
        later(() -> {
            delivered.remove(delivery);
            refused.remove(delivery);
            jars.keySet()
                    .retainAll(delivered.values().stream()
                            .map(id -> id.sha256().toHex())
                            .toList());
            tellAvailable();
        });
    }

    /** An operator may have come to trust fewer since the rules were let in. */
    @Override
    public Optional<Bytes> find(Hash sha256) {
        SignedRules rules = jars.get(sha256.toHex());
        if (rules == null) {
            return Optional.empty();
        }
        try {
            trusted.require(sha256, rules.signatures());
            return Optional.of(rules.jar());
        } catch (UntrustedRulesException e) {
            LOG.log(Level.WARNING, "The rules " + sha256 + " are no longer let in because " + e.reason());
            return Optional.empty();
        }
    }

    @Override
    public List<RefusedRules> refused() {
        return List.copyOf(refused.values());
    }

    @Override
    public List<RulesFinding> check(Bytes jar) {
        try {
            return LoadedModule.check(jar).stream().map(Deliveries::finding).toList();
        } catch (InvalidRulesException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    private static RulesFinding finding(Finding found) {
        return new RulesFinding(
                found.className(),
                found.method(),
                found.line(),
                found.rule().name(),
                found.detail(),
                found.rule().sentence());
    }

    /** Whether a deliverer has delivered rules of a capability since it was installed. */
    public boolean delivers(Object deliverer, String capability) {
        return deliverers.getOrDefault(deliverer, Set.of()).contains(capability);
    }

    /**
     * A deliverer is gone, for good unless it is being replaced.
     *
     * @param replaced whether another is expected in its place; is asked until one is there, or none is expected any more
     */
    public void uninstalled(Object deliverer, BooleanSupplier replaced) {
        later(() -> forgetLater(deliverer, replaced));
    }

    private void forgetLater(Object deliverer, BooleanSupplier replaced) {
        Future<?> unused =
                worker.schedule(logged(() -> forget(deliverer, replaced)), GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Says whom to tell when other rules have become active, on the thread of the deliveries.
     *
     * @param listener may take its time, and use the ledger
     */
    public void onModulesChanged(Runnable listener) {
        ledger.onModulesChanged(() -> later(listener));
    }

    @Override
    public boolean awaitSettled(Duration longest) throws InterruptedException {
        try {
            for (int round = 0; round < 2; round++) { // what the first round activates queues the listener behind it
                worker.submit(() -> {}).get(longest.toMillis(), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A node that is closing deploys nothing more. */
    private void later(Runnable task) {
        try {
            worker.execute(logged(task));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The node is closing", e);
        }
    }

    /** What goes wrong in one task leaves the others to run. */
    private static Runnable logged(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "The deployment of a module failed", e);
            }
        };
    }

    private void deliver(Object delivery, Object deliverer, SignedRules rules) {
        Optional<ModuleId> id = Optional.empty();
        try {
            id = Optional.of(RulesJar.read(rules.jar()).id());
            trusted.require(id.get().sha256(), rules.signatures());
            LoadedModule module = ledger.load(rules.jar());
            watch.delivered(deliverer, id, signers(rules), Optional.empty());
            letIn(delivery, deliverer, rules, module);
        } catch (UntrustedRulesException e) {
            String reason = deliverer + " delivers rules that are not let in because " + e.reason();
            watch.delivered(deliverer, id, signers(rules), Optional.of(reason));
            refuse(delivery, id, reason);
        } catch (InvalidRulesException e) {
            String reason = deliverer + " delivers rules that cannot be used because " + e.reason();
            watch.delivered(deliverer, id, signers(rules), Optional.of(reason));
            refuse(delivery, id, reason);
            LOG.log(Level.DEBUG, "Where they failed", e);
        }
    }

    private static List<PublicKey> signers(SignedRules rules) {
        try {
            Bytes message = RulesSignature.message(Hash.sha256(rules.jar().toArray()));
            return RulesSignature.parse(new String(rules.signatures().toArray(), UTF_8)).stream()
                    .filter(each -> Signatures.verify(each.key(), message, each.signature()))
                    .map(RulesSignature::key)
                    .toList();
        } catch (MalformedBytesException e) {
            LOG.log(Level.DEBUG, "The signatures cannot be read", e);
            return List.of();
        }
    }

    private void refuse(Object delivery, Optional<ModuleId> id, String reason) {
        refused.put(delivery, new RefusedRules(id, reason));
        LOG.log(Level.WARNING, id.map(module -> module + ": ").orElse("") + reason);
    }

    private void letIn(Object delivery, Object deliverer, SignedRules rules, LoadedModule module) {
        delivered.put(delivery, module.id());
        jars.put(module.id().sha256().toHex(), rules);
        deliverers
                .computeIfAbsent(deliverer, none -> ConcurrentHashMap.newKeySet())
                .add(module.id().capability());
        tellAvailable();
        if (ledger.modulePolicy() == ModulePolicy.AUTO && isWanted(module) && goesWell(module.id())) {
            activate(module.id(), rules.jar());
        }
    }

    private void tellAvailable() {
        ledger.available(Set.copyOf(delivered.values()));
    }

    private boolean isWanted(LoadedModule module) {
        Optional<ModuleId> active = active(module.id().capability());
        if (active.isEmpty()) {
            return true;
        }
        int newer = ModuleVersion.parse(module.id().version())
                .compareTo(ModuleVersion.parse(active.get().version()));
        if (newer < 0 || active.get().equals(module.id())) {
            return false;
        }
        Description current = ledger.description(module.id().capability()).orElseThrow();
        if (!module.description().accepts(current)) {
            LOG.log(
                    Level.WARNING,
                    module.id() + " does not accept all that " + active.get() + " does, so it was not activated");
            return false;
        }
        return true;
    }

    private boolean goesWell(ModuleId module) {
        Rehearsal rehearsal = ledger.rehearsals(this::find).rehearse(module.sha256());
        if (!rehearsal.ok()) {
            LOG.log(
                    Level.WARNING,
                    module + " failed in the rehearsal, so it was not activated: "
                            + String.join(" ", rehearsal.problems()));
        }
        return rehearsal.ok();
    }

    private Optional<ModuleId> active(String capability) {
        return ledger.info().modules().stream()
                .filter(id -> id.capability().equals(capability))
                .findFirst();
    }

    private void activate(ModuleId module, Bytes jar) {
        boolean known = ledger.modules().stream()
                .anyMatch(each -> each.id().equals(module) && each.state() != Module.State.AVAILABLE);
        submit(new ActivateModule(module.sha256(), known ? Optional.empty() : Optional.of(jar)), module.toString());
    }

    /** Until then it counts as a deliverer, so that of several that go the last one decides. */
    private void forget(Object deliverer, BooleanSupplier replaced) {
        Set<String> orphans = new TreeSet<>(deliverers.getOrDefault(deliverer, Set.of()));
        deliverers.forEach((other, capabilities) -> {
            if (!other.equals(deliverer)) {
                orphans.removeAll(capabilities);
            }
        });
        if (!orphans.isEmpty() && replaced.getAsBoolean()) {
            forgetLater(deliverer, replaced);
            return;
        }
        deliverers.remove(deliverer);
        for (String capability : orphans) {
            if (ledger.modulePolicy() == ModulePolicy.AUTO && active(capability).isPresent()) {
                submit(new DeactivateModule(capability), capability);
            }
        }
    }

    private void submit(OperationRecord operation, String subject) {
        Optional<String> operator = ledger.operators().stream()
                .filter(name -> !wallet.isLocked(name)
                        && ledger.account(name).flatMap(wallet::signer).isPresent())
                .findFirst();
        if (operator.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "This node holds no operator's key that is unlocked, so it leaves " + subject + " as it is");
            return;
        }
        Signer signer = ledger.account(operator.get()).flatMap(wallet::signer).orElseThrow();
        try {
            Receipt receipt = submit(operator.get(), signer, operation);
            receipt.failure().ifPresent(failure -> turnedAway(operation, subject, failure.message()));
        } catch (RefusedException e) {
            turnedAway(operation, subject, e.failure().message());
        } catch (ExecutionException | TimeoutException e) {
            turnedAway(operation, subject, "no answer came (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The ledger may be full: then it is signed once more. */
    private Receipt submit(String operator, Signer signer, OperationRecord operation)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return new LedgerClient(ledger)
                        .submit(operator, signer, operation)
                        .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                if (attempt == ATTEMPTS || !(e.getCause() instanceof OverloadedException)) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private static void turnedAway(OperationRecord operation, String subject, String reason) {
        LOG.log(Level.WARNING, operation.operation() + " of " + subject + " was turned away: " + reason);
    }
}
