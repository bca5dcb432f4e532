package org.quoin.host.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ArchitectureTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.quoin.host.gateway");

    /** Another server would be another adapter, and nothing else. */
    @Test
    void whatAnswersKnowsNoServer() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.quoin.host.gateway.http",
                        "org.quoin.host.gateway.api",
                        "org.quoin.host.gateway.event",
                        "org.quoin.host.gateway.guard",
                        "org.quoin.host.gateway.page")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.servlet..", "org.eclipse.jetty..", "org.osgi.service.http..")
                .check(GATEWAY);
    }

    /** What is known of a capability is its description. */
    @Test
    void nothingKnowsACapability() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.quoin.htlc..", "org.quoin.ledger.core..")
                .check(GATEWAY);
    }
}
