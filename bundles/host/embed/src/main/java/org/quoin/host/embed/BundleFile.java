package org.quoin.host.embed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/**
 * A bundle in a file or a directory.
 *
 * @param place the jar, or the directory of what would be in it
 */
record BundleFile(Path place, String name, Manifest manifest) {
    /** One clause of a header: what it begins with, and the rest up to a comma that is not in quotes. */
    private static final Pattern CLAUSE = Pattern.compile("([^;,\"]+)((?:[^,\"]|\"[^\"]*\")*)(?:,|$)");

    private static final Pattern VERSION = Pattern.compile(";\\s*version=\"?([^\";]+)");

    /** Empty if the manifest is none of a bundle. */
    static Optional<BundleFile> of(Path place, Manifest manifest) {
        return header(manifest, Constants.BUNDLE_SYMBOLICNAME)
                .map(name -> new BundleFile(place, name.split(";", 2)[0].strip(), manifest));
    }

    /** Where a framework reads it without a copy. */
    String reference() {
        return "reference:" + place.toUri();
    }

    /** The packages that it exports, with their versions. */
    Map<String, String> exports() {
        Map<String, String> exports = new LinkedHashMap<>();
        Matcher clauses =
                CLAUSE.matcher(header(manifest, Constants.EXPORT_PACKAGE).orElse(""));
        while (clauses.find()) {
            Matcher version = VERSION.matcher(clauses.group(2));
            exports.put(clauses.group(1).strip(), version.find() ? version.group(1) : "0.0.0");
        }
        return exports;
    }

    boolean imports(String wanted) {
        Matcher clauses =
                CLAUSE.matcher(header(manifest, Constants.IMPORT_PACKAGE).orElse(""));
        return clauses.results().anyMatch(clause -> clause.group(1).strip().equals(wanted));
    }

    /**
     * The same as a jar that imports what it exported: the framework has those packages from the class path, and only what is
     * private to the bundle comes from the bundle.
     *
     * @throws QuoinException if it cannot be read
     */
    InputStream importing() {
        Manifest changed = new Manifest(manifest);
        String imported = Stream.concat(
                        header(manifest, Constants.IMPORT_PACKAGE).stream(),
                        exports().entrySet().stream()
                                .map(export -> "%s;version=\"[%s,%s]\""
                                        .formatted(export.getKey(), export.getValue(), export.getValue())))
                .collect(Collectors.joining(","));
        changed.getMainAttributes().remove(new Attributes.Name(Constants.EXPORT_PACKAGE));
        changed.getMainAttributes().putValue(Constants.IMPORT_PACKAGE, imported);
        return inside(root -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JarOutputStream out = new JarOutputStream(bytes, changed)) {
                for (Path file : files(root)) {
                    String entry = root.relativize(file).toString();
                    if (!entry.equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry));
                        Files.copy(file, out);
                    }
                }
            }
            return new ByteArrayInputStream(bytes.toByteArray());
        });
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    private static Optional<String> header(Manifest manifest, String name) {
        return Optional.ofNullable(manifest.getMainAttributes().getValue(name));
    }

    @FunctionalInterface
    private interface Look<T> {
        T at(Path root) throws IOException;
    }

    private <T> T inside(Look<T> look) {
        try {
            if (Files.isDirectory(place)) {
                return look.at(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return look.at(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new QuoinException("The bundle " + place + " cannot be read: " + e.getMessage(), e);
        }
    }
}
