package org.quoin.htlc.api.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.Htlc;
import org.quoin.htlc.api.HtlcContract;
import org.quoin.htlc.api.HtlcFailure;
import org.quoin.htlc.api.HtlcFilter;
import org.quoin.htlc.api.HtlcOffer;
import org.quoin.htlc.api.OfferHtlc;
import org.quoin.htlc.api.RedeemAllHtlc;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.htlc.api.WithdrawHtlcOffer;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.OperationRecord;
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
    private static final String OFFER = "offer";
    private static final String OFFERS = "offers";
    private static final int SCHEMA = 1;

    /** Of the queries that tell what 1.1 knows of a contract, and of its creation. */
    private static final int WHOLE = 2;

    /** What a version of the rules must accept for this client to work with it. */
    static final Uses USES = Uses.of(CAPABILITY)
            .operation("create", SCHEMA)
            .operation("create", WHOLE)
            .operation("redeem", SCHEMA)
            .operation("redeem-all", SCHEMA)
            .operation("refund", SCHEMA)
            .operation(OFFER, SCHEMA)
            .operation("withdraw-offer", SCHEMA)
            .query(CONTRACT, WHOLE)
            .query(CONTRACTS, WHOLE)
            .query(OFFER, SCHEMA)
            .query(OFFERS, SCHEMA);

    private final Ledger ledger;
    private final LedgerClient client;

    HtlcClient(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    @Override
    public CompletableFuture<Creation> create(Signer signer, CreateHtlc terms) {
        return client.submit(terms.funder(), signer, terms)
                .thenApply(receipt -> new Creation(receipt, idIn(receipt, "htlc.created")));
    }

    @Override
    public CompletableFuture<Receipt> redeem(String account, Signer signer, Hash id, Bytes preimage) {
        return client.submit(account, signer, new RedeemHtlc(id, preimage));
    }

    @Override
    public CompletableFuture<Receipt> redeemAll(String account, Signer signer, List<Hash> ids, Bytes preimage) {
        String active = active();
        boolean ofOne = ids.stream()
                .allMatch(id -> contract(id)
                        .map(contract -> contract.rulesVersion().equals(active))
                        .orElse(true));
        OperationRecord[] operations = ofOne
                ? new OperationRecord[] {new RedeemAllHtlc(ids, List.of(preimage))}
                : ids.stream().map(id -> new RedeemHtlc(id, preimage)).toArray(OperationRecord[]::new);
        return client.submit(account, signer, operations);
    }

    @Override
    public CompletableFuture<Receipt> refund(String account, Signer signer, Hash id) {
        return client.submit(account, signer, new RefundHtlc(id));
    }

    @Override
    public Optional<HtlcContract> contract(Hash id) {
        try {
            return Optional.of(contract(client.query(CAPABILITY, CONTRACT, WHOLE, Values.of("id", id))));
        } catch (RefusedException e) {
            return absent(e, HtlcFailure.UNKNOWN_CONTRACT);
        }
    }

    @Override
    public Page<HtlcContract> contracts(@Nullable String cursor, int limit) {
        return contracts(HtlcFilter.all(), cursor, limit);
    }

    @Override
    public Page<HtlcContract> contracts(HtlcFilter filter, @Nullable String cursor, int limit) {
        Map<String, Object> given = new LinkedHashMap<>();
        filter.party().ifPresent(party -> given.put("party", party));
        filter.secretHash().ifPresent(hash -> given.put("secretHash", hash));
        filter.state().ifPresent(state -> given.put("state", state.name().toLowerCase(Locale.ROOT)));
        Page<Values> page = client.page(CAPABILITY, CONTRACTS, WHOLE, Values.of(given), cursor, limit);
        return new Page<>(page.items().stream().map(this::contract).toList(), page.next());
    }

    @Override
    public CompletableFuture<Offering> offer(Signer signer, OfferHtlc terms) {
        return client.submit(terms.holder(), signer, terms)
                .thenApply(receipt -> new Offering(receipt, idIn(receipt, "htlc.offered")));
    }

    @Override
    public CompletableFuture<Receipt> withdrawOffer(String account, Signer signer, Hash id) {
        return client.submit(account, signer, new WithdrawHtlcOffer(id));
    }

    @Override
    public Optional<HtlcOffer> offer(Hash id) {
        try {
            return Optional.of(offer(client.query(CAPABILITY, OFFER, SCHEMA, Values.of("id", id))));
        } catch (RefusedException e) {
            return absent(e, HtlcFailure.UNKNOWN_OFFER);
        }
    }

    @Override
    public Page<HtlcOffer> offers(@Nullable String cursor, int limit) {
        Page<Values> page = client.page(CAPABILITY, OFFERS, SCHEMA, Values.none(), cursor, limit);
        return new Page<>(page.items().stream().map(this::offer).toList(), page.next());
    }

    /** Of the rules; empty if none are. */
    private String active() {
        return ledger.modules().stream()
                .filter(module -> module.state() == Module.State.ACTIVE)
                .map(Module::id)
                .filter(id -> id.capability().equals(CAPABILITY))
                .map(ModuleId::version)
                .findFirst()
                .orElse("");
    }

    private static <T> Optional<T> absent(RefusedException refused, HtlcFailure unknown) {
        if (refused.failure().code().equals(unknown.name())) {
            return Optional.empty();
        }
        throw refused;
    }

    private static Optional<Hash> idIn(Receipt receipt, String event) {
        return receipt.events().stream()
                .filter(reported -> reported.type().equals(event))
                .map(reported -> reported.data().hash("id"))
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
                values.find("preimage").map(Bytes.class::cast),
                values.flag("autoRefund"),
                values.find(OFFER).map(Hash.class::cast));
    }

    private HtlcOffer offer(Values values) {
        OfferHtlc terms = new OfferHtlc(
                values.text("holder"),
                values.text("funder"),
                amount(values),
                values.hash("secretHash"),
                Math.toIntExact(values.number("preimageLength")),
                values.time("expiry"),
                amount(values, "premiumAsset", "premium"),
                values.time("deadline"));
        return new HtlcOffer(
                values.hash("id"),
                terms,
                HtlcOffer.State.valueOf(values.text("state").toUpperCase(Locale.ROOT)),
                values.text("rulesVersion"),
                values.find(CONTRACT).map(Hash.class::cast));
    }

    private Amount amount(Values values) {
        return amount(values, "asset", "amount");
    }

    /**
     * Assets are never removed, so the asset of what is held is always there. An offer can name one for its contract that is not: its
     * amount is shown in units.
     */
    private Amount amount(Values values, String asset, String amount) {
        String symbol = values.text(asset);
        Asset known = ledger.asset(symbol).map(AssetInfo::asset).orElseGet(() -> new Asset(symbol, 0));
        return new Amount(values.units(amount), known);
    }
}
