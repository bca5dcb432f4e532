package org.quoin.ledger.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.quoin.ledger.api.Ledger;

/** As the launcher has lines run: in Karaf's own shell, without Karaf. */
class ExecCommandTest {
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final SessionFactoryImpl factory = new SessionFactoryImpl(threadIo);
    private final Path diagnostics;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ExecCommandTest(@TempDir Path directory) {
        diagnostics = directory.resolve("diagnostics");
    }

    @BeforeEach
    void start() {
        threadIo.start();
    }

    @AfterEach
    void stop() {
        factory.stop();
        threadIo.stop();
    }

    @Test
    void commentsAndBlankLinesAreLeftOut() throws Exception {
        assertThat(lines("# what follows is said\n\n  \n   echo one   \n#echo two\n\techo three\n"))
                .isZero();
        assertThat(results()).isEqualTo("one\nthree\n");
        assertThat(diagnostics).isEmptyFile();
    }

    @Test
    void nothingIsNoFailure() throws Exception {
        assertThat(lines("")).isZero();
        assertThat(results()).isEmpty();
    }

    @Test
    void theLastLineNeedsNoEnd() throws Exception {
        assertThat(lines("echo one\necho two")).isZero();
        assertThat(results()).isEqualTo("one\ntwo\n");
    }

    @Test
    void theFirstThatFailsIsNamedAndTheLast() throws Exception {
        assertThat(lines("# a script\necho one\n\nno:such thing\necho two\n")).isEqualTo(1);
        assertThat(results()).isEqualTo("one\n");
        assertThat(diagnostics).hasContent("""
                        There is no command 'no:such': 'help' lists those that there are. [UNKNOWN_COMMAND]
                        The lines stop at line 4, 'no:such thing': correct it, and run those from there on.
                        """);
    }

    @Test
    void whoeverWantsJsonGetsItAsAResult() throws Exception {
        assertThat(lines("no:such --json\n")).isEqualTo(1);
        assertThat(results())
                .isEqualTo(
                        "{\"error\":{\"code\":\"UNKNOWN_COMMAND\",\"message\":\"There is no command 'no:such': 'help' lists"
                                + " those that there are.\",\"values\":{\"command\":\"no:such\"}}}\n");
        assertThat(diagnostics)
                .hasContent("The lines stop at line 1, 'no:such --json': correct it, and run those from there on.\n");
    }

    /** Whoever gave a list of them sees which it was: there is one sentence for one failure. */
    @Test
    void linesThatAreGivenAreNotCounted() throws Exception {
        assertThat(given("echo one", "no:such", "echo two")).isEqualTo(1);
        assertThat(results()).isEqualTo("one\n");
        assertThat(Files.readString(diagnostics)).hasLineCount(1).endsWith(" [UNKNOWN_COMMAND]\n");
    }

    @Test
    void variablesLastFromLineToLine() throws Exception {
        assertThat(lines("greeting = hello\necho $greeting\n")).isZero();
        assertThat(results()).isEqualTo("hello\n");
    }

    @Test
    void escapeSequencesReachATerminalOnly() throws Exception {
        String bold = "echo '\u001b[1mbold\u001b[0m'";
        assertThat(lines(bold)).isZero();
        assertThat(results()).isEqualTo("bold\n");

        out.reset();
        ExecCommand command = command("");
        command.lines = List.of(encoded(bold));
        command.columns = "80";
        assertThat(command.execute()).isZero();
        assertThat(results()).isEqualTo("\u001b[1mbold\u001b[0m\n");
    }

    private int lines(String standardInput) throws Exception {
        ExecCommand command = command(standardInput);
        command.fromStandardInput = true;
        return command.execute();
    }

    private int given(String... lines) throws Exception {
        ExecCommand command = command("");
        command.lines = Arrays.stream(lines).map(ExecCommandTest::encoded).toList();
        return command.execute();
    }

    private ExecCommand command(String standardInput) {
        ExecCommand command = new ExecCommand();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Session caller =
                factory.create(new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)), print, print);
        caller.put(Session.SCOPE, "shell:*");
        command.caller = caller;
        command.sessions = factory;
        command.diagnostics = encoded(diagnostics.toString());
        command.context = thing(BundleContext.class);
        command.ledger = thing(Ledger.class);
        return command;
    }

    /** Has nothing, lists nothing, finds nothing. */
    private static <T> T thing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> nothing(method.getReturnType())));
    }

    private static @Nullable Object nothing(Class<?> type) {
        return type == Optional.class ? Optional.empty() : type == List.class ? List.of() : null;
    }

    private String results() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String encoded(String line) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(line.getBytes(StandardCharsets.UTF_8));
    }
}
