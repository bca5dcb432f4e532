package org.quoin.ledger.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever rules compute, they come to an end, at the same place each time. */
@Timeout(60)
class MeterTest {
    private static final long MUCH = 10_000_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static Object run() { while (true) {} }",
                "static Object run() { for (long i = 0; ; i++) { if (i < 0) return i; } }",
                "static Object run() { long i = 0; do { i++; } while (i >= 0); return i; }",
                "static Object run() { while (true) { try { throw new IllegalStateException(); } catch (RuntimeException e) { continue; } } }",
                "static Object run() { List<Object> all = new ArrayList<>(); while (true) all.add(all); }",
                "static Object run() { while (true) new byte[1000].clone(); }",
                "static Object run() { Iterable<Integer> ever = () -> new Iterator<>() {"
                        + " public boolean hasNext() { return true; } public Integer next() { return 1; } };"
                        + " for (int i : ever) {} return 1; }",
                "static Object run() { Map<Long, Long> all = new TreeMap<>(); for (long i = 0; ; i++) all.put(i, i); }",
                "static Object run() { switch (1) { default: while (true) switch (2) { case 2: continue; } } }",
                "static boolean ever() { return ever(2) > 0; } static int ever(int a) { int b = 0; while (b < a) b -= a; return b; }"
                        + " static Object run() { return ever(); }",
                "static Object run() { List<Integer> a = new ArrayList<>(List.of(1)); while (true) a = new ArrayList<>(a); }",
                "static Object run() { while (true) System.arraycopy(new byte[1 << 16], 0, new byte[1 << 16], 0, 1 << 16); }",
                "static long fib(int a) { return a < 2 ? a : fib(a - 1) + fib(a - 2); } static Object run() { return fib(60); }",
                "static Object run() { List<Integer> a = new ArrayList<>(); for (int i = 0; i < 60000; i++) a.add(i);"
                        + " while (true) a.forEach(each -> {}); }",
            })
    void whatDoesNotEndRunsOutOfGas(String members) {
        Meter meter = new Meter(MUCH);

        assertThatThrownBy(() -> meter.run(Compiled.program(members)))
                .isInstanceOfSatisfying(
                        LimitExceededError.class,
                        error -> assertThat(error.isGas()).isTrue());
        assertThat(meter.used()).isEqualTo(MUCH);
        assertThatThrownBy(() -> meter.charge(1)).isInstanceOf(LimitExceededError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static long deep(long a) { return deep(a + 1) + 1; } static Object run() { return deep(0); }",
                "record R(List<R> a) { @Override public int hashCode() { return 1; } int deep() { return a.get(0).deep() + 1; } }"
                        + " static Object run() { List<R> a = new ArrayList<>(); a.add(new R(a)); return a.get(0).deep(); }",
                "static Function<Long, Long> f() { return a -> f().apply(a) + 1; } static Object run() { return f().apply(1L); }",
                "static Object run() { return new byte[(1 << 20) + 1]; }",
                "static Object run() { return new Object[1 << 18]; }",
                "static Object run() { return new ArrayList<>(Integer.MAX_VALUE); }",
                "static Object run() { String a = \"ab\"; while (true) a = a + a; }",
            })
    void whatIsTooDeepOrTooLargeEnds(String members) {
        assertThatThrownBy(() -> new Meter(1_000_000_000).run(Compiled.program(members)))
                .isInstanceOfSatisfying(
                        LimitExceededError.class,
                        error -> assertThat(error.isGas()).isFalse());
    }

    @Test
    void aTextHasExactlySoManyCharactersAtMost() {
        String longest = "String a = \"a\"; for (int i = 0; i < 16; i++) { a = a + a; }";

        assertThat(new Meter(MUCH).run(Compiled.program("static Object run() { " + longest + " return a.length(); }")))
                .isEqualTo(65_536);
        assertThatThrownBy(() -> new Meter(MUCH)
                        .run(Compiled.program("static Object run() { " + longest + " return (a + \"b\").length(); }")))
                .isInstanceOf(LimitExceededError.class)
                .hasMessage("a text has at most 65536 characters");
    }

    /** A switch over texts asks for their hashes, which are large numbers, and some negative ones. */
    @Test
    void aHashCostsWhatItsTextIsLongWhateverItIs() {
        assertThat(
                        new Meter(MUCH)
                                .run(
                                        Compiled.program(
                                                "static int f(String a) { return switch (a) { case \"refuse\" -> 1; case \"loop\" -> 2; default -> 3; }; }"
                                                        + " static Object run() { return f(\"refuse\") * 100 + f(\"loop\") * 10 + f(\"told\"); }")))
                .isEqualTo(123);
        assertThat(used("static Object run() { return \"" + "a".repeat(401) + "\".hashCode(); }"))
                .isEqualTo(used("static Object run() { return \"a\".hashCode(); }") + 100);
    }

    private static long used(String members) {
        Meter meter = new Meter(MUCH);
        Object unused = meter.run(Compiled.program(members));
        return meter.used();
    }

    /** However the code is compiled meanwhile, and however often it ran. */
    @Test
    void theSameRunUsesTheSameGas() {
        String members =
                "static long f(List<Long> a) { long s = 0; for (long each : a) { s += each % 3 == 0 ? g(each) : 1; } return s; }"
                        + " static long g(long a) { try { if (a % 2 == 0) throw new IllegalStateException(\"\" + a); return 1; }"
                        + " catch (IllegalStateException e) { return 2; } }"
                        + " static Object run() { List<Long> a = new ArrayList<>(); for (long i = 0; i < 500; i++) { a.add(i); } return f(a); }";
        Supplier<Object> program = Compiled.program(members);
        long first = gas(program);

        assertThat(first).isBetween(200_000L, 400_000L);
        for (int i = 0; i < 2_000; i++) {
            assertThat(gas(program)).isEqualTo(first);
        }
        assertThat(gas(Compiled.program(members))).isEqualTo(first);
    }

    private static long gas(Supplier<Object> program) {
        Meter meter = new Meter(MUCH);
        assertThat(meter.run(program)).isEqualTo(584L);
        return meter.used();
    }

    /** Java asks an enum for its constants when it looks for the first of them by its name, and remembers them. */
    @Test
    void theFirstRunUsesAsMuchAsTheNext() {
        Supplier<Object> program = Compiled.program(
                "enum E { A, B }" + " static Object run() { return E.valueOf(\"B\").ordinal() + E.values().length; }");
        Meter first = new Meter(MUCH);
        Meter second = new Meter(MUCH);

        assertThat(first.run(program)).isEqualTo(3);
        assertThat(second.run(program)).isEqualTo(3);
        assertThat(second.used()).isEqualTo(first.used());
    }

    @Test
    void whatIsCaughtFreesTheDepthItTook() {
        String members =
                "static long deep(int a) { if (a == 0) throw new IllegalStateException(); return deep(a - 1) + 1; }"
                        + " static Object run() { long caught = 0; for (int i = 0; i < 100; i++) {"
                        + " try { deep(200); } catch (IllegalStateException e) { caught++; } } return caught; }";

        assertThat(new Meter(MUCH).run(Compiled.program(members))).isEqualTo(100L);
    }

    @Test
    void aRunWithinARunCountsOnItsOwnMeter() {
        Meter outer = new Meter(1_000);
        Meter inner = new Meter(1_000);

        outer.run(() -> inner.run(() -> Meter.enter(10)));
        assertThat(outer.used()).isZero();
        assertThat(inner.used()).isEqualTo(10);
        assertThatThrownBy(() -> Meter.enter(1)).isInstanceOf(IllegalStateException.class);
    }
}
