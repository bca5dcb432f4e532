package org.quoin.ledger.core.module;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.description.Description;
import org.quoin.rules.host.Rules;

/** A module whose rules can run. Its class loader goes with it. */
public record LoadedModule(ModuleId id, Description description, Rules rules) {
    /** In bytes. */
    public static final int MAX_DESCRIPTION = 1024 * 1024;

    /**
     * Loads rules and lets them describe themselves.
     *
     * @throws InvalidRulesException if no module can be made of them
     */
    public static LoadedModule describe(Bytes jar) {
        RulesJar read = RulesJar.read(jar);
        Rules rules = instantiate(read);
        return new LoadedModule(read.id(), description(rules), rules);
    }

    /**
     * Loads rules that described themselves before.
     *
     * @throws InvalidRulesException if no module can be made of them
     */
    public static LoadedModule load(Bytes jar, Description description) {
        RulesJar read = RulesJar.read(jar);
        return new LoadedModule(read.id(), description, instantiate(read));
    }

    private static Rules instantiate(RulesJar jar) {
        try {
            return new RulesLoader(jar)
                    .loadClass(jar.rulesClass())
                    .asSubclass(Rules.class)
                    .getConstructor()
                    .newInstance();
        } catch (Throwable e) { // a constructor of rules can throw anything
            requireMachine(e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e);
            throw new InvalidRulesException("no " + jar.rulesClass() + " can be made of it", e);
        }
    }

    private static Description description(Rules rules) {
        byte @Nullable [] description;
        try {
            description = rules.describe();
        } catch (Throwable e) { // nor is it known what describing throws
            requireMachine(e);
            throw new InvalidRulesException("it does not describe itself", e);
        }
        if (description == null || description.length > MAX_DESCRIPTION) {
            throw new InvalidRulesException("it does not describe itself in 1 to " + MAX_DESCRIPTION + " bytes");
        }
        try {
            return Description.decode(Bytes.of(description));
        } catch (MalformedBytesException e) {
            throw new InvalidRulesException("it describes itself by what is " + e.getMessage(), e);
        }
    }

    /** A machine that is out of memory or stack decides nothing. */
    private static void requireMachine(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error) {
            throw error;
        }
    }
}
