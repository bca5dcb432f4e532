package org.quoin.ledger.testkit.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.quoin.htlc.fixture.Version10;
import org.quoin.htlc.fixture.Version11;
import org.quoin.htlc.fixture.Version20;
import org.quoin.ledger.api.Bytes;
import org.quoin.rules.Capability;

/** Makes rules jars in memory, of the classes that the tests run with. */
public final class Jars {
    private Jars() {}

    /** The probe, with the library that it is written in. */
    public static Bytes probe(String version) {
        Map<String, byte[]> classes = library();
        classes.putAll(classes(ProbeRules.class));
        classes.putAll(classes(Misuse.class));
        return jar(headers("probe", version, ProbeRules.class.getName()), classes);
    }

    /** Rules of a class and what is nested in it, with the library that they are written in. */
    public static Bytes written(String capability, String version, Class<?> rules) {
        Map<String, byte[]> classes = library();
        classes.putAll(classes(rules));
        return jar(headers(capability, version, rules.getName()), classes);
    }

    /** A version of the capability {@code htlc-fixture}: 1.0.0, 1.1.0 or 2.0.0, and later ones of the last. */
    public static Bytes fixture(String version) {
        Class<?> rules = version.startsWith("1.0.")
                ? Version10.class
                : version.startsWith("1.") ? Version11.class : Version20.class;
        Map<String, byte[]> classes = library();
        classes.putAll(entries(rules, "org/quoin/htlc/fixture", name -> true));
        return jar(headers("htlc-fixture", version, rules.getName()), classes);
    }

    /** The same of a class that is nested in another. */
    public static Bytes written(String capability, String version, Class<?> outer, Class<?> rules) {
        Map<String, byte[]> classes = library();
        classes.putAll(classes(outer));
        return jar(headers(capability, version, rules.getName()), classes);
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
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            manifest.write(text);
            put(out, JarFile.MANIFEST_NAME, text.toByteArray());
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                put(out, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Bytes.of(bytes.toByteArray());
    }

    /** The class files of a class and of those nested in it, by their paths in a jar. */
    public static Map<String, byte[]> classes(Class<?> type) {
        String path = type.getName().replace('.', '/');
        return entries(
                type,
                path.substring(0, path.lastIndexOf('/')),
                name -> name.equals(path + ".class") || name.startsWith(path + "$"));
    }

    private static Map<String, byte[]> library() {
        Map<String, byte[]> all = entries(Capability.class, "org/quoin/rules", name -> true);
        all.putAll(entries(Capability.class, "org/quoin/rules/codec", name -> true));
        return all;
    }

    private interface Choice {
        boolean includes(String name);
    }

    private static Map<String, byte[]> entries(Class<?> beside, String folder, Choice choice) {
        try {
            Path source =
                    Path.of(Objects.requireNonNull(beside.getProtectionDomain().getCodeSource())
                            .getLocation()
                            .toURI());
            if (Files.isDirectory(source)) {
                return entries(source, folder, choice);
            }
            try (FileSystem jar = FileSystems.newFileSystem(source)) {
                return entries(jar.getPath("/"), folder, choice);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, byte[]> entries(Path root, String folder, Choice choice) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            for (Path file : files.toList()) {
                String name = folder + "/" + file.getFileName();
                if (name.endsWith(".class") && choice.includes(name)) {
                    try (InputStream in = Files.newInputStream(file)) {
                        entries.put(name, in.readAllBytes());
                    }
                }
            }
        }
        return entries;
    }

    private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
