package org.quoin.ledger.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
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
import org.quoin.ledger.testkit.flatfees.FlatFees;
import org.quoin.rules.Capability;
import org.quoin.rules.codec.Reader;

/** Makes rules jars in memory, of the classes that this program runs with. */
public final class RulesJars {
    private static final LocalDateTime MADE = LocalDateTime.of(2026, 1, 1, 0, 0);

    private RulesJars() {}

    /** A version of the capability {@code htlc-fixture}: 1.0, 1.1 and 2.0 have rules of their own, and all others those before. */
    public static Bytes fixture(String version) {
        return fixture("htlc-fixture", version);
    }

    /** The same under another name. */
    public static Bytes fixture(String capability, String version) {
        Class<?> rules = version.startsWith("1.0.")
                ? Version10.class
                : version.startsWith("1.") ? Version11.class : Version20.class;
        return of(capability, version, rules);
    }

    /** The fee policy {@code flat-fees}: from the block after its activation on, whatever is done is paid for. */
    public static Bytes flatFees() {
        return of("flat-fees", "1.0.0", FlatFees.class);
    }

    /** Any rules of this program, with the classes beside them. */
    public static Bytes of(String capability, String version, Class<?> rules) {
        Map<String, byte[]> classes = library();
        classes.putAll(entries(rules, name -> true));
        return jar(
                Map.of("Quoin-Capability", capability, "Quoin-Version", version, "Quoin-Rules", rules.getName()),
                classes);
    }

    /** What rules are written in, by the paths of the class files in a jar. */
    public static Map<String, byte[]> library() {
        Map<String, byte[]> all = entries(Capability.class, name -> true);
        all.putAll(entries(Reader.class, name -> true));
        return all;
    }

    /** The class files of a class and of those nested in it, by their paths in a jar. */
    public static Map<String, byte[]> classes(Class<?> type) {
        String path = type.getName().replace('.', '/');
        return entries(type, name -> name.equals(path + ".class") || name.startsWith(path + "$"));
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

    /** Of the package of a class. */
    private static Map<String, byte[]> entries(Class<?> beside, Predicate<String> choice) {
        String folder = beside.getPackageName().replace('.', '/');
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

    private static Map<String, byte[]> entries(Path root, String folder, Predicate<String> choice) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            for (Path file : files.toList()) {
                String name = folder + "/" + file.getFileName();
                if (name.endsWith(".class") && choice.test(name)) {
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
        entry.setTimeLocal(MADE);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
