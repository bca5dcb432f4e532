package org.quoin.htlc.api.client;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.Htlc;
import org.quoin.htlc.api.HtlcContract;
import org.quoin.htlc.api.HtlcFailure;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.client.Uses;
import org.quoin.ledger.api.description.Values;

final class HtlcClient implements Htlc {
    private static final String CAPABILITY = "htlc";
    private static final String CONTRACT = "contract";
    private static final String CONTRACTS = "contracts";
    private static final int SCHEMA = 1;

    /** What a version of the rules must accept for this client to work with it. */
    static final Uses USES = Uses.of(CAPABILITY)
            .operation("create", SCHEMA)
            .operation("redeem", SCHEMA)
            .operation("refund", SCHEMA)
            .query(CONTRACT, SCHEMA)
            .query(CONTRACTS, SCHEMA);

    private final Ledger ledger;
    private final LedgerClient client;

    HtlcClient(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    @Override
    public CompletableFuture<Creation> create(Signer signer, CreateHtlc terms) {
        return client.submit(terms.funder(), signer, terms)
                .thenApply(receipt -> new Creation(receipt, created(receipt)));
    }

    @Override
    public CompletableFuture<Receipt> redeem(String account, Signer signer, Hash id, Bytes preimage) {
        return client.submit(account, signer, new RedeemHtlc(id, preimage));
    }

    @Override
    public CompletableFuture<Receipt> refund(String account, Signer signer, Hash id) {
        return client.submit(account, signer, new RefundHtlc(id));
    }

    @Override
    public Optional<HtlcContract> contract(Hash id) {
        try {
            return Optional.of(contract(client.query(CAPABILITY, CONTRACT, SCHEMA, Values.of("id", id))));
        } catch (RefusedException e) {
            if (e.failure().code().equals(HtlcFailure.UNKNOWN_CONTRACT.name())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Page<HtlcContract> contracts(@Nullable String cursor, int limit) {
        Page<Values> page = client.page(CAPABILITY, CONTRACTS, SCHEMA, Values.none(), cursor, limit);
        return new Page<>(page.items().stream().map(this::contract).toList(), page.next());
    }

    private static Optional<Hash> created(Receipt receipt) {
        return receipt.events().stream()
                .filter(event -> event.type().equals("htlc.created"))
                .map(event -> event.data().hash("id"))
                .findFirst();
    }

    private HtlcContract contract(Values values) {
        return new HtlcContract(
                values.hash("id"),
                values.text("funder"),
                values.text("beneficiary"),
                amount(values),
                values.hash("secretHash"),
                Math.toIntExact(values.number("preimageLength")),
                values.time("expiry"),
                HtlcContract.State.valueOf(values.text("state").toUpperCase(Locale.ROOT)),
                values.text("rulesVersion"),
                values.find("preimage").map(Bytes.class::cast));
    }

    /** Assets are never removed, so the asset of a contract is always there. */
    private Amount amount(Values values) {
        return ledger.asset(values.text("asset"))
                .map(AssetInfo::asset)
                .map(asset -> new Amount(values.units("amount"), asset))
                .orElseThrow();
    }
}
