package org.quoin.assembly;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.health.RequiredCapabilities;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.node.FoundingFile;
import org.quoin.ledger.core.trust.TrustedKeysFile;

/**
 * What a distribution has for people to use, read out of it: its commands, and who may call them; what its rules accept, answer,
 * report and refuse; the launcher's options. As one page of Markdown.
 */
final class Reference {
    private static final String INTRODUCTION = """
            # Reference

            Read out of the distribution by the build; edit what it describes, not this page. `ReferenceIT` says how to write it anew.

            """;

    /** Whose options all commands have, or all that write. */
    private static final List<String> COMMON = List.of("LedgerCommand", "WriteCommand");

    private final Path distribution;
    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    private Reference(Path distribution) {
        this.distribution = distribution;
    }

    static String of(Path distribution) throws IOException {
        Reference reference = new Reference(distribution);
        reference.launcher();
        reference.files();
        reference.commands();
        reference.capabilities();
        return reference.page.toString();
    }

    private void launcher() throws IOException {
        String script = Files.readString(distribution.resolve("bin").resolve("quoin"));
        String help = script.substring(script.indexOf("cat <<'END'\n") + 12, script.indexOf("\nEND\n"));
        page.append("## Launcher\n\n```\n").append(help).append("\n```\n\n");
    }

    /** What an operator may write into the directory of a node. */
    private void files() {
        page.append("## Files of a node that an operator writes\n\n| in `DATA` | says |\n|---|---|\n");
        Map.of(
                        FoundingFile.NAME, "what a chain of one's own starts from; read once, before its first start",
                        TrustedKeysFile.NAME, "whose rules are let in, a key a line; read when rules come",
                        RequiredCapabilities.NAME,
                                "without which capabilities the node is not ready, a name a line; read when it changes")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(file -> page.append("| `")
                        .append(file.getKey())
                        .append("` | ")
                        .append(file.getValue())
                        .append(" |\n"));
        page.append('\n');
    }

    private void commands() throws IOException {
        Map<String, Map<String, Class<?>>> scopes = new TreeMap<>();
        try (URLClassLoader loader = new URLClassLoader(urls(), Reference.class.getClassLoader())) {
            for (Path bundle : bundles()) {
                for (Class<?> type : commands(bundle, loader)) {
                    Command command = type.getAnnotation(Command.class);
                    scopes.computeIfAbsent(command.scope(), none -> new TreeMap<>())
                            .put(command.name(), type);
                }
            }
            page.append(
                    "## Commands\n\nEvery command takes `--json`; one that writes takes `--as NAME` and `--sign-only`, and where fees are"
                            + " charged `--fee-limit X`, `--tip N`, `--sponsor NAME` and `--layer-2`.\n\n");
            for (Map.Entry<String, Map<String, Class<?>>> scope : scopes.entrySet()) {
                Properties roles = roles(scope.getKey());
                page.append("### ").append(scope.getKey()).append("\n\n");
                scope.getValue().values().forEach(type -> command(type, roles));
                page.append('\n');
            }
        }
    }

    private URL[] urls() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path bundle : bundles()) {
            urls.add(bundle.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** All but those that are there to be upgraded in demonstrations. */
    private List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.walk(distribution.resolve("system/org/quoin"))) {
            return files.filter(file ->
                            file.toString().endsWith(".jar") && !file.toString().contains("fixture"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Class<?>> commands(Path bundle, ClassLoader loader) throws IOException {
        if (Jars.header(bundle, "Karaf-Commands") == null) {
            return List.of();
        }
        try (JarFile jar = new JarFile(bundle.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith("Command.class"))
                    .map(name -> load(loader, name.replace('/', '.').substring(0, name.length() - 6)))
                    .filter(type -> type.isAnnotationPresent(Command.class))
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> load(ClassLoader loader, String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who may call what of a scope, as its feature says. */
    private Properties roles(String scope) throws IOException {
        Properties roles = new Properties();
        String begin = "<config name=\"org.apache.karaf.command.acl." + scope + "\">";
        String features = Files.readString(features());
        int at = features.indexOf(begin);
        if (at >= 0) {
            roles.load(new StringReader(features.substring(at + begin.length(), features.indexOf("</config>", at))));
        }
        return roles;
    }

    private Path features() throws IOException {
        try (Stream<Path> files = Files.walk(distribution.resolve("system/org/quoin/org.quoin.features"))) {
            return files.filter(file -> file.toString().endsWith("-features.xml"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void command(Class<?> type, Properties roles) {
        Command command = type.getAnnotation(Command.class);
        List<Field> fields = fields(type);
        page.append("- **`").append(command.scope()).append(':').append(command.name());
        fields.stream()
                .filter(field -> field.isAnnotationPresent(Option.class) && !isCommon(field))
                .map(field -> field.getAnnotation(Option.class).name())
                .forEach(name -> page.append(" [").append(name).append(']'));
        fields.stream()
                .filter(field -> field.isAnnotationPresent(Argument.class))
                .forEach(field -> page.append(' ')
                        .append(field.getAnnotation(Argument.class).name()));
        page.append("`** ")
                .append(command.description())
                .append(". _For ")
                .append(Objects.toString(roles.getProperty(command.name(), roles.getProperty("*")), "admin")
                        .replace(",", ", "))
                .append("._\n");
        fields.forEach(this::parameter);
        page.append("  ```\n");
        command.detailedDescription()
                .lines()
                .forEach(line -> page.append("  ").append(line).append('\n'));
        page.append("  ```\n");
    }

    private static boolean isCommon(Field field) {
        return COMMON.contains(field.getDeclaringClass().getSimpleName());
    }

    private void parameter(Field field) {
        Option option = field.getAnnotation(Option.class);
        Argument argument = field.getAnnotation(Argument.class);
        if (option != null && !isCommon(field)) {
            page.append("  - `")
                    .append(option.name())
                    .append("` ")
                    .append(option.description())
                    .append('\n');
        } else if (argument != null) {
            page.append("  - `")
                    .append(argument.name())
                    .append("` ")
                    .append(argument.description())
                    .append('\n');
        }
    }

    /** Its own and those that it inherits, the latter last. */
    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            fields.addAll(Arrays.asList(each.getDeclaredFields()));
        }
        return fields;
    }

    private void capabilities() throws IOException {
        page.append("## What goes on the wire\n\nA field is its name and its type; `?` marks what may be absent.\n\n");
        capability("ledger", CoreCapability.DESCRIPTION);
        failures(LedgerFailure.types());
        Map<String, LoadedModule> modules = new TreeMap<>();
        for (Path bundle : bundles()) {
            if (bundle.toString().contains(".provider")) {
                LoadedModule module = LoadedModule.describe(Bytes.of(Jars.content(bundle, Jars.RULES)));
                modules.put(module.id().capability() + " " + module.id().version(), module);
            }
        }
        modules.forEach((name, module) -> {
            capability(name, module.description());
            failures(module.description().failures());
        });
    }

    private void capability(String name, Description description) {
        page.append("### ").append(name).append("\n\n");
        description.operations().forEach(type -> line("operation", type.name() + " " + type.schema(), type.fields()));
        description.queries().forEach(type -> line("query", type.name() + " " + type.schema(), type.input()));
        description.events().forEach(type -> line("event", type.name(), type.fields()));
        if (!description.roles().isEmpty()) {
            page.append("- roles ").append(description.roles()).append('\n');
        }
        page.append('\n');
    }

    private void line(String kind, String name, Schema schema) {
        page.append("- ").append(kind).append(" **").append(name).append("**");
        String fields = schema.fields().stream()
                .map(field -> "`" + field.name() + "` " + type(field.type()))
                .collect(Collectors.joining(", "));
        page.append(fields.isEmpty() ? "" : ": ").append(fields).append('\n');
    }

    private static String type(FieldType type) {
        String name = type.kind().toString().toLowerCase(Locale.ROOT);
        return switch (type.kind()) {
            case OPTIONAL -> type(Objects.requireNonNull(type.element())) + "?";
            case LIST -> "list of at most " + type.bound() + " × " + type(Objects.requireNonNull(type.element()));
            case CHOICE -> String.join("/", type.choices());
            case AMOUNT -> "amount of `" + type.assetField() + "`";
            case NUMBER -> type.bound() == Long.MAX_VALUE ? name : name + " ≤ " + type.bound();
            case BYTES ->
                type.minimum() == type.bound()
                        ? type.bound() + " bytes"
                        : type.minimum() + " to " + type.bound() + " bytes";
            case TEXT -> name + " of at most " + type.bound() + " bytes";
            default -> name;
        };
    }

    private void failures(List<FailureType> failures) {
        page.append("| failure | says |\n|---|---|\n");
        failures.forEach(failure -> page.append("| `")
                .append(failure.code())
                .append("` | ")
                .append(failure.template().replace("|", "\\|"))
                .append(" |\n"));
        page.append('\n');
    }
}
