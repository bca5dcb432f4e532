package org.quoin.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.quoin.assembly.host.HostApplication;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.RulesSignature;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.core.wallet.KeyFiles;

/** Jars made for a test: of classes of the test, or of a built jar with something changed. */
final class Jars {
    /** The symbolic name of {@link #host}. */
    static final String HOST = "test.host";

    static final String RULES = "QUOIN-INF/rules.jar";
    static final String SIGNATURES = "QUOIN-INF/rules.sig";

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
        host(jar, HOST, "[1.1,1.2)");
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

    /** Makes a jar of what a bundle shows others: its manifest and the classes in packages that it exports. */
    static void exports(Path bundle, Path to) throws IOException {
        String packages = header(bundle, "Export-Package");
        try (JarFile original = new JarFile(bundle.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), original.getManifest())) {
            for (JarEntry entry : original.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class")
                        && packages.contains(
                                name.substring(0, name.lastIndexOf('/')).replace('/', '.') + ";version=")) {
                    out.putNextEntry(entry(name));
                    out.write(content(original, entry));
                }
            }
        }
    }

    /** The same in every build. */
    private static JarEntry entry(String name) {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        return entry;
    }

    /**
     * Makes a bundle that delivers rules as another, but for its own version and that of its rules, which are signed anew by the
     * key of this build.
     */
    static void deliver(Path from, Path to, String version, String rulesVersion) throws IOException {
        Path rules = Files.createTempFile("rules", ".jar");
        Path newer = Files.createTempFile("rules", ".jar");
        try {
            Files.write(rules, content(from, RULES));
            rewrite(rules, newer, Map.of("Quoin-Version", rulesVersion), Map.of());
            byte[] signed = Files.readAllBytes(newer);
            rewrite(from, to, Map.of("Bundle-Version", version), Map.of(RULES, signed, SIGNATURES, signature(signed)));
        } finally {
            Files.delete(rules);
            Files.delete(newer);
        }
    }

    /** By the key of this build. */
    static byte[] signature(byte[] rules) throws IOException {
        Signer build = new KeyFiles(Path.of(System.getProperty("keys")), new SecureRandom())
                .signers("build")
                .get(0);
        return RulesSignature.of(Bytes.of(rules), build).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A KAR with one feature, of one bundle, that needs the contract of the contracts. */
    static void kar(Path to, String version, Path bundle) throws IOException {
        String folder = "repository/test/kar-" + version + "/" + version + "/kar-" + version + "-" + version;
        String features = """
                <features name="kar-VERSION" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                  <feature name="test-kar" version="VERSION">
                    <feature>quoin-htlc-api</feature>
                    <bundle>mvn:test/kar-VERSION/VERSION</bundle>
                  </feature>
                </features>
                """.replace("VERSION", version);
        Manifest manifest = with(new Manifest(), Map.of("Karaf-Feature-Start", "true"));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), manifest)) {
            out.putNextEntry(new JarEntry(folder + "-features.xml"));
            out.write(features.getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry(folder + ".jar"));
            out.write(Files.readAllBytes(bundle));
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
