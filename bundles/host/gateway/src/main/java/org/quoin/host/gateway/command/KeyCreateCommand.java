package org.quoin.host.gateway.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.host.gateway.guard.SecretFile;
import org.quoin.host.gateway.guard.Settings;
import org.quoin.host.gateway.http.Scope;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;

@Service
@Command(
        scope = "gateway",
        name = "key-create",
        description = "Make a key that opens the gateway, and write it to a new file",
        detailedDescription =
                "A client sends it as 'Authorization: Bearer KEY'. The node keeps only its hash: whoever loses the"
                        + " file makes another key.\n"
                        + "Example: gateway:key-create shop --scopes read,submit --out /home/me/shop.key")
public final class KeyCreateCommand extends GatewayCommand {
    private static final int MOST = 1_000_000;

    @Argument(name = "NAME", description = "What to call it", multiValued = true, valueToShowInHelp = "")
    private List<String> name = List.of();

    @Option(name = "--scopes", description = "What it allows: read, submit, metrics, with commas between them")
    private @Nullable String scopes;

    @Option(name = "--rate", description = "The most requests in a second; as many as others if not given")
    private @Nullable String rate;

    @Option(name = "--out", description = "A file on the machine of the node, which is not there yet")
    private @Nullable String out;

    @Override
    protected Answer answer() {
        String made = input().required("NAME", only(name));
        Set<Scope> allowed = Settings.scopes(Settings.list(input().required("--scopes", scopes)));
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException(
                    "--scopes names none: write read, submit, metrics, with commas between them");
        }
        OptionalDouble requests = rate == null
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) input().number("--rate", rate, 1, MOST));
        Path file = input().path("--out", out);
        create(file, "");
        try {
            SecretFile.replace(file, keys(() -> gateway().keys().create(made, allowed, requests)) + "\n");
        } catch (IOException e) {
            keys(() -> gateway().keys().revoke(made));
            throw failed(file, e);
        } catch (RuntimeException e) {
            discard(file, e);
            throw e;
        }
        return Answer.of(Fields.of("name", made)
                .and("scopes", allowed.stream().sorted().map(Scope::code).toList())
                .and("file", file.toString()));
    }

    /** First, so that no key is made that nobody could have. */
    private static void create(Path file, String content) {
        try {
            SecretFile.create(file, content);
        } catch (FileAlreadyExistsException e) {
            throw new ConsoleException(
                    "FILE_EXISTS",
                    file + " is there already: name a file that is not.",
                    Values.of("file", file.toString()));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static void discard(Path file, RuntimeException reason) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static ConsoleException failed(Path file, IOException e) {
        ConsoleException failure = new ConsoleException(
                "FILE_FAILED",
                file + " could not be written (" + e + "): name a file in a directory that the node may write.",
                Values.of("file", file.toString()));
        failure.initCause(e);
        return failure;
    }
}
