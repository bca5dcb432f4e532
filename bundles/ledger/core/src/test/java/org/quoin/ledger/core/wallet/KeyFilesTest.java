package org.quoin.ledger.core.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.core.crypto.Signatures;

class KeyFilesTest {
    private static final Bytes MESSAGE = Bytes.of((byte) 7);

    private final SecureRandom random = new SecureRandom();
    private Path directory;
    private KeyFiles wallet;

    @BeforeEach
    void make(@TempDir Path parent) throws IOException {
        directory = parent.resolve("wallet");
        wallet = new KeyFiles(directory, random);
    }

    @Test
    void aKeyThatWasMadeSignsAfterARestart() throws IOException {
        Signer made = wallet.create("alice");

        Signer read = new KeyFiles(directory, random).signer("alice").orElseThrow();

        assertThat(read.publicKey()).isEqualTo(made.publicKey());
        assertThat(Signatures.verify(made.publicKey(), MESSAGE, read.sign(MESSAGE)))
                .isTrue();
        assertThat(Signatures.isSound(made.publicKey())).isTrue();
    }

    @Test
    void onlyTheOwnerCanReadWhatIsKept() throws IOException {
        wallet.create("alice");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("alice.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyIsNeverReplaced() {
        Signer first = wallet.create("alice");

        assertThatThrownBy(() -> wallet.create("alice"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the wallet already holds a key for alice");
        assertThat(wallet.signer("alice").orElseThrow().publicKey()).isEqualTo(first.publicKey());
    }

    @Test
    void ofSeveralWhoMakeTheSameKeyAtOnceOneSucceeds() {
        ConcurrentLinkedQueue<Signer> made = new ConcurrentLinkedQueue<>();

        IntStream.range(0, 16).parallel().forEach(i -> {
            try {
                made.add(wallet.create("alice"));
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("the wallet already holds a key for alice");
            }
        });

        assertThat(made)
                .singleElement()
                .satisfies(signer -> assertThat(signer.publicKey())
                        .isEqualTo(wallet.signer("alice").orElseThrow().publicKey()));
    }

    @Test
    void whoHasNoKeyHasNoSigner() {
        assertThat(wallet.signer("alice")).isEmpty();
        assertThat(wallet.accounts()).isEmpty();
    }

    @Test
    void theNamesAreInAlphabeticalOrderAndNothingElseIsOne() throws IOException {
        wallet.create("bob");
        wallet.create("alice");
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("Not A Name.key"), "mine");

        assertThat(wallet.accounts()).containsExactly("alice", "bob");
    }

    @Test
    void aFileAppearsUnderItsNameOnlyWhenItIsWhole() throws IOException {
        wallet.create("alice");

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("alice.key"));
        }
        assertThat(Files.readString(directory.resolve("alice.key"))).matches("ed25519 [0-9a-f]{64}\n");
    }

    @Test
    void aFileWithoutAKeyIsSaidToBeOne() throws IOException {
        for (String content : new String[] {"", "ed25519", "rsa 00", "ed25519 00", "ed25519 xyz", "\u00fc"}) {
            Files.writeString(directory.resolve("alice.key"), content);

            assertThatThrownBy(() -> wallet.signer("alice"))
                    .as("'%s'", content)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the key file " + directory.resolve("alice.key")
                            + " holds no key: restore it from a backup");
        }
    }

    @Test
    void aFileThatCannotBeReadIsSaidToBeOne() throws IOException {
        Files.createDirectory(directory.resolve("alice.key"));

        assertThatThrownBy(() -> wallet.signer("alice"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the key file " + directory.resolve("alice.key")
                        + " cannot be read: check its owner and permissions");
    }

    @Test
    void aNameCannotLeadOutOfTheDirectory() {
        assertThatThrownBy(() -> wallet.create("../alice")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wallet.signer("/alice")).isInstanceOf(IllegalArgumentException.class);
    }
}
