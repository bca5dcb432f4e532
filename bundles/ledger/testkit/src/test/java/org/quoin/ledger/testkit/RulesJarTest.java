package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.module.InvalidRulesException;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.module.RulesJar;
import org.quoin.ledger.testkit.probe.BadRules;
import org.quoin.ledger.testkit.probe.Jars;

/** Jars of which no module can be made: the activation is rejected with the reason, and the ledger goes on. */
@Timeout(120)
class RulesJarTest {
    private static final String NOTHING = BadRules.Nothing.class.getName();
    private static final Map<String, byte[]> CLASSES = Jars.family(BadRules.Nothing.class);

    static Stream<Arguments> badJars() {
        Map<String, byte[]> noClass = Map.of();
        Map<String, byte[]> many = new TreeMap<>();
        for (int i = 0; i <= 2_000; i++) {
            many.put("a/C" + i + ".class", new byte[0]);
        }
        String capability = "its manifest must say Quoin-Capability: 1 to 32 of a-z, 0-9 and '-', a letter first, not"
                + " 'ledger'";
        String version = "its version is not three numbers of at most six digits, such as 1.2.0";
        String unpacked = "unpacked, it has more than 8388608 bytes or 2000 classes";
        return Stream.of(
                Arguments.of("no bytes", Bytes.of(), "it is no jar that begins with a manifest"),
                Arguments.of("a hundred zeros", Bytes.of(new byte[100]), "it is no jar that begins with a manifest"),
                Arguments.of("no header", Jars.jar(Map.of(), CLASSES), capability),
                Arguments.of("a reserved name", named("ledger", "1.0.0", NOTHING), capability),
                Arguments.of("a name with a dot", named("pro.be", "1.0.0", NOTHING), capability),
                Arguments.of("a name of 33", named("a".repeat(33), "1.0.0", NOTHING), capability),
                Arguments.of("two numbers", named("probe", "1.0", NOTHING), version),
                Arguments.of("a leading zero", named("probe", "1.00.0", NOTHING), version),
                Arguments.of("seven digits", named("probe", "1000000.0.0", NOTHING), version),
                Arguments.of("a qualifier", named("probe", "1.0.0-SNAPSHOT", NOTHING), version),
                Arguments.of(
                        "no version",
                        Jars.jar(Map.of("Quoin-Capability", "probe", "Quoin-Rules", NOTHING), CLASSES),
                        "its manifest does not say Quoin-Version"),
                Arguments.of(
                        "no rules",
                        Jars.jar(Map.of("Quoin-Capability", "probe", "Quoin-Version", "1.0.0"), CLASSES),
                        "its manifest does not say Quoin-Rules"),
                Arguments.of("no class", named("probe", "1.0.0", "a.B"), "no a.B can be made of it"),
                Arguments.of(
                        "a class that is not in it",
                        Jars.jar(Jars.headers("probe", "1.0.0", NOTHING), noClass),
                        "no " + NOTHING + " can be made of it"),
                Arguments.of(
                        "a class of a long name",
                        named("probe", "1.0.0", "a".repeat(400)),
                        "no " + "a".repeat(247) + "..."),
                Arguments.of(
                        "a name with a tab and an umlaut", named("probe", "1.0.0", "ä\tb"), "no ??b can be made of it"),
                Arguments.of(
                        "a class of the JDK", named("probe", "1.0.0", "java.lang.String"), made("java.lang.String")),
                Arguments.of(
                        "a class of the host",
                        named("probe", "1.0.0", "org.quoin.rules.host.Rules"),
                        made("org.quoin.rules.host.Rules")),
                Arguments.of(
                        "bytes that are no class",
                        Jars.jar(Jars.headers("probe", "1.0.0", "a.B"), Map.of("a/B.class", new byte[] {1, 2, 3})),
                        "a.B cannot be read (MALFORMED: "),
                Arguments.of(
                        "a class in a file of another name",
                        Jars.jar(
                                Jars.headers("probe", "1.0.0", "a.B"),
                                Map.of("a/B.class", CLASSES.get(NOTHING.replace('.', '/') + ".class"))),
                        "a.B cannot be read (MALFORMED: "),
                Arguments.of("too many classes", Jars.jar(Jars.headers("probe", "1.0.0", "a.C1"), many), unpacked),
                Arguments.of(
                        "a class of more than 8 MiB",
                        Jars.jar(
                                Jars.headers("probe", "1.0.0", "a.B"),
                                Map.of("a/B.class", new byte[8 * 1024 * 1024 + 1])),
                        unpacked),
                bad(BadRules.Unmade.class, "no", "can be made of it"),
                bad(BadRules.UnmadeByError.class, "no", "can be made of it"),
                bad(BadRules.Uninitialised.class, "no", "can be made of it"),
                bad(BadRules.Demanding.class, "no", "can be made of it"),
                Arguments.of(
                        "Hidden",
                        named("probe", "1.0.0", BadRules.class.getName() + "$Hidden"),
                        made(BadRules.class.getName() + "$Hidden")),
                bad(BadRules.NoRules.class, "no", "can be made of it"),
                described(BadRules.Silent.class, "it does not describe itself"),
                described(BadRules.SilentByError.class, "it does not describe itself"),
                found(BadRules.UsesSql.class, "describe", "uses java.sql.DriverManager.getLoginTimeout()"),
                found(BadRules.UsesLogging.class, "describe", "uses java.util.logging.Level.parse(String)"),
                found(BadRules.UsesTheLedger.class, "describe", "uses org.quoin.ledger.api.Hash.ZERO"),
                found(BadRules.UsesTheCodec.class, "describe", "uses org.quoin.rules.codec.Writer"),
                found(BadRules.RunsTheLedger.class, "run", "uses org.quoin.ledger.api.Hash.ZERO"),
                described(BadRules.DescribedByNull.class, "it does not describe itself in 1 to 1048576 bytes"),
                described(BadRules.DescribedAtLength.class, "it does not describe itself"),
                described(
                        BadRules.DescribedByNoBytes.class,
                        "it describes itself by what is not a description: 1 bytes are missing"),
                described(
                        BadRules.DescribedWithManyNames.class,
                        ("it describes itself by what is not a description: a choice is among 1 to 255 different names,"
                                                + " not [" + ("a".repeat(32) + ", ").repeat(5))
                                        .substring(0, 250)
                                + "..."));
    }

    private static Bytes named(String capability, String version, String rules) {
        return Jars.jar(Jars.headers(capability, version, rules), CLASSES);
    }

    private static String made(String rules) {
        return "no " + rules + " can be made of it";
    }

    private static Arguments bad(Class<?> rules, String no, String made) {
        return described(rules, no + " " + rules.getName() + " " + made);
    }

    private static Arguments described(Class<?> rules, String reason) {
        return Arguments.of(rules.getSimpleName(), Jars.of("probe", "1.0.0", rules), reason);
    }

    private static Arguments found(Class<?> rules, String method, String detail) {
        return described(
                rules,
                Pattern.quote(rules.getName() + "." + method) + ":\\d+ " + Pattern.quote(detail)
                        + ".* \\(FORBIDDEN_.*");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badJars")
    void aBadJarIsRejectedWithTheReasonAndTheLedgerGoesOn(String what, Bytes jar, String reason) {
        try (TestLedger ledger = TestLedger.create()) {
            Failure failure = ledger.activate(jar).failure().orElseThrow();

            assertThat(failure.code()).as(what).isEqualTo("INVALID_RULES");
            assertThat(failure.message())
                    .startsWith("The rules cannot be activated: ")
                    .endsWith(". Build the rules jar again.");
            assertThat(failure.values().text("reason"))
                    .satisfiesAnyOf(
                            given -> assertThat(given).isEqualTo(reason),
                            given -> assertThat(given).startsWith(reason),
                            given -> assertThat(given).matches(reason));
            assertThat(ledger.ledger().modules()).isEmpty();
            assertThat(ledger.activate(Jars.of("probe", "1.0.0", BadRules.Nothing.class))
                            .applied())
                    .isTrue();
            assertThat(ledger.ledger().verify(0, 2).ok()).isTrue();
        }
    }

    @Test
    void aClassThatIsThereTwiceIsRefused() {
        byte[] jar = Jars.jar(
                        Jars.headers("probe", "1.0.0", "a.B1"),
                        Map.of("a/B1.class", new byte[] {1}, "a/B2.class", new byte[] {2}))
                .toArray();
        byte[] twice = new String(jar, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("a/B2", "a/B1")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> RulesJar.read(Bytes.of(twice)))
                .isInstanceOf(InvalidRulesException.class)
                .hasMessage("the class a.B1 is there twice");
    }

    @Test
    void aJarHasAtMost1MiB() {
        assertThatThrownBy(() -> RulesJar.read(Bytes.of(new byte[1_048_577])))
                .isInstanceOf(InvalidRulesException.class)
                .hasMessage("the jar has 1048577 bytes, the most are 1048576");
    }

    /** An operator can sign for anything: whatever is damaged, a reason is given and nothing else is thrown. */
    @Test
    void everyDamageIsRefusedOrSeenByTheHash() {
        Bytes jar = Jars.of("probe", "1.0.0", BadRules.Nothing.class);
        Hash sha256 = Hash.sha256(jar.toArray());
        int accepted = 0;
        for (int length = 0; length < jar.size(); length++) {
            accepted += isAccepted(Arrays.copyOf(jar.toArray(), length), sha256) ? 1 : 0;
        }
        for (int bit = 0; bit < jar.size() * 8; bit++) {
            byte[] flipped = jar.toArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            accepted += isAccepted(flipped, sha256) ? 1 : 0;
        }

        assertThat(isAccepted(jar.toArray(), Hash.ZERO)).isTrue();
        assertThat(accepted)
                .as("times, attributes and the directory at the end")
                .isPositive();
    }

    private static boolean isAccepted(byte[] bytes, Hash other) {
        try {
            LoadedModule module = LoadedModule.describe(Bytes.of(bytes));
            assertThat(module.id().sha256()).isNotEqualTo(other);
            return true;
        } catch (InvalidRulesException e) {
            assertThat(e.reason()).isNotEmpty();
            return false;
        }
    }

    /** A table keeps the form that it was first described in, whatever a later version says. */
    @Test
    void rulesThatDescribeATableOtherwiseAreNotActivated() {
        try (TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB)) {
            ledger.activate(Jars.probe("1.0.0"));

            assertThat(ledger.activate(Jars.of("probe", "2.0.0", BadRules.OtherTable.class))
                            .failure()
                            .orElseThrow()
                            .message())
                    .isEqualTo("The rules cannot be activated: the table rows has keys of any width here, and would get"
                            + " others; call it by another name. Build the rules jar again.");
        }
    }
}
