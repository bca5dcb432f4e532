package org.quoin.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.quoin.assembly.host.HostApplication;

/** Jars made for a test: of classes of the test, or of a built jar with something changed. */
final class Jars {
    /** The symbolic name of {@link #host}. */
    static final String HOST = "test.host";

    private Jars() {}

    /** The jar of one of Quoin's bundles, or of a bundle that it needs, as it is in the distribution. */
    static Path distributed(String group, String artifact) {
        Path versions = Path.of(System.getProperty("distribution"), "system", group.replace('.', '/'), artifact);
        try (Stream<Path> files = Files.walk(versions)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no jar in " + versions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bundle of the host application, wired to the contracts as a host should be: to one minor version. */
    static void host(Path jar) throws IOException {
        host(jar, HOST, "[1.0,1.1)");
    }

    /** The same, wired to a range of versions of the contract. */
    static void host(Path jar, String name, String contract) throws IOException {
        bundle(
                jar,
                name,
                "1.0.0",
                Map.of(
                        "Bundle-Activator",
                        HostApplication.class.getName(),
                        "Import-Package",
                        "org.osgi.framework,org.quoin.ledger.api,org.quoin.htlc.api;version=\"" + contract + "\""),
                HostApplication.class);
    }

    /** A bundle with more headers than those that every one has, and classes of the test. */
    static void bundle(Path jar, String name, String version, Map<String, String> headers, Class<?>... classes)
            throws IOException {
        Manifest manifest = with(
                new Manifest(),
                Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", name, "Bundle-Version", version));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), with(manifest, headers))) {
            for (Class<?> type : classes) {
                String file = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(file));
                try (InputStream in = type.getResourceAsStream("/" + file)) {
                    Objects.requireNonNull(in, file).transferTo(out);
                }
            }
        }
    }

    /**
     * Makes a jar as another, but for some headers and entries.
     *
     * @param entries new content by name, of entries that there are or of more
     */
    static void rewrite(Path from, Path to, Map<String, String> headers, Map<String, byte[]> entries)
            throws IOException {
        try (JarFile original = new JarFile(from.toFile());
                JarOutputStream out =
                        new JarOutputStream(Files.newOutputStream(to), with(original.getManifest(), headers))) {
            for (JarEntry entry : original.stream().toList()) {
                if (!entry.isDirectory()
                        && !entry.getName().equals(JarFile.MANIFEST_NAME)
                        && !entries.containsKey(entry.getName())) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(content(original, entry));
                }
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }

    static byte[] content(Path jar, String entry) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return content(file, file.getJarEntry(entry));
        }
    }

    /** What a header of a jar's manifest says. */
    static String header(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(name);
        }
    }

    private static byte[] content(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static Manifest with(Manifest manifest, Map<String, String> headers) {
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(attributes::putValue);
        return manifest;
    }
}
