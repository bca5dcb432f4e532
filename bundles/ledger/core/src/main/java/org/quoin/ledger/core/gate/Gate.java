package org.quoin.ledger.core.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.ClassNode;
import org.quoin.ledger.api.Bytes;

/** What rules have to pass before they run. */
public final class Gate {
    private Gate() {}

    /**
     * The classes of a rules jar, looked at.
     *
     * @param findings what keeps them from running, by class and line
     * @param woven the classes as they run, with a meter in them, by their names; empty if anything was found
     */
    public record Passage(List<Finding> findings, Map<String, byte[]> woven) {
        public Passage {
            findings = List.copyOf(findings);
        }
    }

    /** @param classes class files by the names of the classes */
    public static Passage pass(Map<String, Bytes> classes) {
        List<ClassNode> nodes = new ArrayList<>();
        List<Finding> unreadable = new ArrayList<>();
        classes.forEach((name, content) -> {
            try {
                nodes.add(read(name, content));
            } catch (RuntimeException | AssertionError e) { // whatever it is that the library stumbles over
                unreadable.add(new Finding(name, "", 0, GateRule.MALFORMED, "cannot be read"));
            }
        });
        if (!unreadable.isEmpty()) {
            return new Passage(unreadable, Map.of());
        }
        JarClasses jar = new JarClasses(nodes);
        try {
            List<Finding> findings = Inspector.inspect(jar);
            return new Passage(findings, findings.isEmpty() ? Weaver.weave(jar) : Map.of());
        } catch (MethodTooLargeException e) {
            return turnedAway(e.getClassName(), e.getMethodName(), GateRule.LIMIT, "is too long for a meter");
        } catch (RuntimeException
                | AssertionError e) { // nor is it known what else a class that no compiler made can lead to
            return turnedAway(nodes.get(0).name, "", GateRule.MALFORMED, "or another cannot be looked at");
        }
    }

    private static Passage turnedAway(String type, String method, GateRule rule, String detail) {
        return new Passage(List.of(new Finding(type.replace('/', '.'), method, 0, rule, detail)), Map.of());
    }

    private static ClassNode read(String name, Bytes content) {
        ClassNode node = new ClassNode();
        new ClassReader(content.toArray()).accept(node, ClassReader.EXPAND_FRAMES);
        if (!node.name.replace('/', '.').equals(name)) {
            throw new IllegalArgumentException("it is of another class");
        }
        return node;
    }

    /**
     * What can change of all that outlives a run.
     *
     * @param classes all of the loader, initialised
     * @param rules the object that runs
     */
    public static List<Finding> inspectLasting(ClassLoader loader, Collection<Class<?>> classes, Object rules) {
        return Lasting.inspect(loader, classes, rules);
    }
}
