package org.quoin.ledger.core.gate;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;

/** Follows which type each operand is declared with; {@code Object} where two different ones meet. */
final class StaticTypes extends BasicInterpreter {
    private static final Type OBJECT = Type.getType(Object.class);

    StaticTypes() {
        super(ASM9);
    }

    @Override
    public @Nullable BasicValue newValue(@Nullable Type type) {
        boolean reference = type != null && type.getSort() >= Type.ARRAY && type.getSort() <= Type.OBJECT;
        return reference ? new BasicValue(type) : super.newValue(type);
    }

    @Override
    public @Nullable BasicValue binaryOperation(AbstractInsnNode instruction, BasicValue first, BasicValue second)
            throws AnalyzerException {
        Type array = first.getType();
        if (instruction.getOpcode() == Opcodes.AALOAD && array != null && array.getSort() == Type.ARRAY) {
            return newValue(Type.getType(array.getDescriptor().substring(1)));
        }
        return super.binaryOperation(instruction, first, second);
    }

    @Override
    public BasicValue merge(BasicValue first, BasicValue second) {
        if (first.equals(second)) {
            return first;
        }
        return first.isReference() && second.isReference() ? new BasicValue(OBJECT) : BasicValue.UNINITIALIZED_VALUE;
    }
}
