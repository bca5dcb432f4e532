package org.quoin.referral.api.client;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.client.Uses;
import org.quoin.ledger.api.description.Values;
import org.quoin.referral.api.CommitReferralCode;
import org.quoin.referral.api.Referral;
import org.quoin.referral.api.ReferralCampaign;
import org.quoin.referral.api.ReferralEarnings;
import org.quoin.referral.api.ReferralFailure;
import org.quoin.referral.api.ReferralLink;
import org.quoin.referral.api.ReferralPolicy;
import org.quoin.referral.api.ReferralPot;
import org.quoin.referral.api.RevealReferralCode;

final class ReferralClient implements Referral {
    private static final String CAPABILITY = "referral";
    private static final int SCHEMA = 1;

    /** What a version of the rules must accept for this client to work with it. */
    static final Uses USES = Uses.of(CAPABILITY)
            .operation("code-commit", SCHEMA)
            .operation("code-reveal", SCHEMA)
            .operation("accept", SCHEMA)
            .operation("withdraw-acceptance", SCHEMA)
            .operation("fund", SCHEMA)
            .operation("campaign-start", SCHEMA)
            .operation("campaign-end", SCHEMA)
            .operation("payout", SCHEMA)
            .operation("claw-back", SCHEMA)
            .operation("policy", SCHEMA)
            .query("code", SCHEMA)
            .query("codes", SCHEMA)
            .query("link", SCHEMA)
            .query("tier", SCHEMA)
            .query("statement", SCHEMA)
            .query("campaign", SCHEMA)
            .query("campaigns", SCHEMA)
            .query("pot", SCHEMA)
            .query("policy", SCHEMA);

    private final Ledger ledger;
    private final LedgerClient client;

    ReferralClient(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    @Override
    public CompletableFuture<Receipt> register(String account, Signer signer, String code, Bytes salt) {
        RevealReferralCode revealed = new RevealReferralCode(RevealReferralCode.canonical(code), salt);
        return client.submit(account, signer, CommitReferralCode.of(account, revealed))
                .thenCompose(committed -> committed.applied()
                        ? client.submit(account, signer, revealed)
                        : CompletableFuture.completedFuture(committed));
    }

    @Override
    public CompletableFuture<Receipt> submit(String account, Signer signer, OperationRecord operation) {
        return client.submit(account, signer, operation);
    }

    @Override
    public Optional<String> owner(String code) {
        Values asked = Values.of("code", RevealReferralCode.canonical(code));
        return find(() -> query("code", asked), ReferralFailure.UNKNOWN_CODE).map(found -> found.text("account"));
    }

    @Override
    public List<String> codes(String account) {
        return query("codes", Values.of("account", account)).list("codes").stream()
                .map(String.class::cast)
                .toList();
    }

    @Override
    public Optional<ReferralLink> link(String referee) {
        return find(() -> query("link", Values.of("referee", referee)), ReferralFailure.NOT_REFERRED)
                .map(link -> new ReferralLink(
                        link.text("referee"),
                        link.text("referrer"),
                        link.text("code"),
                        link.find("campaign").map(String.class::cast),
                        link.time("acceptedAt"),
                        link.time("firmAt"),
                        link.time("countsUntil")));
    }

    @Override
    public int tierShare(String account, String asset) {
        return share(query("tier", names(account, asset)), "tierShare");
    }

    @Override
    public Page<ReferralEarnings> statement(String account, String asset, @Nullable String cursor, int limit) {
        Page<Values> page = client.page(CAPABILITY, "statement", SCHEMA, names(account, asset), cursor, limit);
        return new Page<>(page.items().stream().map(this::earnings).toList(), page.next());
    }

    @Override
    public Optional<ReferralCampaign> campaign(String name) {
        return find(() -> query("campaign", Values.of("campaign", name)), ReferralFailure.UNKNOWN_CAMPAIGN)
                .map(this::campaign);
    }

    @Override
    public Page<ReferralCampaign> campaigns(@Nullable String cursor, int limit) {
        Page<Values> page = client.page(CAPABILITY, "campaigns", SCHEMA, Values.none(), cursor, limit);
        return new Page<>(page.items().stream().map(this::campaign).toList(), page.next());
    }

    @Override
    public ReferralPot pot(String asset) {
        Values pot = query("pot", Values.of("asset", asset));
        return new ReferralPot(
                amount(pot, "held"), amount(pot, "reserved"), amount(pot, "budgets"), amount(pot, "free"));
    }

    @Override
    public ReferralPolicy policy(String asset) {
        Values policy = query("policy", Values.of("asset", asset));
        List<?> from = policy.list("tiers");
        List<?> shares = policy.list("tierShares");
        List<ReferralPolicy.Tier> tiers = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            tiers.add(new ReferralPolicy.Tier(
                    new Amount((BigInteger) from.get(i), asset(asset)), Math.toIntExact((Long) shares.get(i))));
        }
        return new ReferralPolicy(
                share(policy, "refereeShare"),
                tiers,
                share(policy, "level2Share"),
                share(policy, "level3Share"),
                amount(policy, "cap"));
    }

    @Override
    public boolean areFeesPaid() {
        return client.feePolicy().isPresent();
    }

    private Values query(String query, Values input) {
        return client.query(CAPABILITY, query, SCHEMA, input);
    }

    private static Values names(String account, String asset) {
        return Values.of("account", account).and("asset", asset);
    }

    private static Optional<Values> find(Supplier<Values> query, ReferralFailure unknown) {
        try {
            return Optional.of(query.get());
        } catch (RefusedException e) {
            if (e.failure().code().equals(unknown.name())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ReferralEarnings earnings(Values line) {
        return new ReferralEarnings(
                line.text("account"),
                line.number("period"),
                line.time("begins"),
                line.time("payableAt"),
                amount(line, "counted"),
                amount(line, "level1"),
                amount(line, "level2"),
                amount(line, "level3"),
                amount(line, "asReferee"),
                amount(line, "byCampaigns"),
                amount(line, "capped"),
                amount(line, "unfunded"),
                amount(line, "clawedBack"),
                amount(line, "clawedBackByCampaigns"),
                amount(line, "paid"));
    }

    private ReferralCampaign campaign(Values campaign) {
        return new ReferralCampaign(
                campaign.text("campaign"),
                campaign.text("owner"),
                amount(campaign, "budget"),
                share(campaign, "extraShare"),
                campaign.time("starts"),
                campaign.time("ends"),
                amount(campaign, "pairCap"),
                amount(campaign, "left"),
                amount(campaign, "returned"));
    }

    private static int share(Values values, String name) {
        return Math.toIntExact(values.number(name));
    }

    private Amount amount(Values values, String name) {
        return new Amount(values.units(name), asset(values.text("asset")));
    }

    /** An asset that there is not is asked for: of it nobody has anything, in units. */
    private Asset asset(String symbol) {
        return ledger.asset(symbol).map(AssetInfo::asset).orElseGet(() -> new Asset(symbol, 0));
    }
}
