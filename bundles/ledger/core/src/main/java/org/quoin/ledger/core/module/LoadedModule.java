package org.quoin.ledger.core.module;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.core.gate.Finding;
import org.quoin.ledger.core.gate.Gate;
import org.quoin.ledger.core.gate.Meter;
import org.quoin.rules.host.Rules;

/** A module whose rules can run, each time on a {@link Meter}. Its class loader goes with it. */
public record LoadedModule(ModuleId id, Description description, Rules rules) {
    /** In bytes. */
    public static final int MAX_DESCRIPTION = 1024 * 1024;

    /** In gas: to initialise all classes, to build the rules and to have them described. */
    private static final long LOADING = 20_000_000;

    /**
     * Loads rules and lets them describe themselves.
     *
     * @throws InvalidRulesException if no module can be made of them
     */
    public static LoadedModule describe(Bytes jar) {
        RulesJar read = RulesJar.read(jar);
        Meter meter = new Meter(LOADING);
        Rules rules = load(read, meter);
        return new LoadedModule(read.id(), description(rules, meter), rules);
    }

    /**
     * Loads rules that described themselves before.
     *
     * @throws InvalidRulesException if no module can be made of them
     */
    public static LoadedModule load(Bytes jar, Description description) {
        RulesJar read = RulesJar.read(jar);
        return new LoadedModule(read.id(), description, load(read, new Meter(LOADING)));
    }

    /**
     * What keeps a jar from being a module, as the gate sees it; nothing if it is one.
     *
     * @throws InvalidRulesException if it is no rules jar at all, or does not describe itself
     */
    public static List<Finding> check(Bytes jar) {
        try {
            describe(jar);
            return List.of();
        } catch (TurnedAwayException e) {
            return e.findings();
        }
    }

    private static Rules load(RulesJar jar, Meter meter) {
        Gate.Passage passage = Gate.pass(jar.classes());
        requireNothing(passage.findings());
        RulesLoader loader = new RulesLoader(jar.id(), passage.woven());
        List<Class<?>> classes = new ArrayList<>();
        Rules rules = attempt(meter, "no " + jar.rulesClass() + " can be made of it", () -> {
            for (String name :
                    jar.classes().keySet()) { // in their order, and none later: so a run costs the same each time
                classes.add(loader.initialise(name));
            }
            return loader.instantiate(jar.rulesClass());
        });
        requireNothing(Gate.inspectLasting(loader, classes, rules));
        return rules;
    }

    private static void requireNothing(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new TurnedAwayException(findings);
        }
    }

    private static Description description(Rules rules, Meter meter) {
        byte @Nullable [] description = attempt(meter, "it does not describe itself", rules::describe);
        if (description == null || description.length > MAX_DESCRIPTION) {
            throw new InvalidRulesException("it does not describe itself in 1 to " + MAX_DESCRIPTION + " bytes");
        }
        try {
            return Description.decode(Bytes.of(description));
        } catch (MalformedBytesException e) {
            throw new InvalidRulesException("it describes itself by what is " + e.getMessage(), e);
        }
    }

    private static <T> T attempt(Meter meter, String otherwise, Supplier<T> work) {
        try {
            return meter.run(work);
        } catch (VirtualMachineError e) {
            throw e; // a machine that is out of memory or stack decides nothing
        } catch (Throwable e) { // what rules throw is not known
            throw new InvalidRulesException(otherwise, e);
        }
    }
}
