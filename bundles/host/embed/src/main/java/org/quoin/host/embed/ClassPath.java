package org.quoin.host.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The bundles on a class path: each jar, and each directory of classes, whose manifest gives it a symbolic name. */
final class ClassPath {
    /** Where a bundle carries rules. */
    static final String RULES = "QUOIN-INF/rules.jar";

    private final List<BundleFile> bundles;

    /** The capabilities whose rules bundles carry, by the place of the bundle. */
    private final Map<Path, String> capabilities;

    private ClassPath(List<BundleFile> bundles, Map<Path, String> capabilities) {
        this.bundles = bundles;
        this.capabilities = capabilities;
    }

    /** @throws QuoinException if a manifest cannot be read */
    static ClassPath of(ClassLoader loader) {
        List<BundleFile> bundles = new ArrayList<>();
        Map<Path, String> capabilities = new HashMap<>();
        try {
            for (Found manifest : find(loader, JarFile.MANIFEST_NAME)) {
                try (InputStream in = manifest.open()) {
                    BundleFile.of(manifest.place(), mainSection(in)).ifPresent(bundles::add);
                }
            }
            for (Found rules : find(loader, RULES)) {
                try (JarInputStream in = new JarInputStream(rules.open())) {
                    capability(in.getManifest()).ifPresent(name -> capabilities.put(rules.place(), name));
                }
            }
        } catch (IOException e) {
            throw new QuoinException("The class path cannot be read: " + e.getMessage(), e);
        }
        return new ClassPath(bundles, capabilities);
    }

    private static Optional<String> capability(@Nullable Manifest rules) {
        return Optional.ofNullable(rules)
                .map(Manifest::getMainAttributes)
                .map(headers -> headers.getValue("Quoin-Capability"));
    }

    /** Without the sections of a signed jar's entries, which can be thousands. */
    private static Manifest mainSection(InputStream in) throws IOException {
        StringBuilder section = new StringBuilder();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            section.append(line).append('\n');
        }
        return new Manifest(
                new ByteArrayInputStream(section.append('\n').toString().getBytes(UTF_8)));
    }

    /** @param place the jar or directory that it is in */
    private record Found(String resource, Path place) {
        /** As it is: who has signed a jar says nothing about whether it is a bundle, and takes long to look at. */
        InputStream open() throws IOException {
            if (Files.isDirectory(place)) {
                return Files.newInputStream(place.resolve(resource));
            }
            try (ZipFile jar = new ZipFile(place.toFile());
                    InputStream in = jar.getInputStream(Objects.requireNonNull(jar.getEntry(resource), resource))) {
                return new ByteArrayInputStream(in.readAllBytes());
            }
        }
    }

    /** What is in a jar within a jar, or in no file at all, is left out. */
    private static List<Found> find(ClassLoader loader, String resource) throws IOException {
        List<Found> found = new ArrayList<>();
        for (URL url : Collections.list(loader.getResources(resource))) {
            String place = url.toString().substring(0, url.toString().length() - resource.length());
            if (place.startsWith("jar:file:") && place.indexOf("!/") == place.length() - 2) {
                place = place.substring("jar:".length(), place.length() - 2);
            }
            if (place.startsWith("file:")) {
                found.add(new Found(resource, Path.of(URI.create(place))));
            }
        }
        return found;
    }

    /** @throws QuoinException if there is none of that symbolic name */
    BundleFile bundle(String name) {
        return bundles.stream()
                .filter(bundle -> bundle.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new QuoinException("The bundle " + name
                        + " is not on the class path as a jar of its own: depend on org.quoin.host.embed with its"
                        + " dependencies, and do not merge them into one jar."));
    }

    /** The contracts of capabilities: what exports packages that use those of the ledger. */
    List<BundleFile> contracts() {
        return bundles.stream()
                .filter(bundle -> !bundle.exports().isEmpty() && bundle.imports(Quoin.LEDGER_PACKAGE))
                .toList();
    }

    /** What delivers rules of a capability. */
    Optional<BundleFile> provider(String capability) {
        return bundles.stream()
                .filter(bundle -> capability.equals(capabilities.get(bundle.place())))
                .findFirst();
    }

    /** The capabilities that have a provider here, in alphabetical order. */
    Set<String> capabilities() {
        return new TreeSet<>(capabilities.values());
    }
}
