package org.quoin.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class RulesSignatureTest {
    private static final String KEY = "ed25519:" + "0a".repeat(32);
    private static final String OTHER = "secp256k1:02" + "0b".repeat(32);

    @Test
    void whatIsSignedIsThePurposeAndTheHash() {
        assertThat(RulesSignature.message(Hash.fromHex("ff".repeat(32))).toHex())
                .isEqualTo("71756f696e2f72756c65732f3100" + "ff".repeat(32)); // quoin/rules/1, zero
    }

    @Test
    void linesAreReadAsTheyAreWritten() {
        String lines = KEY + " 0102\n\n  " + OTHER + " ff\n";

        assertThat(RulesSignature.parse(lines))
                .extracting(RulesSignature::toString)
                .containsExactly(KEY + " 0102", OTHER + " ff");
        assertThat(RulesSignature.parse("\n")).isEmpty();
    }

    @Test
    void anythingElseIsMalformed() {
        for (String line : new String[] {KEY, "0102", KEY + " 01 02", "rsa:00 01", "ed25519:0a 01", KEY + " 0x"}) {
            assertThatThrownBy(() -> RulesSignature.parse(KEY + " 00\n" + line))
                    .as(line)
                    .isInstanceOf(MalformedBytesException.class)
                    .hasMessage("a line is not a key, a space and a signature in hexadecimal");
        }
    }

    /** Providers that were built before there were signatures go on, and are turned away. */
    @Test
    void whoeverCarriesNoSignatureHasNone() throws IOException {
        LedgerModule unsigned = InputStream::nullInputStream;

        try (InputStream signatures = unsigned.signatures()) {
            assertThat(signatures.readAllBytes()).isEmpty();
        }
    }
}
