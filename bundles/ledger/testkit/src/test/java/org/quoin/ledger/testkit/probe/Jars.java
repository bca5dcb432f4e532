package org.quoin.ledger.testkit.probe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.testkit.RulesJars;

/** Makes rules jars in memory, of the classes that the tests run with. */
public final class Jars {
    private Jars() {}

    /** The probe, with the library that it is written in. */
    public static Bytes probe(String version) {
        Map<String, byte[]> classes = RulesJars.library();
        classes.putAll(classes(ProbeRules.class));
        classes.putAll(classes(Misuse.class));
        return jar(headers("probe", version, ProbeRules.class.getName()), classes);
    }

    /** Rules of a class and what is nested in it, with the library that they are written in. */
    public static Bytes written(String capability, String version, Class<?> rules) {
        Map<String, byte[]> classes = RulesJars.library();
        classes.putAll(classes(rules));
        return jar(headers(capability, version, rules.getName()), classes);
    }

    /** As {@link RulesJars#fixture}. */
    public static Bytes fixture(String version) {
        return RulesJars.fixture(version);
    }

    /** Rules of a class, what is nested in it and what it extends, without the library. */
    public static Bytes of(String capability, String version, Class<?> rules) {
        return jar(headers(capability, version, rules.getName()), family(rules));
    }

    /** The class files of a class, those nested in it and those it extends, by their paths in a jar. */
    public static Map<String, byte[]> family(Class<?> type) {
        Map<String, byte[]> family = new TreeMap<>();
        for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
            family.putAll(classes(each));
        }
        return family;
    }

    /** What a manifest says. */
    public static Map<String, String> headers(String capability, String version, String rules) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Quoin-Capability", capability);
        headers.put("Quoin-Version", version);
        headers.put("Quoin-Rules", rules);
        return headers;
    }

    /** Any jar: the manifest first, then the entries in the order of their names. */
    public static Bytes jar(Map<String, String> headers, Map<String, byte[]> entries) {
        return RulesJars.jar(headers, entries);
    }

    /** The class files of a class and of those nested in it, by their paths in a jar. */
    public static Map<String, byte[]> classes(Class<?> type) {
        return RulesJars.classes(type);
    }
}
