package org.quoin.ledger.core.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.api.PublicKey.Scheme.ED25519;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;
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
        Signer made = wallet.create("alice", ED25519);

        Signer read = new KeyFiles(directory, random).signers("alice").get(0);

        assertThat(read.publicKey()).isEqualTo(made.publicKey());
        assertThat(Signatures.verify(made.publicKey(), MESSAGE, read.sign(MESSAGE)))
                .isTrue();
        assertThat(Signatures.isSound(made.publicKey())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void keysOfEverySchemeAreKept(PublicKey.Scheme scheme) throws IOException {
        Signer made = wallet.create("alice", scheme);

        Signer read = new KeyFiles(directory, random).signers("alice").get(0);

        assertThat(read.publicKey()).isEqualTo(made.publicKey());
        assertThat(made.publicKey().scheme()).isEqualTo(scheme);
        assertThat(Signatures.verify(made.publicKey(), MESSAGE, read.sign(MESSAGE)))
                .isTrue();
    }

    @Test
    void aFurtherKeyStandsBesideThoseThatWereThereForItsOwnerOnly() throws IOException {
        Signer first = wallet.add("alice", ED25519);
        Signer second = wallet.add("alice", PublicKey.Scheme.P256);
        Signer third = wallet.add("alice", ED25519);

        KeyFiles read = new KeyFiles(directory, random);
        assertThat(read.signers("alice"))
                .extracting(Signer::publicKey)
                .containsExactly(first.publicKey(), second.publicKey(), third.publicKey())
                .doesNotHaveDuplicates();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("alice.key"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("alice.key"));
        }
    }

    @Test
    void ofSeveralWhoAddKeysAtOnceNoneLosesHis() {
        List<PublicKey> made = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> wallet.add("alice", ED25519).publicKey())
                .toList();

        assertThat(wallet.signers("alice")).extracting(Signer::publicKey).containsExactlyInAnyOrderElementsOf(made);
    }

    /** Which of several keys signs is what the ledger says, not what the wallet did last. */
    @Test
    void theKeySignsThatTheLedgerLists() {
        Signer first = wallet.add("alice", ED25519);
        Signer second = wallet.add("alice", ED25519);

        assertThat(wallet.signer(listed(first)))
                .hasValueSatisfying(found -> assertThat(found.publicKey()).isEqualTo(first.publicKey()));
        assertThat(wallet.signer(listed(second)))
                .hasValueSatisfying(found -> assertThat(found.publicKey()).isEqualTo(second.publicKey()));
        assertThat(wallet.signer(new Account("alice", 0, List.of(), List.of()))).isEmpty();
    }

    private static Account listed(Signer signer) {
        return new Account("alice", 0, List.of(signer.publicKey()), List.of());
    }

    @Test
    void onlyTheOwnerCanReadWhatIsKept() throws IOException {
        wallet.create("alice", ED25519);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("alice.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyIsNeverReplaced() {
        Signer first = wallet.create("alice", ED25519);

        assertThatThrownBy(() -> wallet.create("alice", ED25519))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the wallet already holds a key for alice");
        assertThat(wallet.signers("alice").get(0).publicKey()).isEqualTo(first.publicKey());
    }

    @Test
    void ofSeveralWhoMakeTheSameKeyAtOnceOneSucceeds() {
        ConcurrentLinkedQueue<Signer> made = new ConcurrentLinkedQueue<>();

        IntStream.range(0, 16).parallel().forEach(i -> {
            try {
                made.add(wallet.create("alice", ED25519));
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("the wallet already holds a key for alice");
            }
        });

        assertThat(made)
                .singleElement()
                .satisfies(signer -> assertThat(signer.publicKey())
                        .isEqualTo(wallet.signers("alice").get(0).publicKey()));
    }

    @Test
    void whoHasNoKeyHasNoSigner() {
        assertThat(wallet.signers("alice")).isEmpty();
        assertThat(wallet.accounts()).isEmpty();
    }

    @Test
    void theNamesAreInAlphabeticalOrderAndNothingElseIsOne() throws IOException {
        wallet.create("bob", ED25519);
        wallet.create("alice", ED25519);
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("Not A Name.key"), "mine");

        assertThat(wallet.accounts()).containsExactly("alice", "bob");
    }

    @Test
    void aFileAppearsUnderItsNameOnlyWhenItIsWhole() throws IOException {
        wallet.create("alice", ED25519);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("alice.key"));
        }
        assertThat(Files.readString(directory.resolve("alice.key"))).matches("ed25519 [0-9a-f]{64}\n");
    }

    @Test
    void aFileWithoutAKeyIsSaidToBeOne() throws IOException {
        for (String content : new String[] {
            "",
            "ed25519",
            "rsa 00",
            "ed25519 00",
            "ed25519 xyz",
            "\u00fc",
            "ED25519 " + "11".repeat(32),
            "p256 " + "00".repeat(32),
            "ed25519 " + "11".repeat(32) + "\n\n\np256 11"
        }) {
            Files.writeString(directory.resolve("alice.key"), content);

            assertThatThrownBy(() -> wallet.signers("alice"))
                    .as("'%s'", content)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the key file " + directory.resolve("alice.key")
                            + " holds no key: restore it from a backup");
        }
    }

    @Test
    void aFileThatCannotBeReadIsSaidToBeOne() throws IOException {
        Files.createDirectory(directory.resolve("alice.key"));

        assertThatThrownBy(() -> wallet.signers("alice"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the key file " + directory.resolve("alice.key")
                        + " cannot be read: check its owner and permissions");
    }

    @Test
    void aNameCannotLeadOutOfTheDirectory() {
        assertThatThrownBy(() -> wallet.create("../alice", ED25519)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wallet.signers("/alice")).isInstanceOf(IllegalArgumentException.class);
    }
}
