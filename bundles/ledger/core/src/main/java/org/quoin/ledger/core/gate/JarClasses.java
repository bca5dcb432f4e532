package org.quoin.ledger.core.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The classes of one rules jar, by the names that class files use, and what follows from all of them together. */
final class JarClasses {
    /** The host interface: the ledger's, and the one thing that rules share with it. */
    private static final String HOST = "org/quoin/rules/host/";

    static final String RECORD_METHODS = "java/lang/runtime/ObjectMethods";

    private final Map<String, ClassNode> classes = new TreeMap<>();

    JarClasses(Collection<ClassNode> classes) {
        classes.forEach(each -> this.classes.put(each.name, each));
    }

    Collection<ClassNode> all() {
        return Collections.unmodifiableCollection(classes.values());
    }

    boolean has(String name) {
        return classes.containsKey(name);
    }

    static boolean isHost(String name) {
        return name.startsWith(HOST);
    }

    static boolean is(int access, int flag) {
        return (access & flag) != 0;
    }

    /** Whether what it says of an object of this type says which object it is: not of an interface, behind which anything can be. */
    boolean isClass(String name) {
        ClassNode found = classes.get(name);
        return found != null && !is(found.access, Opcodes.ACC_INTERFACE);
    }

    boolean isEnum(String name) {
        ClassNode found = classes.get(name);
        return found != null && is(found.access, Opcodes.ACC_ENUM);
    }

    /** How many constants an enum has. */
    int constants(String name) {
        ClassNode found = classes.get(name);
        return found == null
                ? 0
                : (int) found.fields.stream()
                        .filter(field -> is(field.access, Opcodes.ACC_ENUM))
                        .count();
    }

    /** The method that a call of it on this type finds among the classes of the jar. */
    Optional<MethodNode> method(String owner, String name, String descriptor) {
        for (String type : supertypes(owner)) {
            ClassNode found = classes.get(type);
            if (found != null) {
                for (MethodNode method : found.methods) {
                    if (method.name.equals(name) && method.desc.equals(descriptor)) {
                        return Optional.of(method);
                    }
                }
            }
        }
        return Optional.empty();
    }

    boolean hasField(String owner, String name, String descriptor) {
        return supertypes(owner).stream()
                .map(classes::get)
                .anyMatch(type -> type != null
                        && type.fields.stream()
                                .anyMatch(field -> field.name.equals(name) && field.desc.equals(descriptor)));
    }

    /** Those supertypes that are not in the jar. */
    List<String> foreignSupertypes(String owner) {
        return supertypes(owner).stream()
                .filter(type -> !classes.containsKey(type))
                .toList();
    }

    /** A type and all above it, nearer ones first. */
    private Set<String> supertypes(String name) {
        Set<String> found = new LinkedHashSet<>();
        List<String> queue = new ArrayList<>(List.of(name));
        for (int i = 0; i < queue.size(); i++) {
            String type = queue.get(i);
            ClassNode node = classes.get(type);
            if (found.add(type) && node != null) {
                add(queue, node.superName);
                queue.addAll(node.interfaces);
            }
        }
        return found;
    }

    private static void add(List<String> queue, @Nullable String type) {
        if (type != null) {
            queue.add(type);
        }
    }

    /** Whether the compiler left the body to the virtual machine, as it does for records. */
    static boolean isLeftToTheMachine(MethodNode method) {
        for (AbstractInsnNode each : method.instructions) {
            if (each instanceof InvokeDynamicInsnNode dynamic
                    && dynamic.bsm.getOwner().equals(RECORD_METHODS)) {
                return true;
            }
        }
        return false;
    }
}
