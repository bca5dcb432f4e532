package org.quoin.ledger.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.console.ProgressLine.Position;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class ProgressLineTest {
    private static final Screen TERMINAL = Screen.of(60, "xterm", null);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLongWorkIsSeenWhileItLastsAndNoLonger() throws InterruptedException {
        String answer = line(TERMINAL, new Position(50, 200)).during(() -> {
            awaitWritten("25 %, 50 of 200, ");
            return "done";
        });
        assertThat(answer).isEqualTo("done");
        assertThat(written()).startsWith("\r\u001b[Kverifying ... ").endsWith("\r\u001b[K");
        assertThat(written().split("\r\u001b\\[K")).allMatch(text -> text.length() < 60);
    }

    @Test
    void itIsTakenBackWhenTheWorkFails() {
        assertThatThrownBy(() -> line(TERMINAL, Position.UNKNOWN).during(() -> {
                    awaitWritten("verifying ... 0 s");
                    throw new IllegalStateException("the disk is gone");
                }))
                .hasMessage("the disk is gone");
        assertThat(written()).endsWith("\r\u001b[K");
    }

    @Test
    void aShortWorkAndAScriptSeeNothing() throws InterruptedException {
        assertThat(line(TERMINAL, Position.UNKNOWN).<String, RuntimeException>during(() -> "short"))
                .isEqualTo("short");
        for (Screen screen : List.of(Screen.NONE, Screen.of(80, "dumb", null))) {
            boolean done = line(screen, new Position(1, 2)).during(() -> {
                Thread.sleep(400);
                return true;
            });
            assertThat(done).isTrue();
        }
        assertThat(written()).isEmpty();
    }

    private ProgressLine line(Screen screen, Position position) {
        return new ProgressLine(screen, out, "verifying", () -> position);
    }

    private void awaitWritten(String text) throws InterruptedException {
        while (!written().contains(text)) {
            Thread.sleep(10);
        }
    }

    @Test
    void rateAndTimeLeftAreToldAsFarAsTheyAreKnown() {
        assertThat(ProgressLine.text("verifying", new Position(2500, 10000), Duration.ofSeconds(5)))
                .isEqualTo("verifying ... 25 %, 2500 of 10000, 500/s, 15s left");
        assertThat(ProgressLine.text("verifying", new Position(1, 10000), Duration.ofSeconds(2)))
                .isEqualTo("verifying ... 0 %, 1 of 10000, 1/s, 5h33m18s left");
        assertThat(ProgressLine.text("exporting", new Position(300, 0), Duration.ofMillis(1500)))
                .isEqualTo("exporting ... 300, 200/s, 1 s");
        assertThat(ProgressLine.text("exporting", new Position(300, 299), Duration.ofMillis(1500)))
                .isEqualTo("exporting ... 300, 200/s, 1 s");
        assertThat(ProgressLine.text("rehearsing", Position.UNKNOWN, Duration.ofSeconds(61)))
                .isEqualTo("rehearsing ... 61 s");
    }
}
