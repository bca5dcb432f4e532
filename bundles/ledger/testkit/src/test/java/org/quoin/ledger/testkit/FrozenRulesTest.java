package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.probe.Locks;
import org.quoin.ledger.testkit.probe.Request;

/**
 * Rules that were compiled once run for ever, and come to the same: every kind of entry, every function of the host and what each
 * costs, by jars that are kept here as they were on the day on which the host interface was frozen. Whatever turns this red would
 * part the ledgers that run already: it needs another protocol version.
 */
@Timeout(60)
class FrozenRulesTest {
    @Test
    void whatRulesDidOnceTheyDoForEver() throws IOException {
        try (TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB)) {
            live(ledger);

            Header head = header(ledger, ledger.ledger().info().height());
            assertThat(LongStream.rangeClosed(1, head.height())
                            .mapToObj(
                                    height -> header(ledger, height).receipts().toHex())
                            .map(receipts -> receipts.substring(0, 8)))
                    .as("receipts, with the gas that was used")
                    .containsExactly(
                            "ff61f74b",
                            "5176c800",
                            "ed56d956",
                            "9e81c6f1",
                            "a164a2a9",
                            "92c0eabb",
                            "9df6675f",
                            "5b16e57d",
                            "2661ae3f",
                            "d254d0d9",
                            "d1e58243",
                            "5e4bcb66",
                            "efd384a5",
                            "78b723c7",
                            "01b2a133",
                            "a92ae27c",
                            "5ac0cba9",
                            "a6933ff9",
                            "56566c06",
                            "c2262f82");
            assertThat(head.state()).hasToString("b31c6f7bced32e0efa5e49b3078675e48aae6990a2275332c52088874a2a5a0d");
            assertThat(head.hash()).hasToString("22418eda5a6d8e1838967b58d6600d83fad9ca3f7579ca9d9da10b226e1e1e34");
            assertThat(ledger.ledger().verify(0, head.height()).ok()).isTrue();
        }
    }

    /** What the rules above do not ask. */
    @Test
    void whatTheHostTellsItTellsForEver() throws IOException {
        try (TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB)) {
            assertThat(ledger.activate(frozen("seer-1.0.0")).failure()).isEmpty();
            Bytes message = Bytes.fromHex("010203");

            Receipt valid = ledger.submit(ALICE, look(message, message));
            Receipt invalid = ledger.submit(ALICE, look(message, Bytes.fromHex("010204")));

            String both = "010012ff" // alice is there, nobody is not; QUO has 18 decimals, NONE does not exist
                    + "000000000000003635c9adc5dea00000" // 1000 QUO
                    + "00000000000000000000000000000000"
                    + "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";
            String whoAndWhere = "05312e302e30" + "05616c696365" + "00"; // 1.0.0, alice, no refusal
            assertThat(told(valid))
                    .isEqualTo("0000019b76daa800" + "0000000000000002" + whoAndWhere
                            + "ebd6bf2ac46364d845c025d5ef91057be959bade9446a62607f1d8815e1e3e30" + both + "01");
            assertThat(told(invalid))
                    .isEqualTo("0000019b76daa800" + "0000000000000003" + whoAndWhere
                            + "bbee3d027335824f3b898458f6698189baaaf013ccbcc51b03d589db5d12b52c" + both + "00");
            assertThat(valid.gas()).isEqualTo(175_498);
            assertThat(invalid.gas()).isEqualTo(175_498);
        }
    }

    /** @param signed what Alice's signature is for */
    private static Request look(Bytes message, Bytes signed) {
        return Request.of(
                "seer",
                "look",
                Values.of("key", ALICE.signer().publicKey().encode())
                        .and("message", message)
                        .and("signature", ALICE.signer().sign(signed)));
    }

    private static String told(Receipt receipt) {
        assertThat(receipt.failure()).isEmpty();
        return receipt.events().get(0).data().bytes("told").toHex();
    }

    private static void live(TestLedger ledger) throws IOException {
        for (String jar : List.of("vault-1.0.0", "clerk-1.0.0", "pulse-1.0.0", "htlc-fixture-1.0.0")) {
            assertThat(ledger.activate(frozen(jar)).failure()).isEmpty();
        }
        ledger.submit(ALICE, Request.of("vault", "found", Values.none()));
        ledger.submit(ALICE, put(40, 50, false), new Transfer("alice", "bob", units(2)));
        ledger.submit(ALICE, Request.of("clerk", "fund", money(30), units(30)));
        ledger.submit(ALICE, put(10, 12, true));
        ledger.submit(ALICE, Request.of("clerk", "attempt", money(101), units(102)));
        ledger.submit(ALICE, put(101, 200, false));
        ledger.submit(ALICE, Request.of("vault", "set", Values.of("open", true)));
        ledger.submit(ALICE, Locks.lock("a"), Locks.lock("b"));
        ledger.submit(BOB, Locks.claim("a", Bytes.fromHex("03")));
        ledger.submit(BOB, Locks.claim("a"));
        assertThat(ledger.activate(frozen("htlc-fixture-2.0.0")).failure()).isEmpty();
        ledger.submit(ALICE, Locks.lock("c"));
        ledger.submit(BOB, Locks.claim("b"));
        ledger.submit(BOB, Locks.claim("c"));
        ledger.submit(ALICE, Request.of("pulse", "tell", Values.of("what", "refuse")));
        ledger.advance(Duration.ofSeconds(1));
    }

    private static Bytes frozen(String name) throws IOException {
        try (InputStream jar = FrozenRulesTest.class.getResourceAsStream("/frozen/" + name + ".jar")) {
            return Bytes.of(Objects.requireNonNull(jar, name).readAllBytes());
        }
    }

    private static Header header(TestLedger ledger, long height) {
        return ledger.ledger().block(height).orElseThrow().header();
    }

    private static Amount units(long units) {
        return new Amount(BigInteger.valueOf(units), QUO);
    }

    private static Values money(long amount) {
        return Values.of("asset", "QUO").and("amount", BigInteger.valueOf(amount));
    }

    private static Request put(long amount, long limit, boolean forItself) {
        return Request.of(
                "clerk",
                "put",
                money(amount).and("limit", BigInteger.valueOf(limit)).and("forItself", forItself),
                units(limit));
    }
}
