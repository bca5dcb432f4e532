package org.quoin.ledger.core.wallet;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.KeptKey;
import org.quoin.ledger.api.Keystore;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.api.WalletException;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.crypto.Signers;

/**
 * The keystore in a file ({@link KeystoreText}), which is replaced at once by each change: no crash loses a key. Locking overwrites
 * the secrets that this object holds; of what Java copied while it computed, garbage collection takes care.
 */
public final class EncryptedKeys implements Keystore {
    private static final Logger LOG = System.getLogger(EncryptedKeys.class.getName());

    /** Of the file in the directory of the wallet. */
    public static final String FILE = "keystore";

    private static final int WORDS = 24;
    private static final int KEY_SIZE = 32;

    private final Path file;
    private final Path directory;
    private final Wallet others;
    private final SecureRandom random;
    private final LongSupplier nanos;
    private final Hardening hardening;

    /** What was read when it was unlocked, or written since; null while it is locked. */
    private @Nullable KeystoreText text;

    /** Null while it is locked. */
    private @Nullable OpenKeys open;

    private long unlockedAt;
    private Optional<Duration> unlockedFor = Optional.empty();

    /**
     * Nothing is read yet.
     *
     * @param file its directory exists
     * @param others holds keys of accounts that are not to have some here
     * @param nanos tells time as {@link System#nanoTime} does
     */
    public EncryptedKeys(Path file, Wallet others, SecureRandom random, LongSupplier nanos) {
        this(file, others, random, nanos, Hardening.RFC_9106);
    }

    /** @param hardening of passphrases that are set from now on */
    public EncryptedKeys(Path file, Wallet others, SecureRandom random, LongSupplier nanos, Hardening hardening) {
        this.file = file;
        directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
        this.others = others;
        this.random = random;
        this.nanos = nanos;
        this.hardening = hardening;
    }

    @Override
    public synchronized State state() {
        lockIfDue();
        if (open != null) {
            return State.UNLOCKED;
        }
        return read().isPresent() ? State.LOCKED : State.ABSENT;
    }

    @Override
    public synchronized Optional<Duration> locksIn() {
        lockIfDue();
        return open == null ? Optional.empty() : unlockedFor.map(duration -> duration.minus(unlockedSince()));
    }

    @Override
    public synchronized List<KeptKey> keys() {
        lockIfDue();
        return current().map(KeystoreText::keys).orElse(List.of());
    }

    /** The keys of an account, which sign while this is unlocked. */
    public List<Signer> signers(String account) {
        return keys().stream()
                .filter(key -> key.account().equals(account))
                .<Signer>map(key -> new KeptSigner(key.publicKey()))
                .toList();
    }

    private final class KeptSigner implements Signer {
        private final PublicKey publicKey;

        KeptSigner(PublicKey publicKey) {
            this.publicKey = publicKey;
        }

        @Override
        public PublicKey publicKey() {
            return publicKey;
        }

        @Override
        public Bytes sign(Bytes message) {
            return EncryptedKeys.this.sign(publicKey, message);
        }
    }

    private synchronized Bytes sign(PublicKey publicKey, Bytes message) {
        return requireOpen().sign(publicKey, message);
    }

    /** A further key from the recovery phrase, for an account that may have some. */
    synchronized Signer add(String account, Scheme scheme) {
        Names.requireAccount(account);
        if (state() == State.ABSENT) {
            throw new WalletException(
                    "NO_KEYSTORE",
                    "Keys of this ledger are kept encrypted, and there is no keystore yet: make it with wallet:create "
                            + account + ".",
                    Values.of("account", account));
        }
        OpenKeys keys = requireOpen();
        KeystoreText now = current().orElseThrow();
        KeptKey added = derive(now, keys, account, scheme);
        text = save(now, keys, List.of(added));
        return new KeptSigner(added.publicKey());
    }

    @Override
    public synchronized KeptKey create(
            String account, Scheme scheme, int words, Secret passphrase, PhraseKeeper keeper) {
        requireNew(account);
        Mnemonic.entropySize(words);
        return change(
                        passphrase,
                        () -> newPhrase(words, keeper),
                        (now, keys) -> List.of(derive(now, keys, account, scheme)))
                .get(0);
    }

    @Override
    public synchronized List<KeptKey> importKeys(String account, Secret lines, Secret passphrase, PhraseKeeper keeper) {
        requireNew(account);
        Map<PublicKey, byte[]> read = privateKeys(lines.characters());
        try {
            return change(passphrase, () -> newPhrase(WORDS, keeper), (now, keys) -> {
                read.keySet().forEach(key -> requireUnknown(now, key));
                read.forEach((publicKey, key) -> keys.put(publicKey, key.clone()));
                return read.keySet().stream()
                        .map(key -> new KeptKey(account, key, KeptKey.IMPORTED))
                        .toList();
            });
        } finally {
            read.values().forEach(key -> Arrays.fill(key, (byte) 0));
        }
    }

    @Override
    public synchronized KeptKey importPhrase(
            String account, Secret phrase, Scheme scheme, OptionalInt index, Set<PublicKey> wanted, Secret passphrase) {
        requireNew(account);
        byte[] entropy = Mnemonic.entropy(phrase);
        byte[] seed = OpenKeys.seedOf(entropy);
        try {
            Found found = find(seed, scheme, index, wanted);
            try {
                return change(passphrase, entropy::clone, (now, keys) -> {
                            requireUnknown(now, found.publicKey());
                            keys.put(found.publicKey(), found.privateKey().clone());
                            boolean own = Arrays.equals(entropy, keys.entropy());
                            return List.of(new KeptKey(
                                    account,
                                    found.publicKey(),
                                    own ? DerivedKey.pathOfAccount(found.index()) : KeptKey.IMPORTED));
                        })
                        .get(0);
            } finally {
                Arrays.fill(found.privateKey(), (byte) 0);
            }
        } finally {
            Arrays.fill(entropy, (byte) 0);
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** A key that follows from a phrase, and where it was. */
    private static final class Found {
        private final PublicKey publicKey;
        private final byte[] privateKey;
        private final int index;

        Found(Scheme scheme, byte[] seed, int index) {
            privateKey = DerivedKey.ofAccount(scheme, seed, index);
            publicKey = Signers.of(scheme, privateKey).publicKey();
            this.index = index;
        }

        PublicKey publicKey() {
            return publicKey;
        }

        byte[] privateKey() {
            return privateKey;
        }

        int index() {
            return index;
        }
    }

    private static Found find(byte[] seed, Scheme scheme, OptionalInt index, Set<PublicKey> wanted) {
        if (index.isPresent() || wanted.isEmpty()) {
            return new Found(scheme, seed, index.orElse(0));
        }
        for (int i = 0; i < SEARCHED; i++) {
            for (Scheme each : Scheme.values()) {
                Found found = new Found(each, seed, i);
                if (wanted.contains(found.publicKey())) {
                    return found;
                }
                Arrays.fill(found.privateKey(), (byte) 0);
            }
        }
        throw new WalletException(
                "KEY_NOT_FOUND",
                "None of the first " + SEARCHED
                        + " keys of this recovery phrase is one that the ledger lists: it may be"
                        + " another phrase, or say which key with --index.",
                Values.none());
    }

    @Override
    public synchronized Secret export(String account, Secret passphrase) {
        Names.requireAccount(account);
        List<KeptKey> asked =
                keys().stream().filter(key -> key.account().equals(account)).toList();
        if (asked.isEmpty()) {
            throw new WalletException(
                    "NO_KEY",
                    "The keystore holds no key of " + account + ": wallet:list shows those that it holds.",
                    Values.of("account", account));
        }
        try (OpenKeys keys = open(requirePresent(), passphrase)) {
            CharBuffer lines = CharBuffer.allocate(asked.size() * (12 + 2 * KEY_SIZE));
            for (KeptKey key : asked) {
                lines.put(key.publicKey().scheme() + " ");
                for (byte b : keys.privateKey(key.publicKey())) {
                    lines.put(HexFormat.of().toHighHexDigit(b));
                    lines.put(HexFormat.of().toLowHexDigit(b));
                }
                lines.put('\n');
            }
            Secret exported = new Secret(Arrays.copyOf(lines.array(), lines.position()));
            Arrays.fill(lines.array(), '\0');
            return exported;
        }
    }

    @Override
    public synchronized Secret exportPhrase(Secret passphrase) {
        try (OpenKeys keys = open(requirePresent(), passphrase)) {
            return Mnemonic.phrase(keys.entropy());
        }
    }

    @Override
    public synchronized void unlock(Secret passphrase, Optional<Duration> duration) {
        KeystoreText read = requirePresent();
        OpenKeys keys = open(read, passphrase);
        lock();
        text = read;
        open = keys;
        unlockedAt = nanos.getAsLong();
        unlockedFor = duration;
    }

    @Override
    public synchronized void lock() {
        if (open != null) {
            open.close();
        }
        open = null;
        text = null;
        unlockedFor = Optional.empty();
    }

    /** Locks if the time is over for which it was unlocked. */
    public synchronized void lockIfDue() {
        if (unlockedFor.isPresent() && unlockedSince().compareTo(unlockedFor.get()) >= 0) {
            lock();
            LOG.log(Level.DEBUG, "the wallet has locked itself");
        }
    }

    private Duration unlockedSince() {
        return Duration.ofNanos(nanos.getAsLong() - unlockedAt);
    }

    @Override
    public synchronized void changePassphrase(Secret former, Secret next) {
        KeystoreText now = requirePresent();
        requireLong(next);
        try (OpenKeys keys = open(now, former)) {
            byte[] dataKey = random(KEY_SIZE);
            OpenKeys renewed = new OpenKeys(dataKey, keys.entropy().clone());
            try {
                now.keys()
                        .forEach(key -> renewed.put(
                                key.publicKey(),
                                keys.privateKey(key.publicKey()).clone()));
                KeystoreText written = seal(wrap(renewed, next), renewed, now.keys());
                write(written, now.encode());
                if (open != null) {
                    open.close();
                    open = renewed;
                    text = written;
                }
            } finally {
                if (open != renewed) {
                    renewed.close();
                }
            }
        }
    }

    /** What a change adds, after it has put the private keys in. */
    private interface Change {
        List<KeptKey> apply(KeystoreText now, OpenKeys keys);
    }

    /** Gives the entropy of a new keystore. */
    private interface Beginning {
        byte[] entropy();
    }

    private List<KeptKey> change(Secret passphrase, Beginning beginning, Change change) {
        Optional<KeystoreText> now = current();
        if (now.isEmpty()) {
            requireLong(passphrase);
        }
        OpenKeys keys =
                now.isPresent() ? open(now.get(), passphrase) : new OpenKeys(random(KEY_SIZE), beginning.entropy());
        boolean handedOver = false;
        try {
            KeystoreText before = now.orElseGet(() -> wrap(keys, passphrase));
            List<KeptKey> added = change.apply(before, keys);
            KeystoreText written = save(before, keys, added);
            if (open != null) {
                open.close();
                open = keys;
                text = written;
                handedOver = true;
            }
            return added;
        } finally {
            if (!handedOver) {
                keys.close();
            }
        }
    }

    private byte[] newPhrase(int words, PhraseKeeper keeper) {
        byte[] entropy = random(Mnemonic.entropySize(words));
        try (Secret phrase = Mnemonic.phrase(entropy)) {
            keeper.keep(phrase);
        }
        return entropy;
    }

    /** The first path of which no key is here; its private key is put in. */
    private static KeptKey derive(KeystoreText now, OpenKeys keys, String account, Scheme scheme) {
        int index = now.keys().stream()
                .mapToInt(key -> KeystoreText.index(key).orElse(-1) + 1)
                .max()
                .orElse(0);
        byte[] seed = keys.seed();
        try {
            Found next = new Found(scheme, seed, index);
            requireUnknown(now, next.publicKey());
            keys.put(next.publicKey(), next.privateKey());
            return new KeptKey(account, next.publicKey(), DerivedKey.pathOfAccount(index));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** Writes; if that fails, the added private keys are taken out again. */
    private KeystoreText save(KeystoreText before, OpenKeys keys, List<KeptKey> added) {
        List<KeptKey> all = new ArrayList<>(before.keys());
        all.addAll(added);
        boolean saved = false;
        try {
            KeystoreText written = seal(before, keys, all);
            write(written, before.sealed().size() == 0 ? new byte[0] : before.encode());
            saved = true;
            return written;
        } finally {
            if (!saved) {
                added.forEach(key -> keys.remove(key.publicKey()));
            }
        }
    }

    /** A keystore without anything sealed yet. */
    private KeystoreText wrap(OpenKeys keys, Secret passphrase) {
        Bytes salt = Bytes.of(random(Hardening.SALT_SIZE));
        KeystoreText bare = new KeystoreText(hardening, salt, Bytes.of(), List.of(), Bytes.of());
        byte[] key = hardening.key(passphrase, salt.toArray());
        try {
            byte[] wrapped = Aead.seal(key, keys.dataKey(), bare.besideWrapped(), random);
            return new KeystoreText(hardening, salt, Bytes.of(wrapped), List.of(), Bytes.of());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private KeystoreText seal(KeystoreText wrapped, OpenKeys keys, List<KeptKey> all) {
        KeystoreText bare = new KeystoreText(wrapped.hardening(), wrapped.salt(), wrapped.wrapped(), all, Bytes.of());
        byte[] plain = keys.plain(all);
        try {
            byte[] sealed = Aead.seal(keys.dataKey(), plain, bare.besideSealed(), random);
            return new KeystoreText(bare.hardening(), bare.salt(), bare.wrapped(), all, Bytes.of(sealed));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private OpenKeys open(KeystoreText closed, Secret passphrase) {
        byte[] key = closed.hardening().key(passphrase, closed.salt().toArray());
        try {
            byte[] dataKey = Aead.open(key, closed.wrapped().toArray(), closed.besideWrapped())
                    .orElseThrow(() -> new WalletException(
                            "WRONG_PASSPHRASE",
                            "This is not the passphrase of the keystore: try again, nothing has changed.",
                            Values.none()));
            return Aead.open(dataKey, closed.sealed().toArray(), closed.besideSealed())
                    .flatMap(plain -> {
                        Optional<OpenKeys> opened = OpenKeys.read(dataKey, plain, closed.keys());
                        Arrays.fill(plain, (byte) 0);
                        return opened;
                    })
                    .orElseThrow(() -> {
                        Arrays.fill(dataKey, (byte) 0);
                        return damaged("what is sealed in it was changed", null);
                    });
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private Optional<KeystoreText> current() {
        return open == null ? read() : Optional.ofNullable(text);
    }

    private KeystoreText requirePresent() {
        return current()
                .orElseThrow(() -> new WalletException(
                        "NO_KEYSTORE", "There is no keystore yet: make it with wallet:create.", Values.none()));
    }

    private OpenKeys requireOpen() {
        lockIfDue();
        if (open == null) {
            throw new WalletException(
                    "WALLET_LOCKED", "The wallet is locked: let its keys sign with wallet:unlock.", Values.none());
        }
        return open;
    }

    private void requireNew(String account) {
        Names.requireAccount(account);
        boolean here = keys().stream().anyMatch(key -> key.account().equals(account));
        if (here || !others.signers(account).isEmpty()) {
            throw new WalletException(
                    "KEY_EXISTS",
                    "The wallet already holds a key of " + account
                            + (here ? " in the keystore" : " in a file that is not encrypted")
                            + ": choose another name, or give the account a new key with ledger:key-rotate " + account
                            + ".",
                    Values.of("account", account));
        }
    }

    private static void requireUnknown(KeystoreText now, PublicKey key) {
        for (KeptKey kept : now.keys()) {
            if (kept.publicKey().equals(key)) {
                throw new WalletException(
                        "KEY_EXISTS",
                        "The keystore already holds this key, for " + kept.account() + ": each key is kept once.",
                        Values.of("account", kept.account()));
            }
        }
    }

    private static void requireLong(Secret passphrase) {
        if (Character.codePointCount(
                        passphrase.characters(), 0, passphrase.characters().length())
                < SHORTEST_PASSPHRASE) {
            throw new WalletException(
                    "PASSPHRASE_TOO_SHORT",
                    "The passphrase of a keystore has " + SHORTEST_PASSPHRASE
                            + " characters or more: choose a longer one, several words are best.",
                    Values.none());
        }
    }

    /** In the order of the lines; the arrays are to be overwritten by the caller. */
    private static Map<PublicKey, byte[]> privateKeys(CharBuffer lines) {
        Map<PublicKey, byte[]> keys = new LinkedHashMap<>();
        int start = 0;
        for (int i = 0; i <= lines.length(); i++) {
            if (i == lines.length() || lines.charAt(i) == '\n') {
                CharBuffer line = lines.subSequence(start, i);
                start = i + 1;
                if (!line.chars().allMatch(Character::isWhitespace)) {
                    byte[] key = privateKey(line);
                    keys.put(Signers.of(scheme(line), key).publicKey(), key);
                }
            }
        }
        if (keys.isEmpty()) {
            throw invalidKeys();
        }
        return keys;
    }

    private static Scheme scheme(CharBuffer line) {
        return Arrays.stream(Scheme.values())
                .filter(scheme -> CharSequence.compare(
                                scheme + " ",
                                line.subSequence(
                                        0,
                                        Math.min(
                                                line.length(), scheme.toString().length() + 1)))
                        == 0)
                .findFirst()
                .orElseThrow(EncryptedKeys::invalidKeys);
    }

    private static byte[] privateKey(CharBuffer line) {
        Scheme scheme = scheme(line);
        int from = scheme.toString().length() + 1;
        int to = line.length();
        while (to > from && Character.isWhitespace(line.charAt(to - 1))) {
            to--;
        }
        try {
            byte[] key = HexFormat.of().parseHex(line, from, to);
            Signers.of(scheme, key);
            return key;
        } catch (IllegalArgumentException e) { // has the digits in its message
            throw invalidKeys();
        }
    }

    private static WalletException invalidKeys() {
        return new WalletException(
                "INVALID_KEYS",
                "This is no list of private keys: each line has ed25519, secp256k1 or p256, a space and 64 hexadecimal"
                        + " digits of a key.",
                Values.none());
    }

    private Optional<KeystoreText> read() {
        try {
            return Optional.of(KeystoreText.decode(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (KeystoreText.NewerException e) {
            throw new WalletException(
                    "KEYSTORE_NEWER",
                    "The keystore " + file + " was written by a newer version of this program: use that one.",
                    Values.of("file", file.toString()),
                    e);
        } catch (KeystoreText.DamagedException e) {
            throw damaged(e.getMessage(), e);
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /** @param expected what is in the file now; nothing if it is not to be there */
    private void write(KeystoreText next, byte[] expected) {
        try {
            byte[] now = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            if (!Arrays.equals(now, expected)) {
                throw new WalletException(
                        "KEYSTORE_CHANGED",
                        "The keystore " + file
                                + " was changed by something else: wallet:lock and wallet:unlock take up what it is"
                                + " now.",
                        Values.of("file", file.toString()));
            }
            OwnerFiles.keep(directory, next.encode(), draft -> Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE));
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    private WalletException damaged(@Nullable String why, @Nullable Throwable cause) {
        String message = "The keystore " + file + " is damaged (" + why
                + "): put a copy of it back, or move it away and import the recovery phrase.";
        Values values = Values.of("file", file.toString());
        return cause == null
                ? new WalletException("KEYSTORE_DAMAGED", message, values)
                : new WalletException("KEYSTORE_DAMAGED", message, values, cause);
    }

    private WalletException failed(String done, IOException cause) {
        return new WalletException(
                "KEYSTORE_FAILED",
                "The keystore " + file + " cannot be " + done + ": check space, owner and permissions.",
                Values.of("file", file.toString()),
                cause);
    }

    private byte[] random(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
