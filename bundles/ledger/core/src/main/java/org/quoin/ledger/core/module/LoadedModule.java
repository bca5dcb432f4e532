package org.quoin.ledger.core.module;

import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.description.Description;
import org.quoin.rules.host.Rules;

/** A module whose rules can run. Its class loader goes with it. */
public record LoadedModule(ModuleId id, Description description, Rules rules) {

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

    @SuppressWarnings("CatchingUnchecked") // a constructor of rules can throw anything
    private static Rules instantiate(RulesJar jar) {
        try {
            return new RulesLoader(jar)
                    .loadClass(jar.rulesClass())
                    .asSubclass(Rules.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw new InvalidRulesException("no " + jar.rulesClass() + " can be made of it", e);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // nor is it known what describing throws
    private static Description description(Rules rules) {
        byte[] description;
        try {
            description = rules.describe();
        } catch (RuntimeException | LinkageError e) {
            throw new InvalidRulesException("it does not describe itself", e);
        }
        try {
            return Description.decode(Bytes.of(description));
        } catch (MalformedBytesException e) {
            throw new InvalidRulesException("it describes itself by what is " + e.getMessage(), e);
        }
    }
}
