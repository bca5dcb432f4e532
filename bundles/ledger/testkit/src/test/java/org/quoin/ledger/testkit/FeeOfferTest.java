package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.FeeOffer;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.command.TransactionCommand;
import org.quoin.ledger.core.command.TransferCommand;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.TollRules;

/** Who signs by the client or at the console pays what a fee policy wants, without knowing of it: see the prices at {@link TollRules}. */
@Timeout(60)
class FeeOfferTest {
    private static final String PAY = "ledger:transfer --from alice --to bob --amount 1 --asset ETH --json";

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), ALICE, BOB, Person.named("carol"));
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger(), new MemoryWallet(ALICE, BOB)),
            List.of(TransferCommand.class, TransactionCommand.class));

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    @Test
    void theClientOffersTwiceTheEstimateFromTheMomentThereIsAPolicy() {
        LedgerClient client = new LedgerClient(ledger.ledger());
        Transfer payment = new Transfer("alice", "bob", Amount.parse("1", ETH));
        assertThat(client.feePolicy()).isEmpty();
        assertThat(client.sign("alice", ALICE.signer(), payment).transaction().fee())
                .isEqualTo(FeeTerms.NONE);

        price();

        assertThat(client.feePolicy()).hasValue("toll");
        Receipt receipt = TestLedger.await(client.submit("alice", ALICE.signer(), payment));
        assertThat(receipt.applied()).isTrue();
        assertThat(receipt.fee().units()).isPositive();
        FeeTerms offered = ledger.ledger()
                .transaction(receipt.transaction())
                .orElseThrow()
                .transaction()
                .fee();
        assertThat(offered).isEqualTo(FeeTerms.upTo(receipt.fee().units().multiply(BigInteger.TWO)));
    }

    @Test
    void theTipIsOfferedOnTopAndPaidInFull() {
        price();
        LedgerClient client = new LedgerClient(ledger.ledger());
        Transfer payment = new Transfer("alice", "bob", Amount.parse("1", ETH));
        BigInteger base = TestLedger.await(client.submit("alice", ALICE.signer(), payment))
                .fee()
                .units();

        Receipt receipt = TestLedger.await(client.submit(FeeOffer.USUAL.withTip(2), "alice", ALICE.signer(), payment));

        assertThat(receipt.fee().units()).isEqualTo(base.add(BigInteger.valueOf(2 * 120_000)));
    }

    @Test
    void aCommandPaysAndTheTransactionShowsWhatItOffered() {
        price();

        JsonObject receipt = json(console.run(PAY + " --tip 0.000000002"), 0).getAsJsonObject("receipt");

        assertThat(receipt.get("fee").getAsString()).startsWith("0.0000000000006");
        assertThat(receipt.get("feeAsset").getAsString()).isEqualTo("QUO");
        JsonObject offered = json(
                        console.run(
                                "ledger:transaction --json " + receipt.get("tx").getAsString()),
                        0)
                .getAsJsonObject("offered");
        assertThat(offered.get("limit").getAsString()).startsWith("0.00000000000");
        assertThat(offered.get("asset").getAsString()).isEqualTo("QUO");
        assertThat(offered.get("tip").getAsString()).isEqualTo("0.000000002");
        assertThat(offered.get("layer2").getAsBoolean()).isFalse();
        assertThat(offered.get("sponsor").isJsonNull()).isTrue();
    }

    @Test
    void whatACommandIsToldToOfferIsOffered() {
        price();

        assertThat(failure(" --fee-limit 0.000000000000000001")).isEqualTo("FEE_LIMIT_TOO_LOW");
        assertThat(failure(" --layer-2 --fee-limit 0.001")).isEqualTo("NOT_LAYER_2");
        assertThat(failure(" --sponsor carol --fee-limit 0.001")).isEqualTo("UNWANTED");
    }

    @Test
    void whatCannotBeOfferedIsToldBeforeAnythingIsSigned() {
        for (String option : List.of("--fee-limit -1", "--tip 1e9", "--tip 0.0000000001", "--sponsor A")) {
            JsonObject refused = json(console.run(PAY + " " + option), 1);
            assertThat(refused.getAsJsonObject("error").get("code").getAsString())
                    .as(option)
                    .startsWith("INVALID_A");
        }
        assertThat(ledger.ledger().info().height()).isZero();
    }

    @Test
    void withoutAPolicyACommandOffersNothing() {
        JsonObject receipt = json(console.run(PAY), 0).getAsJsonObject("receipt");

        assertThat(receipt.get("fee").getAsString()).isEqualTo("0");
        assertThat(json(
                                console.run("ledger:transaction --json "
                                        + receipt.get("tx").getAsString()),
                                0)
                        .has("offered"))
                .isFalse();
    }

    /** From the next block on. */
    private void price() {
        assertThat(ledger.activate(Jars.written("toll", "1.0.0", TollRules.class))
                        .failure())
                .isEmpty();
        ledger.advance(Duration.ofMillis(1));
    }

    /** The ledger refuses what it would reject where it can tell. */
    private String failure(String options) {
        JsonObject answer = json(console.run(PAY + options), 1);
        JsonObject failure = answer.has("error")
                ? answer.getAsJsonObject("error")
                : answer.getAsJsonObject("receipt").getAsJsonObject("failure");
        return failure.get("code").getAsString();
    }

    private static JsonObject json(Outcome outcome, int exit) {
        assertThat(outcome.exit()).as(outcome.out()).isEqualTo(exit);
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }
}
