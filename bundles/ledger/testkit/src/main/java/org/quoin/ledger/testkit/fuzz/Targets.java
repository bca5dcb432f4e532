package org.quoin.ledger.testkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.GrantHost;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.LedgerFile;
import org.quoin.ledger.api.LedgerFileException;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.api.Proof;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.ledger.api.RulesSignature;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.proof.ProofVerifier;
import org.quoin.ledger.api.proof.Verdict;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.command.AccountCreateCommand;
import org.quoin.ledger.core.command.AccountsCommand;
import org.quoin.ledger.core.command.AssetCreateCommand;
import org.quoin.ledger.core.command.AssetsCommand;
import org.quoin.ledger.core.command.BalancesCommand;
import org.quoin.ledger.core.command.BlockCommand;
import org.quoin.ledger.core.command.EventsCommand;
import org.quoin.ledger.core.command.InfoCommand;
import org.quoin.ledger.core.command.KeyRotateCommand;
import org.quoin.ledger.core.command.ModuleAtCommand;
import org.quoin.ledger.core.command.ModuleGrantCommand;
import org.quoin.ledger.core.command.ModuleGrantsCommand;
import org.quoin.ledger.core.command.ModuleHistoryCommand;
import org.quoin.ledger.core.command.OperatorsCommand;
import org.quoin.ledger.core.command.SimulateCommand;
import org.quoin.ledger.core.command.SubmitCommand;
import org.quoin.ledger.core.command.TransactionCommand;
import org.quoin.ledger.core.command.TransferCommand;
import org.quoin.ledger.core.command.VerifyCommand;
import org.quoin.ledger.core.command.VerifyProofCommand;
import org.quoin.ledger.core.command.WalletListCommand;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.journal.UnsupportedFormatException;
import org.quoin.ledger.core.module.InvalidRulesException;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.node.ImportedLedger;
import org.quoin.ledger.core.state.WriteSet;
import org.quoin.ledger.core.trust.TrustedKeysFile;
import org.quoin.ledger.core.trust.UntrustedRulesException;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryDisk;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.MemoryWallet;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.Story;
import org.quoin.ledger.testkit.TestConsole;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.rules.codec.CodecException;

/** Everything of the ledger that reads what others wrote: from the network, from files, from its own disk, from people. */
public final class Targets implements AutoCloseable {
    private static final Set<Class<? extends Throwable>> MALFORMED = Set.of(MalformedBytesException.class);
    private static final List<byte[]> NO_WORDS = List.of();
    private static final String FIXTURE = "htlc-fixture";

    private static final List<Class<? extends Action>> COMMANDS = List.of(
            AccountCreateCommand.class,
            AccountsCommand.class,
            AssetCreateCommand.class,
            AssetsCommand.class,
            BalancesCommand.class,
            BlockCommand.class,
            EventsCommand.class,
            InfoCommand.class,
            KeyRotateCommand.class,
            ModuleAtCommand.class,
            ModuleGrantCommand.class,
            ModuleGrantsCommand.class,
            ModuleHistoryCommand.class,
            OperatorsCommand.class,
            SimulateCommand.class,
            SubmitCommand.class,
            TransactionCommand.class,
            TransferCommand.class,
            VerifyCommand.class,
            VerifyProofCommand.class,
            WalletListCommand.class);

    /** As people type them, a word a line. */
    private static final List<String> LINES = List.of(
            "ledger:info\n--json",
            "ledger:balances\nalice\n--json",
            "ledger:accounts\n--count\n10\n--cursor\n1",
            "ledger:transfer\n--from\nalice\n--to\nbob\n--amount\n1.5\n--asset\nETH\n--sign-only",
            "ledger:transfer\n--from=alice\n--to=bob\n--amount=0.000000000000000001\n--asset=ETH\n--json",
            "ledger:asset-create\nGEM\n--decimals\n18\n--supply\n340282366920938463463\n--to\nbob\n--as\nalice",
            "ledger:key-rotate\nbob\n--scheme\np256\n--sign-only",
            "ledger:block\n1\n--json",
            "ledger:events\n--from\n0\n--count\n1000",
            "ledger:verify\n--from\n0\n--to\n1",
            "ledger:transaction\n" + "0a".repeat(32),
            "ledger:submit\n00010203",
            "ledger:simulate\n00010203\n--json",
            "module:at\n1",
            "module:grant\ntest.host\nledger\n--bytes\n1000\n--sign-only");

    private final Path directory;
    private final MemoryStore store = new MemoryStore();
    private final TestLedger ledger = TestLedger.open(store, new ManualClock(START), ALICE, BOB);
    private final TestLedger plain = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB);
    private final TestConsole console =
            new TestConsole(List.of(ledger.ledger(), new MemoryWallet(ALICE, BOB)), COMMANDS);
    private final List<byte[]> records;

    /** @param directory empty, for the files that are read */
    public Targets(Path directory) {
        this.directory = directory;
        ledger.activate(RulesJars.fixture("1.0.0"));
        ledger.submit(ALICE, new Transfer("alice", "bob", Amount.parse("1.5", ETH)));
        records = Story.of(Story.PAYMENT).records().stream().map(Bytes::toArray).toList();
    }

    /** All, each with its share. */
    public List<Target> all() throws IOException {
        return List.of(
                signedTransaction(),
                door(),
                operations(),
                values(),
                new RulesTargets(ledger, ALICE).queries(FIXTURE, 30),
                blockRecord(),
                blockInput(),
                header(),
                writes(),
                description(),
                operatorSet(),
                genesis(),
                journal(),
                proof(),
                proofFile(),
                rulesJar(),
                rulesClass(),
                signatures(),
                trustedKeys(),
                exportFile(),
                console());
    }

    private Target signedTransaction() {
        return new Target("signed-transaction", transactions(), names(), MALFORMED, 320, input -> {
            SignedTransaction signed = SignedTransaction.decode(Bytes.of(input));
            require(Arrays.equals(signed.encode().toArray(), input), "two encodings of one transaction");
            return signed.transaction().id().toArray().length == Hash.SIZE;
        });
    }

    /** What is not signed by the account that it names never gets as far as its operations. */
    private Target door() {
        List<byte[]> good = transactions();
        return new Target("door", good, names(), Set.of(MalformedBytesException.class), 30, input -> {
            boolean verified = VerifiedTransaction.verify(SignedTransaction.decode(Bytes.of(input)))
                    .isPresent();
            require(
                    !verified || good.stream().anyMatch(each -> sameContent(each, input)),
                    "a forged transaction is verified");
            return verified;
        });
    }

    /** Signatures are no part of what is signed; who has the key may sign the same again. */
    private static boolean sameContent(byte[] one, byte[] other) {
        return SignedTransaction.decode(Bytes.of(one))
                .transaction()
                .equals(SignedTransaction.decode(Bytes.of(other)).transaction());
    }

    private Target operations() {
        List<Operation> corpus = new ArrayList<>(coreOperations());
        for (OperationType type :
                ledger.ledger().description(FIXTURE).orElseThrow().operations()) {
            corpus.add(new Operation(FIXTURE, type.name(), type.schema(), Bytes.of(new byte[64]), List.of()));
        }
        return new RulesTargets(ledger, ALICE).operations(corpus, 8);
    }

    /** Core's own operations have the same form whether anything runs them. */
    private Target values() {
        List<OperationType> types = CoreCapability.DESCRIPTION.operations();
        List<byte[]> corpus = new ArrayList<>();
        for (Operation operation : coreOperations()) {
            corpus.add(RulesTargets.framed(operation));
        }
        return new Target("values", corpus, names(), MALFORMED, 280, input -> {
            Operation operation = RulesTargets.unframed(input);
            if (operation == null) {
                return false;
            }
            for (OperationType type : types) {
                if (type.name().equals(operation.name()) && type.schema() == operation.schema()) {
                    Bytes again = type.fields().encode(type.fields().decode(operation.body()));
                    require(again.equals(operation.body()), "two encodings of the same values of " + type.name());
                    return true;
                }
            }
            return false;
        });
    }

    private Target blockRecord() {
        return new Target("block-record", records, names(), MALFORMED, 60, input -> {
            require(Arrays.equals(BlockRecord.decode(input).encode(), input), "two encodings of one block");
            return true;
        });
    }

    private Target blockInput() {
        List<byte[]> corpus = records.stream()
                .skip(1) // genesis
                .map(record -> BlockRecord.decode(record).input().toArray())
                .toList();
        return new Target("block-input", corpus, names(), MALFORMED, 60, input -> {
            BlockInput.decode(input);
            return true;
        });
    }

    private Target header() {
        List<byte[]> corpus = records.stream()
                .map(record -> BlockRecord.decode(record).header().encode().toArray())
                .toList();
        return new Target("header", corpus, names(), MALFORMED, 100, input -> {
            require(Header.decode(Bytes.of(input)).encode().equals(Bytes.of(input)), "two encodings of one header");
            return true;
        });
    }

    private Target writes() {
        List<byte[]> corpus = records.stream()
                .map(record -> BlockRecord.decode(record).writes().encode())
                .toList();
        return new Target("write-set", corpus, NO_WORDS, Set.of(CodecException.class), 60, input -> {
            WriteSet.decode(input);
            return true;
        });
    }

    private Target description() {
        List<byte[]> corpus = List.of(
                CoreCapability.DESCRIPTION.encode().toArray(),
                ledger.ledger().description(FIXTURE).orElseThrow().encode().toArray());
        return new Target("description", corpus, names(), MALFORMED, 40, input -> {
            Description.decode(Bytes.of(input));
            return true;
        });
    }

    private Target operatorSet() {
        List<byte[]> corpus = List.of(ledger.ledger().operatorSet().encode().toArray());
        return new Target("operator-set", corpus, NO_WORDS, MALFORMED, 60, input -> {
            OperatorSet.decode(Bytes.of(input));
            return true;
        });
    }

    private Target genesis() {
        List<byte[]> corpus = List.of(TestLedger.genesis(ALICE, BOB).encode().toArray());
        return new Target("genesis", corpus, names(), MALFORMED, 40, input -> {
            Genesis.decode(Bytes.of(input));
            return true;
        });
    }

    /** Header, anchors and records; what it says is damaged or of another version it refuses. */
    private Target journal() throws IOException {
        MemoryStore whole = new MemoryStore();
        try (TestLedger brief = TestLedger.open(whole, new ManualClock(START), ALICE, BOB)) {
            brief.submit(ALICE, new Transfer("alice", "bob", Amount.parse("1", ETH)));
        }
        whole.disk().trim();
        List<byte[]> corpus = List.of(content(whole.disk()));
        Set<Class<? extends Throwable>> refusals =
                Set.of(DamagedDataException.class, UnsupportedFormatException.class, MalformedBytesException.class);
        return new Target("journal", corpus, NO_WORDS, refusals, 12, input -> {
            Journal.open(
                            disk(input),
                            (height, payload) ->
                                    BlockRecord.decode(payload).header().hash())
                    .close();
            return true;
        });
    }

    private Target proof() {
        long height = ledger.ledger().info().height();
        Proof proof = ledger.ledger().prove(new Claim.Balance("bob", "ETH"), height, height);
        ProofVerifier verifier = ProofVerifier.trustingOperators(
                ledger.ledger().info().chainId().toArray(),
                ledger.ledger().operatorSet().encode().toArray());
        byte[] good = framed(proof.header(), proof.proof(), proof.certificate());
        return new Target("proof", List.of(good), NO_WORDS, Set.of(), 15, input -> {
            byte[][] parts = unframed(input, 3);
            Verdict verdict = verifier.verify(parts[0], parts[1], parts[2]);
            require(
                    verdict.fact().map(fact -> fact.equals(proof.fact())).orElse(true),
                    "something that never was is proved: " + verdict.fact());
            return verdict.valid();
        });
    }

    private Target proofFile() {
        long height = ledger.ledger().info().height();
        Proof proof = ledger.ledger().prove(new Claim.Balance("bob", "ETH"), height, height);
        String json = "{\"header\":\"" + proof.header() + "\",\"proof\":\"" + proof.proof() + "\",\"value\":\"1001.5\","
                + "\"certificate\":\"" + proof.certificate() + "\"}";
        Path file = directory.resolve("proof.json");
        List<byte[]> words = words("{", "}", "[", "]", "\"", "\\u0000", "null", "1e999999999", "\"value\":", ",", ":");
        return new Target("proof-file", List.of(json.getBytes(UTF_8)), words, Set.of(), 3, input -> {
            Files.write(file, input);
            return said("ledger:verify-proof '" + file + "' --json");
        });
    }

    private Target rulesJar() {
        List<byte[]> corpus = List.of(RulesJars.fixture("1.0.0").toArray());
        List<byte[]> words =
                words("Quoin-Rules: ", "Quoin-Version: ", "../", "META-INF/MANIFEST.MF", "PK\3\4", "PK\1\2", ".class");
        return new Target("rules-jar", corpus, words, Set.of(InvalidRulesException.class), 3, input -> {
            LoadedModule.check(Bytes.of(input));
            return true;
        });
    }

    /** A class in an honest jar: what the gate, the weaver and the JVM's verifier read. */
    private Target rulesClass() {
        Map<String, byte[]> classes = new TreeMap<>(RulesJars.library());
        classes.putAll(RulesJars.classes(org.quoin.htlc.fixture.Version10.class));
        byte[] honest = classes.getOrDefault("org/quoin/htlc/fixture/Version10.class", new byte[0]);
        Map<String, String> headers = Map.of(
                "Quoin-Capability", "htlc-fixture",
                "Quoin-Version", "1.0.0",
                "Quoin-Rules", "org.quoin.htlc.fixture.Version10");
        List<byte[]> words = words("java/lang/System", "java/lang/Runtime", "()V", "<clinit>", "Code", "StackMapTable");
        return new Target("rules-class", List.of(honest), words, Set.of(InvalidRulesException.class), 2, input -> {
            Map<String, byte[]> entries = new TreeMap<>(classes);
            entries.put("org/quoin/htlc/fixture/Version10.class", input);
            LoadedModule.check(RulesJars.jar(headers, entries));
            return true;
        });
    }

    private Target signatures() {
        Bytes rules = Bytes.of(new byte[8]);
        String lines = RulesSignature.of(rules, ALICE.signer()) + "\n\n"
                + RulesSignature.of(
                        rules, Person.named("p", PublicKey.Scheme.P256).signer()) + "\n";
        return new Target(
                "rules-signatures",
                List.of(lines.getBytes(UTF_8)),
                words("ed25519:", "p256:", " ", "\n", "\0"),
                MALFORMED,
                60,
                input -> {
                    RulesSignature.parse(new String(input, UTF_8));
                    return true;
                });
    }

    private Target trustedKeys() {
        Path file = directory.resolve(TrustedKeysFile.NAME);
        String lines = "# people\n" + ALICE.signer().publicKey() + " # alice\n\n"
                + BOB.signer().publicKey() + "\n";
        return new Target(
                "trusted-keys",
                List.of(lines.getBytes(UTF_8)),
                words("ed25519:", "secp256k1:", "#", "\r\n", "\0"),
                Set.of(UntrustedRulesException.class),
                12,
                input -> {
                    Files.write(file, input);
                    new TrustedKeysFile(file).now();
                    return true;
                });
    }

    /** A ledger is there, and stays as it is whatever the file holds. */
    private Target exportFile() throws IOException {
        Path export = directory.resolve("export");
        plain.submit(ALICE, new Transfer("alice", "bob", Amount.parse("1.5", ETH)));
        plain.node().exportTo(export, LedgerFile.Progress.NONE);
        List<byte[]> corpus = List.of(Files.readAllBytes(export));
        Path place = Files.createDirectories(directory.resolve("import")).resolve("ledger");
        Path file = directory.resolve("import").resolve("file");
        return new Target("export-file", corpus, NO_WORDS, Set.of(LedgerFileException.class), 2, input -> {
            Files.write(file, input);
            Hash before = plain.ledger().info().head();
            try (ImportedLedger imported =
                    ImportedLedger.prepare(plain.node(), place, file, LedgerFile.Progress.NONE)) {
                require(!imported.hasMore(), "a file with other blocks is taken for this ledger's");
                return true;
            } finally {
                require(plain.ledger().info().head().equals(before), "an import that was refused changed the ledger");
            }
        });
    }

    /** Words as a shell would hand them over; what a command refuses or rejects changes nothing. */
    private Target console() {
        List<byte[]> corpus = LINES.stream().map(line -> line.getBytes(UTF_8)).toList();
        List<byte[]> words = words(
                "\n--json",
                "\n--help",
                "\n--as\nbob",
                "\n--count\n-1",
                "\n99999999999999999999",
                "\n1e400",
                "=",
                "\n--",
                "\n\0",
                "\n\u202e",
                "\n-0",
                "\n0x10",
                "\n.5",
                "\nNaN",
                "\n--cursor\nzz",
                "\n\ud83d\ude00");
        return new Target("console", corpus, words, Set.of(), 4, input -> {
            StringBuilder line = new StringBuilder();
            for (String word : new String(input, UTF_8).split("\n", 60)) {
                String plain = word.replaceAll("['\\r\\\\]", "");
                line.append(line.length() == 0 ? plain.replaceAll("[^a-z:-]", "") : " '" + plain + "'");
            }
            return said(line.toString());
        });
    }

    private boolean said(String line) {
        Hash before = ledger.ledger().info().stateRoot();
        TestConsole.Outcome outcome = console.run(line);
        require(!outcome.out().contains("INTERNAL_ERROR"), "a command failed by accident: " + line);
        require(
                outcome.exit() == 0 || ledger.ledger().info().stateRoot().equals(before),
                "a command that failed changed the state: " + line);
        return true;
    }

    private List<byte[]> transactions() {
        List<byte[]> transactions = new ArrayList<>();
        for (PublicKey.Scheme scheme : PublicKey.Scheme.values()) {
            Person person = Person.named("alice", scheme);
            transactions.add(ledger.draft(ALICE, new Transfer("alice", "bob", Amount.parse("1", ETH)))
                    .signedBy(person.signer())
                    .sign()
                    .encode()
                    .toArray());
        }
        return transactions;
    }

    private static List<Operation> coreOperations() {
        PublicKey key = BOB.signer().publicKey();
        return Stream.of(
                        new Transfer("alice", "bob", Amount.parse("1.5", ETH)),
                        new CreateAccount("carol", key),
                        new CreateAsset(Amount.parse("12.34", new Asset("GEM", 2)), "alice"),
                        new RotateKeys("bob", List.of(key)),
                        new GrantHost(new HostGrant("test.host", List.of("ledger"))))
                .map(CoreCapability.DESCRIPTION::encode)
                .toList();
    }

    static List<byte[]> names() {
        return words(
                "alice",
                "bob",
                "ETH",
                "ledger",
                "htlc-fixture",
                "transfer",
                "\0\0\0\0\0\0\0\1",
                "\u00ff\u00ff\u00ff\u00ff");
    }

    private static List<byte[]> words(String... words) {
        return Arrays.stream(words).map(word -> word.getBytes(UTF_8)).toList();
    }

    /** Each with its length before it. */
    private static byte[] framed(Bytes... parts) {
        ByteBuffer framed = ByteBuffer.allocate(Arrays.stream(parts)
                .mapToInt(part -> Integer.BYTES + part.size())
                .sum());
        for (Bytes part : parts) {
            framed.putInt(part.size()).put(part.toArray());
        }
        return framed.array();
    }

    /** Lengths that lie are cut to what there is. */
    private static byte[][] unframed(byte[] input, int count) {
        ByteBuffer in = ByteBuffer.wrap(input);
        byte[][] parts = new byte[count][];
        for (int i = 0; i < count; i++) {
            int length = in.remaining() < Integer.BYTES ? 0 : in.getInt();
            parts[i] = new byte[Math.max(0, Math.min(length, in.remaining()))];
            in.get(parts[i]);
        }
        return parts;
    }

    private static byte[] content(MemoryDisk disk) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(disk.size()));
        disk.read(0, content);
        return content.array();
    }

    private static MemoryDisk disk(byte[] content) {
        MemoryDisk disk = new MemoryDisk();
        disk.grow(content.length);
        disk.write(0, ByteBuffer.wrap(content));
        return disk;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Target.Wrong(otherwise);
        }
    }

    @Override
    public void close() {
        console.close();
        plain.close();
        ledger.close();
    }
}
