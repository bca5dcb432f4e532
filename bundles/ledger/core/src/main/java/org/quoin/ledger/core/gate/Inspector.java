package org.quoin.ledger.core.gate;

import static org.quoin.ledger.core.gate.JarClasses.is;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Reads the classes of a rules jar and reports what rules must not do: see {@link GateRule}. */
final class Inspector {
    /** In the slots of a frame, with its operands: {@link Meter#MAX_DEPTH} of these fit into a small stack. */
    private static final int MAX_FRAME = 128;

    private static final int OLDEST = Opcodes.V1_8;
    private static final int NEWEST = Opcodes.V17;
    private static final String INITIALIZER = "<clinit>";
    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
    private static final String TEXTS = "java/lang/invoke/StringConcatFactory";
    private static final String TO_STRING = "toString";
    private static final String HASH_CODE = "hashCode";

    /** What is no error, and of Java. */
    private static final Set<String> CAUGHT = Set.of("java/lang/Exception", "java/lang/RuntimeException");

    /** What concatenation writes the same everywhere. */
    private static final Set<String> TEXT = Set.of(
            "java/lang/String",
            "java/lang/Boolean",
            "java/lang/Byte",
            "java/lang/Character",
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Short");

    private final JarClasses jar;
    private final AllowedMembers allowed = AllowedMembers.LISTED;
    private final List<Finding> findings = new ArrayList<>();

    /** Where it looks now. */
    private String className = "";

    private String method = "";
    private int line;

    private Inspector(JarClasses jar) {
        this.jar = jar;
    }

    /** What is found, by class, line and rule. */
    static List<Finding> inspect(JarClasses jar) {
        Inspector inspector = new Inspector(jar);
        jar.all().forEach(inspector::inspect);
        return inspector.findings.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::className)
                        .thenComparingInt(Finding::line)
                        .thenComparing(Finding::method)
                        .thenComparing(Finding::rule)
                        .thenComparing(Finding::detail))
                .toList();
    }

    private void report(GateRule rule, String detail) {
        findings.add(new Finding(className.replace('/', '.'), method, line, rule, detail));
    }

    private void require(boolean holds, GateRule rule, String otherwise) {
        if (!holds) {
            report(rule, otherwise);
        }
    }

    // ---- classes

    private void inspect(ClassNode type) {
        className = type.name;
        method = "";
        line = 0;
        int version = type.version & 0xffff;
        require(
                version >= OLDEST && version <= NEWEST && type.version >>> 16 == 0,
                GateRule.MALFORMED,
                "a class file of version " + version);
        require(!JarClasses.isHost(type.name), GateRule.FORBIDDEN_TYPE, "is a class of the host");
        requireExtensible(type.superName);
        type.interfaces.forEach(this::requireExtensible);
        type.fields.forEach(field -> inspect(type, field));
        type.methods.forEach(each -> inspect(type, each));
    }

    private void requireExtensible(@Nullable String type) {
        require(
                type != null && (jar.has(type) || JarClasses.isHost(type) || allowed.isExtensible(type)),
                GateRule.FORBIDDEN_TYPE,
                "extends " + readable(String.valueOf(type)));
    }

    private void inspect(ClassNode type, FieldNode field) {
        requireWhole(field.desc, "the field " + field.name);
        if (is(field.access, Opcodes.ACC_STATIC)) {
            require(
                    is(field.access, Opcodes.ACC_FINAL),
                    GateRule.LASTING_STATE,
                    "the static field " + field.name + " can change");
            require(
                    !field.desc.startsWith("[") || isOfTheCompiler(type, field),
                    GateRule.LASTING_STATE,
                    "the static field " + field.name + " is an array, which can change");
        }
    }

    /** The constants of an enum, of which {@code values()} gives copies; the table of a switch over an enum. */
    private static boolean isOfTheCompiler(ClassNode type, FieldNode field) {
        boolean constants = is(type.access, Opcodes.ACC_ENUM) && field.name.equals("$VALUES");
        boolean table = is(type.access, Opcodes.ACC_SYNTHETIC) && field.name.startsWith("$SwitchMap$");
        return is(field.access, Opcodes.ACC_SYNTHETIC) && (constants || table);
    }

    // ---- methods

    private void inspect(ClassNode type, MethodNode node) {
        method = node.name;
        line = firstLine(node);
        requireWhole(node.desc, "the method " + node.name);
        require(!is(node.access, Opcodes.ACC_SYNCHRONIZED), GateRule.LOCK, "is synchronized");
        require(!is(node.access, Opcodes.ACC_NATIVE), GateRule.LINKAGE, "is native");
        require(
                !node.name.equals("finalize") || !node.desc.equals("()V"),
                GateRule.LASTING_STATE,
                "is called by the garbage collector");
        require(
                node.maxLocals + node.maxStack <= MAX_FRAME,
                GateRule.LIMIT,
                "has more than " + MAX_FRAME + " variables and operands");
        node.tryCatchBlocks.forEach(block -> inspect(type, block));
        boolean asksForTypes = false;
        for (AbstractInsnNode each : node.instructions) {
            if (each instanceof LineNumberNode number) {
                line = number.line;
            } else {
                inspect(type, each);
                asksForTypes |= isReferenceComparison(each) || isTextOfAnything(each);
            }
        }
        if (asksForTypes) {
            inspectOperands(type, node);
        }
        method = "";
        line = 0;
    }

    private static int firstLine(MethodNode node) {
        for (AbstractInsnNode each : node.instructions) {
            if (each instanceof LineNumberNode number) {
                return number.line;
            }
        }
        return 0;
    }

    private void inspect(ClassNode type, TryCatchBlockNode block) {
        String caught = block.type;
        boolean ofSwitch = method.equals(INITIALIZER)
                && is(type.access, Opcodes.ACC_SYNTHETIC)
                && "java/lang/NoSuchFieldError".equals(caught);
        require(
                ofSwitch || isException(caught),
                GateRule.CAUGHT_ERROR,
                "catches " + (caught == null ? "everything" : readable(caught)));
    }

    private boolean isException(@Nullable String caught) {
        if (caught == null) {
            return false;
        }
        return CAUGHT.contains(caught) || jar.has(caught) || allowed.isType(caught) && caught.endsWith("Exception");
    }

    // ---- instructions

    private void inspect(ClassNode type, AbstractInsnNode instruction) {
        if (isTextOfAnything(instruction)) {
            return; // looked at with its operand
        }
        if (instruction instanceof MethodInsnNode call) {
            inspectMember(call.owner, call.name, call.desc, call.getOpcode());
        } else if (instruction instanceof FieldInsnNode field) {
            inspect(type, field);
        } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            inspect(dynamic);
        } else if (instruction instanceof TypeInsnNode use) {
            inspect(use);
        } else if (instruction instanceof LdcInsnNode constant) {
            inspectConstant(constant.cst);
        } else if (instruction instanceof MultiANewArrayInsnNode array) {
            report(GateRule.LIMIT, "makes " + readable(array.desc) + " at once: make each array by itself");
        } else if (instruction instanceof IntInsnNode array && array.getOpcode() == Opcodes.NEWARRAY) {
            require(
                    array.operand != Opcodes.T_FLOAT && array.operand != Opcodes.T_DOUBLE,
                    GateRule.FLOATING_POINT,
                    "makes an array of floating point numbers");
        } else if (instruction instanceof InsnNode || instruction instanceof VarInsnNode) {
            inspectOpcode(instruction.getOpcode());
        } else if (instruction instanceof JumpInsnNode && instruction.getOpcode() == Opcodes.JSR) {
            report(GateRule.MALFORMED, "jumps to a subroutine");
        }
    }

    private void inspectOpcode(int opcode) {
        switch (opcode) {
            case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> report(GateRule.LOCK, "locks an object");
            case Opcodes.RET -> report(GateRule.MALFORMED, "returns from a subroutine");
            default -> require(!isFloating(opcode), GateRule.FLOATING_POINT, "computes with floating point numbers");
        }
    }

    private static boolean isFloating(int opcode) {
        return switch (opcode) {
            case Opcodes.FCONST_0, Opcodes.FCONST_1, Opcodes.FCONST_2, Opcodes.DCONST_0, Opcodes.DCONST_1 -> true;
            case Opcodes.FLOAD, Opcodes.DLOAD, Opcodes.FSTORE, Opcodes.DSTORE -> true;
            case Opcodes.FALOAD, Opcodes.DALOAD, Opcodes.FASTORE, Opcodes.DASTORE -> true;
            case Opcodes.FADD, Opcodes.DADD, Opcodes.FSUB, Opcodes.DSUB, Opcodes.FMUL, Opcodes.DMUL -> true;
            case Opcodes.FDIV, Opcodes.DDIV, Opcodes.FREM, Opcodes.DREM, Opcodes.FNEG, Opcodes.DNEG -> true;
            case Opcodes.I2F, Opcodes.I2D, Opcodes.L2F, Opcodes.L2D, Opcodes.F2I, Opcodes.F2L -> true;
            case Opcodes.F2D, Opcodes.D2I, Opcodes.D2L, Opcodes.D2F -> true;
            case Opcodes.FCMPL, Opcodes.FCMPG, Opcodes.DCMPL, Opcodes.DCMPG -> true;
            case Opcodes.FRETURN, Opcodes.DRETURN -> true;
            default -> false;
        };
    }

    private void inspect(TypeInsnNode use) {
        requireKnown(use.desc);
        if (use.getOpcode() == Opcodes.NEW) {
            AbstractInsnNode next = use.getNext();
            require(
                    next != null && next.getOpcode() == Opcodes.DUP,
                    GateRule.MALFORMED,
                    "makes an object in another way than a compiler does");
        }
    }

    private void inspectConstant(Object constant) {
        require(
                !(constant instanceof Float) && !(constant instanceof Double),
                GateRule.FLOATING_POINT,
                "has the floating point number " + constant);
        if (constant instanceof Type type) {
            require(type.getSort() != Type.METHOD, GateRule.LINKAGE, "has the type of a method as a constant");
            requireKnown(type.getInternalName());
        } else {
            require(
                    constant instanceof Number || constant instanceof String,
                    GateRule.LINKAGE,
                    "has a constant that is made when it is linked");
        }
    }

    private void inspect(ClassNode type, FieldInsnNode use) {
        requireWhole(use.desc, "the field " + use.name);
        if (jar.has(use.owner) && jar.hasField(use.owner, use.name, use.desc)) {
            require(
                    use.getOpcode() != Opcodes.PUTSTATIC || use.owner.equals(type.name) && method.equals(INITIALIZER),
                    GateRule.LASTING_STATE,
                    "changes the static field " + use.name);
        } else {
            require(
                    use.getOpcode() == Opcodes.GETSTATIC && isAllowed(use.owner, use.name, use.desc),
                    forbidden(use.owner),
                    "uses " + readable(use.owner) + "." + use.name);
        }
    }

    // ---- members

    private void inspectMember(String owner, String name, String descriptor, int opcode) {
        requireWhole(descriptor, readable(owner) + "." + name);
        if (owner.startsWith("[")) {
            require(name.equals("clone"), GateRule.FORBIDDEN_MEMBER, "uses " + name + " of an array");
            return;
        }
        if (opcode != Opcodes.INVOKESPECIAL
                && (isText(name, descriptor) || isHash(name, descriptor))
                && jar.has(owner)) {
            inspectOfIdentity(owner, name, descriptor);
            return;
        }
        boolean known = JarClasses.isHost(owner)
                || jar.has(owner) && jar.method(owner, name, descriptor).isPresent()
                || isAllowed(owner, name, descriptor);
        require(known, forbidden(owner), "uses " + readable(owner) + "." + name + parameters(descriptor));
    }

    private GateRule forbidden(String owner) {
        return jar.has(owner) || owner.startsWith("java/") ? GateRule.FORBIDDEN_MEMBER : GateRule.FORBIDDEN_TYPE;
    }

    private static boolean isText(String name, String descriptor) {
        return name.equals(TO_STRING) && descriptor.equals("()Ljava/lang/String;");
    }

    private static boolean isHash(String name, String descriptor) {
        return name.equals(HASH_CODE) && descriptor.equals("()I");
    }

    private void inspectOfIdentity(String owner, String name, String descriptor) {
        boolean text = name.equals(TO_STRING);
        require(
                isWritten(owner, name, descriptor) || text && jar.isEnum(owner),
                text ? GateRule.UNSTABLE_TEXT : GateRule.IDENTITY,
                "uses " + readable(owner) + "." + name);
    }

    /** Whether the rules themselves say what such a method of such an object does. */
    private boolean isWritten(String owner, String name, String descriptor) {
        return jar.isClass(owner)
                && jar.method(owner, name, descriptor)
                        .filter(found -> !is(found.access, Opcodes.ACC_ABSTRACT))
                        .filter(found -> !JarClasses.isLeftToTheMachine(found))
                        .isPresent();
    }

    /** Inherited from Java, it is the member of each supertype that could have it. */
    private boolean isAllowed(String owner, String name, String descriptor) {
        if (!jar.has(owner)) {
            return allowed.find(owner, name, descriptor).isPresent();
        }
        return jar.foreignSupertypes(owner).stream()
                .anyMatch(type -> JarClasses.isHost(type)
                        || allowed.find(type, name, descriptor).isPresent());
    }

    // ---- what is linked when it runs

    private void inspect(InvokeDynamicInsnNode dynamic) {
        requireWhole(dynamic.desc, "a lambda or a text");
        String linker = dynamic.bsm.getOwner() + "." + dynamic.bsm.getName();
        switch (linker) {
            case LAMBDAS + ".metafactory" -> inspectLambda(dynamic);
            case TEXTS + ".makeConcatWithConstants" -> {
                for (Type argument : Type.getArgumentTypes(dynamic.desc)) {
                    requireText(argument);
                }
            }
            case JarClasses.RECORD_METHODS + ".bootstrap" -> {} // equals of records does not depend on the machine
            default -> report(GateRule.LINKAGE, "is linked by " + readable(linker));
        }
    }

    private void inspectLambda(InvokeDynamicInsnNode dynamic) {
        requireKnown(Type.getReturnType(dynamic.desc).getInternalName());
        for (Object argument : dynamic.bsmArgs) {
            if (argument instanceof Handle handle) {
                inspectMember(handle.getOwner(), handle.getName(), handle.getDesc(), Opcodes.INVOKEVIRTUAL);
                Optional<AllowedMembers.Cost> cost =
                        allowed.find(handle.getOwner(), handle.getName(), handle.getDesc());
                require(
                        cost.isEmpty() || cost.get().growth() == AllowedMembers.Growth.NOTHING,
                        GateRule.FORBIDDEN_MEMBER,
                        "refers to " + readable(handle.getOwner()) + "." + handle.getName()
                                + ", whose cost grows: call it in a lambda");
            } else if (argument instanceof Type type) {
                requireWhole(type.getDescriptor(), "a lambda");
            }
        }
    }

    private void requireText(Type argument) {
        if (argument.getSort() < Type.ARRAY) {
            return; // a number, a flag or a character; what floats is reported already
        }
        String type = argument.getInternalName();
        require(
                TEXT.contains(type) || jar.isEnum(type) || isWritten(type, TO_STRING, "()Ljava/lang/String;"),
                GateRule.UNSTABLE_TEXT,
                "makes a text of " + readable(argument.getDescriptor()));
    }

    // ---- types

    private void requireKnown(String type) {
        String element = element(type);
        require(
                element.isEmpty()
                        || jar.has(element)
                        || JarClasses.isHost(element)
                        || allowed.isType(element)
                        || CAUGHT.contains(element),
                GateRule.FORBIDDEN_TYPE,
                "uses " + readable(type));
        requireWhole(type.startsWith("[") ? type : "L" + type + ";", readable(type));
    }

    /** Of an array, what it is of; empty if these are no objects. */
    private static String element(String type) {
        if (!type.startsWith("[")) {
            return type;
        }
        Type element = Type.getType(type).getElementType();
        return element.getSort() == Type.OBJECT ? element.getInternalName() : "";
    }

    private void requireWhole(String descriptor, String what) {
        boolean whole = true;
        int at = 0;
        while (at < descriptor.length()) {
            char each = descriptor.charAt(at);
            int end = each == 'L' ? descriptor.indexOf(';', at) : at;
            if (end < 0) {
                throw new IllegalArgumentException("a type without an end");
            }
            whole &= each != 'F' && each != 'D';
            at = end + 1;
        }
        require(whole, GateRule.FLOATING_POINT, what + " has floating point numbers");
    }

    private static String readable(String type) {
        String name =
                type.startsWith("[") || type.endsWith(";") ? Type.getType(type).getClassName() : type;
        return name.replace('/', '.');
    }

    private static String parameters(String descriptor) {
        List<String> names = new ArrayList<>();
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            names.add(argument.getClassName().replaceAll(".*\\.", ""));
        }
        return "(" + String.join(", ", names) + ")";
    }

    // ---- what depends on the type of an operand

    /** The compiler makes a text of an object by it before it links texts. */
    private static boolean isTextOfAnything(AbstractInsnNode instruction) {
        return instruction instanceof MethodInsnNode call
                && call.owner.equals("java/lang/String")
                && call.name.equals("valueOf")
                && call.desc.equals("(Ljava/lang/Object;)Ljava/lang/String;");
    }

    private static boolean isReferenceComparison(AbstractInsnNode instruction) {
        return instruction.getOpcode() == Opcodes.IF_ACMPEQ || instruction.getOpcode() == Opcodes.IF_ACMPNE;
    }

    private void inspectOperands(ClassNode type, MethodNode node) {
        @Nullable Frame<BasicValue>[] frames;
        try {
            frames = new Analyzer<>(new StaticTypes()).analyze(type.name, node);
        } catch (AnalyzerException e) {
            report(GateRule.MALFORMED, "is no code of a compiler");
            return;
        }
        for (int i = 0; i < frames.length; i++) {
            AbstractInsnNode each = node.instructions.get(i);
            Frame<BasicValue> frame = frames[i];
            if (each instanceof LineNumberNode number) {
                line = number.line;
            } else if (frame != null && isTextOfAnything(each)) {
                requireText(operand(frame, 1));
            } else if (frame != null && isReferenceComparison(each)) {
                Type left = operand(frame, 2);
                Type right = operand(frame, 1);
                require(
                        isOfOneIdentity(left) || isOfOneIdentity(right),
                        GateRule.IDENTITY,
                        "compares by == what is known as " + left.getClassName());
            }
        }
    }

    /** @param place 1 is on top */
    private static Type operand(Frame<BasicValue> frame, int place) {
        return frame.getStack(frame.getStackSize() - place).getType();
    }

    /** Nothing but the rules makes objects of it, or of which there is one. */
    private boolean isOfOneIdentity(Type type) {
        return type.getSort() == Type.ARRAY
                || type.equals(Type.getType(Class.class))
                || jar.isClass(type.getInternalName());
    }
}
