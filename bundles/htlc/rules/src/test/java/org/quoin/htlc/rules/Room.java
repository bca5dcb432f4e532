package org.quoin.htlc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.testkit.TestHost;
import org.quoin.ledger.testkit.TestHost.Refused;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Rules;

/** The rules among Alice, Bob and Carol, who have 1,000 each. A secret is a number in 32 bytes, and a contract's id too. */
final class Room {
    static final Schema CREATE = Schema.of(
            Terms.BENEFICIARY,
            Terms.ASSET,
            Terms.AMOUNT,
            Terms.SECRET_HASH,
            Terms.PREIMAGE_LENGTH,
            Terms.EXPIRY,
            Terms.AUTO_REFUND,
            Terms.AGAINST,
            Terms.AGAINST_EXPIRY,
            Terms.MARGIN,
            Terms.OFFER);

    private static final Schema OFFER = Schema.of(
            Terms.FUNDER,
            Terms.ASSET,
            Terms.AMOUNT,
            Terms.SECRET_HASH,
            Terms.PREIMAGE_LENGTH,
            Terms.EXPIRY,
            Offers.PREMIUM_ASSET,
            Offers.PREMIUM,
            Offers.DEADLINE);

    private static final Schema FILTER = Schema.of(Terms.WITH_PARTY, Terms.WITH_HASH, Terms.WITH_STATE);

    final TestHost host = new TestHost(Map.of("alice", 1_000L, "bob", 1_000L, "carol", 1_000L));
    private final HtlcRules rules = new HtlcRules();

    /** Terms of 5 for Bob, to change. */
    Values terms(int secret, long expiry) {
        return Values.of(
                Terms.BENEFICIARY.is("bob"),
                Terms.ASSET.is("ETH"),
                Terms.AMOUNT.is(Amount.of(5)),
                Terms.SECRET_HASH.is(hash(secret)),
                Terms.PREIMAGE_LENGTH.is(32L),
                Terms.EXPIRY.is(expiry),
                Terms.AUTO_REFUND.is(false),
                Terms.AGAINST.is(Optional.empty()),
                Terms.AGAINST_EXPIRY.is(Optional.empty()),
                Terms.MARGIN.is(0L),
                Terms.OFFER.is(Optional.empty()));
    }

    void create(String by, int id, Values terms) {
        run(by, id, "create", 2, CREATE.encode(terms));
    }

    void redeem(int id, int secret) {
        run(
                "carol",
                0,
                "redeem",
                1,
                Schema.of(Terms.ID, Terms.PREIMAGE)
                        .encode(Values.of(Terms.ID.is(id(id)), Terms.PREIMAGE.is(id(secret)))));
    }

    void redeemAll(List<Integer> ids, List<Integer> secrets) {
        run(
                "carol",
                0,
                "redeem-all",
                1,
                Schema.of(Terms.IDS, Terms.PREIMAGES)
                        .encode(Values.of(Terms.IDS.is(bytes(ids)), Terms.PREIMAGES.is(bytes(secrets)))));
    }

    void refund(int id) {
        run("carol", 0, "refund", 1, Terms.ID.encode(id(id)));
    }

    /** The same of a contract of a series. */
    void refundOf(int series, int number) {
        byte[] id = id(number).toArray();
        id[30] = (byte) series;
        run("carol", 0, "refund", 1, id);
    }

    /** Bob deposits a premium for the contract that Alice is to lock with the terms. */
    void offer(int id, Values terms, long premium, long deadline) {
        Values offer = terms.with(
                Terms.FUNDER.is("alice"),
                Offers.PREMIUM_ASSET.is("ETH"),
                Offers.PREMIUM.is(Amount.of(premium)),
                Offers.DEADLINE.is(deadline));
        run("bob", id, "offer", 1, OFFER.encode(offer.only(OFFER)));
    }

    void withdraw(int id) {
        run("carol", 0, "withdraw-offer", 1, Terms.ID.encode(id(id)));
    }

    /** A block begins. */
    void begin(long time) {
        host.at(time);
        byte[] none = new Writer().u32(0).u64(0).toBytes();
        host.run("", 0, () -> rules.run(host, Rules.HOOK, Rules.START, 1, none));
    }

    Values contract(int id) {
        return Terms.WHOLE_CONTRACT.decode(rules.run(host, Rules.QUERY, "contract", 2, Terms.ID.encode(id(id))));
    }

    String state(int id) {
        return contract(id).get(Terms.STATE);
    }

    Values offer(int id) {
        return Offers.OFFER.decode(rules.run(host, Rules.QUERY, "offer", 1, Terms.ID.encode(id(id))));
    }

    /** The ids on a page, and where the next one begins. */
    record Found(List<Integer> ids, Optional<Bytes> next) {}

    Found find(
            @Nullable String party, @Nullable Integer secret, @Nullable String state, Optional<Bytes> from, int limit) {
        Values filter = Values.of(
                Terms.WITH_PARTY.is(Optional.ofNullable(party)),
                Terms.WITH_HASH.is(Optional.ofNullable(secret).map(this::hash)),
                Terms.WITH_STATE.is(Optional.ofNullable(state)));
        Writer input = new Writer();
        FILTER.write(input, filter);
        input.flag(from.isPresent());
        from.ifPresent(cursor -> input.bytes(cursor.toArray(), PagedQuery.MAX_CURSOR));
        Reader answer = new Reader(
                rules.run(host, Rules.QUERY, "contracts", 2, input.u16(limit).toBytes()));
        List<Integer> ids = new ArrayList<>();
        for (int rest = answer.count(limit); rest > 0; rest--) {
            byte[] id = Terms.WHOLE_CONTRACT.read(answer).get(Terms.ID).toArray();
            ids.add(id[30] * 128 + id[31]);
        }
        Optional<Bytes> next =
                answer.flag() ? Optional.of(Bytes.of(answer.bytes(PagedQuery.MAX_CURSOR))) : Optional.empty();
        answer.end();
        return new Found(ids, next);
    }

    /** All pages, one after the other. */
    List<Integer> findAll(@Nullable String party, @Nullable Integer secret, @Nullable String state, int limit) {
        List<Integer> all = new ArrayList<>();
        Found found = find(party, secret, state, Optional.empty(), limit);
        all.addAll(found.ids());
        while (found.next().isPresent()) {
            found = find(party, secret, state, found.next(), limit);
            all.addAll(found.ids());
        }
        return all;
    }

    static Bytes id(int number) {
        byte[] id = new byte[32];
        id[31] = (byte) number;
        return Bytes.of(id);
    }

    Bytes hash(int secret) {
        return Bytes.of(host.sha256(id(secret).toArray()));
    }

    /** What an agreement holds. */
    long held(int id) {
        return host.holds(":" + id(id).toHex());
    }

    long everything() {
        long held = host.agreements().stream()
                .mapToLong(agreement -> host.holds(":" + agreement))
                .sum();
        return held + host.holds("alice") + host.holds("bob") + host.holds("carol");
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

    private void run(String by, int id, String operation, int schema, byte[] input) {
        host.run(by, id, () -> rules.run(host, Rules.OPERATION, operation, schema, input));
    }

    private static List<Bytes> bytes(List<Integer> numbers) {
        return numbers.stream().map(Room::id).toList();
    }
}
