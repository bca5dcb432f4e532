package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Secret;
import org.quoin.ledger.console.SessionPassphrase;
import org.quoin.ledger.core.command.AccountCreateCommand;
import org.quoin.ledger.core.command.KeyRotateCommand;
import org.quoin.ledger.core.command.SubmitCommand;
import org.quoin.ledger.core.command.TransferCommand;
import org.quoin.ledger.core.command.WalletCreateCommand;
import org.quoin.ledger.core.command.WalletExportCommand;
import org.quoin.ledger.core.command.WalletImportCommand;
import org.quoin.ledger.core.command.WalletListCommand;
import org.quoin.ledger.core.command.WalletLockCommand;
import org.quoin.ledger.core.command.WalletPassphraseCommand;
import org.quoin.ledger.core.command.WalletUnlockCommand;
import org.quoin.ledger.core.wallet.EncryptedKeys;
import org.quoin.ledger.core.wallet.Hardening;
import org.quoin.ledger.core.wallet.NodeWallet;
import org.quoin.ledger.testkit.TestConsole.Outcome;

/** The commands of the encrypted wallet, and the ledger's own with it, typed into Karaf's shell. */
class WalletCommandsTest {
    private static final List<Class<? extends Action>> COMMANDS = List.of(
            AccountCreateCommand.class,
            KeyRotateCommand.class,
            SubmitCommand.class,
            TransferCommand.class,
            WalletCreateCommand.class,
            WalletExportCommand.class,
            WalletImportCommand.class,
            WalletListCommand.class,
            WalletLockCommand.class,
            WalletPassphraseCommand.class,
            WalletUnlockCommand.class);

    private static final Person OPERATOR = Person.named("operator");
    private static final Person USER_1 = Person.named("user_1");
    private static final String PASSPHRASE = "correct horse battery";
    private static final Hardening QUICK = new Hardening(8, 1, 1);

    private final MemoryStore store = new MemoryStore();
    private final AtomicLong nanos = new AtomicLong();
    private TestLedger ledger = TestLedger.open(store, new ManualClock(TestLedger.START), OPERATOR, USER_1);
    private final List<TestConsole> consoles = new ArrayList<>();
    private Path files;
    private Path passphraseFile;
    private TestConsole console;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        files = directory;
        passphraseFile = ownFile("passphrase", PASSPHRASE + "\n");
        console = console(Files.createDirectory(files.resolve("wallet")));
    }

    private TestConsole console(Path directory) {
        MemoryWallet plain = new MemoryWallet(OPERATOR, USER_1);
        EncryptedKeys keys =
                new EncryptedKeys(directory.resolve(EncryptedKeys.FILE), plain, new SecureRandom(), nanos::get, QUICK);
        NodeWallet wallet = new NodeWallet(plain, keys, ledger.ledger().info().development());
        TestConsole opened = new TestConsole(List.of(ledger.ledger(), wallet, keys), COMMANDS);
        consoles.add(opened);
        return opened;
    }

    @AfterEach
    void close() {
        consoles.forEach(TestConsole::close);
        ledger.close();
    }

    @Test
    void anEncryptedKeySignsWhileTheWalletIsUnlocked() throws IOException {
        JsonObject made = json(createAlice(), 0);
        assertThat(made.get("publicKey").getAsString()).matches("ed25519:[0-9a-f]{64}");
        assertThat(made.get("path").getAsString()).isEqualTo("m/44'/1'/0'");
        assertThat(made.get("phraseFile").getAsString())
                .isEqualTo(files.resolve("phrase").toString());
        assertThat(Files.readString(files.resolve("phrase")).split(" ")).hasSize(24);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.resolve("phrase"))))
                .isEqualTo("rw-------");

        assertThat(json(console.run("ledger:account-create alice --json"), 0)
                        .get("keys")
                        .getAsString())
                .isEqualTo(made.get("publicKey").getAsString());
        assertThat(console.run("ledger:transfer --from user_1 --to alice --amount 2 --asset ETH")
                        .exit())
                .isZero();
        String pay = "ledger:transfer --from alice --to user_1 --amount 0.5 --asset ETH --json";
        assertRefused("WALLET_LOCKED", pay);
        assertThat(console.run(pay.replace(" --json", "")).out())
                .isEqualTo("The wallet is locked: let its keys sign with wallet:unlock. [WALLET_LOCKED]\n");

        assertThat(console.run("wallet:unlock --for 1h" + handed() + " --json").out())
                .isEqualTo("{\"locked\":false,\"locksIn\":\"1h\"}\n");
        assertThat(status(console.run(pay))).isEqualTo("applied");
        JsonObject signed = json(console.run(pay + " --sign-only"), 0);
        assertThat(console.run("wallet:lock --json").out()).isEqualTo("{\"locked\":true}\n");
        assertRefused("WALLET_LOCKED", pay);
        assertRefused("WALLET_LOCKED", pay + " --sign-only");
        assertThat(status(console.run("ledger:submit " + signed.get("bytes").getAsString() + " --json")))
                .isEqualTo("applied");

        console.run("wallet:unlock --for 1h" + handed());
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertRefused("WALLET_LOCKED", pay);
    }

    @Test
    void theListSaysHowKeysAreKept() throws IOException {
        createAlice();
        String plain = "\"kept\":\"plain\",\"locked\":false,\"path\":null}";
        String alice = "\"otherKeys\":[],\"kept\":\"encrypted\",\"locked\":%s,\"path\":\"m/44'/1'/0'\"}";
        String list = console.run("wallet:list --json").out();

        assertThat(list).contains("{\"name\":\"alice\",\"publicKey\":\"ed25519:", alice.formatted("true"));
        assertThat(list.split(java.util.regex.Pattern.quote(plain), -1)).hasSize(3);
        console.run("wallet:unlock" + handed());
        assertThat(console.run("wallet:list --json").out()).contains(alice.formatted("false"));
    }

    @Test
    void aRotatedKeyIsKeptWhereTheFormerOneIs() throws IOException {
        createAlice();
        console.run("ledger:account-create alice");
        assertRefused("WALLET_LOCKED", "ledger:key-rotate alice --scheme p256 --json");
        assertThat(console.run("wallet:list --json").out()).contains("\"otherKeys\":[],\"kept\":\"encrypted\"");

        console.run("wallet:unlock" + handed());
        String renewed = json(console.run("ledger:key-rotate alice --scheme p256 --json"), 0)
                .get("keys")
                .getAsString();
        assertThat(renewed).startsWith("p256:");
        assertThat(console.run("wallet:list --json").out())
                .contains("{\"name\":\"alice\",\"publicKey\":\"" + renewed + "\"", "\"path\":\"m/44'/1'/1'\"}");
        assertThat(console.run("ledger:transfer --from user_1 --to alice --amount 2 --asset ETH")
                        .exit())
                .isZero();
        assertThat(status(console.run("ledger:transfer --from alice --to user_1 --amount 1 --asset ETH --json")))
                .isEqualTo("applied");
        json(console.run("ledger:key-rotate user_1 --json"), 0);
        assertThat(console.run("wallet:list --json").out()).containsPattern("\"name\":\"user_1\".*\"kept\":\"plain\"");
    }

    @Test
    void onAChainThatIsNotForDevelopmentNewKeysAreEncrypted() throws IOException {
        ledger.close();
        ledger = TestLedger.governed(new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, USER_1);
        console = console(files.resolve("wallet"));
        assertRefused("NO_KEYSTORE", "ledger:account-create bob --json");
        createAlice();
        assertRefused("WALLET_LOCKED", "ledger:account-create bob --json");
        console.run("wallet:unlock" + handed());

        json(console.run("ledger:account-create bob --scheme secp256k1 --json"), 0);
        assertThat(console.run("wallet:list --json").out())
                .containsPattern("\"name\":\"bob\",\"publicKey\":\"secp256k1:[^}]*\"kept\":\"encrypted\"");
        assertRefused("KEY_NOT_ENCRYPTED", "ledger:key-rotate user_1 --json");
        assertThat(filesIn(files.resolve("wallet"))).containsExactly("keystore");
    }

    /** The new key is in the wallet, whose keystore alone is lost: the phrase gives back the one that the ledger lists. */
    @Test
    void aRecoveryPhraseBringsBackTheKeyThatTheLedgerLists() throws IOException {
        createAlice();
        console.run("ledger:account-create alice");
        console.run("wallet:unlock" + handed());
        json(console.run("ledger:key-rotate alice --scheme p256 --json"), 0);
        console.run("ledger:transfer --from user_1 --to alice --amount 2 --asset ETH");

        TestConsole elsewhere = console(Files.createDirectory(files.resolve("elsewhere")));
        JsonObject imported =
                json(elsewhere.run("wallet:import alice --from " + files.resolve("phrase") + handed() + " --json"), 0);
        assertThat(imported.getAsJsonArray("items")
                        .get(0)
                        .getAsJsonObject()
                        .get("path")
                        .getAsString())
                .isEqualTo("m/44'/1'/1'");
        elsewhere.run("wallet:unlock" + handed());
        assertThat(status(elsewhere.run("ledger:transfer --from alice --to user_1 --amount 1 --asset ETH --json")))
                .isEqualTo("applied");
        assertThat(json(elsewhere.run("wallet:create carol" + handed() + " --json"), 0)
                        .get("path")
                        .getAsString())
                .isEqualTo("m/44'/1'/2'");
    }

    @Test
    void keysGoOutAndInWithThePassphraseOnly() throws IOException {
        createAlice();
        Path out = files.resolve("alice.key");
        assertRefused("PASSPHRASE_NEEDED", "wallet:export alice --to " + out + " --json");
        assertRefused(
                "WRONG_PASSPHRASE",
                "wallet:export alice --to " + out + " --json --passphrase-file " + ownFile("wrong", "something else"));
        assertThat(out).doesNotExist();
        console.run("wallet:unlock" + handed());
        assertRefused("PASSPHRASE_NEEDED", "wallet:export alice --to " + out + " --json");
        assertThat(console.run("wallet:export alice --to " + out + handed() + " --json")
                        .out())
                .isEqualTo("{\"name\":\"alice\",\"file\":\"" + out + "\"}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
        String lines = Files.readString(out);
        assertRefused("FILE_EXISTS", "wallet:export alice --to " + out + handed() + " --json");
        assertThat(Files.readString(out)).isEqualTo(lines);
        assertRefused("NO_KEY", "wallet:export bob --to " + out + 2 + handed() + " --json");
        assertRefused("INVALID_ARGUMENT", "wallet:export alice --to here" + handed() + " --json");
        assertRefused("INVALID_ARGUMENT", "wallet:export alice --phrase --to " + out + 2 + handed() + " --json");

        assertThat(console.run("wallet:export --phrase --to " + out + 2 + handed())
                        .exit())
                .isZero();
        assertThat(Files.readString(files.resolve("alice.key2"))).isEqualTo(Files.readString(files.resolve("phrase")));

        TestConsole elsewhere = console(Files.createDirectory(files.resolve("elsewhere")));
        String take = "wallet:import alice --from " + out + handed() + " --json";
        assertRefused(elsewhere, "PHRASE_FILE_NEEDED", take);
        json(elsewhere.run(take + " --phrase-file " + files.resolve("phrase2")), 0);
        assertThat(elsewhere.run("wallet:list --json").out())
                .containsPattern("\"name\":\"alice\"[^}]*\"kept\":\"encrypted\",\"locked\":true,\"path\":null");
        assertThat(Files.readString(files.resolve("phrase2"))).isNotEqualTo(Files.readString(files.resolve("phrase")));
        assertRefused(elsewhere, "KEY_EXISTS", take);
    }

    @Test
    void aFileThatOthersCanReadIsNotRead() throws IOException {
        for (String open : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Path file = ownFile("open", PASSPHRASE);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            assertRefused("FILE_OPEN_TO_OTHERS", create("alice") + " --passphrase-file " + file);
            assertRefused("FILE_OPEN_TO_OTHERS", "wallet:import alice --json --from " + file + handed());
        }
        assertRefused("NO_FILE", create("alice") + " --passphrase-file " + files.resolve("none"));
        assertRefused("NO_FILE", create("alice") + " --passphrase-file " + files);
        assertRefused("PASSPHRASE_NEEDED", create("alice") + " --passphrase-file " + ownFile("empty", "\n"));
        assertRefused("PASSPHRASE_TOO_SHORT", create("alice") + " --passphrase-file " + ownFile("short", "1234567"));
        assertRefused("PASSPHRASE_NEEDED", create("alice"));
        assertRefused("INVALID_PHRASE", "wallet:import alice --json --from " + ownFile("words", "a b c") + handed());
        assertRefused(
                "INVALID_KEYS",
                "wallet:import alice --json --from " + ownFile("words", "p256 17") + handed() + " --phrase-file "
                        + files.resolve("phrase"));
        assertThat(files.resolve("phrase")).doesNotExist();
        assertThat(filesIn(files.resolve("wallet"))).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsRefusedBeforeAnythingIsMade() throws IOException {
        assertRefused("PHRASE_FILE_NEEDED", "wallet:create alice --json" + handed());
        assertRefused("FILE_EXISTS", "wallet:create alice --json --phrase-file " + passphraseFile + handed());
        assertRefused("ACCOUNT_EXISTS", create("user_1") + handed());
        assertRefused("INVALID_ARGUMENT", create("alice") + " --words 13" + handed());
        assertRefused("INVALID_ARGUMENT", create("alice") + " --scheme rsa" + handed());
        assertRefused("INVALID_ARGUMENT", create("Alice") + handed());
        assertRefused("NO_KEYSTORE", "wallet:unlock --json" + handed());
        assertRefused("INVALID_ARGUMENT", "wallet:unlock --for 0s --json" + handed());
        assertRefused("INVALID_ARGUMENT", "wallet:unlock --for 366d --json" + handed());
        assertThat(filesIn(files.resolve("wallet"))).isEmpty();
        assertThat(filesIn(files)).containsExactly("passphrase", "wallet");
        assertThat(console.run("wallet:lock").exit()).isZero();

        createAlice();
        assertRefused("KEY_EXISTS", "wallet:create alice --json" + handed());
        assertRefused(
                "KEYSTORE_EXISTS", "wallet:create bob --json --phrase-file " + files.resolve("second") + handed());
    }

    @Test
    void anotherPassphraseTakesThePlaceOfTheFormerOne() throws IOException {
        createAlice();
        Path next = ownFile("next", "an entirely different one");
        assertRefused("PASSPHRASE_NEEDED", "wallet:passphrase --json" + handed());
        json(console.run("wallet:passphrase --json --new-passphrase-file " + next + handed()), 0);

        assertRefused("WRONG_PASSPHRASE", "wallet:unlock --json" + handed());
        json(console.run("wallet:unlock --json --passphrase-file " + next), 0);
    }

    @Test
    void atATerminalThePassphraseIsAskedForAndNotShown() throws IOException {
        String typed = PASSPHRASE + "\r" + PASSPHRASE + "\r";
        Outcome made = console.type("wallet:create alice --words 12", typed);

        assertThat(made.exit()).as(made.out()).isZero();
        String asked = made.out().substring(made.out().indexOf("New passphrase of the wallet: "));
        assertThat(asked).contains("The same again: ", "*".repeat(5)).doesNotContain(PASSPHRASE, "horse");
        String shown = made.out()
                .lines()
                .filter(line -> line.strip().matches("([a-z]{3,8} ){11}[a-z]{3,8}"))
                .findFirst()
                .orElseThrow();
        Path phrase = files.resolve("phrase");
        console.run("wallet:export --phrase --to " + phrase + handed());
        assertThat(Files.readString(phrase)).isEqualTo(shown.strip());

        assertThat(console.type("wallet:unlock", "another one\r").out()).contains("[WRONG_PASSPHRASE]");
        assertThat(console.type("wallet:unlock", "\r").out()).contains("[PASSPHRASE_NEEDED]");
        assertThat(console.type("wallet:unlock", "\003").out()).contains("[PASSPHRASE_NEEDED]");
        assertThat(console.type("wallet:unlock", PASSPHRASE + "\r").exit()).isZero();
        assertThat(console.type("wallet:passphrase", PASSPHRASE + "\rfirst of all\rsecond of all\r")
                        .out())
                .contains("[PASSPHRASES_DIFFER]");
    }

    @Test
    void aSessionIsHandedAPassphraseThatItCannotShow() throws IOException {
        createAlice();
        try (Secret passphrase = new Secret(PASSPHRASE.toCharArray())) {
            assertThat(console.run("wallet:unlock", session -> SessionPassphrase.hand(session, passphrase))
                            .exit())
                    .isZero();
            for (String line : List.of(
                    "$.quoin.passphrase",
                    "($.quoin.passphrase) passphrase",
                    "($.quoin.passphrase) characters",
                    "set",
                    "echo $.quoin.passphrase")) {
                assertThat(console.run(line, session -> SessionPassphrase.hand(session, passphrase))
                                .out())
                        .as(line)
                        .doesNotContain(PASSPHRASE, "horse");
            }
        }
    }

    /** All that goes wrong here is damage to the keystore: accounts beside it go on. */
    @Test
    void aDamagedKeystoreIsNoReasonNotToPayFromElsewhere() throws IOException {
        createAlice();
        Path keystore = files.resolve("wallet").resolve(EncryptedKeys.FILE);
        Files.writeString(keystore, Files.readString(keystore).replaceFirst("memory=8", "memory=9"));

        assertRefused("KEYSTORE_DAMAGED", "wallet:list --json");
        assertRefused("KEYSTORE_DAMAGED", "wallet:unlock --json" + handed());
        assertRefused("KEYSTORE_DAMAGED", "wallet:create bob --json" + handed());
        json(console.run("ledger:account-create bob --json"), 1);
        assertThat(status(console.run("ledger:transfer --from user_1 --to operator --amount 1 --asset ETH --json")))
                .isEqualTo("applied");
    }

    /** Nor in what is printed, nor among the properties and the environment of the process. */
    @Test
    void noSecretIsInALog() throws IOException {
        Recording recording = new Recording();
        List<String> printed = new ArrayList<>();
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        root.addHandler(recording);
        root.setLevel(Level.ALL);
        try {
            createAlice();
            Path key = files.resolve("alice.key");
            for (String line : List.of(
                    "ledger:account-create alice",
                    "wallet:unlock" + handed(),
                    "ledger:key-rotate alice",
                    "wallet:export alice --to " + key + handed(),
                    "wallet:export alice --to /nowhere/at/all" + handed(),
                    "wallet:import bob --from " + key + handed(),
                    "wallet:import bob --from " + files.resolve("phrase") + handed() + " --index 7",
                    "wallet:import carol --from " + ownFile("typo", Files.readString(files.resolve("phrase")) + "x")
                            + handed(),
                    "wallet:import carol --from " + ownFile("typo2", "p256 " + "17".repeat(31)) + handed(),
                    "wallet:import carol --from " + ownFile("typo3", "ed25519 " + PASSPHRASE) + handed(),
                    "wallet:unlock --passphrase-file " + ownFile("wrong", PASSPHRASE + "x"),
                    "wallet:passphrase --new-passphrase-file " + ownFile("next", PASSPHRASE + "!") + handed(),
                    "wallet:list",
                    "wallet:lock",
                    "ledger:transfer --from alice --to user_1 --amount 1 --asset ETH")) {
                printed.add(console.run(line).out());
            }
            Files.writeString(files.resolve("wallet").resolve(EncryptedKeys.FILE), "x");
            printed.add(console.run("wallet:unlock" + handed()).out());
        } finally {
            root.removeHandler(recording);
            root.setLevel(before);
        }

        List<String> secrets = new ArrayList<>(List.of(PASSPHRASE, "171717171717"));
        secrets.add(Files.readString(files.resolve("phrase")).substring(0, 20));
        Files.readAllLines(files.resolve("alice.key"))
                .forEach(line -> secrets.add(line.substring(line.indexOf(' ') + 1)));
        assertThat(recording.text.toString()).isNotEmpty().doesNotContain(secrets);
        assertThat(String.join("\n", printed))
                .contains("[WRONG_PASSPHRASE]", "[INVALID_KEYS]")
                .doesNotContain(secrets);
        assertThat(System.getProperties().toString()).doesNotContain(secrets);
        assertThat(System.getenv().toString()).doesNotContain(secrets);
    }

    /** Everything that is logged, stack traces included. */
    private static final class Recording extends Handler {
        private final StringBuilder text = new StringBuilder();

        @Override
        public synchronized void publish(LogRecord message) {
            StringWriter lines = new StringWriter();
            if (message.getThrown() != null) {
                message.getThrown().printStackTrace(new PrintWriter(lines));
            }
            text.append(message.getMessage()).append('\n').append(lines);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private Outcome createAlice() {
        return console.run(create("alice") + handed());
    }

    private String create(String account) {
        return "wallet:create " + account + " --json --phrase-file " + files.resolve("phrase");
    }

    private String handed() {
        return " --passphrase-file " + passphraseFile;
    }

    private Path ownFile(String name, String content) throws IOException {
        Path file = files.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content);
    }

    private void assertRefused(String code, String line) {
        assertRefused(console, code, line);
    }

    private static void assertRefused(TestConsole at, String code, String line) {
        assertThat(json(at.run(line), 1).getAsJsonObject("error").get("code").getAsString())
                .as(line)
                .isEqualTo(code);
    }

    private static String status(Outcome outcome) {
        return json(outcome, 0).getAsJsonObject("receipt").get("status").getAsString();
    }

    private static JsonObject json(Outcome outcome, int exit) {
        assertThat(outcome.exit()).as(outcome.out()).isEqualTo(exit);
        String last = outcome.out().lines().reduce("", (former, line) -> line); // before it, what is logged
        return JsonParser.parseString(last).getAsJsonObject();
    }

    private static List<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
