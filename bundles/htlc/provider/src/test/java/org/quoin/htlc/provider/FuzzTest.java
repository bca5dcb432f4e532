package org.quoin.htlc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.fuzz.Fuzzer;
import org.quoin.ledger.testkit.fuzz.RulesTargets;

/** Operations and queries with any values at all: refused or rejected as described, never by accident, and nothing changes. */
class FuzzTest {
    private static final long SEED = 20_260_101;

    @Test
    void noValuesMakeTheRulesFailByAccident() throws IOException, InterruptedException {
        try (TestLedger ledger = TestLedger.create();
                InputStream rules = new HtlcModule().rules()) {
            ledger.activate(Bytes.of(rules.readAllBytes()));
            Description description = ledger.ledger().description("htlc").orElseThrow();
            CreateHtlc terms = new CreateHtlc(
                    "alice",
                    "bob",
                    Amount.parse("5", ETH),
                    Hash.sha256(new byte[32]),
                    32,
                    START.plus(Duration.ofHours(1)));
            Hash id = ledger.submit(ALICE, terms).events().get(0).data().hash("id");
            List<Operation> corpus = Stream.of(terms, new RedeemHtlc(id, Bytes.of(new byte[32])), new RefundHtlc(id))
                    .map(description::encode)
                    .map(each -> new Operation(each.capability(), each.name(), each.schema(), each.body(), List.of()))
                    .toList();
            RulesTargets targets = new RulesTargets(ledger, BOB);

            Fuzzer.Found operations = new Fuzzer(targets.operations(corpus, 1), SEED, null).run(1_000);
            Fuzzer.Found queries = new Fuzzer(targets.queries("htlc", 1), SEED, null).run(1_000);

            assertThat(operations.plus(queries).findings()).isZero();
            assertThat(operations.accepted()).isGreaterThan(300);
        }
    }
}
