package org.quoin.amm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;
import org.quoin.amm.rules.AmmRules;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.RulesSignature;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.rules.host.Rules;

/** The jar that the provider carries. */
class RulesJarTest {
    @Test
    void itIsTheOneThatTheRulesWereBuiltAs() throws IOException {
        URL built = AmmRules.class.getProtectionDomain().getCodeSource().getLocation();
        try (InputStream carried = new AmmModule().rules();
                InputStream jar = built.openStream()) {
            assertThat(Hash.sha256(carried.readAllBytes())).isEqualTo(Hash.sha256(jar.readAllBytes()));
        }
    }

    @Test
    void itsManifestSaysWhatItIsAndNothingOfOsgi() throws IOException {
        try (JarInputStream jar = new JarInputStream(new AmmModule().rules())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.keySet().stream().map(Object::toString))
                    .containsExactlyInAnyOrder("Manifest-Version", "Quoin-Capability", "Quoin-Version", "Quoin-Rules");
            assertThat(manifest.getValue("Quoin-Capability")).isEqualTo("amm");
            assertThat(manifest.getValue("Quoin-Version")).isEqualTo("1.0.0");
            assertThat(manifest.getValue("Quoin-Rules")).isEqualTo("org.quoin.amm.rules.AmmRules");
        }
    }

    @Test
    void itContainsAllThatComputesAndNotTheHostInterface() throws IOException {
        assertThat(classes())
                .contains(
                        "org/quoin/amm/rules/AmmRules.class",
                        "org/quoin/rules/Execution.class",
                        "org/quoin/rules/codec/Reader.class")
                .allMatch(name -> name.matches("org/quoin/(amm/rules|rules|rules/codec)/[^/]+\\.class"));
    }

    @Test
    void itPassesTheGate() throws IOException {
        try (InputStream rules = new AmmModule().rules()) {
            assertThat(LoadedModule.check(Bytes.of(rules.readAllBytes()))).isEmpty();
        }
    }

    @Test
    void theBuildHasSignedIt() throws IOException {
        try (InputStream rules = new AmmModule().rules();
                InputStream signatures = new AmmModule().signatures()) {
            Bytes message = RulesSignature.message(Hash.sha256(rules.readAllBytes()));
            assertThat(RulesSignature.parse(new String(signatures.readAllBytes(), StandardCharsets.UTF_8)))
                    .singleElement()
                    .matches(signed -> Signatures.verify(signed.key(), message, signed.signature()));
        }
    }

    @Test
    void itRunsWhereThereIsNothingButTheHostInterface() throws Exception {
        URL jar = Objects.requireNonNull(AmmModule.class.getResource("/QUOIN-INF/rules.jar"));
        try (URLClassLoader alone = new URLClassLoader(new URL[] {jar}, new HostOnly())) {
            Rules rules = (Rules) alone.loadClass("org.quoin.amm.rules.AmmRules")
                    .getConstructor()
                    .newInstance();

            assertThat(rules.getClass()).isNotEqualTo(AmmRules.class);
            assertThat(rules.describe()).isEqualTo(new AmmRules().describe());
        }
    }

    private static List<String> classes() throws IOException {
        List<String> classes = new ArrayList<>();
        try (InputStream rules = new AmmModule().rules();
                JarInputStream jar = new JarInputStream(new ByteArrayInputStream(rules.readAllBytes()))) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                if (!entry.isDirectory()) {
                    classes.add(entry.getName());
                }
            }
        }
        return classes;
    }

    /** Shows the platform and the host interface, as the ledger does. */
    private static final class HostOnly extends ClassLoader {
        HostOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.quoin.rules.host.")) {
                return Class.forName(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
