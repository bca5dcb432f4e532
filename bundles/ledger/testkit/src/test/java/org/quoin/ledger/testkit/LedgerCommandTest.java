package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OutcomeUnknownException;
import org.quoin.ledger.api.OverloadedException;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerCommand;
import org.quoin.ledger.console.ListCommand;
import org.quoin.ledger.testkit.TestConsole.Outcome;

/** What a user sees in Karaf's shell, to the last character, whatever a command answers or throws. */
class LedgerCommandTest {
    private final Logger logger = Logger.getLogger(LedgerCommand.class.getName());
    private final TestLedger ledger = TestLedger.create();
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger()), List.of(SayCommand.class, CountCommand.class, StrictCommand.class));

    @AfterEach
    void close() {
        logger.setFilter(null);
        console.close();
        ledger.close();
    }

    @Test
    void anAnswerIsTextOrOneLineOfJson() {
        assertThat(console.run("test:say hello")).isEqualTo(new Outcome(0, "said  hello\n"));
        assertThat(console.run("test:say --json hello")).isEqualTo(new Outcome(0, "{\"said\":\"hello\"}\n"));
    }

    @Test
    void whatIsTypedArrivesAsItIs() {
        for (String word : List.of("1.50", "007", "1e5", "00ff", "true", "0x10", "user_1", "9999999999999999999")) {
            assertThat(console.run("test:say --json " + word))
                    .isEqualTo(new Outcome(0, "{\"said\":\"" + word + "\"}\n"));
        }
    }

    @Test
    void anOptionMayAlsoFollowTheArgument() {
        Outcome said = new Outcome(0, "{\"said\":\"hello!\"}\n");
        assertThat(console.run("test:say --json --suffix ! hello")).isEqualTo(said);
        assertThat(console.run("test:say --json hello --suffix !")).isEqualTo(said);
        assertThat(console.run("test:say hello --suffix=! --json")).isEqualTo(said);
    }

    @Test
    void whatFollowsTheArgumentAndMakesNoSenseIsReported() {
        assertThat(console.run("test:say hello --loud"))
                .isEqualTo(new Outcome(
                        1, "--loud is no option of this command: its --help lists them. [UNKNOWN_OPTION]\n"));
        assertThat(console.run("test:say hello --loud --json").out())
                .startsWith("{\"error\":{\"code\":\"UNKNOWN_OPTION\",");
        assertThat(console.run("test:say hello --suffix"))
                .isEqualTo(new Outcome(
                        1, "--suffix needs a value: the command's --help shows an example. [MISSING_ARGUMENT]\n"));
        assertThat(console.run("test:say hello world"))
                .isEqualTo(
                        new Outcome(
                                1,
                                "'world' is one argument too many: the command's --help shows an example. [TOO_MANY_ARGUMENTS]\n"));
    }

    @Test
    void whatTheShellItselfRefusesIsReportedInTheSameWay() {
        for (String line : List.of("test:say --loud hello", "test:say --loud=1", "test:count --loud")) {
            assertThat(console.run(line))
                    .isEqualTo(new Outcome(
                            1, "--loud is no option of this command: its --help lists them. [UNKNOWN_OPTION]\n"));
        }
        assertThat(console.run("test:say --json --loud hello"))
                .isEqualTo(new Outcome(
                        1,
                        "{\"error\":{\"code\":\"UNKNOWN_OPTION\",\"message\":\"--loud is no option of this command: its --help"
                                + " lists them.\",\"values\":{\"argument\":\"--loud\"}}}\n"));
        assertThat(console.run("test:say --suffix"))
                .isEqualTo(new Outcome(
                        1, "--suffix needs a value: the command's --help shows an example. [MISSING_ARGUMENT]\n"));
        assertThat(console.run("test:count 1"))
                .isEqualTo(new Outcome(
                        1,
                        "There are too many arguments: the command's --help shows an example. [TOO_MANY_ARGUMENTS]\n"));
        assertThat(console.run("test:count 1 --json").out())
                .startsWith("{\"error\":{\"code\":\"TOO_MANY_ARGUMENTS\",")
                .hasLineCount(1);
        assertThat(console.run("test:say hello ; test:say --loud hello").out())
                .isEqualTo(
                        "said  hello\n--loud is no option of this command: its --help lists them. [UNKNOWN_OPTION]\n");
    }

    @Test
    void whatTheShellRefusesOfItsOwnCommandsIsReportedInTheSameWay() {
        assertThat(console.run("test:strict"))
                .isEqualTo(new Outcome(1, "n is missing: the command's --help shows an example. [MISSING_ARGUMENT]\n"));
        assertThat(console.run("test:strict x"))
                .isEqualTo(new Outcome(
                        1, "n cannot be read: the command's --help shows an example. [INVALID_ARGUMENT]\n"));
    }

    @Test
    void theHelpNamesArgumentsAndOptions() {
        String help = console.run("test:say --help").out().replaceAll("\u001b\\[[0-9;]*m", "");

        assertThat(help)
                .contains("Says a word")
                .contains("WORD\n                The word\n")
                .contains("--suffix");
        assertThat(help).doesNotContain("defaults to []");
    }

    @Test
    void whatTheUserGotWrongIsOneSentenceOrOneLine() {
        assertThat(console.run("test:say"))
                .isEqualTo(
                        new Outcome(1, "WORD is missing: the command's --help shows an example. [MISSING_ARGUMENT]\n"));
        assertThat(console.run("test:say --json"))
                .isEqualTo(new Outcome(
                        1,
                        "{\"error\":{\"code\":\"MISSING_ARGUMENT\",\"message\":\"WORD is missing: the command's --help shows an"
                                + " example.\",\"values\":{\"argument\":\"WORD\"}}}\n"));
    }

    @Test
    void aRefusalIsOneSentenceOrOneLine() {
        assertThat(console.run("test:say refused"))
                .isEqualTo(new Outcome(1, "The transaction is over: sign it again. [TOO_LATE]\n"));
        assertThat(console.run("test:say --json refused"))
                .isEqualTo(new Outcome(
                        1,
                        "{\"error\":{\"code\":\"TOO_LATE\",\"message\":\"The transaction is over: sign it again.\","
                                + "\"values\":{\"n\":1}}}\n"));
    }

    @Test
    void anOverloadedLedgerSaysWhenToTryAgain() {
        assertThat(console.run("test:say --json overloaded"))
                .isEqualTo(new Outcome(
                        1,
                        "{\"error\":{\"code\":\"OVERLOADED\",\"message\":\"The ledger has more transactions waiting than it"
                                + " takes: submit again in 250 ms.\",\"values\":{\"retryAfter\":\"250ms\"}}}\n"));
    }

    @Test
    void anUnknownOutcomeNamesTheTransaction() {
        assertThat(console.run("test:say --json unknown").out())
                .startsWith("{\"error\":{\"code\":\"OUTCOME_UNKNOWN\",")
                .endsWith("\"values\":{\"tx\":\"" + Hash.ZERO + "\"}}}\n");
    }

    @Test
    void anArgumentThatTheLedgerDoesNotTakeIsTheUsersMistake() {
        assertThat(console.run("test:say illegal"))
                .isEqualTo(new Outcome(
                        1, "A lane is 0 to 15, not 16: the command's --help shows an example. [INVALID_ARGUMENT]\n"));
    }

    @Test
    void theStackTraceOfAnUnexpectedExceptionGoesToTheLogOnly() {
        List<LogRecord> log = new ArrayList<>();
        logger.setFilter(record -> !log.add(record));
        String sentence = "The command failed unexpectedly: the log says why, tell the operator.";
        assertThat(console.run("test:say broken")).isEqualTo(new Outcome(1, sentence + " [INTERNAL_ERROR]\n"));
        assertThat(console.run("test:say --json broken"))
                .isEqualTo(new Outcome(
                        1,
                        "{\"error\":{\"code\":\"INTERNAL_ERROR\",\"message\":\"" + sentence + "\",\"values\":{}}}\n"));
        assertThat(log)
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.getThrown()).hasMessage("secret"));
    }

    @Test
    void anAnswerThatCountsAsAFailureIsASentenceOrItsLine() {
        assertThat(console.run("test:say failed")).isEqualTo(new Outcome(1, "it came to \\u000a nothing\n"));
        assertThat(console.run("test:say --json failed")).isEqualTo(new Outcome(1, "{\"said\":\"failed\"}\n"));
    }

    @Test
    void aPageSaysWithWhichLineItGoesOn() {
        String out = console.run("test:count --count 2 --colour 'light blue'").out();
        assertThat(out).endsWith("\nmore from 2: test:count --colour 'light blue' --count 2 --cursor 2\n");
        String next = out.substring(out.lastIndexOf("test:count")).strip();
        assertThat(console.run(next).out())
                .contains("\n2  open")
                .endsWith("--colour 'light blue' --count 2 --cursor 4\n");
    }

    /** A script has no terminal, and neither has whatever a pipe leads to. */
    @Test
    void onlyATerminalHasColoursAndCutsLines() {
        String plain = console.run("test:count --count 2").out();
        assertThat(plain).doesNotContain("\u001b").contains("0  open      " + Hash.ZERO + "\n");
        try (TestConsole terminal =
                new TestConsole(List.of(ledger.ledger()), List.of(SayCommand.class, CountCommand.class), 40)) {
            String out = terminal.run("test:count --count 2").out();
            assertThat(out).startsWith("\u001b[1mn\u001b[0m  \u001b[1mstate   \u001b[0m  \u001b[1mhash");
            assertThat(out).contains("\u001b[33mopen    \u001b[0m").contains("\u001b[32mredeemed\u001b[0m");
            assertThat(out.replaceAll("\u001b\\[[0-9]*m", "").lines().limit(3))
                    .allMatch(line -> line.length() <= 40)
                    .last()
                    .isEqualTo("1  redeemed  0000000000000000000000000..");
            assertThat(terminal.run("test:count --count 2 --json").out()).doesNotContain("\u001b", "..");
            assertThat(terminal.run("test:count --count 2 | cat").out()).isEqualTo(plain);
            assertThat(terminal.run("test:say").out()).startsWith("\u001b[31mWORD is missing");
            assertThat(terminal.run("test:say --loud x").out()).startsWith("\u001b[31m--loud is no option");
        }
    }

    @Test
    void aFailureStopsWhatFollowsIt() {
        assertThat(console.run("test:say --json failed ; test:say hello"))
                .isEqualTo(new Outcome(1, "{\"said\":\"failed\"}\n"));
    }

    @Test
    void anAnswerGoesThroughAPipe() {
        assertThat(console.run("test:say hello | cat")).isEqualTo(new Outcome(0, "said  hello\n"));
        assertThat(console.run("test:say hello | grep bye").out()).isEmpty();
    }

    /** Says a word, or fails in the way that it names. */
    @Service
    @Command(scope = "test", name = "say", description = "Says a word")
    public static final class SayCommand extends LedgerCommand {
        @Argument(name = "WORD", description = "The word", multiValued = true, valueToShowInHelp = "")
        private List<String> word = List.of();

        @Option(name = "--suffix", description = "What to say after it")
        private String suffix = "";

        @Override
        protected Answer answer() {
            String said = input().required("WORD", only(word));
            return switch (said) {
                case "refused" ->
                    throw new RefusedException(
                            new Failure("TOO_LATE", "The transaction is over: sign it again.", Values.of("n", 1L)));
                case "overloaded" -> throw new OverloadedException(Duration.ofMillis(250));
                case "unknown" -> throw new OutcomeUnknownException(Hash.ZERO, "the node stopped");
                case "illegal" -> throw new IllegalArgumentException("a lane is 0 to 15, not 16");
                case "broken" -> throw new IllegalStateException("secret");
                case "failed" -> new Answer(Fields.of("said", said), "it came to \n nothing");
                default -> Answer.of(Fields.of("said", said + suffix));
            };
        }
    }

    /** Takes no argument, and counts. */
    @Service
    @Command(scope = "test", name = "count", description = "Counts")
    public static final class CountCommand extends ListCommand {
        @Option(name = "--colour", description = "Of what")
        private String colour = "";

        @Override
        protected Answer answer() {
            if (colour.equals("none")) {
                return Answer.of(Fields.none());
            }
            return page(
                    (cursor, limit) -> {
                        long from = cursor == null ? 0 : Long.parseLong(cursor);
                        return new Page<>(
                                LongStream.range(from, from + limit).boxed().toList(), Long.toString(from + limit));
                    },
                    n -> Fields.of("n", n)
                            .and("state", n % 2 == 0 ? "open" : "redeemed")
                            .and("hash", Hash.ZERO));
        }
    }

    /** As Karaf's own commands are. */
    @Service
    @Command(scope = "test", name = "strict", description = "Strict")
    public static final class StrictCommand implements Action {
        @Argument(name = "n", required = true)
        private int n;

        @Override
        public Object execute() {
            return n;
        }
    }
}
