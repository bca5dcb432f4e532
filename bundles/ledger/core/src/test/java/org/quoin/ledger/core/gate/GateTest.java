package org.quoin.ledger.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.quoin.ledger.api.Bytes;

/** A bank of what splits chains, each as an author would write it in passing. */
class GateTest {
    /** Each marks the line that must be found. */
    static Stream<Arguments> hidden() {
        return Stream.of(
                // floating point
                hides(GateRule.FLOATING_POINT, "long f(long a) { return (long) Math.pow(a, 3); //!\n}"),
                hides(
                        GateRule.FLOATING_POINT,
                        "long f(long a) { return a * 3 / (long) 1.5; }\nlong g(long a) { return (long) (a * 0.3); //!\n}"),
                hides(GateRule.FLOATING_POINT, "boolean f(int a) { return a / 3f > 1; //!\n}"),
                hides(GateRule.FLOATING_POINT, "Object f() { return new float[3]; //!\n}"),
                hides(GateRule.FLOATING_POINT, "long f(long a) { return Math.round(Math.sqrt(a)); //!\n}"),
                hides(GateRule.FLOATING_POINT, "Supplier<Object> f() { return () -> 0.5; //!\n}"),
                // order
                hides(
                        GateRule.FORBIDDEN_MEMBER,
                        "String f() { for (String s : Set.of(\"a\", \"b\")) { //!\n return s; } return \"\"; }"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f() { return Map.of(1, 2, 3, 4).keySet(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f() { return Map.copyOf(new TreeMap<>()); //!\n}"),
                hides(GateRule.FORBIDDEN_TYPE, "Object f() { return new HashMap<Object, Object>(); //!\n}"),
                hides(GateRule.FORBIDDEN_TYPE, "Object f() { return new HashSet<Object>(); //!\n}"),
                hides(GateRule.FORBIDDEN_TYPE, "Object f() { return new IdentityHashMap<Object, Object>(); //!\n}"),
                hides(
                        GateRule.FORBIDDEN_MEMBER,
                        "long f(List<Long> a) { return a.parallelStream().mapToLong(x -> x).sum(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "void f(List<Long> a) { Collections.shuffle(a); //!\n}"),
                // tables of Unicode and locales, which grow with each Java
                hides(GateRule.FORBIDDEN_MEMBER, "boolean f(char a) { return Character.isLetter(a); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f(String a) { return a.toUpperCase(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f(String a) { return a.toLowerCase(Locale.ROOT); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "boolean f(String a) { return a.equalsIgnoreCase(\"i\"); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f(String a) { return a.strip(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f(long a) { return String.format(\"%d\", a); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "long f(String a) { return Long.parseLong(a); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "boolean f(String a) { return a.matches(\"\\\\w+\"); //!\n}"),
                // which object it is
                hides(GateRule.FORBIDDEN_MEMBER, "int f(Object a) { return a.hashCode(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "int f(Object a) { return System.identityHashCode(a); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "int f(Object a) { return Objects.hash(a); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "int f(List<Object> a) { return a.hashCode(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "ToIntFunction<Object> f() { return Object::hashCode; //!\n}"),
                hides(GateRule.IDENTITY, "record R(long a) {}\nint f(R a) { return a.hashCode(); //!\n}"),
                hides(GateRule.IDENTITY, "enum E { A }\nint f(E a) { return a.hashCode(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "int f() { return hashCode(); //!\n}"),
                hides(GateRule.IDENTITY, "boolean f(Integer a, Integer b) { return a == b; //!\n}"),
                hides(GateRule.IDENTITY, "boolean f(List<Long> a) { return a.get(0) != a.get(1); //!\n}"),
                hides(GateRule.IDENTITY, "boolean f(String a) { return a == \"a\"; //!\n}"),
                hides(
                        GateRule.IDENTITY,
                        "boolean f() { Runnable a = () -> {}; Runnable b = () -> {};\n return a == b; //!\n}"),
                hides(GateRule.UNSTABLE_TEXT, "Object f(Object a) { return \"it is \" + a; //!\n}"),
                hides(GateRule.UNSTABLE_TEXT, "Object f() { return \"we are \" + this; //!\n}"),
                hides(GateRule.UNSTABLE_TEXT, "record R(long a) {}\nObject f(R a) { return \"it is \" + a; //!\n}"),
                hides(GateRule.UNSTABLE_TEXT, "record R(long a) {}\nObject f(R a) { return a.toString(); //!\n}"),
                hides(GateRule.UNSTABLE_TEXT, "Object f(List<Long> a) { return \"they are \" + a; //!\n}"),
                hides(GateRule.UNSTABLE_TEXT, "Object f(byte[] a) { return \"they are \" + a; //!\n}"),
                hides(GateRule.UNSTABLE_TEXT, "Object f(Object a) { return String.valueOf(a); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f(Object a) { return new StringBuilder().append(a); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f(Object a) { return a.getClass().getName(); //!\n}"),
                // exceptions: what they say and where they come from is the machine's affair
                hides(
                        GateRule.FORBIDDEN_MEMBER,
                        "Object f(Object a) { try { return (String) a; } catch (ClassCastException e) {\n return e.getMessage(); //!\n} }"),
                hides(
                        GateRule.FORBIDDEN_MEMBER,
                        "Object f() { return new IllegalStateException().getStackTrace(); //!\n}"),
                caught(
                        "int f() { try { return f(); } catch (StackOverflowError e) { return 1; } }",
                        "java.lang.StackOverflowError"),
                caught(
                        "Object f() { try { return new long[1 << 30]; } catch (OutOfMemoryError e) { return 1; } }",
                        "java.lang.OutOfMemoryError"),
                caught("void f() { try { f(); } catch (Throwable e) { f(); } }", "java.lang.Throwable"),
                caught("void f() { try { f(); } catch (Error e) { f(); } }", "java.lang.Error"),
                caught("int a; void f() { try { f(); } finally { a++; } }", "everything"),
                Arguments.of(
                        "int f(int a) { assert a > 0; return a; }",
                        GateRule.FORBIDDEN_MEMBER,
                        4,
                        "desiredAssertionStatus"),
                // the world
                hides(GateRule.FORBIDDEN_MEMBER, "long f() { return System.nanoTime(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "long f() { return System.currentTimeMillis(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f() { return java.time.Instant.now(); //!\n}"),
                hides(GateRule.FORBIDDEN_TYPE, "Object f() { return new Random(1); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f() { return UUID.randomUUID(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f() { return System.getProperty(\"a\"); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f() { return Integer.getInteger(\"a\"); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f() { return Locale.getDefault(); //!\n}"),
                hides(
                        GateRule.FORBIDDEN_MEMBER,
                        "Object f() { return Runtime.getRuntime().availableProcessors(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f(byte[] a) { return new String(a); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f(String a) { return a.getBytes(); //!\n}"),
                hides(GateRule.FORBIDDEN_TYPE, "Object f() { return new java.io.File(\"a\"); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f() throws Exception { return Class.forName(\"a\"); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f(Class<?> a) { return a.getDeclaredMethods(); //!\n}"),
                hides(
                        GateRule.FORBIDDEN_TYPE,
                        "Object f(Object a) { return new java.lang.ref.WeakReference<>(a); //!\n}"),
                // threads
                hides(GateRule.FORBIDDEN_TYPE, "void f() { new Thread(() -> {}).start(); //!\n}"),
                hides(GateRule.LOCK, "int a; void f() { synchronized (this) { a++; } //!\n}"),
                hides(GateRule.LOCK, "synchronized void f() { f(); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "void f() throws Exception { wait(); //!\n}"),
                // what is left from the last run
                declared("static long count;", "the static field count can change"),
                declared(
                        "static final byte[] BUFFER = new byte[8];",
                        "the static field BUFFER is an array, which can change"),
                hides(GateRule.FORBIDDEN_TYPE, "void f() { new ThreadLocal<Object>().set(1); //!\n}"),
                hides(GateRule.LASTING_STATE, "protected void finalize() { f(); //!\n}\nvoid f() {}"),
                // what no machine is sure to have room for
                hides(GateRule.LIMIT, "Object f() { return new int[1000][1000]; //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f() { return \"a\".repeat(1 << 30); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Object f(java.math.BigInteger a) { return a.pow(1 << 20); //!\n}"),
                hides(GateRule.FORBIDDEN_MEMBER, "Supplier<Object> f(String a) { return a::toCharArray; //!\n}"));
    }

    private static Arguments hides(GateRule rule, String members) {
        int line = 5
                + (int) members.substring(0, members.indexOf("//!"))
                        .chars()
                        .filter(each -> each == '\n')
                        .count();
        return Arguments.of(members, rule, line, "");
    }

    private static Arguments caught(String members, String what) {
        return Arguments.of(members, GateRule.CAUGHT_ERROR, 5, "catches " + what);
    }

    private static Arguments declared(String members, String detail) {
        return Arguments.of(members, GateRule.LASTING_STATE, 0, detail);
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("hidden")
    void whatDiffersFromMachineToMachineIsFound(String members, GateRule rule, int line, String detail) {
        Gate.Passage passage = Gate.pass(Compiled.rules(members));

        assertThat(passage.findings()).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.line()).isEqualTo(line);
            assertThat(finding.className()).startsWith("acme.Rules");
            assertThat(finding.detail()).contains(detail);
        });
        assertThat(passage.findings()).extracting(Finding::line).contains(line);
        assertThat(passage.woven()).isEmpty();
    }

    /** What a compiler makes of ordinary Java. */
    @Test
    void ordinaryCodePasses() {
        String members = """
                enum Side { BUY, SELL; Side other() { return this == BUY ? SELL : BUY; } }
                sealed interface Shape permits Dot, Line {}
                record Dot(long x) implements Shape {}
                record Line(Dot from, Dot to) implements Shape {}
                static final List<String> NAMES = List.of("a", "b");
                static final Comparator<Dot> BY_X = Comparator.comparingLong(Dot::x);
                private final long fee = 3;
                long f(Side side) {
                    return switch (side) { case BUY -> 1; case SELL -> Math.addExact(fee, 1); };
                }
                long g(Shape shape) {
                    if (shape instanceof Line line && !line.from().equals(line.to())) {
                        return line.to().x();
                    }
                    return shape instanceof Dot dot ? dot.x() : 0;
                }
                String h(String text, int number, Side side) {
                    switch (text) { case "a": return text + number; default: return text + side; }
                }
                Object i(List<Dot> dots) {
                    Map<Long, Dot> byX = new TreeMap<>();
                    dots.forEach(dot -> byX.merge(dot.x(), dot, (a, b) -> a));
                    List<Dot> all = new ArrayList<>(byX.values());
                    try {
                        return all.get(0);
                    } catch (IndexOutOfBoundsException e) {
                        throw new IllegalStateException("none", e);
                    }
                }
                @Override public boolean equals(Object other) {
                    return other != null && getClass() == other.getClass() && ((Rules) other).fee == fee;
                }
                @Override public int hashCode() { return Long.hashCode(fee); }
                @Override public String toString() { return "fee " + fee; }
                Object j(Rules other) { return other.hashCode() + " " + other + other.toString(); }
                """;

        assertThat(Gate.pass(Compiled.rules(members)).findings()).isEmpty();
    }

    @Test
    void aFindingSaysWhereItIsAndWhatToDo() {
        Gate.Passage passage = Gate.pass(
                Compiled.rules("static class Curve {\n long price(long a) {\n return (long) Math.pow(a, 2);\n }\n}"));

        assertThat(passage.findings().get(0))
                .hasToString(
                        "acme.Rules$Curve.price:7 computes with floating point numbers (FLOATING_POINT:"
                                + " rules compute with whole numbers, because floating point differs between virtual machines)");
    }

    @Test
    void bytesThatAreNoClassAreFound() {
        Map<String, Bytes> classes = new TreeMap<>(Compiled.rules(""));
        classes.put("acme.Broken", Bytes.of((byte) 1, (byte) 2));
        classes.put("acme.Misnamed", classes.get("acme.Rules"));

        assertThat(Gate.pass(classes).findings())
                .extracting(Finding::className, Finding::rule)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("acme.Broken", GateRule.MALFORMED),
                        org.assertj.core.groups.Tuple.tuple("acme.Misnamed", GateRule.MALFORMED));
    }

    /** It compiles, and with a meter in it no more. */
    @Test
    void aMethodThatIsTooLongForAMeterIsFound() {
        Map<String, Bytes> classes =
                Compiled.rules("void f(String a, String b) {\n" + "a.equals(b);\n".repeat(9_000) + "}");

        assertThat(Gate.pass(classes).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(GateRule.LIMIT);
            assertThat(finding.method()).isEqualTo("f");
        });
    }

    /** Whatever is in a class file, there is a finding and no exception: it would stop every node that executes the activation. */
    @Test
    void noDamageToAClassFileIsTooMuch() {
        Map<String, Bytes> classes = Compiled.rules(
                "record R(long a, String b) {} long f(R r, long[] c) { try { return r.b().length() + c[0]; }"
                        + " catch (RuntimeException e) { return \"n\".equals(\"\" + r.a()) ? 1 : 2; } }");
        byte[] good = classes.getOrDefault("acme.Rules", Bytes.of()).toArray();
        assertThat(good).isNotEmpty();
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Gate.pass(Map.of("acme.Rules", Bytes.of(flipped)))).isNotNull();
        }
    }

    static Stream<Arguments> lasting() {
        return Stream.of(
                Arguments.of(
                        "static final List<String> SEEN = new ArrayList<>();", "SEEN leads to a java.util.ArrayList"),
                Arguments.of("static final Object SEEN = new TreeMap<>();", "SEEN leads to a java.util.TreeMap"),
                Arguments.of(
                        "static final List<Object> SEEN = List.of(\"a\", new ArrayList<>());",
                        "SEEN leads to a java.util.ArrayList"),
                Arguments.of(
                        "static class Box { long value; } static final Box BOX = new Box();",
                        "BOX leads to the field value of a acme.Rules$Box"),
                Arguments.of("long count;", "the rules leads to the field count of a acme.Rules"),
                Arguments.of("final byte[] buffer = new byte[1];", "the rules leads to a byte[]"),
                Arguments.of(
                        "final StringBuilder text = new StringBuilder();",
                        "the rules leads to a java.lang.StringBuilder"),
                Arguments.of(
                        "static Supplier<Object> keep(Object a) { return () -> a; }\nstatic final Supplier<Object> KEPT = keep(new ArrayList<>());",
                        "KEPT leads to a java.util.ArrayList"),
                Arguments.of("enum E { A; long count; }", "A leads to the field count of a acme.Rules$E"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lasting")
    void whatIsLeftFromTheLastRunIsFound(String members, String detail) throws ReflectiveOperationException {
        assertThat(lasting(members)).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(GateRule.LASTING_STATE);
            assertThat(finding.detail()).startsWith(detail);
        });
    }

    @Test
    void whatCannotChangeMayLast() throws ReflectiveOperationException {
        assertThat(lasting("""
                        record Row(String name, long value, List<Integer> more) {}
                        enum E { A, B }
                        static final Row ROW = new Row("a", 1, List.of(1, 2, 3));
                        static final Optional<Row> MAYBE = Optional.of(ROW);
                        static final Function<Row, String> NAME = Row::name;
                        static final Supplier<Row> GIVEN = () -> ROW;
                        static final E FIRST = E.A;
                        final Map.Entry<?, ?> none = null;
                        final Row row = ROW;
                        """)).isEmpty();
    }

    private static List<Finding> lasting(String members) throws ReflectiveOperationException {
        Map<String, Bytes> classes = Compiled.rules(members);
        Gate.Passage passage = Gate.pass(classes);
        assertThat(passage.findings()).isEmpty();
        ClassLoader loader = Compiled.load(passage.woven());
        return new Meter(1_000_000).run(() -> {
            try {
                List<Class<?>> loaded = new java.util.ArrayList<>();
                for (String name : classes.keySet()) {
                    loaded.add(Class.forName(name, true, loader));
                }
                Object rules = loader.loadClass("acme.Rules").getConstructor().newInstance();
                return Gate.inspectLasting(loader, loaded, rules);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
