package org.quoin.ledger.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/** Who may know whom, and what the deterministic part of the ledger may not touch. */
class ArchitectureTest {
    private static final JavaClasses QUOIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.quoin");

    /** What decides the outcome of a transaction. */
    private static final String[] DETERMINISTIC = {
        "org.quoin.rules..",
        "org.quoin.ledger.core.execution..",
        "org.quoin.ledger.core.block..",
        "org.quoin.ledger.core.state.."
    };

    private static final Set<String> UNORDERED = Set.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.concurrent.ConcurrentHashMap");

    private static final Set<String> FLOATING = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    private static final Set<String> NONDETERMINISTIC = Set.of(
            "java.lang.Thread",
            "java.lang.Runtime",
            "java.time.Clock",
            "java.time.InstantSource",
            "java.util.Random",
            "java.security.SecureRandom",
            "java.util.Locale",
            "java.util.TimeZone",
            "java.util.UUID",
            "java.util.Timer");

    @Test
    void theCodecDependsOnNothing() {
        only("org.quoin.rules.codec..", "java..", "org.jspecify..").check(QUOIN);
    }

    @Test
    void theApiDependsOnNothingButTheCodec() {
        classes()
                .that()
                .resideInAPackage("org.quoin.ledger.api..")
                .and()
                .resideOutsideOfPackage("org.quoin.ledger.api.client..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "org.quoin.ledger.api..",
                                "java..",
                                "org.jspecify..",
                                "org.osgi.annotation..",
                                "org.quoin.rules.codec..")
                        .and(not(resideInAnyPackage("org.quoin.ledger.api.client..")))
                        .or(arrays()))
                .check(QUOIN);
    }

    /** Whoever checks a proof has to trust this alone: it can be copied out and read by itself. */
    @Test
    void whoChecksProofsNeedsNothingButThePlatform() {
        only("org.quoin.ledger.api.proof..", "java..", "org.jspecify.annotations", "org.osgi.annotation..")
                .check(QUOIN);
    }

    /** Whoever only looks at a ledger, in a program without OSGi, never loads what needs it. */
    @Test
    void onlyTheClientPartOfTheApiKnowsTheFramework() {
        only(
                        "org.quoin.ledger.api.client..",
                        "org.quoin.ledger.api..",
                        "java..",
                        "org.jspecify..",
                        "org.osgi.annotation..",
                        "org.osgi.framework",
                        "org.osgi.util.tracker")
                .check(QUOIN);
    }

    @Test
    void theBoundaryOfRulesDependsOnNothing() {
        only("org.quoin.rules.host..", "java.lang..", "org.jspecify..").check(QUOIN);
    }

    @Test
    void theLibraryOfRulesDependsOnTheBoundaryAndTheCodec() {
        only(
                        "org.quoin.rules",
                        "java.lang",
                        "java.util",
                        "java.util.function",
                        "org.jspecify..",
                        "org.quoin.rules.host",
                        "org.quoin.rules.codec")
                .check(QUOIN);
    }

    /** What loads and runs rules is told everything: it looks for nothing, so it can run anywhere. */
    @Test
    void whatLoadsRulesKnowsNeitherLedgerNorPlatform() {
        noClasses()
                .that()
                .resideInAPackage("org.quoin.ledger.core.module..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.osgi..", "org.apache.karaf..")
                        .or(resideInAnyPackage("org.quoin.ledger.core..")
                                .and(not(resideInAnyPackage(
                                        "org.quoin.ledger.core.module..", "org.quoin.ledger.core.gate..")))))
                .check(QUOIN);
    }

    /** What rules must pass is decided by their bytes. */
    @Test
    void theGateKnowsNothingButBytes() {
        classes()
                .that()
                .resideInAPackage("org.quoin.ledger.core.gate..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "org.quoin.ledger.core.gate..", "java..", "org.jspecify..", "org.objectweb.asm..")
                        .or(type(Bytes.class))
                        .or(arrays()))
                .check(QUOIN);
    }

    /** Capabilities' rules are known to the ledger as encoded operations alone. */
    @Test
    void theLedgerDoesNotUseTheLibraryOfRules() {
        noClasses()
                .that()
                .resideInAnyPackage("org.quoin.ledger.api..", "org.quoin.ledger.core..", "org.quoin.ledger.console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.quoin.rules")
                .check(QUOIN);
    }

    @Test
    void stateAndJournalKnowNothingOfBlocks() {
        noClasses()
                .that()
                .resideInAnyPackage("org.quoin.ledger.core.state..", "org.quoin.ledger.core.journal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.quoin.ledger.core.execution..",
                        "org.quoin.ledger.core.block..",
                        "org.quoin.ledger.core.node..")
                .check(QUOIN);
    }

    @Test
    void whatExecutesKnowsNothingOfNodesAndDisks() {
        noClasses()
                .that()
                .resideInAnyPackage("org.quoin.ledger.core.execution..", "org.quoin.ledger.core.block..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.quoin.ledger.core.node..",
                        "org.quoin.ledger.core.journal..",
                        "org.quoin.ledger.core.wallet..",
                        "org.osgi..",
                        "org.apache.karaf..")
                .check(QUOIN);
    }

    @Test
    void commandsUseTheLedgerAsAnybodyElseDoes() {
        noClasses()
                .that()
                .resideInAPackage("org.quoin.ledger.core.command..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.quoin.ledger.core..")
                        .and(not(resideInAnyPackage("org.quoin.ledger.core.command.."))))
                .allowEmptyShould(true)
                .check(QUOIN);
    }

    @Test
    void theLoadUsesTheLedgerAsAnybodyElseDoes() {
        only("org.quoin.ledger.core.load..", "org.quoin.ledger.api..", "java..", "org.jspecify..")
                .check(QUOIN);
    }

    @Test
    void theDeterministicPartHasNoClockNoRandomNoThreadNoFileAndNoUnorderedCollection() {
        deterministic(DETERMINISTIC).check(QUOIN);
        ordered(DETERMINISTIC).check(QUOIN);
    }

    @Test
    void theDeterministicPartHasNoFloatingPoint() {
        noFloatingPoint(DETERMINISTIC).check(QUOIN);
    }

    /**
     * A verified transaction has a private constructor, which a method handle or reflection could reach: who uses those does not
     * know the type. Benchmarks measure what a ledger does beside verifying, and are never deployed.
     */
    @Test
    void nobodyBreaksIntoWhatIsVerified() {
        noBreakingInto(VerifiedTransaction.class, "org.quoin.ledger.testkit.bench..")
                .check(QUOIN);
    }

    @Test
    void nobodyDeserializesObjects() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(QUOIN);
    }

    @Test
    void theRulesHereCanFail() {
        JavaClasses flawed = new ClassFileImporter().importClasses(Flawed.class);
        String[] here = {"org.quoin.ledger.testkit.."};
        assertThatThrownBy(() -> deterministic(here).check(flawed)).hasMessageContaining("java.util.Random");
        assertThatThrownBy(() -> ordered(here).check(flawed)).hasMessageContaining("java.util.HashMap");
        assertThatThrownBy(() -> noFloatingPoint(here).check(flawed)).hasMessageContaining("uses double");
        assertThatThrownBy(
                        () -> noBreakingInto(VerifiedTransaction.class, "none").check(QUOIN))
                .hasMessageContaining("Unsigned")
                .hasMessageContaining("MethodHandles");
        assertThatThrownBy(
                        () -> only("org.quoin.ledger.testkit..", "java.lang..").check(flawed))
                .hasMessageContaining("java.util");
    }

    private static ArchRule only(String room, String... allowed) {
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed)
                        .or(resideInAnyPackage(room))
                        .or(JavaClass.Predicates.belongToAnyOf(Object.class))
                        .or(arrays()));
    }

    private static ArchRule deterministic(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat(named(NONDETERMINISTIC)
                        .or(resideInAnyPackage(
                                "java.util.concurrent..", "java.nio.file..", "java.net..", "java.lang.reflect..")));
    }

    /** Except where it is only looked up: what a buffer holds leaves it sorted, as a write set. */
    private static ArchRule ordered(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .and()
                .doNotHaveFullyQualifiedName("org.quoin.ledger.core.state.Buffer")
                .should()
                .dependOnClassesThat(named(UNORDERED));
    }

    private static ArchRule noBreakingInto(Class<?> type, String except) {
        return noClasses()
                .that(resideOutsideOfPackage(except).and(dependOn(type)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.lang.reflect..")
                        .or(named(Set.of(
                                "java.lang.invoke.MethodHandles",
                                "java.lang.invoke.MethodHandles$Lookup",
                                "sun.misc.Unsafe"))));
    }

    private static DescribedPredicate<JavaClass> dependOn(Class<?> type) {
        return DescribedPredicate.describe(
                "know " + type.getSimpleName(),
                each -> each.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(type)));
    }

    private static ArchRule noFloatingPoint(String... packages) {
        return classes().that().resideInAnyPackage(packages).should(new ArchCondition<>("have no floating point") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream<JavaClass> fields = type.getFields().stream().map(JavaField::getRawType);
                Stream<JavaClass> signatures = type.getCodeUnits().stream()
                        .flatMap(unit -> Stream.concat(
                                unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType())));
                Stream.concat(fields, signatures)
                        .filter(named(FLOATING))
                        .forEach(found -> events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " uses " + found.getName())));
            }
        });
    }

    private static DescribedPredicate<JavaClass> named(Set<String> names) {
        return DescribedPredicate.describe(
                "are one of " + names,
                type -> names.contains(type.getBaseComponentType().getName()));
    }

    private static DescribedPredicate<JavaClass> arrays() {
        return DescribedPredicate.describe("are arrays", JavaClass::isArray);
    }

    /** Breaks what the rules forbid. */
    @SuppressWarnings("unused") // only its bytecode is looked at
    private static final class Flawed {
        private final Map<String, String> unordered = new HashMap<>();
        private final Set<String> also = new HashSet<>();
        private final java.util.Random random = new java.util.Random();
        private double price;
    }
}
