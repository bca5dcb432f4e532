package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.karaf.shell.api.action.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.ConsoleException;
import org.quoin.ledger.console.LedgerCommand;
import org.quoin.ledger.core.command.AccountCreateCommand;
import org.quoin.ledger.core.command.AccountsCommand;
import org.quoin.ledger.core.command.AssetCreateCommand;
import org.quoin.ledger.core.command.AssetsCommand;
import org.quoin.ledger.core.command.BackupCommand;
import org.quoin.ledger.core.command.BalancesCommand;
import org.quoin.ledger.core.command.BlockCommand;
import org.quoin.ledger.core.command.EventsCommand;
import org.quoin.ledger.core.command.ExportCommand;
import org.quoin.ledger.core.command.ImportCommand;
import org.quoin.ledger.core.command.InfoCommand;
import org.quoin.ledger.core.command.KeyRotateCommand;
import org.quoin.ledger.core.command.RepairCommand;
import org.quoin.ledger.core.command.SimulateCommand;
import org.quoin.ledger.core.command.SubmitCommand;
import org.quoin.ledger.core.command.TransactionCommand;
import org.quoin.ledger.core.command.TransferCommand;
import org.quoin.ledger.core.command.VerifyCommand;
import org.quoin.ledger.core.command.WalletListCommand;
import org.quoin.ledger.testkit.TestConsole.Outcome;

/** Every command of the core, typed into Karaf's shell, on a real ledger. In what is expected, # stands for 64 hexadecimal digits. */
class CommandsTest {
    private static final List<Class<? extends Action>> COMMANDS = List.of(
            AccountCreateCommand.class,
            AccountsCommand.class,
            AssetCreateCommand.class,
            AssetsCommand.class,
            BalancesCommand.class,
            BackupCommand.class,
            BlockCommand.class,
            EventsCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            InfoCommand.class,
            KeyRotateCommand.class,
            RepairCommand.class,
            SimulateCommand.class,
            SubmitCommand.class,
            TransactionCommand.class,
            TransferCommand.class,
            VerifyCommand.class,
            WalletListCommand.class);

    private static final Person OPERATOR = Person.named("operator");
    private static final Person USER_1 = Person.named("user_1");
    private static final Person USER_2 = Person.named("user_2");

    private final MemoryStore store = new MemoryStore();
    private final TestLedger ledger =
            TestLedger.open(store, new ManualClock(TestLedger.START), OPERATOR, USER_1, USER_2);
    private final TestConsole console = new TestConsole(
            List.of(
                    ledger.ledger(),
                    ledger.node().maintenance(),
                    new Files(),
                    new MemoryWallet(OPERATOR, USER_1, USER_2)),
            COMMANDS);

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    @Test
    void infoSaysWhereTheLedgerStands() {
        assertPrints(
                "ledger:info --json",
                "{'chainId':'#','height':0,'head':'#','stateRoot':'#','time':'2026-01-01T00:00:00.000Z','modules':[],"
                        + "'development':true}");
        assertThat(hidden(console.run("ledger:info").out())).isEqualTo("""
            chainId      #
            height       0
            head         #
            stateRoot    #
            time         2026-01-01T00:00:00.000Z
            modules      none
            development  yes
            """);
    }

    @Test
    void aTransferPrintsItsReceiptAndMovesTheAmount() {
        assertPrints(
                "ledger:transfer --from user_1 --to user_2 --amount 1.5 --asset ETH --json",
                "{'receipt':{'tx':'#','height':1,'index':0,'status':'applied','failure':null,'gas':20000,'fee':'0','feeAsset':'QUO',"
                        + "'events':[{'sequence':0,'type':'ledger.transferred','data':"
                        + "{'from':'user_1','to':'user_2','asset':'ETH','amount':'1.5'}}]}}");
        assertPrints(
                "ledger:balances user_1 --json",
                "{'items':[{'asset':'QUO','amount':'1000','locked':'0'},"
                        + "{'asset':'ETH','amount':'998.5','locked':'0'}],'next':null}");
        assertThat(console.run("ledger:balances user_2"))
                .isEqualTo(new Outcome(0, "asset  amount  locked\nQUO      1000       0\nETH    1001.5       0\n"));
        assertPrints(
                "ledger:events --json",
                "{'items':[{'sequence':0,'height':1,'type':'ledger.transferred','data':"
                        + "{'from':'user_1','to':'user_2','asset':'ETH','amount':'1.5'}}],'next':null}");
    }

    @Test
    void thePastIsReadByItsHeight() {
        console.run("ledger:transfer --from user_1 --to user_2 --amount 1.5 --asset ETH");
        console.run("ledger:account-create carol --as user_1");

        assertPrints(
                "ledger:balances user_1 --height 0 --json",
                "{'items':[{'asset':'QUO','amount':'1000','locked':'0'},"
                        + "{'asset':'ETH','amount':'1000','locked':'0'}],'next':null}");
        assertThat(console.run("ledger:balances user_1 --height 1 --json"))
                .isEqualTo(console.run("ledger:balances user_1 --json"));
        assertThat(console.run("ledger:accounts --json").out()).contains("\"carol\"");
        assertThat(console.run("ledger:accounts --height 1 --json").out())
                .contains("\"user_2\"")
                .doesNotContain("carol");
        assertFails(
                "ledger:balances user_1 --height 3 --json",
                "{'error':{'code':'HEIGHT_NOT_KEPT','message':'The state after block 3 cannot be seen: ask for that"
                        + " after one of the blocks 0 to 2.','values':{'height':3,'oldest':0,'newest':2}}}");
        assertThat(console.run("ledger:accounts --height -1").out()).contains("is not a whole number");
    }

    @Test
    void aBackupSaysWhereItEnds(@TempDir Path directory) {
        Path backup = directory.resolve("monday");
        assertThat(console.run("ledger:backup " + backup + " --json").out())
                .matches("\\{\"directory\":\".*monday\",\"height\":0,\"head\":\"[0-9a-f]{64}\","
                        + "\"stateRoot\":\"[0-9a-f]{64}\",\"bytes\":[0-9]+}\n");
        assertThat(backup.resolve("ledger/journal")).exists();
        assertThat(console.run("ledger:backup " + backup).out())
                .contains("is there already")
                .contains("[INVALID_ARGUMENT]");
        assertThat(console.run("ledger:backup monday").out()).contains("is not an absolute path");
        assertThat(console.run("ledger:backup").out()).contains("[MISSING_ARGUMENT]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger:backup", "ledger:export"})
    void whyAFileCouldNotBeWrittenIsInTheLog(String command, @TempDir Path directory) throws IOException {
        Path inTheWay = java.nio.file.Files.createFile(directory.resolve("file"));
        Logger logger = Logger.getLogger(LedgerCommand.class.getName());
        List<LogRecord> log = new ArrayList<>();
        logger.setLevel(Level.WARNING); // whatever a test before has silenced
        logger.setFilter(record -> !log.add(record));
        Outcome failed;
        try {
            failed = console.run(command + " " + inTheWay.resolve("monday"));
        } finally {
            logger.setFilter(null);
            logger.setLevel(null);
        }

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.out())
                .containsPattern("(could not|cannot) be written .*file")
                .hasLineCount(1);
        assertThat(log)
                .singleElement()
                .satisfies(record -> assertThat(record.getThrown())
                        .isInstanceOfAny(ConsoleException.class, LedgerFileException.class)
                        .hasCauseInstanceOf(FileSystemException.class));
    }

    @Test
    void aRepairReadsEverything() throws IOException {
        assertPrints("ledger:repair --json", "{'ok':true,'height':0,'modules':0,'findings':[]}");
        store.disk().flip(3 * 4096 + 200, 0);
        Outcome damaged = console.run("ledger:repair");
        assertThat(damaged.exit()).isEqualTo(1);
        assertThat(damaged.out()).contains("Block 0 is damaged on the disk").contains("run 'quoin repair'");
    }

    @Test
    void inTextATransferIsShortAndPlain() {
        String out = console.run("ledger:transfer --from user_1 --to user_2 --amount 1.5 --asset ETH")
                .out();

        assertThat(hidden(out)).isEqualTo("""
            receipt
              tx        #
              height    1
              index     0
              status    applied
              gas       20000
              fee       0
              feeAsset  QUO
              events
                sequence  type                data
                       0  ledger.transferred  from=user_1 to=user_2 asset=ETH amount=1.5
            """);
    }

    @Test
    void aRejectedTransferIsAReceiptAndAFailure() {
        String message =
                "user_1 has 1000 ETH and 1000.000000000000000001 ETH are needed: lower the amount or send user_1 more.";
        String transfer = "ledger:transfer --from user_1 --to user_2 --amount 1000.000000000000000001 --asset ETH";

        assertFails(
                transfer + " --json",
                "{'receipt':{'tx':'#','height':1,'index':0,'status':'rejected','failure':{'code':'INSUFFICIENT_BALANCE',"
                        + "'message':'" + message + "','values':{'account':'user_1','asset':'ETH','available':'1000',"
                        + "'needed':'1000.000000000000000001'}},'gas':20000,'fee':'0','feeAsset':'QUO','events':[]}}");
        assertThat(hidden(console.run(transfer).out()))
                .isEqualTo("Transaction # was rejected in block 2: " + message + " [INSUFFICIENT_BALANCE]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                      | MISSING_ARGUMENT | --from is missing",
                "--from user_1                                         | MISSING_ARGUMENT | --to is missing",
                "--from user_1 --to user_2                             | MISSING_ARGUMENT | --asset is missing",
                "--from user_1 --to user_2 --asset ETH                 | MISSING_ARGUMENT | --amount is missing",
                "--from User --to - --amount x --asset E               | INVALID_ARGUMENT | --from:",
                "--from user_1 --to - --amount x --asset E             | INVALID_ARGUMENT | --to:",
                "--from user_1 --to user_2 --amount x --asset E        | INVALID_ARGUMENT | --asset:",
                "--from user_1 --to user_2 --amount x --asset GOLD     | UNKNOWN_ASSET    | There is no asset GOLD",
                "--from user_1 --to user_2 --amount -1 --asset ETH     | INVALID_AMOUNT   | --amount:",
                "--from user_1 --to user_2 --amount 1e3 --asset ETH    | INVALID_AMOUNT   | --amount:",
                "--from user_1 --to user_2 --amount 0.0000000000000000001 --asset ETH | AMOUNT_TOO_FINE | --amount:",
                "--from user_1 --to user_2 --amount 999999999999999999999 --asset ETH | AMOUNT_TOO_LARGE | --amount:",
                "--from nobody --to user_2 --amount 1 --asset ETH      | UNKNOWN_ACCOUNT  | There is no account nobody",
                "--from user_1 --to user_2 --amount 1 --asset ETH --as carol | UNKNOWN_ACCOUNT | There is no account"
                        + " carol"
            })
    void theFirstMistakeIsReportedAndNothingIsOrdered(String options, String code, String message) {
        String line = "ledger:transfer " + (options == null ? "" : options);
        JsonObject error = json(console.run(line + " --json"), 1).getAsJsonObject("error");

        assertThat(error.get("code").getAsString()).isEqualTo(code);
        assertThat(error.get("message").getAsString()).startsWith(message);
        assertThat(console.run(line))
                .isEqualTo(new Outcome(1, error.get("message").getAsString() + " [" + code + "]\n"));
        assertThat(ledger.ledger().info().height()).isZero();
    }

    @Test
    void whatTheLedgerDoesNotAllowIsRejectedWithItsOwnCode() {
        assertRejected("ledger:transfer --from user_1 --to nobody --amount 1 --asset ETH", "UNKNOWN_ACCOUNT");
        assertRejected("ledger:transfer --from user_1 --to user_2 --amount 0 --asset ETH", "ZERO_AMOUNT");
        assertRejected(
                "ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH --as user_2", "NOT_AUTHORISED");
        assertRejected("ledger:asset-create ETH --decimals 2 --supply 1 --to user_1", "ASSET_EXISTS");
        assertRejected("ledger:account-create user_1", "ACCOUNT_EXISTS");
    }

    @Test
    void anAccountIsCreatedWithAKeyOfTheWalletAndCanBeUsed() {
        assertPrints(
                "ledger:account-create alice --json",
                "{'receipt':{'tx':'#','height':1,'index':0,'status':'applied','failure':null,'gas':20000,'fee':'0','feeAsset':'QUO',"
                        + "'events':[{'sequence':0,'type':'ledger.account-created','data':"
                        + "{'account':'alice','key':'ed25519:#'}}]},'name':'alice','keys':['ed25519:#'],'nonces':[]}");
        assertThat(console.run("ledger:transfer --from user_1 --to alice --amount 2 --asset ETH")
                        .exit())
                .isZero();
        assertThat(console.run("ledger:transfer --from alice --to user_1 --amount 0.5 --asset ETH")
                        .exit())
                .isZero();
        assertPrints(
                "ledger:balances alice --json", "{'items':[{'asset':'ETH','amount':'1.5','locked':'0'}],'next':null}");
        assertPrints(
                "ledger:accounts --cursor 3 --json",
                "{'items':[{'name':'alice','keys':['ed25519:#'],'nonces':[{'lane':0,'next':1}]}],'next':null}");
    }

    @Test
    void anAccountOfSomebodyElseGetsNoKeyInThisWallet() {
        try (TestConsole stranger = new TestConsole(List.of(ledger.ledger(), new MemoryWallet(OPERATOR)), COMMANDS)) {
            assertThat(json(stranger.run("ledger:account-create user_1 --json"), 1)
                            .getAsJsonObject("error")
                            .get("code")
                            .getAsString())
                    .isEqualTo("ACCOUNT_EXISTS");
            assertThat(stranger.run("ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH"))
                    .isEqualTo(new Outcome(
                            1,
                            "The wallet holds no key of user_1: sign with --as by an account of wallet:list."
                                    + " [NO_KEY]\n"));
            assertThat(hidden(stranger.run("wallet:list --json").out()))
                    .isEqualTo(
                            "{\"items\":[{\"name\":\"operator\",\"publicKey\":\"ed25519:#\",\"otherKeys\":[],\"kept\":\"plain\",\"locked\":false,\"path\":null}],\"next\":null}\n");
        }
    }

    @Test
    void aKeyOfAnotherSchemeIsMadeAndSigns() {
        assertThat(json(console.run("ledger:account-create alice --scheme secp256k1 --json"), 0)
                        .getAsJsonArray("keys")
                        .get(0)
                        .getAsString())
                .matches("secp256k1:0[23][0-9a-f]{64}");
        assertThat(console.run("ledger:transfer --from user_1 --to alice --amount 2 --asset ETH")
                        .exit())
                .isZero();
        assertThat(console.run("ledger:transfer --from alice --to user_1 --amount 0.5 --asset ETH")
                        .exit())
                .isZero();
        assertError("ledger:account-create bob --scheme rsa", "INVALID_ARGUMENT");
        assertThat(console.run("ledger:account-create bob --scheme rsa").out())
                .startsWith("--scheme: 'rsa' is not a signature scheme: use one of ed25519, secp256k1, p256.");
    }

    @Test
    void aKeyIsRotatedAndTheWalletSignsWithTheNewOne() {
        String former = Person.named("user_1").signer().publicKey().toString();
        JsonObject rotated = json(console.run("ledger:key-rotate user_1 --scheme p256 --json"), 0);
        String renewed = rotated.getAsJsonArray("keys").get(0).getAsString();

        assertThat(renewed).startsWith("p256:");
        assertThat(rotated.getAsJsonObject("receipt")
                        .getAsJsonArray("events")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonObject("data"))
                .hasToString("{\"account\":\"user_1\",\"keys\":[\"" + renewed + "\"]}");
        assertThat(console.run("ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH")
                        .exit())
                .isZero();
        assertThat(console.run("wallet:list --json").out())
                .contains("{\"name\":\"user_1\",\"publicKey\":\"" + renewed + "\",\"otherKeys\":[\"" + former
                        + "\"],\"kept\":\"plain\",\"locked\":false,\"path\":null}");
    }

    /** What was signed and never submitted leaves the former key in force, and the wallet with it. */
    @Test
    void whileARotationHasNoOutcomeTheFormerKeySigns() {
        JsonObject signed = json(console.run("ledger:key-rotate user_1 --sign-only --json"), 0);

        assertThat(console.run("ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH --as user_1")
                        .exit())
                .isZero();
        assertThat(json(console.run("ledger:submit " + signed.get("bytes").getAsString() + " --json"), 1)
                        .getAsJsonObject("error")
                        .get("code")
                        .getAsString())
                .isEqualTo("NONCE_USED");
        assertThat(console.run("ledger:key-rotate user_1").exit()).isZero();
        assertThat(console.run("ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH")
                        .exit())
                .isZero();
    }

    @Test
    void noKeyIsMadeForAnAccountThatTheWalletCannotSignFor() {
        MemoryWallet wallet = new MemoryWallet(OPERATOR);
        try (TestConsole stranger = new TestConsole(List.of(ledger.ledger(), wallet), COMMANDS)) {
            assertThat(json(stranger.run("ledger:key-rotate user_1 --json"), 1)
                            .getAsJsonObject("error")
                            .get("code")
                            .getAsString())
                    .isEqualTo("NO_KEY");
            assertThat(wallet.accounts()).containsExactly("operator");
        }
        assertRejected("ledger:key-rotate user_1 --as user_2", "NOT_AUTHORISED");
    }

    @Test
    void anAssetIsCreatedInOneHand() {
        assertPrints(
                "ledger:asset-create GOLD --decimals 2 --supply 1000.50 --to user_1 --json",
                "{'receipt':{'tx':'#','height':1,'index':0,'status':'applied','failure':null,'gas':20000,'fee':'0','feeAsset':'QUO',"
                        + "'events':[{'sequence':0,'type':'ledger.asset-created','data':"
                        + "{'asset':'GOLD','decimals':2,'supply':'1000.5','to':'user_1','issuer':'user_1'}}]},"
                        + "'asset':'GOLD','decimals':2,'supply':'1000.5','issuer':'user_1'}");
        assertThat(console.run("ledger:assets").out()).isEqualTo("""
            asset  decimals  supply  issuer
            QUO          18    3000  operator
            ETH          18    3000  operator
            GOLD          2  1000.5  user_1
            """);
        assertThat(console.run("ledger:balances user_1").out()).contains("GOLD   1000.5       0\n");
    }

    @Test
    void aListIsReadAPageAtATime() {
        String first = console.run("ledger:accounts --count 2 --json").out();

        assertThat(JsonParser.parseString(first).getAsJsonObject().get("next").getAsString())
                .isEqualTo("2");
        assertThat(hidden(console.run("ledger:accounts --count 1").out()))
                .isEqualTo(
                        "name      keys  nonces\noperator  ed25519:#  none\nmore from 1: ledger:accounts --count 1 --cursor 1\n");
        assertPrints(
                "ledger:accounts --cursor 2 --json",
                "{'items':[{'name':'user_2','keys':['ed25519:#'],'nonces':[]}],'next':null}");
        assertThat(json(console.run("ledger:accounts --cursor x --json"), 1)
                        .getAsJsonObject("error")
                        .get("code")
                        .getAsString())
                .isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void eventsAreReadFromWhereOneLeftOff() {
        for (int i = 0; i < 3; i++) {
            assertThat(console.run("ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH")
                            .exit())
                    .isZero();
        }
        JsonObject page = json(console.run("ledger:events --from 1 --count 1 --json"), 0);

        assertThat(page.getAsJsonArray("items")).hasSize(1);
        assertThat(page.get("next").getAsString()).isEqualTo("2");
        assertPrints("ledger:events --from 3 --json", "{'items':[],'next':null}");
        assertThat(console.run("ledger:events --from 3")).isEqualTo(new Outcome(0, "none\n"));
    }

    @Test
    void aTransactionSignedElsewhereIsSimulatedThenSubmittedAndTheSecondTimeHarmless() {
        String hex = transfer("0.25").encode().toHex();

        JsonObject simulated = json(console.run("ledger:simulate --json " + hex), 0);
        assertThat(ledger.ledger().info().height()).isZero();
        Outcome submitted = console.run("ledger:submit --json " + hex);

        assertThat(json(submitted, 0)).isEqualTo(simulated);
        assertThat(console.run("ledger:submit --json " + hex)).isEqualTo(submitted);
        String tx = simulated.getAsJsonObject("receipt").get("tx").getAsString();
        assertThat(console.run("ledger:transaction --json " + tx)).isEqualTo(submitted);
        assertThat(ledger.ledger().info().height()).isEqualTo(1);
    }

    @Test
    void aSimulationThatEndsInRejectionFailsLikeTheRealThing() {
        String hex = transfer("1001").encode().toHex();

        assertThat(json(console.run("ledger:simulate --json " + hex), 1)
                        .getAsJsonObject("receipt")
                        .get("status")
                        .getAsString())
                .isEqualTo("rejected");
        assertThat(console.run("ledger:simulate " + hex).out())
                .startsWith("The transaction would be rejected: user_1 has 1000 ETH")
                .endsWith("[INSUFFICIENT_BALANCE]\n");
        assertThat(ledger.ledger().info().height()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"submit", "simulate"})
    void bytesThatAreNoTransactionAreRefused(String command) {
        String hex = transfer("1").encode().toHex();
        assertError("ledger:" + command, "MISSING_ARGUMENT");
        assertError("ledger:" + command + " xyz", "INVALID_ARGUMENT");
        assertError("ledger:" + command + " 00", "MALFORMED_TRANSACTION");
        assertError("ledger:" + command + " " + hex + "00", "MALFORMED_TRANSACTION");
        assertError("ledger:" + command + " " + hex.substring(2), "MALFORMED_TRANSACTION");
        assertError("ledger:" + command + " " + hex.substring(0, hex.length() - 2) + "00", "BAD_SIGNATURE");
        ledger.clock().move(Duration.ofMinutes(2));
        assertError("ledger:" + command + " " + hex, "EXPIRED");
        assertThat(ledger.ledger().info().height()).isZero();
    }

    @Test
    void aBlockShowsItsRootsAndItsTransactions() {
        assertThat(console.run("ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH")
                        .exit())
                .isZero();

        assertPrints(
                "ledger:block 1 --json",
                "{'height':1,'hash':'#','parent':'#','historyRoot':'#','time':'2026-01-01T00:00:00.000Z','chainId':'#','protocol':1,"
                        + "'inputHash':'#','stateRoot':'#','noncesRoot':'#','receiptsRoot':'#','eventsRoot':'#',"
                        + "'operatorsHash':'#','modules':[],'transactions':['#']}");
        assertThat(console.run("ledger:block 2"))
                .isEqualTo(new Outcome(1, "There is no block 2 yet: the newest is 1. [UNKNOWN_BLOCK]\n"));
        assertError("ledger:block", "MISSING_ARGUMENT");
        assertError("ledger:block newest", "INVALID_ARGUMENT");
    }

    @Test
    void anUnknownTransactionSaysWhatToDo() {
        assertError("ledger:transaction " + "0".repeat(64), "UNKNOWN_TRANSACTION");
        assertError("ledger:transaction 00", "INVALID_ARGUMENT");
    }

    @Test
    void verifyAnswersForARange() {
        ledger.node().development().orElseThrow().mine(3);

        assertPrints(
                "ledger:verify --json", "{'ok':true,'from':0,'to':3,'stateRoot':'#','firstBad':null,'reason':null}");
        assertPrints(
                "ledger:verify --from 1 --to 2 --json",
                "{'ok':true,'from':1,'to':2,'stateRoot':'#','firstBad':null,'reason':null}");
        assertError("ledger:verify --to 4", "INVALID_ARGUMENT");
        assertError("ledger:verify --from 3 --to 2", "INVALID_ARGUMENT");
    }

    @Test
    void verifyFailsWhereABitHasTurned() throws IOException {
        assertThat(console.run("ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH")
                        .exit())
                .isZero();
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(store.disk().size()));
        store.disk().read(0, content);
        int operation = new String(content.array(), StandardCharsets.ISO_8859_1).indexOf("transfer");
        store.disk().flip(operation, 0);

        JsonObject verdict = json(console.run("ledger:verify --json"), 1);
        assertThat(verdict.get("ok").getAsBoolean()).isFalse();
        assertThat(verdict.get("firstBad").getAsLong()).isEqualTo(1);
        assertThat(console.run("ledger:verify"))
                .isEqualTo(new Outcome(
                        1,
                        "Block 1 does not follow from its predecessor: "
                                + verdict.get("reason").getAsString() + "\n"));

        store.disk().flip(operation, 0);
        assertThat(console.run("ledger:verify").exit()).isZero();
    }

    @Test
    void anUnknownAccountComesWithTheNextStep() {
        assertThat(console.run("ledger:balances nobody"))
                .isEqualTo(new Outcome(
                        1,
                        "There is no account nobody: check the name, or create it with ledger:account-create nobody."
                                + " [UNKNOWN_ACCOUNT]\n"));
    }

    private SignedTransaction transfer(String amount) {
        return new LedgerClient(ledger.ledger())
                .sign(
                        "user_1",
                        USER_1.signer(),
                        new Transfer("user_1", "user_2", Amount.parse(amount, TestLedger.ETH)));
    }

    @Test
    void theLedgerIsExportedIntoANewFile(@TempDir Path folder) {
        console.run("ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH");
        Path file = folder.resolve("ledger.quoin");
        assertPrints("ledger:export " + file + " --json", "{'height':1,'stateRoot':'#'}");
        assertThat(file).isNotEmptyFile();

        JsonObject refused = json(console.run("ledger:export " + file + " --json"), 1);
        assertThat(refused.getAsJsonObject("error").get("code").getAsString()).isEqualTo("FILE_EXISTS");
        assertThat(console.run("ledger:export " + file))
                .isEqualTo(new Outcome(
                        1,
                        "There is a file " + file
                                + " already: give another name, an export replaces nothing. [FILE_EXISTS]\n"));
        assertError("ledger:export", "MISSING_ARGUMENT");
        assertError("ledger:import", "MISSING_ARGUMENT");
    }

    @Test
    void anImportSaysWhereTheLedgerStandsThenOrWhyNot() {
        assertPrints("ledger:import good --json", "{'height':7,'stateRoot':'#','added':8}");
        assertError("ledger:import bad", "OTHER_LEDGER");
    }

    /** Exports in earnest; LauncherIT imports in earnest. */
    private final class Files implements LedgerFile {
        @Override
        public Position exportTo(Path file, Progress progress) {
            return ledger.node().exportTo(file, progress);
        }

        @Override
        public Position importFrom(Path file, Progress progress) {
            if (file.endsWith("good")) {
                return new Position(7, ledger.ledger().info().stateRoot(), 8);
            }
            throw new LedgerFileException(
                    "OTHER_LEDGER", "The file is of another chain: import it there.", Values.none());
        }
    }

    private void assertPrints(String line, String json) {
        Outcome outcome = console.run(line);
        assertThat(hidden(outcome.out())).isEqualTo(json.replace('\'', '"') + "\n");
        assertThat(outcome.exit()).isZero();
    }

    private void assertFails(String line, String json) {
        Outcome outcome = console.run(line);
        assertThat(hidden(outcome.out())).isEqualTo(json.replace('\'', '"') + "\n");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    private void assertRejected(String line, String code) {
        JsonObject receipt = json(console.run(line + " --json"), 1).getAsJsonObject("receipt");
        assertThat(receipt.getAsJsonObject("failure").get("code").getAsString()).isEqualTo(code);
    }

    private void assertError(String line, String code) {
        int space = (line + " ").indexOf(' ');
        JsonObject error = json(console.run(line.substring(0, space) + " --json" + line.substring(space)), 1)
                .getAsJsonObject("error");
        assertThat(error.get("code").getAsString()).isEqualTo(code);
        assertThat(console.run(line))
                .isEqualTo(new Outcome(1, error.get("message").getAsString() + " [" + code + "]\n"));
    }

    private static JsonObject json(Outcome outcome, int exit) {
        assertThat(outcome.exit()).isEqualTo(exit);
        assertThat(outcome.out().lines()).hasSize(1);
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }

    private static String hidden(String out) {
        return out.replaceAll("\\p{XDigit}{64}", "#").replaceAll("keys {60,}", "keys  ");
    }
}
