package org.quoin.fees.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.ledger.testkit.TestHost;
import org.quoin.ledger.testkit.TestHost.Refused;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Field;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Rules;

/** The rules with three operators and a host who sponsors. Whatever a ledger would do to call them, this does. */
final class Exchange {
    static final long NOW = 1_000_000_000_000L;

    static final Schema HISTORY = Schema.of(
            Terms.START,
            Terms.PERIOD,
            Terms.ASSET,
            Terms.EXECUTION_PRICE,
            Terms.DATA_PRICE,
            Terms.GROWTH_PRICE,
            Terms.LAYER_2_PRICE,
            Terms.TRANSACTIONS,
            Terms.EXECUTION_USED,
            Terms.DATA_USED,
            Terms.GROWTH_USED,
            Terms.LAYER_2_USED,
            Terms.EXECUTION_LIMIT,
            Terms.DATA_LIMIT,
            Terms.GROWTH_LIMIT,
            Terms.LAYER_2_LIMIT);

    static final Schema MOVED = Schema.of(Terms.ASSET, SponsorTerms.AMOUNT);
    static final Schema WITHDRAWAL = Schema.of(SponsorTerms.FROM, Terms.ASSET, SponsorTerms.AMOUNT);
    static final Schema LIMITS = Schema.of(
            Terms.ASSET,
            SponsorTerms.PER_TRANSACTION,
            SponsorTerms.PER_USER,
            SponsorTerms.PER_DAY,
            SponsorTerms.ALLOWED);

    /** What a block's prices are. */
    record Schedule(Quantities prices, String tipsTo, String treasury, long share, List<String> layer2) {}

    /** Who pays for a transaction. */
    record Reserved(long free, String agreement) {}

    final TestHost host =
            new TestHost(Map.of("host", 1_000_000L, "visitor", 0L, "other", 0L, "op1", 0L, "op2", 0L, "op3", 0L));
    private final Rules rules = new FeesRules();

    Exchange() {
        host.governedBy("op1", "op2", "op3");
        host.at(NOW);
    }

    /** A block begins, after one that used so much. */
    Schedule begin(long time, long execution, long data, long growth, long layer2) {
        host.at(time);
        byte[] input = new Writer()
                .u32(1)
                .u64(execution)
                .u64(data)
                .u64(growth)
                .u64(layer2)
                .toBytes();
        Reader in = new Reader(host.run("", 0, () -> rules.run(host, Rules.FEE, Rules.PRICES, 1, input)));
        Quantities prices = new Quantities(in.u64(), in.u64(), in.u64(), in.u64());
        String tipsTo = in.text(32);
        String treasury = in.text(32);
        long share = in.u32();
        List<String> capabilities = new ArrayList<>();
        for (int rest = in.count(16); rest > 0; rest--) {
            capabilities.add(in.text(32));
        }
        in.end();
        return new Schedule(prices, tipsTo, treasury, share, capabilities);
    }

    Schedule begin(long time) {
        return begin(time, 0, 0, 0, 0);
    }

    /** A policy as it is at first, to change. */
    Values policy() {
        return Terms.of(TestHost.ASSET, Policy.FIRST).with(Terms.IMMEDIATE.is(false));
    }

    void set(String operator, Values policy) {
        run(operator, "set-policy", SetPolicy.INPUT.encode(policy.only(SetPolicy.INPUT)));
    }

    void fund(long amount) {
        run("host", "sponsor-fund", moved(amount));
    }

    void stake(String account, long amount) {
        run(account, "sponsor-stake", moved(amount));
    }

    void unstake(String account, long amount) {
        run(account, "sponsor-unstake", moved(amount));
    }

    void withdraw(String account, String from, long amount) {
        run(
                account,
                "sponsor-withdraw",
                WITHDRAWAL.encode(Values.of(
                        SponsorTerms.FROM.is(from),
                        Terms.ASSET.is(TestHost.ASSET),
                        SponsorTerms.AMOUNT.is(Amount.of(amount)))));
    }

    void limit(long perTransaction, long perUser, long perDay, String... allowed) {
        run(
                "host",
                "sponsor-limits",
                LIMITS.encode(Values.of(
                        Terms.ASSET.is(TestHost.ASSET),
                        SponsorTerms.PER_TRANSACTION.is(Amount.of(perTransaction)),
                        SponsorTerms.PER_USER.is(Amount.of(perUser)),
                        SponsorTerms.PER_DAY.is(Amount.of(perDay)),
                        SponsorTerms.ALLOWED.is(List.of(allowed)))));
    }

    Reserved reserve(String user, String sponsor, long limit, String... calls) {
        byte[] input = request(user, sponsor, limit, calls).toBytes();
        Reader in = new Reader(host.run("", 0, () -> rules.run(host, Rules.FEE, Rules.RESERVE, 1, input)));
        Reserved reserved = new Reserved(Amount.of(in.fixed(Amount.SIZE)).low(), in.text(64));
        in.end();
        return reserved;
    }

    /** As the ledger does: the allowance is used up first, and the agreement pays the rest. */
    void settle(String user, String sponsor, long limit, Reserved reserved, long cost, boolean applied) {
        long free = Math.min(cost, reserved.free());
        if (cost > free) {
            host.transfer(
                    ":" + reserved.agreement(),
                    "op1",
                    TestHost.ASSET,
                    Amount.of(cost - free).toBytes());
        }
        byte[] input = request(user, sponsor, limit, "ledger/transfer")
                .flag(applied)
                .fixed(Amount.of(free).toBytes(), Amount.SIZE)
                .fixed(Amount.of(cost - free).toBytes(), Amount.SIZE)
                .toBytes();
        host.run("", 0, () -> rules.run(host, Rules.FEE, Rules.SETTLE, 1, input));
    }

    /** A whole transaction that a sponsor pays. */
    void act(String user, String sponsor, long limit, long cost) {
        settle(user, sponsor, limit, reserve(user, sponsor, limit, "ledger/transfer"), cost, true);
    }

    Values sponsor(String name) {
        return SponsorTerms.WHOLE.decode(rules.run(host, Rules.QUERY, "sponsor", 1, SponsorTerms.SPONSOR.encode(name)));
    }

    long of(String sponsor, Field<Amount> field) {
        return sponsor(sponsor).get(field).low();
    }

    /** Items of a list, page by page. */
    List<Values> all(String query, Schema item, int limit) {
        List<Values> items = new ArrayList<>();
        Optional<Bytes> next = Optional.empty();
        do {
            Writer input = new Writer().flag(next.isPresent());
            next.ifPresent(cursor -> input.bytes(cursor.toArray(), PagedQuery.MAX_CURSOR));
            Reader in = new Reader(
                    rules.run(host, Rules.QUERY, query, 1, input.u16(limit).toBytes()));
            for (int rest = in.count(limit); rest > 0; rest--) {
                items.add(item.read(in));
            }
            next = in.flag() ? Optional.of(Bytes.of(in.bytes(PagedQuery.MAX_CURSOR))) : Optional.empty();
            in.end();
        } while (next.isPresent());
        return items;
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

    private static byte[] moved(long amount) {
        return MOVED.encode(Values.of(Terms.ASSET.is(TestHost.ASSET), SponsorTerms.AMOUNT.is(Amount.of(amount))));
    }

    private static Writer request(String user, String sponsor, long limit, String... calls) {
        Writer out = new Writer()
                .text(user, 32)
                .text(sponsor, 32)
                .flag(false)
                .fixed(Amount.of(limit).toBytes(), Amount.SIZE)
                .count(calls.length, 64);
        for (String call : calls) {
            int slash = call.indexOf('/');
            out.text(call.substring(0, slash), 32).text(call.substring(slash + 1), 32);
        }
        return out;
    }

    private void run(String by, String operation, byte[] input) {
        host.run(by, 1, () -> rules.run(host, Rules.OPERATION, operation, 1, input));
    }
}
