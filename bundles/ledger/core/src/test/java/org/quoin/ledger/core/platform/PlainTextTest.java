package org.quoin.ledger.core.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PlainText plain = new PlainText(out);

    @Test
    void coloursAreLeftOut() throws IOException {
        plain.write("\u001b[31;1mred\u001b[0m and \u001b[1mbold\u001b[22m\n".getBytes(UTF_8));

        assertThat(out.toString(UTF_8)).isEqualTo("red and bold\n");
    }

    @Test
    void aSequenceMayBeCutAnywhere() throws IOException {
        for (byte b : "a\u001b[38;5;12mb".getBytes(UTF_8)) {
            plain.write(new byte[] {b});
        }

        assertThat(out.toString(UTF_8)).isEqualTo("ab");
    }

    @Test
    void textOfEveryScriptStays() throws IOException {
        plain.write("Grüße, 世界 [31m 🪙".getBytes(UTF_8));

        assertThat(out.toString(UTF_8)).isEqualTo("Grüße, 世界 [31m 🪙");
    }
}
