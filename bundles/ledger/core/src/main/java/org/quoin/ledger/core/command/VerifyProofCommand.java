package org.quoin.ledger.core.command;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.api.proof.Fact;
import org.quoin.ledger.api.proof.ProofVerifier;
import org.quoin.ledger.api.proof.Verdict;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.FileNames;
import org.quoin.ledger.console.JsonTexts;
import org.quoin.ledger.console.LedgerCommand;

@Service
@Command(
        scope = "ledger",
        name = "verify-proof",
        description = "Check a proof, trusting nothing but the operators of this chain, or what the options say",
        detailedDescription = "Example: ledger:verify-proof proof.json\nFILE holds what ledger:prove --json printed.")
public final class VerifyProofCommand extends LedgerCommand {
    private static final Set<String> NAMES = Set.of("header", "proof", "value", "certificate");
    private static final int MAX_SIZE = 8 * 1024 * 1024;

    @Option(name = "--chain", description = "The id of the chain that is trusted; this one if not given")
    private @Nullable String chain;

    @Option(
            name = "--operators",
            description = "The operators trusted, 'encoded' of ledger:operators; ours if not given")
    private @Nullable String operators;

    @Option(name = "--header", description = "The hash of the one header that is trusted, instead of operators")
    private @Nullable String header;

    @Argument(name = "FILE", description = "The file with the proof", multiValued = true, valueToShowInHelp = "")
    @Completion(FileNames.class)
    private List<String> file = List.of();

    @Override
    protected Answer answer() {
        ProofVerifier verifier = verifier();
        String reason;
        boolean valid = false;
        try {
            Map<String, String> given = JsonTexts.read(read(input().required("FILE", only(file))));
            if (!given.keySet().equals(NAMES)) {
                throw new IllegalArgumentException("its fields are not header, proof, value and certificate");
            }
            Verdict verdict =
                    verifier.verify(bytes(given, "header"), bytes(given, "proof"), bytes(given, "certificate"));
            valid = verdict.fact()
                    .map(fact -> value(fact).equals(given.get("value")))
                    .orElse(false);
            reason = valid || !verdict.valid()
                    ? verdict.reason()
                    : "The value in the file is not the one that is proved. " + verdict.reason();
        } catch (IllegalArgumentException e) {
            reason = "The file is not what ledger:prove --json prints: " + e.getMessage() + ".";
        }
        return new Answer(Fields.of("valid", valid).and("reason", reason), valid ? null : reason);
    }

    private ProofVerifier verifier() {
        if (header == null) {
            Hash id = chain == null ? ledger().info().chainId() : input().hash("--chain", chain);
            Bytes set = operators == null ? ledger().operatorSet().encode() : input().bytes("--operators", operators);
            return ProofVerifier.trustingOperators(id.toArray(), set.toArray());
        }
        if (chain != null || operators != null) {
            throw new ConsoleException(
                    "INVALID_ARGUMENT",
                    "--header: who trusts a header trusts no operators: leave out --chain and --operators.",
                    Values.of("argument", "--header").and("value", header));
        }
        return ProofVerifier.trustingHeader(input().hash("--header", header).toArray());
    }

    private static byte[] bytes(Map<String, String> given, String name) {
        try {
            return HexFormat.of().parseHex(given.getOrDefault(name, ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + name + "' is not hexadecimal", e);
        }
    }

    /** As {@link ProveCommand} shows it. */
    private static String value(Fact fact) {
        if (fact instanceof Fact.Balance balance) {
            BigInteger units = balance.units();
            return new Amount(units, new Asset(balance.asset(), balance.decimals())).toPlainString();
        }
        return ((Fact.Row) fact).value().orElse("");
    }

    private static String read(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] content = in.readNBytes(MAX_SIZE + 1);
            if (content.length > MAX_SIZE) {
                throw new IllegalArgumentException("it is larger than " + MAX_SIZE + " bytes");
            }
            return new String(content, StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            ConsoleException exception = new ConsoleException(
                    "UNREADABLE_FILE",
                    "FILE: '" + file + "' cannot be read: check the name; it is sought on the machine of the node.",
                    Values.of("argument", "FILE").and("value", file));
            exception.initCause(e);
            throw exception;
        }
    }
}
