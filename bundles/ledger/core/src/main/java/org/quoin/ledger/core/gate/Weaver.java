package org.quoin.ledger.core.gate;

import static org.quoin.ledger.core.gate.JarClasses.is;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Puts calls of a {@link Meter} into classes that an {@link Inspector} has let pass.
 *
 * <p>A method pays for all of its instructions when it begins, a loop for its own each time it begins anew, and whoever makes an
 * array or a text for its size. A method without a loop that calls nothing, and that only the rules themselves can call, pays
 * nothing: its few instructions are in the price of its call.
 */
final class Weaver {
    private static final String METER = Type.getInternalName(Meter.class);

    /** In gas, beside what a method pays by itself. */
    private static final int CALL = 4;

    private static final int NEW_OBJECT = 16;

    /** In gas: what costs more is paid for where it is, because it may not come to it. */
    private static final int DEAR = 100;

    /** In instructions, of a method that pays nothing. */
    private static final int SHORT = 40;

    private final JarClasses jar;
    private final AllowedMembers allowed = AllowedMembers.LISTED;

    /** Methods that Java can call, given them as a lambda. */
    private final Set<String> referred = new HashSet<>();

    private Weaver(JarClasses jar) {
        this.jar = jar;
        for (ClassNode type : jar.all()) {
            for (MethodNode method : type.methods) {
                for (AbstractInsnNode each : method.instructions) {
                    if (each instanceof InvokeDynamicInsnNode dynamic) {
                        refer(dynamic);
                    }
                }
            }
        }
    }

    private void refer(InvokeDynamicInsnNode dynamic) {
        for (Object argument : dynamic.bsmArgs) {
            if (argument instanceof Handle handle) {
                referred.add(handle.getName() + handle.getDesc());
            }
        }
    }

    /** Each class by its name in the source. */
    static Map<String, byte[]> weave(JarClasses jar) {
        Weaver weaver = new Weaver(jar);
        Map<String, byte[]> woven = new HashMap<>();
        for (ClassNode type : jar.all()) {
            for (MethodNode method : type.methods) {
                if (!is(method.access, Opcodes.ACC_ABSTRACT)
                        && !isValues(type, method)
                        && !weaver.isShort(type, method)) {
                    weaver.new Body(method).weave();
                }
            }
            ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            type.accept(out);
            woven.put(type.name.replace('/', '.'), out.toByteArray());
        }
        return woven;
    }

    // ---- which methods pay

    /**
     * Of an enum, the method that gives its constants: Java calls it, too, the first time that it looks for one by its name, and
     * never again. So whoever calls it pays.
     */
    private static boolean isValues(ClassNode type, MethodNode method) {
        return is(type.access, Opcodes.ACC_ENUM)
                && method.name.equals("values")
                && method.desc.equals("()[L" + type.name + ";");
    }

    private boolean isShort(ClassNode type, MethodNode method) {
        if (!method.tryCatchBlocks.isEmpty() || isCalledByJava(type, method)) {
            return false;
        }
        Map<LabelNode, Integer> places = places(method);
        int count = 0;
        int at = 0;
        for (AbstractInsnNode each : method.instructions) {
            count += each.getOpcode() >= 0 ? 1 : 0;
            if (pays(each) || goesBack(each, at++, places)) {
                return false;
            }
        }
        return count <= SHORT;
    }

    private boolean isCalledByJava(ClassNode type, MethodNode method) {
        return referred.contains(method.name + method.desc)
                || method.name.equals("<clinit>")
                || jar.foreignSupertypes(type.name).stream()
                        .anyMatch(each -> JarClasses.isHost(each)
                                || allowed.find(each, method.name, method.desc).isPresent())
                || method.name.equals("hashCode")
                || method.name.equals("toString");
    }

    private static boolean pays(AbstractInsnNode each) {
        int opcode = each.getOpcode();
        boolean superclass = each instanceof MethodInsnNode call && isPlainConstructor(call);
        return each instanceof MethodInsnNode && !superclass
                || each instanceof InvokeDynamicInsnNode
                || opcode == Opcodes.NEW
                || opcode == Opcodes.NEWARRAY
                || opcode == Opcodes.ANEWARRAY;
    }

    private static boolean isPlainConstructor(MethodInsnNode call) {
        return call.name.equals("<init>")
                && (call.owner.equals("java/lang/Object") || call.owner.equals("java/lang/Record"));
    }

    private static Map<LabelNode, Integer> places(MethodNode method) {
        Map<LabelNode, Integer> places = new HashMap<>();
        int at = 0;
        for (AbstractInsnNode each : method.instructions) {
            if (each instanceof LabelNode label) {
                places.put(label, at);
            }
            at++;
        }
        return places;
    }

    private static boolean goesBack(AbstractInsnNode each, int at, Map<LabelNode, Integer> places) {
        return farthest(each, at, places) < at;
    }

    /** The first of the places to which an instruction can go, or its own. */
    private static int farthest(AbstractInsnNode each, int at, Map<LabelNode, Integer> places) {
        List<LabelNode> targets = new ArrayList<>();
        if (each instanceof JumpInsnNode jump) {
            targets.add(jump.label);
        } else if (each instanceof TableSwitchInsnNode table) {
            targets.addAll(table.labels);
            targets.add(table.dflt);
        } else if (each instanceof LookupSwitchInsnNode lookup) {
            targets.addAll(lookup.labels);
            targets.add(lookup.dflt);
        }
        int first = at;
        for (LabelNode target : targets) {
            first = Math.min(first, places.getOrDefault(target, at));
        }
        return first;
    }

    // ---- what they pay

    private int cost(AbstractInsnNode each) {
        if (each.getOpcode() < 0) {
            return 0;
        }
        if (each instanceof MethodInsnNode call) {
            if (jar.isEnum(call.owner) && call.name.equals("values")) {
                return CALL + jar.constants(call.owner);
            }
            int fixed = jdk(call).map(AllowedMembers.Cost::fixed).orElse(0);
            return CALL + (fixed > DEAR ? 0 : fixed);
        }
        if (each instanceof InvokeDynamicInsnNode || each.getOpcode() == Opcodes.NEW) {
            return NEW_OBJECT;
        }
        return 1;
    }

    private Optional<AllowedMembers.Cost> jdk(MethodInsnNode call) {
        return allowed.find(call.owner, call.name, call.desc);
    }

    /** One method, being changed. */
    private final class Body {
        private final MethodNode method;
        private final AbstractInsnNode[] original;
        private final int[] costs;
        private final int meter;
        private final int depth;

        private Body(MethodNode method) {
            this.method = method;
            original = method.instructions.toArray();
            costs = new int[original.length + 1];
            for (int i = 0; i < original.length; i++) {
                costs[i + 1] = costs[i] + cost(original[i]);
            }
            meter = method.maxLocals;
            depth = method.maxLocals + 1;
        }

        private void weave() {
            Map<LabelNode, Integer> places = places(method);
            Set<LabelNode> handlers = new HashSet<>();
            for (TryCatchBlockNode block : method.tryCatchBlocks) {
                handlers.add(block.handler);
            }
            int all = costs[original.length];
            for (int i = 0; i < original.length; i++) {
                AbstractInsnNode each = original[i];
                int target = farthest(each, i, places);
                if (target < i) {
                    before(each, tick(costs[i + 1] - costs[target]));
                } else if (each.getOpcode() >= Opcodes.IRETURN && each.getOpcode() <= Opcodes.RETURN) {
                    before(each, call("exit", "()V"));
                } else if (each instanceof FrameNode frame) {
                    widen(frame);
                } else if (each instanceof LabelNode label && handlers.contains(label)) {
                    after(firstOf(i), caught(all));
                } else {
                    weaveSize(each);
                }
            }
            method.instructions.insert(entry(all));
            method.maxLocals += 2;
        }

        /** Of what is caught: behind its label, its frame and its line. */
        private AbstractInsnNode firstOf(int label) {
            int last = label;
            while (last + 1 < original.length && original[last + 1].getOpcode() < 0) {
                last++;
            }
            return original[last];
        }

        private void weaveSize(AbstractInsnNode each) {
            if (each instanceof IntInsnNode array && array.getOpcode() == Opcodes.NEWARRAY) {
                before(each, array(width(array.operand)));
            } else if (each instanceof TypeInsnNode array && array.getOpcode() == Opcodes.ANEWARRAY) {
                before(each, array(Long.BYTES));
            } else if (each instanceof InvokeDynamicInsnNode dynamic
                    && Type.getReturnType(dynamic.desc).equals(Type.getType(String.class))) {
                after(each, through(Type.getType(String.class)));
            } else if (each instanceof MethodInsnNode call && call.owner.startsWith("[")) {
                after(each, through(Type.getType(Object.class)));
            } else if (each instanceof MethodInsnNode call) {
                jdk(call).ifPresent(cost -> weave(call, cost));
            }
        }

        private void weave(MethodInsnNode call, AllowedMembers.Cost cost) {
            Type[] arguments = Type.getArgumentTypes(call.desc);
            AllowedMembers.Growth growth = cost.growth();
            if (cost.fixed() > DEAR) {
                before(call, tick(cost.fixed()));
            }
            if (growth == AllowedMembers.Growth.LAST_ARGUMENT) {
                before(call, through(arguments[arguments.length - 1]));
            } else if (growth == AllowedMembers.Growth.RECEIVER) {
                before(call, through(Type.getObjectType(call.owner)));
            } else if (growth == AllowedMembers.Growth.RESULT) {
                boolean made = call.name.equals("<init>");
                after(call, through(made ? Type.getObjectType(call.owner) : Type.getReturnType(call.desc)));
            }
        }

        private InsnList entry(int gas) {
            InsnList list = new InsnList();
            list.add(number(gas));
            list.add(new MethodInsnNode(Opcodes.INVOKESTATIC, METER, "enter", "(I)L" + METER + ";", false));
            list.add(new InsnNode(Opcodes.DUP));
            list.add(new VarInsnNode(Opcodes.ASTORE, meter));
            list.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, METER, "depth", "()I", false));
            list.add(new VarInsnNode(Opcodes.ISTORE, depth));
            return list;
        }

        private InsnList tick(int gas) {
            InsnList list = new InsnList();
            list.add(new VarInsnNode(Opcodes.ALOAD, meter));
            list.add(number(gas));
            list.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, METER, "tick", "(I)V", false));
            return list;
        }

        private InsnList caught(int gas) {
            InsnList list = new InsnList();
            list.add(new VarInsnNode(Opcodes.ALOAD, meter));
            list.add(new VarInsnNode(Opcodes.ILOAD, depth));
            list.add(number(gas));
            list.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, METER, "caught", "(II)V", false));
            return list;
        }

        private InsnList call(String name, String descriptor) {
            InsnList list = new InsnList();
            list.add(new VarInsnNode(Opcodes.ALOAD, meter));
            list.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, METER, name, descriptor, false));
            return list;
        }

        /** What is on top stays there. */
        private InsnList array(int width) {
            InsnList list = onTop();
            list.add(number(width));
            list.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, METER, "array", "(II)V", false));
            return list;
        }

        private InsnList through(Type top) {
            InsnList list = onTop();
            String taken = top.getSort() >= Type.ARRAY ? "Ljava/lang/Object;" : "I";
            list.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, METER, "through", "(" + taken + ")V", false));
            return list;
        }

        private InsnList onTop() {
            InsnList list = new InsnList();
            list.add(new InsnNode(Opcodes.DUP));
            list.add(new VarInsnNode(Opcodes.ALOAD, meter));
            list.add(new InsnNode(Opcodes.SWAP));
            return list;
        }

        private void before(AbstractInsnNode place, InsnList list) {
            method.instructions.insertBefore(place, list);
        }

        private void after(AbstractInsnNode place, InsnList list) {
            method.instructions.insert(place, list);
        }

        /** The variables of the meter and the depth are there throughout. */
        private void widen(FrameNode frame) {
            List<Object> locals = new ArrayList<>(frame.local);
            int slots = 0;
            for (Object local : locals) {
                slots += Opcodes.LONG.equals(local) || Opcodes.DOUBLE.equals(local) ? 2 : 1;
            }
            for (; slots < meter; slots++) {
                locals.add(Opcodes.TOP);
            }
            locals.add(METER);
            locals.add(Opcodes.INTEGER);
            frame.local = locals;
        }
    }

    /** In bytes, of an element. */
    private static int width(int type) {
        return switch (type) {
            case Opcodes.T_BOOLEAN, Opcodes.T_BYTE -> Byte.BYTES;
            case Opcodes.T_CHAR, Opcodes.T_SHORT -> Short.BYTES;
            case Opcodes.T_INT -> Integer.BYTES;
            default -> Long.BYTES;
        };
    }

    private static AbstractInsnNode number(int value) {
        return new LdcInsnNode(value);
    }
}
