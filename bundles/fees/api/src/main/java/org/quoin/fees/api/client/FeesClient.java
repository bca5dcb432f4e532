package org.quoin.fees.api.client;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quoin.fees.api.FeeHistory;
import org.quoin.fees.api.FeePeriod;
import org.quoin.fees.api.FeePolicy;
import org.quoin.fees.api.FeePrices;
import org.quoin.fees.api.FeeQuote;
import org.quoin.fees.api.Fees;
import org.quoin.fees.api.FeesFailure;
import org.quoin.fees.api.FundSponsor;
import org.quoin.fees.api.LimitSponsor;
import org.quoin.fees.api.PerResource;
import org.quoin.fees.api.SetFeePolicy;
import org.quoin.fees.api.Sponsor;
import org.quoin.fees.api.SponsorLimits;
import org.quoin.fees.api.StakeSponsor;
import org.quoin.fees.api.UnstakeSponsor;
import org.quoin.fees.api.WithdrawSponsor;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.FeeEstimate;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.client.Uses;
import org.quoin.ledger.api.description.Values;

/** The service over any ledger. */
public final class FeesClient implements Fees {
    static final String CAPABILITY = "fees";
    static final String PRICES = "prices";

    /** What a version of the rules must accept for this client to work with it. */
    static final Uses USES = Uses.of(CAPABILITY)
            .operation("set-policy", 1)
            .operation("sponsor-fund", 1)
            .operation("sponsor-stake", 1)
            .operation("sponsor-unstake", 1)
            .operation("sponsor-withdraw", 1)
            .operation("sponsor-limits", 1)
            .query(PRICES, 1)
            .query("policy", 1)
            .query("sponsor", 1)
            .query("sponsors", 1)
            .query("history", 1);

    private static final Duration VALIDITY = Duration.ofMinutes(1);

    /** Blocks whose tips a quote looks at. */
    private static final int RECENT = 20;

    /** Of their gas, what was tipped so much at most: slow, normal, fast. */
    private static final List<Double> PARTS = List.of(10.0, 50.0, 90.0);

    /** Transactions of a block, at most. */
    private static final long BLOCK = 10_000;

    private final Ledger ledger;
    private final LedgerClient client;

    public FeesClient(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    @Override
    public FeeQuote quote(String account, OperationRecord... operations) {
        Account known = ledger.account(account)
                .orElseThrow(() ->
                        new RefusedException(LedgerFailure.UNKNOWN_ACCOUNT.failure(Values.of("account", account))));
        List<Operation> encoded = new ArrayList<>();
        for (OperationRecord operation : operations) {
            encoded.add(ledger.description(operation.capability())
                    .orElseThrow(() -> new RefusedException(
                            LedgerFailure.MODULE_NOT_ACTIVE.failure(Values.of("capability", operation.capability()))))
                    .encode(operation));
        }
        return quote(new Transaction(
                ledger.info().chainId(),
                account,
                0,
                ledger.nextSequence(account, 0),
                ledger.now().plus(VALIDITY),
                encoded,
                known.keys().get(0)));
    }

    @Override
    public FeeQuote quote(Transaction draft) {
        FeeEstimate estimate = ledger.estimate(draft);
        Amount basePrice = prices().period().prices().execution();
        List<BigInteger> tips = recentTips();
        return new FeeQuote(
                estimate,
                offer(draft, estimate, basePrice, tips.get(0)),
                offer(draft, estimate, basePrice, tips.get(1)),
                offer(draft, estimate, basePrice, tips.get(2)));
    }

    private FeeQuote.Offer offer(Transaction draft, FeeEstimate estimate, Amount basePrice, BigInteger tip) {
        Asset asset = basePrice.asset();
        long perGas = tip.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
        BigInteger tips = tip.multiply(BigInteger.valueOf(estimate.execution()));
        BigInteger base = estimate.base().units();
        FeeTerms asked = draft.fee();
        return new FeeQuote.Offer(
                basePrice,
                new Amount(tip, asset),
                new Amount(base.add(tips), asset),
                new FeeTerms(base.shiftLeft(1).add(tips), perGas, asked.layer2(), asked.sponsor()),
                1 + ledger.waiting(perGas) / BLOCK);
    }

    /** Of those recent blocks that had a transaction, the median for each part. */
    private List<BigInteger> recentTips() {
        LedgerBlocks blocks = new LedgerBlocks(ledger);
        List<List<BigInteger>> rewards = new ArrayList<>();
        long head = blocks.head();
        for (long height = Math.max(0, head - RECENT + 1); height <= head; height++) {
            BlockFees block = blocks.block(height);
            if (!block.paid().isEmpty()) {
                rewards.add(Histories.rewards(block, PARTS));
            }
        }
        List<BigInteger> tips = new ArrayList<>();
        for (int part = 0; part < PARTS.size(); part++) {
            int of = part;
            List<BigInteger> sorted =
                    rewards.stream().map(reward -> reward.get(of)).sorted().toList();
            tips.add(sorted.isEmpty() ? BigInteger.ZERO : sorted.get(sorted.size() / 2));
        }
        return tips;
    }

    @Override
    public FeeHistory history(int count, OptionalLong newest, List<Double> percentiles) {
        Asset asset = prices().period().prices().execution().asset();
        return new Histories(asset, new LedgerBlocks(ledger), HISTORY, HISTORY, HISTORY)
                .history(count, newest, percentiles);
    }

    @Override
    public FeePrices prices() {
        Values values = client.query(CAPABILITY, PRICES, 1, Values.none());
        return new FeePrices(
                period(values),
                amounts(values, "minExecutionPrice", "minDataPrice", "minGrowthPrice", "minLayer2Price"),
                amounts(values, "nextExecutionPrice", "nextDataPrice", "nextGrowthPrice", "nextLayer2Price"));
    }

    @Override
    public Page<FeePeriod> periods(@Nullable String cursor, int limit) {
        Page<Values> page = client.page(CAPABILITY, "history", 1, Values.none(), cursor, limit);
        return new Page<>(page.items().stream().map(this::period).toList(), page.next());
    }

    @Override
    public FeePolicy policy() {
        Values values = client.query(CAPABILITY, "policy", 1, Values.none());
        return new FeePolicy(
                values.number("revision"),
                values.text("tipsTo"),
                values.text("treasury"),
                Math.toIntExact(values.number("share")),
                amounts(values, "minExecutionPrice", "minDataPrice", "minGrowthPrice", "minLayer2Price"),
                numbers(values, "executionLimit", "dataLimit", "growthLimit", "layer2Limit"),
                values.duration("period"),
                texts(values, "layer2"),
                Math.toIntExact(values.number("stakeRate")));
    }

    @Override
    public CompletableFuture<Receipt> setPolicy(String operator, Signer signer, SetFeePolicy proposal) {
        return client.submit(operator, signer, proposal);
    }

    @Override
    public Optional<Sponsor> sponsor(String account) {
        try {
            return Optional.of(sponsor(client.query(CAPABILITY, "sponsor", 1, Values.of("sponsor", account))));
        } catch (RefusedException e) {
            if (e.failure().code().equals(FeesFailure.NOT_A_SPONSOR.name())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Page<Sponsor> sponsors(@Nullable String cursor, int limit) {
        Page<Values> page = client.page(CAPABILITY, "sponsors", 1, Values.none(), cursor, limit);
        return new Page<>(page.items().stream().map(this::sponsor).toList(), page.next());
    }

    @Override
    public CompletableFuture<Receipt> fund(String sponsor, Signer signer, Amount amount) {
        return client.submit(sponsor, signer, new FundSponsor(amount));
    }

    @Override
    public CompletableFuture<Receipt> stake(String sponsor, Signer signer, Amount amount) {
        return client.submit(sponsor, signer, new StakeSponsor(amount));
    }

    @Override
    public CompletableFuture<Receipt> unstake(String sponsor, Signer signer, Amount amount) {
        return client.submit(sponsor, signer, new UnstakeSponsor(amount));
    }

    @Override
    public CompletableFuture<Receipt> withdraw(String sponsor, Signer signer, WithdrawSponsor withdrawal) {
        return client.submit(sponsor, signer, withdrawal);
    }

    @Override
    public CompletableFuture<Receipt> limit(String sponsor, Signer signer, SponsorLimits limits) {
        return client.submit(sponsor, signer, new LimitSponsor(limits));
    }

    private FeePeriod period(Values values) {
        return new FeePeriod(
                values.time("start"),
                values.duration("period"),
                amounts(values, "executionPrice", "dataPrice", "growthPrice", "layer2Price"),
                values.number("transactions"),
                numbers(values, "executionUsed", "dataUsed", "growthUsed", "layer2Used"),
                numbers(values, "executionLimit", "dataLimit", "growthLimit", "layer2Limit"));
    }

    private Sponsor sponsor(Values values) {
        return new Sponsor(
                values.text("sponsor"),
                amount(values, "deposit"),
                amount(values, "stake"),
                amount(values, "free"),
                amount(values, "mostFree"),
                amount(values, "unstaked"),
                values.find("availableAt").map(Instant.class::cast),
                new SponsorLimits(
                        amount(values, "perTransaction"),
                        amount(values, "perUser"),
                        amount(values, "perDay"),
                        texts(values, "allowed")),
                amount(values, "spentToday"));
    }

    private PerResource<Amount> amounts(Values values, String execution, String data, String growth, String layer2) {
        return new PerResource<>(
                amount(values, execution), amount(values, data), amount(values, growth), amount(values, layer2));
    }

    private static PerResource<Long> numbers(
            Values values, String execution, String data, String growth, String layer2) {
        return new PerResource<>(
                values.number(execution), values.number(data), values.number(growth), values.number(layer2));
    }

    private Amount amount(Values values, String name) {
        Asset asset = ledger.asset(values.text("asset"))
                .map(AssetInfo::asset)
                .orElseThrow(() -> new IllegalStateException("fees are in an asset that there is not"));
        return new Amount(values.units(name), asset);
    }

    private static List<String> texts(Values values, String name) {
        return values.list(name).stream().map(String.class::cast).toList();
    }
}
