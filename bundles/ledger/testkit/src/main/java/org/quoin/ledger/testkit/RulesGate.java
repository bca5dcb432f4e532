package org.quoin.ledger.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.core.gate.Finding;
import org.quoin.ledger.core.module.InvalidRulesException;
import org.quoin.ledger.core.module.LoadedModule;

/** The gate through which every ledger lets rules in, for the build that makes them. */
public final class RulesGate {
    private RulesGate() {}

    /**
     * Passes if a ledger could activate the rules.
     *
     * @param jar with the rules, as it is to be delivered
     * @throws AssertionError that lists what is in the way, a line each: class, method, line, what it is and the rule
     * @throws IOException if there is no such file
     */
    public static void requirePassage(Path jar) throws IOException {
        List<Finding> findings;
        try {
            findings = LoadedModule.check(Bytes.of(Files.readAllBytes(jar)));
        } catch (InvalidRulesException e) {
            throw new AssertionError(jar + " holds no rules that could be activated: " + e.getMessage(), e);
        }
        if (!findings.isEmpty()) {
            throw new AssertionError(findings.stream()
                    .map(Finding::toString)
                    .collect(Collectors.joining("\n  ", "The ledger would not let these rules in:\n  ", "")));
        }
    }
}
