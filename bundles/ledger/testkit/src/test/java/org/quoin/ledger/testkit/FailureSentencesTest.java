package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.testkit.probe.Jars;

/**
 * Whoever reads a failure learns what happened and what to do next. What a test can see of that is the shape: a sentence with a
 * full stop, and a second part, after a colon, a semicolon or another full stop.
 */
class FailureSentencesTest {
    private static final Pattern SENTENCE = Pattern.compile("[A-Z'{-].*(: |; |\\. [A-Z]).*\\.", Pattern.DOTALL);

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** The rooms from which a user hears, beside this one. */
    private static final List<String> ROOMS =
            List.of("../console", "../core", "../../htlc/provider", "../../htlc-fixture/provider");

    @Test
    void theFailuresOfTheLedgerSayWhatToDo() {
        assertThat(Arrays.stream(LedgerFailure.values())
                        .map(failure -> failure.type().template()))
                .allMatch(FailureSentencesTest::isShaped);
    }

    @Test
    void theFailuresOfRulesSayWhatToDo() {
        try (TestLedger ledger = TestLedger.create()) {
            assertThat(ledger.activate(Jars.fixture("1.1.0")).failure()).isEmpty();
            Description described = ledger.ledger().description("htlc-fixture").orElseThrow();
            assertThat(described.failures().stream().map(FailureType::template))
                    .hasSizeGreaterThan(4)
                    .allMatch(FailureSentencesTest::isShaped);
        }
    }

    /** As they stand in the sources, with what is filled in left out: no other place has them all. */
    @Test
    void theFailuresOfTheConsoleSayWhatToDo() {
        List<String> sentences = ROOMS.stream()
                .map(room -> Path.of(room, "src/main/java"))
                .flatMap(FailureSentencesTest::sources)
                .flatMap(source -> sentences(source).stream())
                .toList();
        assertThat(sentences).hasSizeGreaterThan(35).allMatch(FailureSentencesTest::isShaped);
    }

    private static boolean isShaped(String sentence) {
        return SENTENCE.matcher(sentence).matches();
    }

    private static Stream<String> sources(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<String> sources = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                sources.add(Files.readString(file));
            }
            return sources.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of those that are written out where they are thrown. */
    private static List<String> sentences(String source) {
        List<String> sentences = new ArrayList<>();
        Matcher thrown = Pattern.compile("new (?:ConsoleException|LedgerFileException|Failure)\\(")
                .matcher(source);
        while (thrown.find()) {
            String arguments = arguments(source, thrown.end());
            String written = arguments.split("\\b(?:Values|List)\\.", 2)[0].strip();
            List<String> literals = LITERAL.matcher(written)
                    .results()
                    .map(literal -> literal.group(1))
                    .filter(literal -> !literal.matches("[A-Z][A-Z_]+"))
                    .toList();
            if (!literals.isEmpty() && written.endsWith("\",")) {
                sentences.add(literals.stream().collect(Collectors.joining("{}", beginning(written), "")));
            }
        }
        return sentences;
    }

    /** What a sentence begins with that is no literal. */
    private static String beginning(String written) {
        String message = written.substring(written.indexOf(',') + 1).strip();
        return message.startsWith("\"") ? "" : "{}";
    }

    private static String arguments(String source, int from) {
        int open = 1;
        int at = from;
        while (open > 0) {
            char c = source.charAt(at++);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return source.substring(from, at - 1);
    }
}
