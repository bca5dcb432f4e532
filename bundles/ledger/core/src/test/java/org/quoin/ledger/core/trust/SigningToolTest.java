package org.quoin.ledger.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;

class SigningToolTest {
    private final Path keys;
    private final Path rules;
    private final Path signatures;
    private final Path trusted;

    SigningToolTest(@TempDir Path directory) {
        keys = directory.resolve("home/keys");
        rules = directory.resolve("rules.jar");
        signatures = directory.resolve("rules.sig");
        trusted = directory.resolve("trusted-keys");
    }

    @Test
    void aDistributionTrustsWhatItsBuildHasSigned() throws Exception {
        Files.write(rules, new byte[] {1, 2, 3});

        SigningTool.main(new String[] {keys.toString(), "sign", rules.toString(), signatures.toString()});
        SigningTool.main(new String[] {keys.toString(), "trust", trusted.toString()});

        TrustedKeys trust = new TrustedKeysFile(trusted);
        Bytes lines = Bytes.of(Files.readAllBytes(signatures));
        assertThatCode(() -> trust.require(Hash.sha256(new byte[] {1, 2, 3}), lines))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> trust.require(Hash.sha256(new byte[] {1, 2, 4}), lines))
                .isInstanceOf(UntrustedRulesException.class);
    }

    @Test
    void itsKeyIsMadeOnceAndIsItsOwnersAlone() throws Exception {
        Files.write(rules, new byte[] {1, 2, 3});
        SigningTool tool = new SigningTool(keys);

        tool.sign(rules, signatures);
        String first = Files.readString(signatures);
        tool.sign(rules, signatures);

        assertThat(signatures).hasContent(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("build.key"))))
                .isEqualTo("rw-------");
        new SigningTool(keys.resolveSibling("others")).trust(trusted);
        assertThat(trusted).content().doesNotContain(first.substring(0, first.indexOf(' ')));
    }

    @Test
    void whereNoKeyCanBeMadeItSaysWhatHelps() throws Exception {
        Files.writeString(rules, "in the way");

        assertThatThrownBy(() -> new SigningTool(rules.resolve("keys")).trust(trusted))
                .hasMessageStartingWith("the key of this build can be neither read nor made in ")
                .hasMessageEndingWith("-Dquoin.keys=DIRECTORY");
    }

    @Test
    void otherArgumentsAreRefused() {
        for (String[] arguments :
                new String[][] {{"keys"}, {"keys", "sign", "a"}, {"keys", "trust"}, {"keys", "see", "a"}}) {
            assertThatThrownBy(() -> SigningTool.main(arguments))
                    .hasMessageStartingWith("KEYS sign RULES_JAR SIGNATURES or KEYS trust FILE");
        }
    }
}
