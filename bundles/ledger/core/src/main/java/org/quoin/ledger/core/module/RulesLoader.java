package org.quoin.ledger.core.module;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.core.gate.Meter;
import org.quoin.rules.host.Rules;

/**
 * Defines the classes of one rules jar. Beside them it shows the host interface, the meter that was woven into them, and the
 * JDK's base module, of which they use what the gate has let pass.
 */
final class RulesLoader extends ClassLoader {
    private static final String HOST = Rules.class.getPackageName() + ".";

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;

    /** @param classes class files by the names of the classes */
    RulesLoader(ModuleId id, Map<String, byte[]> classes) {
        super(id.capability() + "-" + id.version(), null);
        this.classes = classes;
    }

    Class<?> initialise(String name) {
        try {
            return Class.forName(name, true, this);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(name + " is not there", e);
        }
    }

    /** @throws IllegalArgumentException if there is no such class of rules, or it cannot be built */
    Rules instantiate(String name) {
        try {
            return initialise(name).asSubclass(Rules.class).getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalArgumentException(name + " cannot be built", e);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(name + " has no public constructor without arguments", e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(HOST)) {
            return Class.forName(name, false, Rules.class.getClassLoader());
        }
        if (name.equals(Meter.class.getName())) {
            return Meter.class;
        }
        Class<?> found = super.loadClass(name, resolve);
        if (found.getClassLoader() != this && !found.getModule().equals(Object.class.getModule())) {
            throw new ClassNotFoundException(name + " is not for rules");
        }
        return found;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] content = classes.get(name);
        if (content == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, content, 0, content.length);
    }
}
