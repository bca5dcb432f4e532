package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.testkit.probe.BadRules;
import org.quoin.ledger.testkit.probe.Jars;

/** What an author's build says of his rules. */
class RulesGateTest {
    private final Path jar;

    RulesGateTest(@TempDir Path directory) {
        jar = directory.resolve("rules.jar");
    }

    @Test
    void rulesThatKeepToTheRulesPass() throws IOException {
        check(Jars.probe("1.0.0"));
    }

    @Test
    void eachFindingIsALineWithItsPlaceAndTheRule() {
        assertThatThrownBy(() -> check(Jars.of("probe", "1.0.0", BadRules.UsesTheLedger.class)))
                .isInstanceOf(AssertionError.class)
                .message()
                .matches("The ledger would not let these rules in:"
                        + "\n  org.quoin.ledger.testkit.probe.BadRules\\$UsesTheLedger.describe:\\d+ uses"
                        + " org.quoin.ledger.api.Hash.ZERO \\(FORBIDDEN_TYPE: .+\\)"
                        + "\n  .+describe:\\d+ uses org.quoin.ledger.api.Hash.toArray\\(\\) \\(FORBIDDEN_TYPE: .+\\)");
    }

    @Test
    void whatIsNoRulesJarDoesNotPass() {
        assertThatThrownBy(() -> check(Bytes.of((byte) 1)))
                .isInstanceOf(AssertionError.class)
                .hasMessage(jar + " holds no rules that could be activated: it is no jar that begins with a manifest");
        assertThatThrownBy(() -> check(Jars.of("probe", "1.0.0", BadRules.Silent.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("it does not describe itself");
        assertThatThrownBy(() -> RulesGate.requirePassage(jar.resolveSibling("none.jar")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private void check(Bytes rules) throws IOException {
        Files.write(jar, rules.toArray());
        RulesGate.requirePassage(jar);
    }
}
