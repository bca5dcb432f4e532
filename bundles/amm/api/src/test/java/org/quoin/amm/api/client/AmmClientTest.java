package org.quoin.amm.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.amm.api.Amm;
import org.quoin.amm.api.AmmPool;
import org.quoin.amm.api.AmmPosition;
import org.quoin.amm.api.AmmQuote;
import org.quoin.amm.api.CreatePool;
import org.quoin.amm.api.DepositLiquidity;
import org.quoin.amm.api.SwapExactIn;
import org.quoin.amm.api.SwapExactOut;
import org.quoin.amm.api.WithdrawLiquidity;
import org.quoin.amm.rules.AmmRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** A host that looks the service up: from an empty pool to what is left in it. */
class AmmClientTest {
    private static final Instant LATER = START.plus(Duration.ofMinutes(1));
    private static final Asset SHARE = new Asset("LP-1", 18);
    private static final List<String> ROUTE = List.of("pool");

    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB);
    private final Amm amm = new AmmClient(ledger.ledger());

    @BeforeEach
    void activate() {
        assertThat(ledger.activate(RulesJars.of("amm", "1.0.0", AmmRules.class)).failure())
                .isEmpty();
        applied(ALICE, new CreatePool("pool", "ETH", "QUO", 3_000));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whoProvidesHasAPartThatFeesMakeWorthMore() {
        applied(ALICE, new DepositLiquidity("pool", eth("100"), quo("100"), shares("1"), LATER));
        AmmQuote quote = amm.quote(ROUTE, eth("10"), "QUO");
        assertThat(quote.fee()).isEqualTo(eth("0.03"));
        assertThat(quote.routeFee()).isEqualTo(3_000);

        applied(BOB, new SwapExactIn(ROUTE, eth("10"), quote.out(), LATER));
        AmmQuote back = amm.quoteExactOut(ROUTE, "QUO", eth("10"));
        assertThat(back.in().units()).isGreaterThan(quote.out().units());
        applied(BOB, new SwapExactOut(ROUTE, back.in(), eth("10"), LATER));

        AmmPosition position = amm.positions("alice", null, 10).items().get(0);
        assertThat(position.amount0().units()).isGreaterThan(eth("99.99").units());
        assertThat(position.amount1().units()).isGreaterThan(quo("100.05").units());
        applied(ALICE, new WithdrawLiquidity("pool", position.shares(), position.amount0(), position.amount1(), LATER));
        assertThat(amm.positions("alice", null, 10).items()).isEmpty();
        assertThat(amm.pool("pool").map(AmmPool::supply).orElseThrow().units()).isEqualTo(1_000);
    }

    @Test
    void aQuoteIsRefusedAsTheSwapWouldBe() {
        assertThat(amm.pool("none")).isEmpty();
        assertThat(amm.pools(null, 10).items()).extracting(AmmPool::fee).containsExactly(3_000);
        assertThatThrownBy(() -> amm.quote(ROUTE, eth("10"), "QUO"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo("POOL_EMPTY"));
    }

    private void applied(Person person, OperationRecord operation) {
        Receipt receipt = amm.submit(person.name(), person.signer(), operation).join();
        assertThat(receipt.failure()).isEmpty();
    }

    private static Amount eth(String whole) {
        return Amount.parse(whole, ETH);
    }

    private static Amount quo(String whole) {
        return Amount.parse(whole, QUO);
    }

    private static Amount shares(String whole) {
        return Amount.parse(whole, SHARE);
    }
}
