package org.quoin.ledger.core.wallet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.quoin.ledger.api.PublicKey.Scheme.ED25519;
import static org.quoin.ledger.api.PublicKey.Scheme.P256;
import static org.quoin.ledger.api.PublicKey.Scheme.SECP256K1;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.KeptKey;
import org.quoin.ledger.api.Keystore.State;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.WalletException;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.ledger.core.crypto.Signers;

class EncryptedKeysTest {
    private static final Hardening QUICK = new Hardening(8, 1, 1);
    private static final String PASSPHRASE = "correct horse battery";
    private static final Bytes MESSAGE = Bytes.of((byte) 7);
    private static final String ABOUT =
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    private final SecureRandom random = new SecureRandom();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> phrases = new ArrayList<>();
    private Path directory;
    private Path file;
    private KeyFiles plain;
    private EncryptedKeys keys;

    @BeforeEach
    void make(@TempDir Path parent) throws IOException {
        directory = parent.resolve("wallet");
        file = directory.resolve(EncryptedKeys.FILE);
        plain = new KeyFiles(directory, random);
        keys = another();
    }

    private EncryptedKeys another() {
        return new EncryptedKeys(file, plain, random, nanos::get, QUICK);
    }

    @Test
    void aKeyThatWasMadeSignsAfterARestartOnceItIsUnlocked() {
        KeptKey made = create("alice");

        EncryptedKeys again = another();
        assertThat(again.state()).isEqualTo(State.LOCKED);
        assertThat(again.keys()).containsExactly(made);
        Signer signer = again.signers("alice").get(0);
        assertThat(signer.publicKey()).isEqualTo(made.publicKey());
        assertFails("WALLET_LOCKED", () -> signer.sign(MESSAGE));

        again.unlock(passphrase(), Optional.empty());
        assertThat(again.state()).isEqualTo(State.UNLOCKED);
        assertThat(Signatures.verify(made.publicKey(), MESSAGE, signer.sign(MESSAGE)))
                .isTrue();
        again.lock();
        assertThat(again.state()).isEqualTo(State.LOCKED);
        assertFails("WALLET_LOCKED", () -> signer.sign(MESSAGE));
    }

    @Test
    void withoutAKeystoreThereIsNothingToUnlock() {
        assertThat(keys.state()).isEqualTo(State.ABSENT);
        assertThat(keys.keys()).isEmpty();
        assertFails("NO_KEYSTORE", () -> keys.unlock(passphrase(), Optional.empty()));
        assertFails("NO_KEYSTORE", () -> keys.exportPhrase(passphrase()));
        assertFails("NO_KEYSTORE", () -> keys.changePassphrase(passphrase(), passphrase()));
        assertFails("NO_KEYSTORE", () -> keys.add("alice", ED25519));
        assertFails("NO_KEY", () -> keys.export("alice", passphrase()));
        keys.lock();
        assertThat(file).doesNotExist();
    }

    @Test
    void keysOfEverySchemeSignAndFollowFromThePhrase() {
        for (PublicKey.Scheme scheme : PublicKey.Scheme.values()) {
            keys.create(scheme.toString(), scheme, 12, passphrase(), phrase -> phrases.add(text(phrase)));
        }
        keys.unlock(passphrase(), Optional.empty());

        assertThat(phrases)
                .singleElement()
                .satisfies(phrase -> assertThat(phrase.split(" ")).hasSize(12));
        assertThat(keys.keys())
                .extracting(KeptKey::origin)
                .containsExactly("m/44'/1'/0'", "m/44'/1'/1'", "m/44'/1'/2'");
        byte[] seed = Mnemonic.seed(phrases.get(0), "");
        for (int i = 0; i < 3; i++) {
            KeptKey key = keys.keys().get(i);
            PublicKey.Scheme scheme = key.publicKey().scheme();
            assertThat(key.publicKey())
                    .isEqualTo(Signers.of(scheme, DerivedKey.ofAccount(scheme, seed, i))
                            .publicKey());
            Bytes signature = keys.signers(key.account()).get(0).sign(MESSAGE);
            assertThat(Signatures.verify(key.publicKey(), MESSAGE, signature)).isTrue();
        }
    }

    @Test
    void theSamePhraseGivesTheSameKeysElsewhere() throws IOException {
        create("alice");
        KeptKey second = keys.create("bob", P256, 24, passphrase(), phrase -> fail("there is one already"));
        List<KeptKey> all = keys.keys();
        String phrase = text(keys.exportPhrase(passphrase()));
        assertThat(phrases).containsExactly(phrase);
        Files.delete(file);

        EncryptedKeys recovered = another();
        recovered.importPhrase(
                "bob",
                secret(phrase.toUpperCase(java.util.Locale.ROOT)),
                ED25519,
                OptionalInt.empty(),
                Set.of(second.publicKey()),
                secret("another passphrase"));
        recovered.importPhrase(
                "alice", secret(phrase), ED25519, OptionalInt.of(0), Set.of(), secret("another passphrase"));

        assertThat(recovered.keys()).containsExactly(all.get(1), all.get(0));
        assertThat(recovered
                        .create("carol", ED25519, 12, secret("another passphrase"), none -> fail("there is one"))
                        .origin())
                .isEqualTo("m/44'/1'/2'");
    }

    @Test
    void aKeyOfAnotherPhraseIsKeptByItself() {
        create("alice");
        KeptKey key = keys.importPhrase("bob", secret(ABOUT), SECP256K1, OptionalInt.empty(), Set.of(), passphrase());
        keys.unlock(passphrase(), Optional.empty());

        assertThat(key.origin()).isEqualTo("imported");
        assertThat(Signatures.verify(
                        key.publicKey(), MESSAGE, keys.signers("bob").get(0).sign(MESSAGE)))
                .isTrue();
        assertThat(keys.create("carol", ED25519, 12, passphrase(), none -> fail("there is one"))
                        .origin())
                .isEqualTo("m/44'/1'/1'");
        assertFails(
                "KEY_NOT_FOUND",
                () -> keys.importPhrase(
                        "dave",
                        secret(ABOUT),
                        ED25519,
                        OptionalInt.empty(),
                        Set.of(keys.keys().get(0).publicKey()),
                        passphrase()));
        assertFails(
                "KEY_EXISTS",
                () -> keys.importPhrase("dave", secret(ABOUT), SECP256K1, OptionalInt.empty(), Set.of(), passphrase()));
    }

    @Test
    void whatWasExportedComesInElsewhere() {
        create("alice");
        keys.unlock(passphrase(), Optional.empty());
        PublicKey further = keys.add("alice", SECP256K1).publicKey();
        PublicKey third = keys.add("alice", P256).publicKey();
        String lines = text(keys.export("alice", passphrase()));
        assertThat(lines).matches("ed25519 [0-9a-f]{64}\nsecp256k1 [0-9a-f]{64}\np256 [0-9a-f]{64}\n");

        EncryptedKeys elsewhere = new EncryptedKeys(file.resolveSibling("elsewhere"), plain, random, nanos::get, QUICK);
        elsewhere.importKeys("alice", secret(lines), passphrase(), phrase -> phrases.add(text(phrase)));
        assertThat(phrases).hasSize(2);
        assertThat(elsewhere.keys())
                .extracting(KeptKey::publicKey)
                .containsExactly(keys.keys().get(0).publicKey(), further, third);
        elsewhere.unlock(passphrase(), Optional.empty());
        for (Signer signer : elsewhere.signers("alice")) {
            assertThat(Signatures.verify(signer.publicKey(), MESSAGE, signer.sign(MESSAGE)))
                    .isTrue();
        }
        assertThat(text(elsewhere.export("alice", passphrase()))).isEqualTo(lines);
    }

    @Test
    void whatIsNoKeyIsNotTakenInAndNotRepeated() {
        String digits = "11".repeat(32);
        for (String lines : new String[] {
            "",
            "\n",
            "ed25519",
            "ed25519 ",
            "rsa " + digits,
            "ed25519 " + digits + "1",
            "ed25519 " + digits + " x",
            "p256 " + "00".repeat(32),
            "ED25519 " + digits,
            "ed25519  " + digits,
            "secp256k1 " + "ff".repeat(32)
        }) {
            assertThatThrownBy(() -> keys.importKeys("alice", secret(lines), passphrase(), phrase -> {}))
                    .as("'%s'", lines)
                    .isInstanceOfSatisfying(WalletException.class, e -> {
                        assertThat(e.failure().code()).isEqualTo("INVALID_KEYS");
                        assertThat(e).hasNoCause();
                        assertThat(e.getMessage()).doesNotContain("11111", "00000", "fffff");
                    });
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aWrongPassphraseOpensNothing() {
        create("alice");
        byte[] before = bytes();
        Secret wrong = secret("incorrect horse battery");

        assertFails("WRONG_PASSPHRASE", () -> keys.unlock(wrong, Optional.empty()));
        assertFails("WRONG_PASSPHRASE", () -> keys.export("alice", wrong));
        assertFails("WRONG_PASSPHRASE", () -> keys.exportPhrase(wrong));
        assertFails("WRONG_PASSPHRASE", () -> keys.create("bob", ED25519, 12, wrong, phrase -> fail("no new one")));
        assertFails("WRONG_PASSPHRASE", () -> keys.changePassphrase(wrong, passphrase()));
        keys.unlock(passphrase(), Optional.empty());
        assertFails("WRONG_PASSPHRASE", () -> keys.export("alice", wrong));
        assertFails("WRONG_PASSPHRASE", () -> keys.unlock(wrong, Optional.empty()));
        assertThat(keys.state()).isEqualTo(State.UNLOCKED);
        assertThat(bytes()).isEqualTo(before);
    }

    @Test
    void anotherPassphraseTakesThePlaceOfTheFormerOne() {
        KeptKey made = create("alice");
        keys.importPhrase("bob", secret(ABOUT), P256, OptionalInt.empty(), Set.of(), passphrase());
        byte[] before = bytes();
        Secret next = secret("another one altogether");
        assertFails("PASSPHRASE_TOO_SHORT", () -> keys.changePassphrase(passphrase(), secret("short")));
        assertThat(bytes()).isEqualTo(before);

        keys.changePassphrase(passphrase(), next);

        assertThat(keys.state()).isEqualTo(State.LOCKED);
        assertFails("WRONG_PASSPHRASE", () -> keys.unlock(passphrase(), Optional.empty()));
        EncryptedKeys again = another();
        again.unlock(next, Optional.empty());
        assertThat(Signatures.verify(
                        made.publicKey(), MESSAGE, again.signers("alice").get(0).sign(MESSAGE)))
                .isTrue();
        again.changePassphrase(next, passphrase());
        assertThat(again.state()).isEqualTo(State.UNLOCKED);
        assertThat(again.signers("bob").get(0).sign(MESSAGE).size()).isEqualTo(64);
        assertThat(again.add("alice", ED25519).sign(MESSAGE).size()).isEqualTo(64);
        again.lock();
        again.unlock(passphrase(), Optional.empty());
        assertThat(again.signers("alice")).hasSize(2);
    }

    @Test
    void aShortPassphraseIsNotTaken() {
        assertFails(
                "PASSPHRASE_TOO_SHORT",
                () -> keys.create("alice", ED25519, 12, secret("seven77"), phrase -> fail("too early")));
        assertFails(
                "INVALID_PHRASE", () -> keys.create("alice", ED25519, 13, passphrase(), phrase -> fail("too early")));
        assertThat(file).doesNotExist();
    }

    @Test
    void itLocksItselfInTime() {
        create("alice");
        keys.unlock(passphrase(), Optional.of(Duration.ofMinutes(1)));
        Signer signer = keys.signers("alice").get(0);
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(keys.locksIn()).contains(Duration.ofSeconds(1));
        assertThat(signer.sign(MESSAGE).size()).isEqualTo(64);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertFails("WALLET_LOCKED", () -> signer.sign(MESSAGE));
        assertThat(keys.locksIn()).isEmpty();
        assertThat(keys.state()).isEqualTo(State.LOCKED);

        keys.unlock(passphrase(), Optional.of(Duration.ofMinutes(1)));
        keys.unlock(passphrase(), Optional.empty());
        nanos.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(keys.state()).isEqualTo(State.UNLOCKED);
    }

    @Test
    void onlyUnlockingUnlocks() {
        create("alice");
        assertThat(keys.state()).isEqualTo(State.LOCKED);
        keys.create("bob", ED25519, 12, passphrase(), phrase -> fail("there is one"));
        assertThat(keys.state()).isEqualTo(State.LOCKED);
        assertFails("WALLET_LOCKED", () -> keys.add("alice", ED25519));

        keys.unlock(passphrase(), Optional.empty());
        KeptKey carol = keys.create("carol", ED25519, 12, passphrase(), phrase -> fail("there is one"));
        assertThat(keys.state()).isEqualTo(State.UNLOCKED);
        assertThat(Signatures.verify(
                        carol.publicKey(), MESSAGE, keys.signers("carol").get(0).sign(MESSAGE)))
                .isTrue();
    }

    @Test
    void anAccountHasItsKeysInOnePlace() {
        plain.create("alice", ED25519);
        assertFails("KEY_EXISTS", () -> create("alice"));
        assertThat(file).doesNotExist();
        create("bob");
        assertFails("KEY_EXISTS", () -> create("bob"));
        assertFails(
                "KEY_EXISTS",
                () -> keys.importKeys("carol", keys.export("bob", passphrase()), passphrase(), phrase -> {}));
        assertThat(keys.keys()).hasSize(1);
    }

    /** Who cannot write the phrase down is not left with keys that depend on it. */
    @Test
    void withoutItsPhraseBeingKeptNothingIsMade() {
        assertThatThrownBy(() -> keys.create("alice", ED25519, 12, passphrase(), phrase -> {
                    throw new IllegalStateException("no paper");
                }))
                .hasMessage("no paper");
        assertThat(file).doesNotExist();
    }

    @Test
    void onlyTheOwnerCanReadWhatIsKeptAndNoSecretIsInIt() throws IOException {
        create("alice");
        keys.importKeys("bob", secret("ed25519 " + "3c".repeat(32)), passphrase(), phrase -> {});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        String content = new String(bytes(), ISO_8859_1);
        byte[] entropy = Mnemonic.entropy(secret(phrases.get(0)));
        byte[] key = DerivedKey.ofAccount(ED25519, Mnemonic.seed(phrases.get(0), ""), 0);
        assertThat(content)
                .startsWith("quoin-keystore 1\nargon2id memory=8 iterations=1 lanes=1 salt=")
                .doesNotContain(
                        PASSPHRASE, phrases.get(0), "3c3c3c", HexFormat.of().formatHex(entropy), hex(key));
        for (String word : phrases.get(0).split(" ", -1)) {
            assertThat(content).doesNotContain(" " + word + " ");
        }
    }

    /** Whatever changes a keystore, it is a sentence and never another key. */
    @Test
    void aChangedByteIsSaidToBeDamage() throws IOException {
        create("alice");
        keys.importKeys("bob", secret("p256 " + "3c".repeat(32)), passphrase(), phrase -> {});
        byte[] whole = bytes();
        List<KeptKey> right = keys.keys();
        int forged = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int mask : new int[] {1, 0x20, 0x80}) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) mask;
                Files.write(file, flipped);
                EncryptedKeys damaged = another();
                assertFailsWith(Set.of("KEYSTORE_DAMAGED"), damaged::keys);
                assertFailsWith(Set.of("KEYSTORE_DAMAGED"), () -> damaged.unlock(passphrase(), Optional.empty()));
                forged += opensAsAnother(flipped, right) ? 1 : 0;
            }
        }
        assertThat(forged).isZero();
    }

    /** With its digest made anew, as somebody would who wants another key to be taken for this one's. */
    private boolean opensAsAnother(byte[] flipped, List<KeptKey> right) throws IOException {
        String text = new String(flipped, ISO_8859_1);
        int digest = text.length() - "sha256 ".length() - 65;
        String lines = text.substring(0, digest);
        Files.writeString(file, lines + "sha256 " + Hash.sha256(lines.getBytes(ISO_8859_1)) + "\n", ISO_8859_1);
        EncryptedKeys forged = another();
        try {
            forged.unlock(passphrase(), Optional.empty());
            return !forged.keys().equals(right);
        } catch (WalletException e) {
            assertThat(e.failure().code()).isIn("KEYSTORE_DAMAGED", "WRONG_PASSPHRASE", "KEYSTORE_NEWER");
            return false;
        }
    }

    @Test
    void halfAFileIsSaidToBeDamage() throws IOException {
        create("alice");
        byte[] whole = bytes();
        for (int size = 0; size < whole.length; size++) {
            Files.write(file, Arrays.copyOf(whole, size));
            assertFails("KEYSTORE_DAMAGED", () -> another().unlock(passphrase(), Optional.empty()));
        }
        Files.write(file, whole);
        keys.unlock(passphrase(), Optional.empty());
    }

    @Test
    void aKeystoreOfANewerVersionIsLeftAlone() throws IOException {
        create("alice");
        String lines = new String(bytes(), ISO_8859_1).replace("quoin-keystore 1\n", "quoin-keystore 2\n");
        lines = lines.substring(0, lines.lastIndexOf("sha256 "));
        Files.writeString(file, lines + "sha256 " + Hash.sha256(lines.getBytes(ISO_8859_1)) + "\n", ISO_8859_1);
        byte[] newer = bytes();

        assertFails("KEYSTORE_NEWER", () -> keys.keys());
        assertFails("KEYSTORE_NEWER", () -> create("bob"));
        assertThat(bytes()).isEqualTo(newer);
    }

    /** A copy that is put back while the node runs is not written over. */
    @Test
    void whatSomethingElseHasChangedIsNotOverwritten() throws IOException {
        create("alice");
        byte[] before = bytes();
        keys.unlock(passphrase(), Optional.empty());
        keys.add("alice", ED25519);
        Files.write(file, before);

        assertFails("KEYSTORE_CHANGED", () -> keys.add("alice", ED25519));
        assertThat(bytes()).isEqualTo(before);
        keys.lock();
        keys.unlock(passphrase(), Optional.empty());
        assertThat(keys.add("alice", ED25519).sign(MESSAGE).size()).isEqualTo(64);
        assertThat(another().keys()).hasSize(2);
    }

    @Test
    void whatCannotBeWrittenIsNotThere() throws IOException {
        create("alice");
        keys.unlock(passphrase(), Optional.empty());
        Path aside = directory.resolveSibling("aside");
        Files.move(directory, aside);

        assertFailsWith(Set.of("KEYSTORE_FAILED", "KEYSTORE_CHANGED"), () -> keys.add("alice", ED25519));
        Files.move(aside, directory);
        assertThat(keys.keys()).hasSize(1);
        assertThat(keys.signers("alice").get(0).sign(MESSAGE).size()).isEqualTo(64);
    }

    @Test
    void aFileThatCannotBeReadIsSaidToBeOne() throws IOException {
        Files.createDirectories(file);

        assertFails("KEYSTORE_FAILED", () -> keys.keys());
    }

    /** Not in this object, nor anywhere else in the memory of the process. */
    @Test
    void whatIsLockedHasForgottenItsSecrets() throws IOException {
        byte[] hidden = new byte[32];
        random.nextBytes(hidden);
        importHidden(hidden);
        Signer signer = keys.signers("alice").get(0);

        keys.unlock(passphrase(), Optional.empty());
        signer.sign(MESSAGE);
        assertThat(isInMemory(hidden)).isTrue();

        keys.lock();
        assertThat(isInMemory(hidden)).isFalse();
        assertThat(signer.publicKey()).isNotNull();
    }

    /** The key is what is hidden with each bit turned: nothing but the keystore has it. */
    private void importHidden(byte[] hidden) {
        char[] line = ("ed25519 " + "0".repeat(64)).toCharArray();
        for (int i = 0; i < hidden.length; i++) {
            line[8 + 2 * i] = HexFormat.of().toHighHexDigit(~hidden[i]);
            line[9 + 2 * i] = HexFormat.of().toLowHexDigit(~hidden[i]);
        }
        try (Secret lines = new Secret(line)) {
            keys.importKeys("alice", lines, passphrase(), phrase -> {});
        }
    }

    private boolean isInMemory(byte[] hidden) throws IOException {
        Path dump = Files.createTempDirectory(directory.getParent(), "dump").resolve("heap.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
        try (FileChannel channel = FileChannel.open(dump)) {
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            byte first = (byte) ~hidden[0];
            for (int at = 0; at + hidden.length <= bytes.limit(); at++) {
                if (bytes.get(at) == first && matches(bytes, at, hidden)) {
                    return true;
                }
            }
            return false;
        } finally {
            Files.delete(dump);
        }
    }

    private static boolean matches(java.nio.ByteBuffer bytes, int at, byte[] hidden) {
        for (int i = 0; i < hidden.length; i++) {
            if (bytes.get(at + i) != (byte) ~hidden[i]) {
                return false;
            }
        }
        return true;
    }

    /** Before garbage collection comes. */
    @Test
    void whatIsClosedIsOverwritten() {
        PublicKey publicKey = Signers.of(ED25519, filled()).publicKey();
        OpenKeys open = new OpenKeys(filled(), filled());
        open.put(publicKey, filled());
        byte[] privateKey = open.privateKey(publicKey);

        open.close();

        assertThat(privateKey).containsOnly(0);
        assertThat(open.dataKey()).containsOnly(0);
        assertThat(open.entropy()).containsOnly(0);
    }

    private static byte[] filled() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 3);
        return bytes;
    }

    @Test
    void noTextShowsASecret() {
        Secret secret = passphrase();
        assertThat(secret).hasToString("a secret");
        secret.close();
        assertThat(text(secret)).isEqualTo("\0".repeat(PASSPHRASE.length()));
    }

    private KeptKey create(String account) {
        return keys.create(account, ED25519, 24, passphrase(), phrase -> phrases.add(text(phrase)));
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertFails(String code, ThrowingCallable work) {
        assertFailsWith(Set.of(code), work);
    }

    private static void assertFailsWith(Set<String> codes, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(WalletException.class, e -> {
            assertThat(e.failure().code()).isIn(codes);
            assertThat(e.failure().message()).endsWith(".").contains(": ").doesNotContain(PASSPHRASE);
        });
    }

    private static Secret passphrase() {
        return secret(PASSPHRASE);
    }

    private static Secret secret(String text) {
        return new Secret(text.toCharArray());
    }

    private static String text(Secret secret) {
        return secret.characters().toString();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
