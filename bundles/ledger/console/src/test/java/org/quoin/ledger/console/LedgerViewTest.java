package org.quoin.ledger.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

class LedgerViewTest {
    private static final String TX = "0000000000000000000000000000000000000000000000000000000000000000";

    private final Description core = new Description(
            List.of(),
            List.of(),
            List.of(
                    new EventType(
                            "transferred",
                            Schema.of(
                                    new Field("from", FieldType.account()),
                                    new Field("asset", FieldType.asset()),
                                    new Field("amount", FieldType.amountOf("asset")),
                                    new Field("memo", FieldType.optional(FieldType.text(9))))),
                    new EventType(
                            "asset-created",
                            Schema.of(
                                    new Field("asset", FieldType.asset()),
                                    new Field("decimals", FieldType.number(30)),
                                    new Field("supply", FieldType.amountOf("asset"))))),
            List.of(),
            List.of(),
            List.of());
    private final Description swap = new Description(
            List.of(),
            List.of(),
            List.of(),
            List.of(new FailureType(
                    "TOO_LITTLE",
                    "got {amounts}",
                    Schema.of(
                            new Field("asset", FieldType.asset()),
                            new Field("amounts", FieldType.listOf(FieldType.amountOf("asset"), 4))))),
            List.of(),
            List.of());
    private final StubLedger ledger = new StubLedger()
            .asset("ETH", 18)
            .asset("BTC", 8)
            .description("ledger", core)
            .description("swap", swap);
    private final LedgerView view = new LedgerView(ledger);

    @Test
    void anAmountIsShownInWholeUnitsOfTheAssetThatTheSchemaNames() {
        assertThat(JsonView.line(view.receipt(applied(event("ledger.transferred", transferred("BTC", 150_000_000))))))
                .isEqualTo("{\"tx\":\"" + TX
                        + "\",\"height\":7,\"index\":3,\"status\":\"applied\",\"failure\":null,\"gas\":20000,\"fee\":\"0\",\"feeAsset\":\"ETH\","
                        + "\"events\":[{\"sequence\":12,\"type\":\"ledger.transferred\",\"data\":"
                        + "{\"from\":\"user_1\",\"asset\":\"BTC\",\"amount\":\"1.5\",\"memo\":null}}]}");
    }

    @Test
    void aRejectedReceiptHasTheSameFieldsAndAReason() {
        Failure reason = new Failure(
                "TOO_LITTLE",
                "got 1, 2",
                Values.of("amounts", List.of(units(100_000_000), units(250_000_000)))
                        .and("asset", "BTC"));

        assertThat(JsonView.line(view.receipt(new Receipt(Hash.ZERO, 7, 3, reason, 20_000, fee(), List.of()))))
                .isEqualTo("{\"tx\":\"" + TX + "\",\"height\":7,\"index\":3,\"status\":\"rejected\",\"failure\":"
                        + "{\"code\":\"TOO_LITTLE\",\"message\":\"got 1, 2\",\"values\":"
                        + "{\"asset\":\"BTC\",\"amounts\":[\"1\",\"2.5\"]}},"
                        + "\"gas\":20000,\"fee\":\"0\",\"feeAsset\":\"ETH\",\"events\":[]}");
    }

    @Test
    void anEventOfTheChainAlsoSaysAtWhichHeight() {
        assertThat(JsonView.line(view.event(event("ledger.transferred", transferred("ETH", 1)))))
                .isEqualTo("{\"sequence\":12,\"height\":7,\"type\":\"ledger.transferred\",\"data\":"
                        + "{\"from\":\"user_1\",\"asset\":\"ETH\",\"amount\":\"0.000000000000000001\",\"memo\":null}}");
    }

    @Test
    void anAmountOfAnAssetThatASimulationCreatedIsReadByTheDecimalsBesideIt() {
        Values created = Values.of("asset", "GOLD").and("decimals", 2L).and("supply", units(1050));

        assertThat(JsonView.line(view.event(event("ledger.asset-created", created))))
                .contains("\"supply\":\"10.5\"");
    }

    @Test
    void anAmountOfAnUnknownAssetCannotBeTakenForWholeUnits() {
        assertThat(JsonView.line(view.event(event("ledger.transferred", transferred("GONE", 1050)))))
                .contains("\"amount\":\"1050 units\"");
    }

    @Test
    void whatNoDescriptionKnowsIsShownAsItIs() {
        assertThat(JsonView.line(view.event(event("gone.happened", Values.of("n", 1L)))))
                .endsWith("\"type\":\"gone.happened\",\"data\":{\"n\":1}}");
        assertThat(JsonView.line(view.event(event("nameless", Values.none())))).endsWith("\"data\":{}}");
        assertThat(JsonView.line(view.failure(new Failure("GONE", "it is gone", Values.none()))))
                .isEqualTo("{\"code\":\"GONE\",\"message\":\"it is gone\",\"values\":{}}");
    }

    @Test
    void aFailureOfAnotherCapabilityWithTheSameCodeKeepsItsOwnValues() {
        assertThat(JsonView.line(view.failure(new Failure("TOO_LITTLE", "no", Values.of("missing", 3L)))))
                .isEqualTo("{\"code\":\"TOO_LITTLE\",\"message\":\"no\",\"values\":{\"missing\":3}}");
    }

    private static Receipt applied(Event event) {
        return new Receipt(Hash.ZERO, 7, 3, null, 20_000, fee(), List.of(event));
    }

    private static Event event(String type, Values data) {
        return new Event(12, 7, type, data);
    }

    private static Values transferred(String asset, long amount) {
        return Values.of("from", "user_1").and("asset", asset).and("amount", units(amount));
    }

    private static Amount fee() {
        return Amount.zero(new Asset("ETH", 18));
    }

    private static BigInteger units(long units) {
        return BigInteger.valueOf(units);
    }
}
