package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.core.command.ModuleGrantCommand;
import org.quoin.ledger.core.command.ModuleGrantsCommand;
import org.quoin.ledger.core.command.ModulePolicyCommand;
import org.quoin.ledger.core.command.ModuleRevokeCommand;
import org.quoin.ledger.testkit.TestConsole.Outcome;

/** How an operator says which host may use what. */
@Timeout(60)
class HostGrantCommandsTest {
    private static final Person OPERATOR = Person.named("operator");
    private static final Person USER = Person.named("user_1");

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, USER);
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger(), new MemoryWallet(OPERATOR, USER)),
            List.of(
                    ModuleGrantCommand.class,
                    ModuleGrantsCommand.class,
                    ModulePolicyCommand.class,
                    ModuleRevokeCommand.class));

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    @Test
    void whatIsGrantedIsListed() {
        JsonObject answer = answer("module:grant org.example.web ledger htlc --transactions 600 --bytes 100000");
        assertThat(answer.getAsJsonObject("receipt").get("status").getAsString())
                .isEqualTo("applied");
        assertThat(answer.get("host").getAsString()).isEqualTo("org.example.web");
        answer("module:grant org.example.world --nothing");

        assertThat(console.run("module:grants --json"))
                .isEqualTo(
                        new Outcome(
                                0,
                                "{\"items\":[{\"host\":\"*\",\"capabilities\":[\"*\"],\"transactions\":null,\"bytes\":null},"
                                        + "{\"host\":\"org.example.web\",\"capabilities\":[\"htlc\",\"ledger\"],\"transactions\":600,\"bytes\":100000},"
                                        + "{\"host\":\"org.example.world\",\"capabilities\":[],\"transactions\":null,\"bytes\":null}],\"next\":null}\n"));
        assertThat(console.run("module:grants").out()).contains("org.example.web", "600");
    }

    @Test
    void theOthersAreNamedByAStar() {
        answer("module:policy governed");
        assertThat(console.run("module:grants --json").out())
                .isEqualTo(
                        "{\"items\":[{\"host\":\"*\",\"capabilities\":[],\"transactions\":null,\"bytes\":null}],\"next\":null}\n");

        answer("module:grant '*' '*' --transactions 60");

        assertThat(console.run("module:grants --json").out())
                .isEqualTo(
                        "{\"items\":[{\"host\":\"*\",\"capabilities\":[\"*\"],\"transactions\":60,\"bytes\":null}],\"next\":null}\n");
    }

    @Test
    void aRevocationShowsWhatHoldsInstead() {
        answer("module:grant org.example.web htlc");

        JsonObject answer = answer("module:revoke org.example.web");

        assertThat(answer.get("host").getAsString()).isEqualTo("*");
        assertThat(answer.getAsJsonArray("capabilities").toString()).isEqualTo("[\"*\"]");
        assertThat(console.run("module:revoke org.example.web"))
                .satisfies(outcome -> assertThat(outcome.exit()).isEqualTo(1))
                .satisfies(outcome -> assertThat(outcome.out())
                        .contains("org.example.web has no grant of its own: module:grants shows who has one."
                                + " [NOTHING_GRANTED]"));
    }

    @Test
    void whatMakesNoSenseIsAnErrorThatSaysWhatToDo() {
        assertThat(console.run("module:grant").out()).contains("HOST is missing", "[MISSING_ARGUMENT]");
        assertThat(console.run("module:grant org.example.web").out())
                .isEqualTo("Name the capabilities that org.example.web may use, or --nothing: one of the two."
                        + " [MISSING_ARGUMENT]\n");
        assertThat(console.run("module:grant org.example.web htlc --nothing").out())
                .contains("[INVALID_ARGUMENT]");
        assertThat(console.run("module:grant org.example.web Htlc").out())
                .contains("'Htlc' is no name of a capability", "[INVALID_ARGUMENT]");
        assertThat(console.run("module:grant 'a web' htlc").out())
                .contains("'a web' is no symbolic name of a bundle", "[INVALID_ARGUMENT]");
        assertThat(console.run("module:grant org.example.web htlc --bytes 0").out())
                .contains("'0' is not a whole number from 1", "[INVALID_ARGUMENT]");
        assertThat(console.run("module:grant org.example.web htlc --as user_1").out())
                .contains("NOT_AN_OPERATOR");
        assertThat(console.run("module:revoke").out()).contains("[MISSING_ARGUMENT]");
    }

    private JsonObject answer(String line) {
        Outcome outcome = console.run(line + " --json");
        assertThat(outcome.exit()).as(outcome.out()).isZero();
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }
}
