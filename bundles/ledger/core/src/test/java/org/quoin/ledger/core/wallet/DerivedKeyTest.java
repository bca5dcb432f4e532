package org.quoin.ledger.core.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.ledger.api.PublicKey.Scheme;

/** The test vectors of SLIP-10 (satoshilabs/slips, slip-0010.md), those of BIP-32 among them. */
class DerivedKeyTest {
    private static final String SEED_1 = "000102030405060708090a0b0c0d0e0f";
    private static final String SEED_2 = "fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a2"
            + "9f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542";

    /** Whose first attempt at a master key on P-256 is none. */
    private static final String SEED_3 = "a7305bc8df8d0951f0cb224c0e95d7707cbdf2c6ce7e8d481fec69c7ff5e9446";

    @ParameterizedTest
    @CsvSource({
        "ED25519,   1, m,                         2b4be7f19ee27bbf30c667b642d5f4aa69fd169872f8fc3059c08ebae2eb19e7",
        "ED25519,   1, m/0H,                      68e0fe46dfb67e368c75379acec591dad19df3cde26e63b93a8e704f1dade7a3",
        "ED25519,   1, m/0H/1H,                   b1d0bad404bf35da785a64ca1ac54b2617211d2777696fbffaf208f746ae84f2",
        "ED25519,   1, m/0H/1H/2H,                92a5b23c0b8a99e37d07df3fb9966917f5d06e02ddbd909c7e184371463e9fc9",
        "ED25519,   1, m/0H/1H/2H/2H,             30d1dc7e5fc04c31219ab25a27ae00b50f6fd66622f6e9c913253d6511d1e662",
        "ED25519,   1, m/0H/1H/2H/2H/1000000000H, 8f94d394a8e8fd6b1bc2f3f49f5c47e385281d5c17e65324b0f62483e37e8793",
        "ED25519,   2, m,                         171cb88b1b3c1db25add599712e36245d75bc65a1a5c9e18d76f9f2b1eab4012",
        "SECP256K1, 1, m,                         e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35",
        "SECP256K1, 1, m/0H,                      edb2e14f9ee77d26dd93b4ecede8d16ed408ce149b6cd80b0715a2d911a0afea",
        "SECP256K1, 1, m/0H/1,                    3c6cb8d0f6a264c91ea8b5030fadaa8e538b020f0a387421a12de9319dc93368",
        "SECP256K1, 1, m/0H/1/2H/2/1000000000,    471b76e389e528d6de6d816857e012c5455051cad6660850e58372a6c3e6e7c8",
        "SECP256K1, 2, m/0/2147483647H/1/2147483646H/2,"
                + "                                bb7d39bdb83ecf58f2fd82b6d918341cbef428661ef01ab97c28a4842125ac23",
        "P256,      1, m,                         612091aaa12e22dd2abef664f8a01a82cae99ad7441b7ef8110424915c268bc2",
        "P256,      1, m/0H,                      6939694369114c67917a182c59ddb8cafc3004e63ca5d3b84403ba8613debc0c",
        "P256,      1, m/0H/1,                    284e9d38d07d21e4e281b645089a94f4cf5a5a81369acf151a1c3a57f18b2129",
        "P256,      1, m/0H/1/2H,                 694596e8a54f252c960eb771a3c41e7e32496d03b954aeb90f61635b8e092aa7",
        "P256,      1, m/0H/1/2H/2,               5996c37fd3dd2679039b23ed6f70b506c6b56b3cb5e424681fb0fa64caf82aaa",
        "P256,      1, m/0H/1/2H/2/1000000000,    21c4f269ef0a5fd1badf47eeacebeeaa3de22eb8e5b0adcd0f27dd99d34d0119",
        "P256,      1, m/28578H,                  06f0db126f023755d0b8d86d4591718a5210dd8d024e3e14b6159d63f53aa669",
        "P256,      1, m/28578H/33941,            092154eed4af83e078ff9b84322015aefe5769e31270f62c3f66c33888335f3a",
        "P256,      2, m,                         eaa31c2e46ca2962227cf21d73a7ef0ce8b31c756897521eb6c7b39796633357",
        "P256,      2, m/0,                       d7d065f63a62624888500cdb4f88b6d59c2927fee9e6d0cdff9cad555884df6e",
        "P256,      2, m/0/2147483647H,           96d2ec9316746a75e7793684ed01e3d51194d81a42a3276858a5b7376d4b94b9",
        "P256,      2, m/0/2147483647H/1/2147483646H/2,"
                + "                                bb0a77ba01cc31d77205d51d08bd313b979a71ef4de9b062f8958297e746bd67",
        "P256,      3, m,                         3b8c18469a4634517d6d0b65448f8e6c62091b45540a1743c5846be55d47d88f",
    })
    void theKeyAtAPathIsThatOfTheStandard(Scheme scheme, int seed, String path, String key) {
        assertThat(hex(at(scheme, seed, path).key())).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "ED25519,   1, m,        90046a93de5380a72b5e45010748567d5ea02bbf6522f979e05c0d8d8ca9fffb",
        "ED25519,   1, m/0H,     8b59aa11380b624e81507a27fedda59fea6d0b779a778918a2fd3590e16e9c69",
        "SECP256K1, 1, m/0H/1,   2a7857631386ba23dacac34180dd1983734e444fdbf774041578e9b6adb37c19",
        "P256,      1, m/28578H, e94c8ebe30c2250a14713212f6449b20f3329105ea15b652ca5bdfc68f6c65c2",
        "P256,      3, m,        7762f9729fed06121fd13f326884c82f59aa95c57ac492ce8c9654e60efd130c",
    })
    void soIsTheChainCode(Scheme scheme, int seed, String path, String chainCode) {
        assertThat(hex(at(scheme, seed, path).chainCode())).isEqualTo(chainCode);
    }

    @Test
    void ofEd25519ThereAreHardenedStepsOnly() {
        assertThatThrownBy(() -> at(Scheme.ED25519, 1, "m/0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keys of ed25519 have hardened steps only");
    }

    @Test
    void theKeyOfAnAccountIsAtThePathThatIsShown() {
        assertThat(DerivedKey.pathOfAccount(7)).isEqualTo("m/44'/1'/7'");
        for (Scheme scheme : Scheme.values()) {
            assertThat(DerivedKey.ofAccount(scheme, HexFormat.of().parseHex(SEED_1), 7))
                    .isEqualTo(at(scheme, 1, "m/44H/1H/7H").key());
        }
    }

    @Test
    void whatIsClosedHasNoKey() {
        DerivedKey key = at(Scheme.P256, 1, "m");
        key.close();

        assertThat(key.key()).containsOnly(0);
        assertThat(key.chainCode()).containsOnly(0);
    }

    private static DerivedKey at(Scheme scheme, int seed, String path) {
        int[] steps = Arrays.stream(path.split("/"))
                .skip(1)
                .mapToInt(step -> step.endsWith("H")
                        ? Integer.parseInt(step.substring(0, step.length() - 1)) | DerivedKey.HARDENED
                        : Integer.parseInt(step))
                .toArray();
        String hex = seed == 1 ? SEED_1 : seed == 2 ? SEED_2 : SEED_3;
        return DerivedKey.at(scheme, HexFormat.of().parseHex(hex), steps);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
