package org.quoin.htlc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.HtlcFailure;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.htlc.provider.RecordingHost.Refused;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.SpendingLimit;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;
import org.quoin.rules.host.Rules;

/** What the contract's records write the rules read, and the other way round; the bytes between them are golden. */
class WireTest {
    private static final String ID = "11".repeat(32);
    private static final String SECRET_HASH = "22".repeat(32);
    private static final CreateHtlc TERMS = new CreateHtlc(
            "alice",
            "bob",
            new Amount(BigInteger.valueOf(5), new Asset("ETH", 18)),
            Hash.fromHex(SECRET_HASH),
            3,
            Instant.ofEpochMilli(2_000));

    /** bob, ETH, 5, the hash, 3, 2000 */
    private static final String TERMS_BYTES =
            "03626f62" + "03455448" + "00".repeat(15) + "05" + SECRET_HASH + "0003" + "00000000000007d0";

    private static final Values CREATED = Values.of("id", Hash.fromHex(ID))
            .and("funder", "alice")
            .and("beneficiary", "bob")
            .and("asset", "ETH")
            .and("amount", BigInteger.valueOf(5))
            .and("secretHash", Hash.fromHex(SECRET_HASH))
            .and("preimageLength", 3L)
            .and("expiry", Instant.ofEpochMilli(2_000));

    private final HtlcRules rules = new HtlcRules();
    private final Description description = Description.decode(Bytes.of(rules.describe()));
    private final RecordingHost ledger = new RecordingHost(ID, SECRET_HASH).at(1_000);

    @Test
    void theDescriptionIsFrozen() {
        assertThat(Hash.sha256(rules.describe()).toHex())
                .isEqualTo("0900fbfec15ff85aa5190620e4e03cc4cae1e33625dd6c6e69d5929977f98ccf");
    }

    @Test
    void aCreationIsReadAsItWasWritten() {
        Operation operation = description.encode(TERMS);

        assertThat(operation.body().toHex()).isEqualTo(TERMS_BYTES);
        assertThat(operation.limits()).containsExactly(new SpendingLimit("ETH", BigInteger.valueOf(5)));
        run(TERMS);
        assertThat(event("created")).isEqualTo(CREATED);
        assertThat(contract()).isEqualTo(CREATED.and("state", "open").and("rulesVersion", "1.1.0"));
    }

    @Test
    void aRedemptionIsReadAsItWasWritten() {
        RedeemHtlc redemption = new RedeemHtlc(Hash.fromHex(ID), Bytes.fromHex("c0ffee"));
        run(TERMS);

        assertThat(description.encode(redemption).body().toHex()).isEqualTo(ID + "03c0ffee");
        assertThat(description.encode(redemption).limits()).isEmpty();
        run(redemption);
        assertThat(event("redeemed"))
                .isEqualTo(Values.of("id", Hash.fromHex(ID))
                        .and("beneficiary", "bob")
                        .and("asset", "ETH")
                        .and("amount", BigInteger.valueOf(5))
                        .and("preimage", Bytes.fromHex("c0ffee")));
        assertThat(contract())
                .isEqualTo(CREATED.and("state", "redeemed")
                        .and("rulesVersion", "1.1.0")
                        .and("preimage", Bytes.fromHex("c0ffee")));
    }

    @Test
    void aRefundIsReadAsItWasWritten() {
        RefundHtlc refund = new RefundHtlc(Hash.fromHex(ID));
        run(TERMS);
        ledger.at(2_000);

        assertThat(description.encode(refund).body().toHex()).isEqualTo(ID);
        assertThat(description.encode(refund).limits()).isEmpty();
        run(refund);
        assertThat(event("refunded"))
                .isEqualTo(Values.of("id", Hash.fromHex(ID))
                        .and("funder", "alice")
                        .and("asset", "ETH")
                        .and("amount", BigInteger.valueOf(5)));
        assertThat(contract()).isEqualTo(CREATED.and("state", "refunded").and("rulesVersion", "1.1.0"));
    }

    @Test
    void aFailureIsReadAsItWasWritten() {
        run(TERMS);

        assertThatThrownBy(() -> run(new RefundHtlc(Hash.fromHex(ID))))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    FailureType type = description.failure(refused.code).orElseThrow();
                    assertThat(type.code()).isEqualTo("NOT_YET_EXPIRED");
                    assertThat(type.values().decode(Bytes.of(refused.values)))
                            .isEqualTo(Values.of("id", Hash.fromHex(ID))
                                    .and("expiry", Instant.ofEpochMilli(2_000))
                                    .and("time", Instant.ofEpochMilli(1_000)));
                });
    }

    @Test
    void theContractNamesEveryFailureInTheSameOrder() {
        List<String> described =
                description.failures().stream().map(FailureType::code).toList();

        assertThat(Arrays.stream(HtlcFailure.values()).map(Enum::name)).containsExactlyElementsOf(described);
    }

    @Test
    void whatAContractTellsEveryListItemTells() {
        assertThat(query("contracts").paged()).isTrue();
        assertThat(query("contracts").output()).isEqualTo(query("contract").output());
    }

    private void run(OperationRecord record) {
        Operation operation = description.encode(record);
        rules.run(
                ledger.host(),
                Rules.OPERATION,
                operation.name(),
                operation.schema(),
                operation.body().toArray());
    }

    private Values event(String name) {
        return description.event(name).orElseThrow().fields().decode(Bytes.of(ledger.event(name)));
    }

    private Values contract() {
        QueryType query = query("contract");
        byte[] input = query.encodeInput(Values.of("id", Hash.fromHex(ID))).toArray();
        return query.decodeAnswer(Bytes.of(rules.run(ledger.host(), Rules.QUERY, "contract", 1, input)));
    }

    private QueryType query(String name) {
        return description.query(name, 1).orElseThrow();
    }
}
