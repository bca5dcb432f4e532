package org.quoin.ledger.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "30s, 30000",
        "1h, 3600000",
        "2d, 172800000",
        "1h30m, 5400000",
        "1d1h1m1s1ms, 90061001",
        "250ms, 250",
        "0s, 0",
        "3650d, 315360000000"
    })
    void aDurationIsReadAndWrittenTheSameWay(String text, long milliseconds) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(milliseconds));
        assertThat(Durations.format(Duration.ofMillis(milliseconds))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"90s, 1m30s", "24h, 1d", "007s, 7s", "0d0h, 0s", "999999999d, 999999999d"})
    void aDurationIsWrittenInItsShortestForm(String given, String shortest) {
        assertThat(Durations.format(Durations.parse(given))).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "30",
                "s",
                "-1s",
                "+1s",
                "1.5h",
                "1h 30m",
                "30m1h",
                "1s1s",
                "1w",
                "1H",
                "1000000000d",
                "٣s"
            })
    void anythingElseIsNoDuration(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theExampleInTheMessageIsADuration() {
        assertThat(Durations.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
    }
}
