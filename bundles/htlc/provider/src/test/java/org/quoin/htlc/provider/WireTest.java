package org.quoin.htlc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.HtlcFailure;
import org.quoin.htlc.api.OfferHtlc;
import org.quoin.htlc.api.OtherLeg;
import org.quoin.htlc.api.RedeemAllHtlc;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.htlc.api.WithdrawHtlcOffer;
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
                .isEqualTo("a58c399f308fdcc9393c5581efed8a91c3141f2bb051b6765476b7c61598e2cc");
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
    void aGuardedCreationIsReadAsItWasWritten() {
        Instant other = Instant.ofEpochMilli(3_000);
        CreateHtlc elsewhere = TERMS.withAutoRefund().against(new OtherLeg.Elsewhere(other), Duration.ofMillis(600));
        CreateHtlc here = TERMS.against(new OtherLeg.Here(Hash.fromHex(ID)), Duration.ofMillis(600))
                .filling(Hash.fromHex(SECRET_HASH));

        assertThat(description.encode(TERMS).schema()).isEqualTo(1);
        assertThat(description.encode(elsewhere).schema()).isEqualTo(2);
        assertThat(description.encode(elsewhere).body().toHex())
                .isEqualTo(TERMS_BYTES + "01" + "00" + "01" + "0000000000000bb8" + "0000000000000258" + "00");
        assertThat(description.encode(here).body().toHex())
                .isEqualTo(TERMS_BYTES + "00" + "01" + ID + "00" + "0000000000000258" + "01" + SECRET_HASH);
        assertThat(description.encode(elsewhere).limits())
                .containsExactly(new SpendingLimit("ETH", BigInteger.valueOf(5)));

        run(elsewhere);
        assertThat(event("created")).isEqualTo(CREATED);
        assertThat(contract()).isEqualTo(CREATED.and("state", "open").and("rulesVersion", "1.1.0"));
        assertThat(wholeContract())
                .isEqualTo(CREATED.and("state", "open")
                        .and("rulesVersion", "1.1.0")
                        .and("autoRefund", true));
    }

    @Test
    void severalRedemptionsAreReadAsTheyWereWritten() {
        RedeemAllHtlc redemption = new RedeemAllHtlc(List.of(Hash.fromHex(ID)), List.of(Bytes.fromHex("c0ffee")));
        run(TERMS);

        assertThat(description.encode(redemption).body().toHex()).isEqualTo("01" + ID + "01" + "03c0ffee");
        assertThat(description.encode(redemption).limits()).isEmpty();
        run(redemption);
        assertThat(event("redeemed").bytes("preimage")).isEqualTo(Bytes.fromHex("c0ffee"));
        assertThat(contract().text("state")).isEqualTo("redeemed");
    }

    @Test
    void anOfferIsReadAsItWasWritten() {
        OfferHtlc offer = new OfferHtlc(
                "alice",
                "bob",
                TERMS.amount(),
                TERMS.secretHash(),
                3,
                TERMS.expiry(),
                new Amount(BigInteger.TWO, new Asset("QUO", 18)),
                Instant.ofEpochMilli(1_500));

        assertThat(description.encode(offer).body().toHex())
                .isEqualTo(TERMS_BYTES + "0351554f" + "00".repeat(15) + "02" + "00000000000005dc");
        assertThat(description.encode(offer).limits()).containsExactly(new SpendingLimit("QUO", BigInteger.TWO));
        run(offer);
        Values told = Values.of("id", Hash.fromHex(ID))
                .and("holder", "alice")
                .and("funder", "bob")
                .and("asset", "ETH")
                .and("amount", BigInteger.valueOf(5))
                .and("secretHash", Hash.fromHex(SECRET_HASH))
                .and("preimageLength", 3L)
                .and("expiry", Instant.ofEpochMilli(2_000))
                .and("premiumAsset", "QUO")
                .and("premium", BigInteger.TWO)
                .and("deadline", Instant.ofEpochMilli(1_500));
        assertThat(event("offered")).isEqualTo(told);
        assertThat(answer("offer", 1)).isEqualTo(told.and("state", "open").and("rulesVersion", "1.1.0"));

        WithdrawHtlcOffer withdrawal = new WithdrawHtlcOffer(Hash.fromHex(ID));
        assertThat(description.encode(withdrawal).body().toHex()).isEqualTo(ID);
        ledger.at(1_500);
        run(withdrawal);
        assertThat(event("offer-withdrawn"))
                .isEqualTo(Values.of("id", Hash.fromHex(ID))
                        .and("holder", "alice")
                        .and("premiumAsset", "QUO")
                        .and("premium", BigInteger.TWO));
        assertThat(answer("offer", 1).text("state")).isEqualTo("withdrawn");
    }

    @Test
    void aLookUpIsReadAsItWasWritten() {
        QueryType query = description.query("contracts", 2).orElseThrow();

        assertThat(query.encodeInput(Values.none(), null, 7).toHex()).isEqualTo("000000" + "00" + "0007");
        assertThat(query.encodeInput(
                                Values.of("party", "bob")
                                        .and("secretHash", Hash.fromHex(SECRET_HASH))
                                        .and("state", "refunded"),
                                "c0ffee",
                                1_000)
                        .toHex())
                .isEqualTo("0103626f62" + "01" + SECRET_HASH + "0102" + "0103c0ffee" + "03e8");
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
        assertThat(description.query("contracts", 2).orElseThrow().output())
                .isEqualTo(description.query("contract", 2).orElseThrow().output());
        assertThat(query("offers").output()).isEqualTo(query("offer").output());
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
        return answer("contract", 1);
    }

    private Values wholeContract() {
        return answer("contract", 2);
    }

    private Values answer(String name, int schema) {
        QueryType query = description.query(name, schema).orElseThrow();
        byte[] input = query.encodeInput(Values.of("id", Hash.fromHex(ID))).toArray();
        return query.decodeAnswer(Bytes.of(rules.run(ledger.host(), Rules.QUERY, name, schema, input)));
    }

    private QueryType query(String name) {
        return description.query(name, 1).orElseThrow();
    }
}
