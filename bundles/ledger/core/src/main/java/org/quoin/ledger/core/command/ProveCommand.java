package org.quoin.ledger.core.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.Proof;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.api.proof.Fact;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.AssetSymbols;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.FileNames;
import org.quoin.ledger.console.JsonView;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "prove",
        description = "Prove how much of an asset an account had after a block",
        detailedDescription = "Example: ledger:prove --account user_1 --asset ETH --out proof.json")
public final class ProveCommand extends LedgerCommand {
    @Option(name = "--account", description = "The account")
    @Completion(AccountNames.class)
    private @Nullable String account;

    @Option(name = "--asset", description = "The symbol of the asset")
    @Completion(AssetSymbols.class)
    private @Nullable String asset;

    @Option(name = "--height", description = "After which block; the newest if not given")
    private @Nullable String height;

    @Option(name = "--under", description = "The block whose header will be trusted; that of --height if not given")
    private @Nullable String under;

    @Option(name = "--out", description = "A file to write the JSON to, which must not exist yet")
    @Completion(FileNames.class)
    private @Nullable String out;

    @Override
    protected Answer answer() {
        String holder = input().account("--account", account).name();
        Asset held = input().asset("--asset", asset);
        long newest = ledger().info().height();
        long at = height == null ? newest : input().number("--height", height, 0, newest);
        long trusted = under == null ? at : input().number("--under", under, at, newest);
        Proof proof = ledger().prove(new Claim.Balance(holder, held.symbol()), at, trusted);
        Fact.Balance fact = (Fact.Balance) proof.fact();
        Fields fields = Fields.of("header", proof.header())
                .and("proof", proof.proof())
                .and("value", new Amount(fact.units(), held))
                .and("certificate", proof.certificate());
        if (out != null) {
            write(out, JsonView.line(fields) + "\n");
        }
        return Answer.of(fields);
    }

    private static void write(String file, String line) {
        try {
            Files.writeString(Path.of(file), line, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw unwritable(file, "is there already: choose another name.", e);
        } catch (IOException | InvalidPathException e) {
            throw unwritable(file, "cannot be written: check the directory and its permissions.", e);
        }
    }

    private static ConsoleException unwritable(String file, String why, Exception cause) {
        ConsoleException exception = new ConsoleException(
                "UNWRITABLE_FILE",
                "--out: '" + file + "' " + why,
                Values.of("argument", "--out").and("value", file));
        exception.initCause(cause);
        return exception;
    }
}
