package org.quoin.fees.provider;

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
    private static final JavaClasses FEES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.quoin.fees");

    @Test
    void theRulesKnowTheirLibraryAndPlainJava() {
        only(
                        "org.quoin.fees.rules..",
                        "java.lang",
                        "java.lang.invoke",
                        "java.nio.charset",
                        "java.util",
                        "org.jspecify..",
                        "org.quoin.rules",
                        "org.quoin.rules.codec")
                .check(FEES);
    }

    @Test
    void theContractKnowsTheContractOfTheLedger() {
        only(
                        "org.quoin.fees.api..",
                        "java..",
                        "org.jspecify..",
                        "org.osgi.annotation..",
                        "org.osgi.framework",
                        "org.osgi.service.component.annotations",
                        "org.quoin.ledger.api..")
                .check(FEES);
    }

    @Test
    void theProviderKnowsNoRules() {
        only(
                        "org.quoin.fees.provider..",
                        "java..",
                        "org.jspecify..",
                        "org.osgi.service.component.annotations",
                        "org.apache.karaf.shell.api..",
                        "org.apache.karaf.shell.support.completers",
                        "org.quoin.fees.api",
                        "org.quoin.ledger.api..",
                        "org.quoin.ledger.console")
                .check(FEES);
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
