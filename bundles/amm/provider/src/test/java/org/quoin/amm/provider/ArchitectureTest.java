package org.quoin.amm.provider;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Who in this room may know whom. */
class ArchitectureTest {
    private static final JavaClasses AMM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.quoin.amm");

    @Test
    void theRulesKnowTheirLibraryAndPlainJava() {
        only(
                        "org.quoin.amm.rules..",
                        "java.lang",
                        "java.lang.invoke",
                        "java.util",
                        "org.jspecify..",
                        "org.quoin.rules",
                        "org.quoin.rules.codec")
                .check(AMM);
    }

    @Test
    void theContractKnowsTheContractOfTheLedger() {
        only(
                        "org.quoin.amm.api..",
                        "java..",
                        "org.jspecify..",
                        "org.osgi.annotation..",
                        "org.osgi.framework",
                        "org.osgi.service.component.annotations",
                        "org.quoin.ledger.api..")
                .check(AMM);
    }

    @Test
    void theProviderKnowsNoRules() {
        only(
                        "org.quoin.amm.provider..",
                        "java..",
                        "org.jspecify..",
                        "org.osgi.service.component.annotations",
                        "org.apache.karaf.shell.api..",
                        "org.apache.karaf.shell.support.completers",
                        "org.quoin.amm.api",
                        "org.quoin.ledger.api..",
                        "org.quoin.ledger.console")
                .check(AMM);
    }

    private static ArchRule only(String room, String... allowed) {
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed).or(resideInAnyPackage(room)).or(primitivesAndArrays()));
    }

    private static DescribedPredicate<JavaClass> primitivesAndArrays() {
        return DescribedPredicate.describe("are primitives or arrays", type -> type.isArray() || type.isPrimitive());
    }
}
