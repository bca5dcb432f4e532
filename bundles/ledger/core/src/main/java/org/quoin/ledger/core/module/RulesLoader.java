package org.quoin.ledger.core.module;

import java.util.Map;
import org.quoin.ledger.api.Bytes;
import org.quoin.rules.host.Rules;

/** Defines the classes of one rules jar. Beside them it shows the host interface and the JDK's base module, nothing else. */
final class RulesLoader extends ClassLoader {
    private static final String HOST = Rules.class.getPackageName() + ".";

    static {
        registerAsParallelCapable();
    }

    private final Map<String, Bytes> classes;

    RulesLoader(RulesJar jar) {
        super(jar.id().capability() + "-" + jar.id().version(), null);
        this.classes = jar.classes();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(HOST)) {
            return Class.forName(name, false, Rules.class.getClassLoader());
        }
        Class<?> found = super.loadClass(name, resolve);
        if (found.getClassLoader() != this && !found.getModule().equals(Object.class.getModule())) {
            throw new ClassNotFoundException(name + " is not for rules");
        }
        return found;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Bytes content = classes.get(name);
        if (content == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, content.toArray(), 0, content.size());
    }
}
