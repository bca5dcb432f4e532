package org.quoin.rules.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every member of the boundary, once. Rules that ran call these for ever: a line may be added, and none changed or taken away.
 */
class FrozenBoundaryTest {
    private static final List<String> HOST = List.of(
            "long time()",
            "long height()",
            "String version()",
            "String caller()",
            "byte[] operationId()",
            "byte[] get(String, byte[])",
            "void put(String, byte[], byte[])",
            "void remove(String, byte[])",
            "byte[] next(String, byte[])",
            "long hasAccount(String)",
            "long decimals(String)",
            "byte[] balance(String, String)",
            "void transfer(String, String, String, byte[])",
            "void open(String, String)",
            "void close(String)",
            "void emit(String, byte[])",
            "void refuse(String, byte[])",
            "byte[] call(String, String, String, int, byte[], byte[])",
            "byte[] attempt(String, String, String, int, byte[], byte[])",
            "String refusal()",
            "byte[] query(String, String, int, byte[])",
            "byte[] sha256(byte[])",
            "long verify(byte[], byte[], byte[])",
            "byte[] operators()",
            "String nativeAsset()",
            "void create(String, long)",
            "void mint(String, String, byte[])",
            "void burn(String, String, byte[])");

    private static final List<String> RULES =
            List.of("byte[] describe()", "byte[] run(Host, int, String, int, byte[])");

    private static final List<String> KINDS = List.of(
            "OPERATION=1",
            "QUERY=2",
            "HOOK=3",
            "END_CHECK=4",
            "OBSERVER=5",
            "MIGRATION=6",
            "FEE=7",
            "PRICES=prices",
            "RESERVE=reserve",
            "SETTLE=settle",
            "START=start",
            "END=end");

    @Test
    void theHostIsWhatItAlwaysWas() {
        assertThat(methods(Host.class)).containsExactlyInAnyOrderElementsOf(HOST);
        assertThat(Host.class.getDeclaredFields()).isEmpty();
    }

    @Test
    void rulesAreWhatTheyAlwaysWere() {
        assertThat(methods(Rules.class)).containsExactlyInAnyOrderElementsOf(RULES);
        assertThat(Arrays.stream(Rules.class.getDeclaredFields()).map(FrozenBoundaryTest::constant))
                .containsExactlyInAnyOrderElementsOf(KINDS);
    }

    /** Nothing else crosses: neither a type of the ledger's, nor one of the library's. */
    @Test
    void onlyNumbersBytesAndTextCross() {
        for (Method method : Host.class.getDeclaredMethods()) {
            assertThat(List.of(String.class, byte[].class, long.class, int.class, void.class))
                    .as("%s", method)
                    .contains(method.getReturnType())
                    .containsAll(List.of(method.getParameterTypes()));
        }
    }

    private static List<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .map(method -> method.getReturnType().getSimpleName() + " " + method.getName()
                        + Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(", ", "(", ")")))
                .toList();
    }

    private static String constant(Field field) {
        try {
            return field.getName() + "=" + field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
