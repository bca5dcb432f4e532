package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.MintRules;
import org.quoin.ledger.testkit.probe.Request;

/** Assets that a capability issues: it alone changes their supply, and they are like any others in all else. */
@Timeout(60)
class IssuedAssetsTest {
    private static final Asset SHARE = new Asset("SHARE", 2);

    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), ALICE, BOB);

    @BeforeEach
    void activate() {
        for (String name : List.of("mint", "forger")) {
            assertThat(ledger.activate(Jars.written(name, "1.0.0", MintRules.class))
                            .failure())
                    .isEmpty();
        }
        assertThat(submit(BOB, "mint", "issue", Values.of("asset", "SHARE").and("decimals", 2L))
                        .events())
                .extracting(Event::type)
                .containsExactly("ledger.asset-issued");
    }

    @AfterEach
    void everyBlockFollowsFromItsPredecessor() {
        assertThat(ledger.ledger().verify(0, ledger.ledger().info().height()).reason())
                .isEmpty();
        ledger.close();
    }

    @Test
    void thereIsNothingOfItUntilSomeIsIssued() {
        AssetInfo share = ledger.ledger().asset("SHARE").orElseThrow();

        assertThat(share).isEqualTo(new AssetInfo(SHARE, Amount.zero(SHARE), ":mint"));
    }

    @Test
    void whatIsIssuedCanBePaidAndTakenBack() {
        assertThat(mint("alice", 500).failure()).isEmpty();
        assertThat(ledger.submit(ALICE, new Transfer("alice", "bob", share(200)))
                        .failure())
                .isEmpty();
        assertThat(burn(BOB, "bob", 150, share(150)).failure()).isEmpty();

        assertThat(supply()).isEqualTo(share(350));
        assertThat(ledger.balance(ALICE, SHARE)).isEqualTo(share(300));
        assertThat(ledger.balance(BOB, SHARE)).isEqualTo(share(50));
    }

    @Test
    void anAgreementHoldsItToo() {
        submit(ALICE, "mint", "issue", Values.of("asset", "WHOLE").and("decimals", 0L));

        assertThat(mint(":purse", 70).failure()).isEmpty();
        assertThat(burn(BOB, ":purse", 30).failure()).isEmpty();

        assertThat(supply()).isEqualTo(share(40));
        assertThat(code(burn(BOB, ":purse", 41))).isEqualTo("MODULE_FAULT");
    }

    @Test
    void nobodyElseChangesItsSupply() {
        mint("alice", 500);

        assertThat(code(submit(ALICE, "forger", "mint", money("alice", 1)))).isEqualTo("MODULE_FAULT");
        assertThat(code(submit(ALICE, "forger", "burn", money("alice", 1), share(1))))
                .isEqualTo("MODULE_FAULT");
        ledger.submit(ALICE, new CreateAsset(new Amount(BigInteger.TEN, new Asset("OWN", 0)), "alice"));
        assertThat(code(submit(
                        ALICE,
                        "mint",
                        "mint",
                        Values.of("holder", "alice").and("asset", "OWN").and("amount", BigInteger.ONE))))
                .isEqualTo("MODULE_FAULT");
        assertThat(supply()).isEqualTo(share(500));
    }

    @Test
    void onlyWhatIsThereAndWasDeclaredIsTakenBack() {
        mint("alice", 500);

        assertThat(code(burn(ALICE, "alice", 501, share(501)))).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(code(burn(ALICE, "alice", 10))).isEqualTo("SPENDING_LIMIT_EXCEEDED");
        assertThat(code(burn(BOB, "alice", 10, share(10)))).isEqualTo("MODULE_FAULT");
        assertThat(code(burn(ALICE, "alice", 0, share(10)))).isEqualTo("ZERO_AMOUNT");
        assertThat(code(mint("alice", 0))).isEqualTo("ZERO_AMOUNT");
        assertThat(code(mint("nobody", 1))).isEqualTo("UNKNOWN_ACCOUNT");
        assertThat(supply()).isEqualTo(share(500));
    }

    @Test
    void aSupplyStaysBelowTwoToThe128() {
        mint("alice", 500);

        assertThat(code(submit(
                        ALICE,
                        "mint",
                        "mint",
                        Values.of("holder", "bob")
                                .and("asset", "SHARE")
                                .and("amount", Amount.MAX_UNITS.subtract(BigInteger.valueOf(499))))))
                .isEqualTo("MODULE_FAULT");
        assertThat(supply()).isEqualTo(share(500));
    }

    @Test
    void anAssetIsIssuedOnceWithDecimalsThatThereAre() {
        assertThat(code(submit(
                        ALICE, "mint", "issue", Values.of("asset", "SHARE").and("decimals", 2L))))
                .isEqualTo("ASSET_EXISTS");
        assertThat(code(submit(
                        ALICE, "mint", "issue", Values.of("asset", "FINE").and("decimals", 1L + Asset.MAX_DECIMALS))))
                .isEqualTo("MODULE_FAULT");
    }

    private Receipt mint(String holder, long units) {
        return submit(ALICE, "mint", "mint", money(holder, units));
    }

    private Receipt burn(Person signer, String holder, long units, Amount... spends) {
        return submit(signer, "mint", "burn", money(holder, units), spends);
    }

    private static Values money(String holder, long units) {
        return Values.of("holder", holder).and("asset", "SHARE").and("amount", BigInteger.valueOf(units));
    }

    private Receipt submit(Person signer, String capability, String operation, Values values, Amount... spends) {
        return ledger.submit(signer, new Request(capability, operation, values, List.of(spends)));
    }

    private Amount supply() {
        return ledger.ledger().asset("SHARE").orElseThrow().supply();
    }

    private static Amount share(long units) {
        return new Amount(BigInteger.valueOf(units), SHARE);
    }

    private static String code(Receipt receipt) {
        return receipt.failure().orElseThrow().code();
    }
}
