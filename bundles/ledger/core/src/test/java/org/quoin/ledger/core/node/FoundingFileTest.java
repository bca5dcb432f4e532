package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.ledger.core.execution.Genesis;

class FoundingFileTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00.123456Z");

    /** The public key of test 1 in section 7.1 of RFC 8032. */
    private static final String KEY = "ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private static final String WHOLE = """
            {"development": false,
             "time": "2026-01-01T00:00:00Z",
             "accounts": {"alice": "%1$s", "bank": "%1$s"},
             "operators": ["bank"],
             "assets": [{"asset": "QUO", "decimals": 2, "issuer": "bank", "shares": {"alice": "1000", "bank": "0.5"}},
                        {"asset": "GEM", "decimals": 0, "issuer": "alice", "shares": {"alice": "7"}}]}
            """.formatted(KEY);

    private final Path file;

    FoundingFileTest(@TempDir Path directory) {
        file = directory.resolve("genesis.json");
    }

    private Genesis read(String text) throws IOException {
        Files.writeString(file, text);
        return new FoundingFile(file).orElse(() -> NOW, () -> {
            throw new AssertionError("the file was passed over");
        });
    }

    @Test
    void aChainStartsAsItIsWrittenDown() throws IOException {
        Genesis genesis = read(WHOLE);

        assertThat(genesis.development()).isFalse();
        assertThat(genesis.time()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(genesis.operators()).containsExactly("bank");
        assertThat(genesis.founders()).extracting(Genesis.Founder::account).containsExactly("alice", "bank");
        assertThat(genesis.founders())
                .allMatch(founder -> founder.key().toString().equals(KEY));
        assertThat(genesis.assets()).extracting(each -> each.asset().symbol()).containsExactly("QUO", "GEM");
        assertThat(genesis.assets().get(0).shares())
                .containsExactly(
                        new Genesis.Share("alice", BigInteger.valueOf(100_000)),
                        new Genesis.Share("bank", BigInteger.valueOf(50)));
        assertThat(read(WHOLE).chainId()).isEqualTo(genesis.chainId());
    }

    @Test
    void withoutATimeItStartsNow() throws IOException {
        assertThat(read(WHOLE.replace("\"time\": \"2026-01-01T00:00:00Z\",", ""))
                        .time())
                .isEqualTo(Instant.parse("2026-01-31T10:00:00.123Z"));
    }

    @Test
    void whereNothingIsWrittenDownSomethingElseStarts() throws IOException {
        Genesis other = read(WHOLE);
        Files.delete(file);

        assertThat(new FoundingFile(file).orElse(() -> NOW, () -> other)).isSameAs(other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "development": false,   | ''                            | it says nothing of 'development'
                    "operators": ["bank"],  | ''                            | it says nothing of 'operators'
                    ["bank"]                | []                            | it names no operators
                    ["bank"]                | ["carol"]                     | the operator carol is none of its accounts
                    ["bank"]                | [null]                        | it says nothing of 'operators'
                    ["bank"]                | "bank"                        | it is not the JSON of a genesis
                    "operators"             | "operator"                    | it has a field 'operator'
                    "issuer": "alice"       | "isuer": "alice"              | it has a field 'isuer'
                    "issuer": "alice"       | "issuer": "carol"             | the issuer of GEM is none of its accounts
                    "decimals": 2           | "decimals": 2.5               | it is not the JSON of a genesis
                    "decimals": 2           | "decimals": 99                | No chain can start
                    "bank": "0.5"           | "bank": "0.555"               | No chain can start
                    "bank": "0.5"           | "bank": "-1"                  | No chain can start
                    "bank": "0.5"           | "carol": "1"                  | carol has some of QUO
                    "bank": "0.5"           | "alice": "1"                  | Duplicate key
                    {"alice": "7"}          | {}                            | there is nothing of GEM
                    "GEM"                   | "QUO"                         | QUO is there twice
                    "alice": "ed25519       | "al ice": "ed25519            | No chain can start
                    "alice": "ed25519:d7    | "alice": "rsa:d7              | it names no signature scheme
                    "alice": "ed25519:d7    | "alice": "ed25519:            | No chain can start
                    2026-01-01T00:00:00Z    | yesterday                     | its time is not written as
                    """)
    void whatNoChainCanStartFromIsSaidWithThePlace(String right, String wrong, String reason) {
        assertThatThrownBy(() -> read(WHOLE.replace(right, wrong)))
                .isInstanceOf(InvalidGenesisException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason)
                .hasMessageEndingWith("Mend the file and start again.");
    }

    @ParameterizedTest
    @CsvSource({"''", "null", "[]", "7", "{", "'{} {}'"})
    void whatIsNoObjectIsNoGenesis(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidGenesisException.class);
    }

    @Test
    void whatIsNotTextIsNoGenesis() throws IOException {
        Files.write(file, "{\"time\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> new FoundingFile(file).orElse(() -> NOW, () -> {
                    throw new AssertionError("the file was passed over");
                }))
                .isInstanceOf(InvalidGenesisException.class);
    }
}
