package org.quoin.ledger.core.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Secret;

class HardeningTest {
    private static final Hardening SMALL = new Hardening(8, 1, 1);

    /** RFC 9106, section 5.3. */
    @Test
    void argon2idIsThatOfTheStandard() {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(filled(16, 2))
                .withSecret(filled(8, 3))
                .withAdditional(filled(12, 4))
                .build());
        byte[] tag = new byte[32];
        generator.generateBytes(filled(32, 1), tag);

        assertThat(HexFormat.of().formatHex(tag))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    @Test
    void aGuessCostsWhatTheStandardRecommends() {
        assertThat(Hardening.RFC_9106).isEqualTo(new Hardening(65536, 3, 4));
    }

    @Test
    void anotherPassphraseOrSaltGivesAnotherKey() {
        byte[] key = SMALL.key(secret("passphrase"), filled(16, 2));

        assertThat(SMALL.key(secret("passphrase"), filled(16, 2))).isEqualTo(key);
        assertThat(SMALL.key(secret("passphrasf"), filled(16, 2))).isNotEqualTo(key);
        assertThat(SMALL.key(secret("passphrase"), filled(16, 3))).isNotEqualTo(key);
    }

    /** Of one letter and an accent, or of the letter that has it: keyboards differ. */
    @Test
    void aPassphraseIsTheSameHoweverItIsComposed() {
        assertThat(SMALL.key(secret("caf\u00e9 caf\u00e9"), filled(16, 2)))
                .isEqualTo(SMALL.key(secret("cafe\u0301 cafe\u0301"), filled(16, 2)));
    }

    @Test
    void whatCannotBeComputedIsRefused() {
        for (int[] wrong : new int[][] {{7, 1, 1}, {8, 0, 1}, {8, 1, 0}, {262145, 1, 1}, {8, 101, 1}, {1024, 1, 17}}) {
            assertThatThrownBy(() -> new Hardening(wrong[0], wrong[1], wrong[2]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static Secret secret(String text) {
        return new Secret(text.toCharArray());
    }
}
