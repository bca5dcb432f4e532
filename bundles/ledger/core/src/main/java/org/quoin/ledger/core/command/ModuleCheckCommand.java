package org.quoin.ledger.core.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeliveredRules;
import org.quoin.ledger.api.RulesFinding;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.FileNames;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "module",
        name = "check",
        description = "What keeps rules from being activated: where they do what rules must not do",
        detailedDescription =
                "Example: module:check htlc-1.1.0.jar\nFILE is a rules jar, or a bundle that delivers one. Nothing is installed.")
public final class ModuleCheckCommand extends LedgerCommand {
    /** Where a bundle carries the rules that it delivers. */
    private static final String CARRIED = "QUOIN-INF/rules.jar";

    private static final int SHOWN = 20;

    @Reference
    private DeliveredRules delivered;

    @Argument(name = "FILE", description = "The file with the rules", multiValued = true, valueToShowInHelp = "")
    @Completion(FileNames.class)
    private List<String> file = List.of();

    @Override
    protected Answer answer() {
        String name = input().required("FILE", only(file));
        Bytes jar = read(name);
        List<RulesFinding> findings;
        try {
            findings = delivered.check(jar);
        } catch (IllegalArgumentException e) {
            throw failure("INVALID_RULES", name, "holds no rules that could be activated: " + e.getMessage(), e);
        }
        List<Fields> items = findings.stream().map(ModuleCheckCommand::fields).toList();
        return new Answer(
                Fields.of("ok", findings.isEmpty()).and("findings", items),
                findings.isEmpty() ? null : sentence(findings));
    }

    /** In text it is all that is shown. */
    private static String sentence(List<RulesFinding> findings) {
        String shown = findings.stream()
                .limit(SHOWN)
                .map(finding -> finding.className() + (finding.method().isEmpty() ? "" : "." + finding.method())
                        + (finding.line() == 0 ? "" : ":" + finding.line()) + " " + finding.detail())
                .collect(Collectors.joining("; "));
        String more = findings.size() > SHOWN ? "; and " + (findings.size() - SHOWN) + " more" : "";
        return "The rules cannot be activated: " + shown + more + ". Change that, then build them again.";
    }

    private static Fields fields(RulesFinding finding) {
        return Fields.of("class", finding.className())
                .and("method", finding.method())
                .and("line", (long) finding.line())
                .and("rule", finding.rule())
                .and("detail", finding.detail())
                .and("because", finding.because());
    }

    private static Bytes read(String name) {
        try {
            Path path = Path.of(name);
            Optional<Bytes> carried = carried(path);
            if (carried.isPresent()) {
                return carried.get();
            }
            try (InputStream in = Files.newInputStream(path)) {
                return Bytes.of(in.readNBytes(ActivateModule.MAX_RULES + 1));
            }
        } catch (IOException | InvalidPathException e) {
            throw failure(
                    "UNREADABLE_FILE",
                    name,
                    "cannot be read: check the name; it is sought on the machine of the node",
                    e);
        }
    }

    private static Optional<Bytes> carried(Path path) throws IOException {
        try (ZipFile bundle = new ZipFile(path.toFile())) {
            ZipEntry entry = bundle.getEntry(CARRIED);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = bundle.getInputStream(entry)) {
                return Optional.of(Bytes.of(in.readNBytes(ActivateModule.MAX_RULES + 1)));
            }
        } catch (ZipException e) { // whether it is a rules jar all the same is for who reads those
            return Optional.empty();
        }
    }

    private static ConsoleException failure(String code, String name, String what, Exception cause) {
        ConsoleException exception = new ConsoleException(
                code,
                "FILE: '" + name + "' " + what + ".",
                Values.of("argument", "FILE").and("value", name));
        exception.initCause(cause);
        return exception;
    }
}
