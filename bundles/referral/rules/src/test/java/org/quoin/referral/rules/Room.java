package org.quoin.referral.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.referral.rules.FastHost.Refused;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Rules;

/** The rules on a ledger of their own, with operations in one line each. Fees are as whoever asks says they were. */
final class Room {
    static final long DAY = Terms.PERIOD_LENGTH;

    private static final Bytes SALT = Bytes.of(new byte[16]);
    private static final Schema NAMES = Schema.of(Terms.ACCOUNT, Terms.ASSET);
    private static final Schema CAMPAIGN = Schema.of(
            Terms.NAME,
            Terms.ASSET,
            Campaigns.BUDGET,
            Campaigns.EXTRA_SHARE,
            Campaigns.STARTS,
            Campaigns.ENDS,
            Campaigns.PAIR_CAP);

    final FastHost host = new FastHost();
    private final Rules rules = new ReferralRules();

    void give(long units, String... accounts) {
        for (String account : accounts) {
            host.give(account, units);
        }
    }

    /** Commits, and reveals in the next block. */
    void code(String by, String code) {
        commit(by, by, code);
        host.pass(1);
        reveal(by, code);
    }

    /** Commits to what an owner would reveal. */
    void commit(String by, String owner, String code) {
        Writer preimage = new Writer(128)
                .text("quoin/referral/code/1", 32)
                .text(owner, 32)
                .text(code, 32)
                .bytes(SALT.toArray(), 64);
        run(by, "code-commit", Schema.of(Terms.COMMITMENT), Values.of(Terms.COMMITMENT.is(sha256(preimage))));
    }

    void reveal(String by, String code) {
        run(by, "code-reveal", Schema.of(Terms.CODE, Terms.SALT), Values.of(Terms.CODE.is(code), Terms.SALT.is(SALT)));
    }

    void accept(String by, String code) {
        accept(by, code, null);
    }

    void accept(String by, String code, @Nullable String campaign) {
        run(
                by,
                "accept",
                Schema.of(Terms.CODE, Terms.CAMPAIGN),
                Values.of(Terms.CODE.is(code), Terms.CAMPAIGN.is(Optional.ofNullable(campaign))));
    }

    void withdraw(String by) {
        run(by, "withdraw-acceptance", Schema.of(), Values.of());
    }

    void fund(String by, long units) {
        run(
                by,
                "fund",
                Schema.of(Terms.ASSET, Terms.AMOUNT),
                Values.of(Terms.ASSET.is(FastHost.ASSET), Terms.AMOUNT.is(Amount.of(units))));
    }

    /** @param days from now on */
    void campaign(String by, String name, long budget, long extraShare, long pairCap, long days) {
        long now = host.time();
        Values terms = Values.of(
                Terms.NAME.is(name),
                Terms.ASSET.is(FastHost.ASSET),
                Campaigns.BUDGET.is(Amount.of(budget)),
                Campaigns.EXTRA_SHARE.is(extraShare),
                Campaigns.STARTS.is(now),
                Campaigns.ENDS.is(now + days * DAY),
                Campaigns.PAIR_CAP.is(Amount.of(pairCap)));
        run(by, "campaign-start", CAMPAIGN, terms);
    }

    void end(String by, String campaign) {
        run(by, "campaign-end", Schema.of(Terms.NAME), Values.of(Terms.NAME.is(campaign)));
    }

    void payout(String by, String account) {
        run(by, "payout", NAMES, names(account));
    }

    void clawBack(String by, String account, long period, @Nullable String campaign, String reason) {
        run(
                by,
                "claw-back",
                Schema.of(Terms.ACCOUNT, Terms.ASSET, Terms.PERIOD, Terms.CAMPAIGN, Terms.REASON),
                names(account)
                        .with(
                                Terms.PERIOD.is(period),
                                Terms.CAMPAIGN.is(Optional.ofNullable(campaign)),
                                Terms.REASON.is(reason)));
    }

    void policy(String by, long referee, List<Long> tiers, List<Long> tierShares, long level2, long level3, long cap) {
        List<Amount> from = tiers.stream().map(Amount::of).toList();
        run(
                by,
                "policy",
                Policy.POLICY,
                Values.of(
                        Terms.ASSET.is(FastHost.ASSET),
                        Policy.REFEREE_SHARE.is(referee),
                        Policy.TIERS.is(from),
                        Policy.TIER_SHARES.is(tierShares),
                        Policy.LEVEL_2_SHARE.is(level2),
                        Policy.LEVEL_3_SHARE.is(level3),
                        Policy.CAP.is(Amount.of(cap))));
    }

    /** A transaction by somebody who paid for it himself. */
    void fee(String signer, long burnt, long treasury, long tip) {
        fee(signer, "", burnt, treasury, tip, 0);
    }

    /** Tells the rules of a fee, as the ledger does. */
    void fee(String signer, String sponsor, long burnt, long treasury, long tip, long free) {
        Values event = Values.of(
                FeePaid.SIGNER.is(signer),
                FeePaid.SPONSOR.is(sponsor),
                Terms.ASSET.is(FastHost.ASSET),
                FeePaid.BURNT.is(Amount.of(burnt)),
                FeePaid.TREASURY.is(Amount.of(treasury)),
                FeePaid.TIP.is(Amount.of(tip)),
                FeePaid.FREE.is(Amount.of(free)),
                FeePaid.GAS.is(120_000L),
                FeePaid.LAYER_2.is(false),
                FeePaid.PAYER.is(sponsor.isEmpty() ? signer : "fees:" + sponsor),
                FeePaid.TREASURY_ACCOUNT.is("treasury"),
                FeePaid.TIP_ACCOUNT.is("shop"));
        host.run("", () -> rules.run(host, Rules.OBSERVER, "ledger.fee-paid", 1, FeePaid.EVENT.encode(event)));
    }

    Values link(String referee) {
        return query("link", Schema.of(Terms.REFEREE), Values.of(Terms.REFEREE.is(referee)), Terms.LINK);
    }

    Values pot() {
        return query("pot", Schema.of(Terms.ASSET), Values.of(Terms.ASSET.is(FastHost.ASSET)), Funds.POT);
    }

    Values campaign(String name) {
        return query("campaign", Schema.of(Terms.NAME), Values.of(Terms.NAME.is(name)), Campaigns.CAMPAIGN);
    }

    long tierShare(String account) {
        Schema tier = Schema.of(Terms.ACCOUNT, Terms.ASSET, Terms.PERIOD, Terms.COUNTED, Policy.TIER_SHARE);
        return query("tier", NAMES, names(account), tier).get(Policy.TIER_SHARE);
    }

    /** All pages of an account's statement, two lines each. */
    List<Values> statement(String account) {
        Schema line = Schema.of(
                Terms.ACCOUNT,
                Terms.ASSET,
                Terms.PERIOD,
                Terms.BEGINS,
                Terms.PAYABLE_AT,
                Terms.COUNTED,
                Terms.LEVEL_1,
                Terms.LEVEL_2,
                Terms.LEVEL_3,
                Terms.AS_REFEREE,
                Terms.BY_CAMPAIGNS,
                Terms.CAPPED,
                Terms.UNFUNDED,
                Terms.CLAWED_BACK,
                Terms.CLAWED_BACK_BY_CAMPAIGNS,
                Terms.PAID);
        List<Values> lines = new ArrayList<>();
        Optional<byte[]> cursor = Optional.of(new byte[0]);
        while (cursor.isPresent()) {
            Writer input = new Writer(128);
            NAMES.write(input, names(account));
            boolean goesOn = cursor.get().length > 0;
            input.flag(goesOn);
            if (goesOn) {
                input.bytes(cursor.get(), PagedQuery.MAX_CURSOR);
            }
            Reader answer = new Reader(
                    rules.run(host, Rules.QUERY, "statement", 1, input.u16(2).toBytes()));
            for (int rest = answer.count(2); rest > 0; rest--) {
                lines.add(line.read(answer));
            }
            cursor = answer.flag() ? Optional.of(answer.bytes(PagedQuery.MAX_CURSOR)) : Optional.empty();
            answer.end();
        }
        return lines;
    }

    long period() {
        return Terms.period(host.time());
    }

    static void assertRefused(String code, Runnable step) {
        String outcome;
        try {
            step.run();
            outcome = "applied";
        } catch (Refused e) {
            outcome = e.code();
        }
        assertThat(outcome).isEqualTo(code);
    }

    private Values query(String name, Schema input, Values values, Schema output) {
        return output.decode(rules.run(host, Rules.QUERY, name, 1, input.encode(values)));
    }

    private void run(String by, String operation, Schema schema, Values input) {
        host.run(by, () -> rules.run(host, Rules.OPERATION, operation, 1, schema.encode(input)));
    }

    private Bytes sha256(Writer preimage) {
        return Bytes.of(host.sha256(preimage.toBytes()));
    }

    private static Values names(String account) {
        return Values.of(Terms.ACCOUNT.is(account), Terms.ASSET.is(FastHost.ASSET));
    }
}
