package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.core.command.ModuleCheckCommand;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.trust.TrustedKeys;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.probe.BadRules;
import org.quoin.ledger.testkit.probe.Jars;

/** {@code module:check}: what an author is told before anybody activates his rules. */
class ModuleCheckTest {
    private final TestLedger ledger = TestLedger.create();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
    private final Deliveries deliveries = new Deliveries(ledger.node(), new MemoryWallet(), TrustedKeys.of(), worker);
    private final TestConsole console =
            new TestConsole(List.of(ledger.ledger(), deliveries), List.of(ModuleCheckCommand.class));

    private final Path directory;

    ModuleCheckTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void close() {
        console.close();
        worker.shutdownNow();
        ledger.close();
    }

    @Test
    void rulesThatKeepToTheRulesAreOk() throws IOException {
        assertThat(check(Jars.probe("1.0.0"))).isEqualTo(new Outcome(0, "{\"ok\":true,\"findings\":[]}\n"));
    }

    @Test
    void eachFindingHasItsPlaceAndItsReason() throws IOException {
        Outcome outcome = check(Jars.of("probe", "1.0.0", BadRules.UsesSql.class));

        assertThat(outcome.exit()).isEqualTo(1);
        JsonObject answer = JsonParser.parseString(outcome.out()).getAsJsonObject();
        assertThat(answer.get("ok").getAsBoolean()).isFalse();
        JsonObject finding = answer.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertThat(finding.get("class").getAsString()).isEqualTo(BadRules.UsesSql.class.getName());
        assertThat(finding.get("method").getAsString()).isEqualTo("describe");
        assertThat(finding.get("line").getAsInt()).isPositive();
        assertThat(finding.get("rule").getAsString()).isEqualTo("FORBIDDEN_MEMBER");
        assertThat(finding.get("detail").getAsString()).isEqualTo("uses java.sql.DriverManager.getLoginTimeout()");
        assertThat(finding.get("because").getAsString()).startsWith("of Java, rules use only");
    }

    @Test
    void inTextTheyAreOneSentence() throws IOException {
        Files.write(
                file(), Jars.of("probe", "1.0.0", BadRules.UsesTheLedger.class).toArray());

        assertThat(console.run("module:check " + file()).out())
                .matches("The rules cannot be activated: .*BadRules\\$UsesTheLedger.describe:\\d+ uses"
                        + " org.quoin.ledger.api.Hash.ZERO; .*describe:\\d+ uses org.quoin.ledger.api.Hash.toArray\\(\\)."
                        + " Change that, then build them again.\n");
    }

    @Test
    void ofABundleTheRulesThatItDeliversAreLookedAt() throws IOException {
        Bytes rules = Jars.of("probe", "1.0.0", BadRules.UsesSql.class);
        Bytes bundle = Jars.jar(Map.of("Bundle-SymbolicName", "probe"), Map.of("QUOIN-INF/rules.jar", rules.toArray()));

        assertThat(check(bundle).out()).contains("DriverManager");
    }

    @Test
    void whatIsNoRulesJarIsAnError() throws IOException {
        assertThat(check(Bytes.of((byte) 1)).out())
                .endsWith("{\"error\":{\"code\":\"INVALID_RULES\",\"message\":\"FILE: '" + file()
                        + "' holds no rules that could be activated: it is no jar that begins with a manifest.\",\"values\":"
                        + "{\"argument\":\"FILE\",\"value\":\"" + file() + "\"}}}\n");
        assertThat(check(Jars.of("probe", "1.0.0", BadRules.Silent.class)).out())
                .contains("it does not describe itself");
        assertThat(console.run("module:check " + directory.resolve("none.jar")).out())
                .contains("[UNREADABLE_FILE]");
        assertThat(console.run("module:check").out()).contains("[MISSING_ARGUMENT]");
    }

    private Outcome check(Bytes file) throws IOException {
        Files.write(file(), file.toArray());
        return console.run("module:check --json " + file());
    }

    private Path file() {
        return directory.resolve("rules.jar");
    }
}
