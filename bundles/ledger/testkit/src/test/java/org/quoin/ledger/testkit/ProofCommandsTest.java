package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.api.Proof;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.proof.Fact;
import org.quoin.ledger.api.proof.ProofVerifier;
import org.quoin.ledger.api.proof.Verdict;
import org.quoin.ledger.core.command.OperatorsCommand;
import org.quoin.ledger.core.command.ProveCommand;
import org.quoin.ledger.core.command.VerifyProofCommand;
import org.quoin.ledger.testkit.TestConsole.Outcome;

/** Proofs of a ledger that lives, typed into Karaf's shell; alice is its operator. */
class ProofCommandsTest {
    private final TestLedger ledger = TestLedger.create();
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger()), List.of(ProveCommand.class, VerifyProofCommand.class, OperatorsCommand.class));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @BeforeEach
    void pay() {
        ledger.submit(ALICE, new Transfer("alice", "bob", Amount.parse("1.5", ETH)));
        ledger.submit(ALICE, new CreateAsset(Amount.parse("5", new Asset("GEM", 0)), "alice"));
    }

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    @Test
    void whatProvePrintsIsWhatVerifyProofAccepts() throws IOException {
        Outcome printed = console.run("ledger:prove --account bob --asset ETH --json");
        Path file = Files.writeString(directory.resolve("proof.json"), printed.out());

        assertThat(printed.exit()).isZero();
        assertThat(JsonParser.parseString(printed.out()).getAsJsonObject().keySet())
                .containsExactly("header", "proof", "value", "certificate");
        assertThat(text(printed, "value")).isEqualTo("1001.5");
        assertThat(console.run("ledger:verify-proof " + file + " --json"))
                .isEqualTo(
                        new Outcome(
                                0,
                                "{\"valid\":true,\"reason\":\"After block 2 bob has 1001.5 ETH, as 1 of 1 operators certify.\"}\n"));
    }

    @Test
    void nothingAndThePastAreProvedToo() {
        assertThat(text(console.run("ledger:prove --account bob --asset GEM --json"), "value"))
                .isEqualTo("0");
        assertThat(text(console.run("ledger:prove --account bob --asset ETH --height 0 --json"), "value"))
                .isEqualTo("1000");
        assertThat(console.run("ledger:prove --account bob --asset GEM --height 1 --json")
                        .out())
                .contains("There was no asset GEM then: choose a later block, or check the name.");
    }

    @Test
    void anOlderBlockIsProvedUnderALaterOne() {
        Path file = prove("--account bob --asset ETH --height 0 --under 2");
        String hash = ledger.ledger().info().head().toHex();
        String other = ledger.ledger().block(1).orElseThrow().header().hash().toHex();

        assertThat(console.run("ledger:verify-proof " + file).out())
                .contains("After block 0 bob has 1000 ETH, as 1 of 1 operators certify.");
        assertThat(console.run("ledger:verify-proof " + file + " --header " + hash)
                        .out())
                .contains("After block 0 bob has 1000 ETH.");
        assertThat(console.run("ledger:verify-proof " + file + " --header " + other))
                .isEqualTo(new Outcome(1, "Nothing is proved: the header is not the one that is trusted.\n"));
    }

    @Test
    void theTrustedChainAndOperatorsCanBeThoseOfAnotherNode() {
        Path file = prove("--account alice --asset GEM");
        OperatorSet strangers = OperatorSet.majorityOf(List.of(BOB.signer().publicKey()));
        String ours = text(console.run("ledger:operators --json"), "encoded");

        assertThat(ours).isEqualTo(ledger.ledger().operatorSet().encode().toHex());
        assertThat(console.run("ledger:verify-proof " + file + " --operators " + ours)
                        .exit())
                .isZero();
        assertThat(console.run("ledger:verify-proof " + file + " --operators "
                                + strangers.encode().toHex())
                        .out())
                .contains("the header names other operators than those trusted");
        assertThat(console.run("ledger:verify-proof " + file + " --chain " + Hash.ZERO)
                        .out())
                .contains("the header is of another chain");
        assertThat(console.run("ledger:verify-proof " + file + " --chain " + Hash.ZERO + " --header " + Hash.ZERO)
                        .out())
                .contains("leave out --chain and --operators");
    }

    @Test
    void anotherValueThanTheOneProvedIsRefused() throws IOException {
        Path file = prove("--account bob --asset ETH");
        Files.writeString(file, Files.readString(file).replace("1001.5", "9001.5"));

        assertThat(console.run("ledger:verify-proof " + file).out())
                .startsWith("The value in the file is not the one that is proved. After block 2 bob has 1001.5 ETH");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "[[[[[[[[[[[[",
                "{\"header\":\"\",\"proof\":\"\",\"value\":\"\"}",
                "{\"header\":\"\",\"proof\":\"\",\"value\":\"\",\"certificate\":\"\",\"more\":\"\"}",
                "{\"header\":1,\"proof\":\"\",\"value\":\"\",\"certificate\":\"\"}",
                "{\"header\":\"\",\"header\":\"\",\"proof\":\"\",\"value\":\"\",\"certificate\":\"\"}",
                "{\"header\":\"xy\",\"proof\":\"\",\"value\":\"\",\"certificate\":\"\"}",
                "{\"header\":\"\",\"proof\":\"\",\"value\":\"\",\"certificate\":\"\"}",
                "{\"header\":\"\",\"proof\":\"\",\"value\":\"\",\"certificate\":\"\"} {}",
                "{header:'',proof:'',value:'',certificate:''}"
            })
    void garbageIsNotValidAndSaysSo(String garbage) throws IOException {
        Path file = Files.writeString(directory.resolve("garbage"), garbage);
        Outcome outcome = console.run("ledger:verify-proof --json " + file);

        JsonObject answer = JsonParser.parseString(outcome.out()).getAsJsonObject();
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(answer.get("valid").getAsBoolean()).isFalse();
        assertThat(answer.get("reason").getAsString())
                .matches("(The file is not what ledger:prove --json prints: .*|Nothing is proved: .*)\\.");
    }

    @Test
    void filesThatCannotBeReadOrWrittenAreNamed() {
        Path file = prove("--account bob --asset ETH");

        assertThat(console.run("ledger:verify-proof " + directory.resolve("none"))
                        .out())
                .contains("cannot be read", "[UNREADABLE_FILE]");
        assertThat(console.run("ledger:verify-proof").out()).contains("FILE is missing");
        assertThat(console.run("ledger:prove --account bob --asset ETH --out " + file)
                        .out())
                .contains("is there already: choose another name.", "[UNWRITABLE_FILE]");
        assertThat(console.run("ledger:prove --account bob --asset ETH --height 3")
                        .out())
                .contains("is not a whole number from 0 to 2");
        assertThat(console.run("ledger:prove --account nobody --asset ETH").out())
                .contains("[UNKNOWN_ACCOUNT]");
    }

    @Test
    void theOldestStateThatIsKeptIsNamed() {
        for (int i = 0; i < 11; i++) {
            ledger.node().development().orElseThrow().mine(100);
        }
        Claim claim = new Claim.Balance("bob", "ETH");

        assertThatThrownBy(() -> ledger.ledger().prove(claim, 78, 1_102))
                .hasMessage("the state after block 78 is not kept any more: ask for block 79 or a later one");
        assertThat(ledger.ledger().prove(claim, 79, 1_102).fact().height()).isEqualTo(79);
        assertThatThrownBy(() -> ledger.ledger().prove(claim, 1_102, 1_103))
                .hasMessageContaining("the newest block is 1102");
    }

    /** Without the operator's key a node proves what it knows, and nobody has to believe it. */
    @Test
    void aNodeWithoutTheKeyCertifiesNothing() {
        ledger.node().certifyWith(new MemoryWallet(BOB));
        Proof proof = ledger.ledger().prove(new Claim.Balance("bob", "ETH"), 2, 2);
        Verdict verdict = ProofVerifier.trustingOperators(
                        ledger.ledger().info().chainId().toArray(),
                        ledger.ledger().operatorSet().encode().toArray())
                .verify(
                        proof.header().toArray(),
                        proof.proof().toArray(),
                        proof.certificate().toArray());

        assertThat(verdict.reason()).isEqualTo("Nothing is proved: 0 operators have signed and 1 are needed.");
        assertThat(proof.fact())
                .isEqualTo(new Fact.Balance(
                        2, "bob", "ETH", 18, Amount.parse("1001.5", ETH).units()));
    }

    private Path prove(String options) {
        Path file = directory.resolve("proof.json");
        assertThat(console.run("ledger:prove " + options + " --out " + file).exit())
                .isZero();
        return file;
    }

    private static String text(Outcome outcome, String field) {
        assertThat(outcome.exit()).as(outcome.out()).isZero();
        return JsonParser.parseString(outcome.out())
                .getAsJsonObject()
                .get(field)
                .getAsString();
    }
}
