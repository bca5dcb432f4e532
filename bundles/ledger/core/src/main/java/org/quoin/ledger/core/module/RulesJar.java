package org.quoin.ledger.core.module;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.ModuleId;

/**
 * A rules jar, read and not yet run. Its manifest says {@code Quoin-Capability}, {@code Quoin-Version} and, the class of the
 * rules, {@code Quoin-Rules}.
 *
 * @param rulesClass the name of a class in it that implements {@link org.quoin.rules.host.Rules}
 * @param classes class files by class name
 */
public record RulesJar(ModuleId id, String rulesClass, Map<String, Bytes> classes) {
    private static final int MAX_CLASSES = 2_000;
    private static final int MAX_UNPACKED = 8 * 1024 * 1024;
    private static final String CLASS = ".class";

    public RulesJar {
        classes = Collections.unmodifiableMap(new TreeMap<>(classes));
    }

    /** @throws InvalidRulesException if the bytes are no rules jar */
    public static RulesJar read(Bytes jar) {
        if (jar.size() > ActivateModule.MAX_RULES) {
            throw new InvalidRulesException(
                    "the jar has " + jar.size() + " bytes, the most are " + ActivateModule.MAX_RULES);
        }
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar.toArray()), false)) {
            Manifest manifest = in.getManifest();
            if (manifest == null) {
                throw new InvalidRulesException("it is no jar that begins with a manifest");
            }
            Attributes attributes = manifest.getMainAttributes();
            ModuleId id = new ModuleId(
                    capability(attributes.getValue("Quoin-Capability")),
                    ModuleVersion.parse(header(attributes, "Quoin-Version")).toString(),
                    Hash.sha256(jar.toArray()));
            return new RulesJar(id, header(attributes, "Quoin-Rules"), classes(in));
        } catch (IOException | IllegalArgumentException e) { // the latter for names that are not UTF-8
            throw new InvalidRulesException("the jar is damaged", e);
        }
    }

    private static Map<String, Bytes> classes(JarInputStream in) throws IOException {
        Map<String, Bytes> classes = new TreeMap<>();
        int room = MAX_UNPACKED;
        for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
            String name = entry.getName();
            if (name.endsWith(CLASS)) {
                byte[] content = in.readNBytes(room + 1);
                room -= content.length;
                if (room < 0 || classes.size() == MAX_CLASSES) {
                    throw new InvalidRulesException(
                            "unpacked, it has more than " + MAX_UNPACKED + " bytes or " + MAX_CLASSES + " classes");
                }
                String className =
                        name.substring(0, name.length() - CLASS.length()).replace('/', '.');
                if (classes.put(className, Bytes.of(content)) != null) {
                    throw new InvalidRulesException("the class " + className + " is there twice");
                }
            }
        }
        return classes;
    }

    private static String capability(@Nullable String name) {
        if (name == null || !name.matches("[a-z][a-z0-9-]{0,31}") || name.equals("ledger")) {
            throw new InvalidRulesException(
                    "its manifest must say Quoin-Capability: 1 to 32 of a-z, 0-9 and '-', a letter first, not 'ledger'");
        }
        return name;
    }

    private static String header(Attributes attributes, String name) {
        String value = attributes.getValue(name);
        if (value == null) {
            throw new InvalidRulesException("its manifest does not say " + name);
        }
        return value;
    }
}
