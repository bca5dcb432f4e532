package org.quoin.fees.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Codec;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.PagedQuery.Page;
import org.quoin.rules.Party;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** Everybody who sponsors. What a sponsor has deposited and staked is held by an agreement of his name. */
final class Sponsors {
    static final long DAY = 24 * 60 * 60 * 1_000L;

    private static final int MAX_NAME = 32;

    /** Of the first name, and no name. */
    private static final String FIRST = "";

    /** A name, and zeros up to its greatest length: in this order, sponsors are listed. */
    private static final Codec<String> NAME = new Codec<>() {
        @Override
        public String read(Reader in) {
            byte[] padded = in.fixed(MAX_NAME);
            int length = MAX_NAME;
            while (length > 0 && padded[length - 1] == 0) {
                length--;
            }
            return new String(Arrays.copyOf(padded, length), StandardCharsets.US_ASCII);
        }

        @Override
        public void write(Writer out, String name) {
            out.fixed(Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), MAX_NAME), MAX_NAME);
        }
    };

    private static final Field<Long> DAY_NUMBER = Field.number("day", Long.MAX_VALUE);
    private static final Schema PAIR = Schema.of(SponsorTerms.SPONSOR, SponsorTerms.USER);
    private static final Schema VISIT = Schema.of(DAY_NUMBER, Terms.ASSET, SponsorTerms.AMOUNT);

    static final OrderedTable<String, Sponsor> BY_NAME = new OrderedTable<>("sponsors", MAX_NAME, NAME, Sponsor.CODEC);

    /** What a user has cost a sponsor on the last day on which he did: one row for each pair, however long they know one another. */
    static final Table<Values, Values> VISITS = new Table<>("visits", PAIR, VISIT);

    private Sponsors() {}

    static Optional<Sponsor> lookUp(Reading reading, String name) {
        return BY_NAME.find(reading, name);
    }

    /** The sponsor, or a refusal if it is none. */
    static Sponsor find(Reading reading, String name) {
        return lookUp(reading, name)
                .orElseThrow(() -> reading.refuse(Failures.NOT_A_SPONSOR, SponsorTerms.SPONSOR.is(name)));
    }

    /** The caller as a sponsor; he becomes one if he is none. */
    static Sponsor findOrBegin(Execution execution) {
        Optional<Sponsor> known = lookUp(execution, execution.caller());
        if (known.isEmpty()) {
            execution.open(execution.caller(), execution.caller());
        }
        return known.orElseGet(() -> Sponsor.from(execution.time()));
    }

    static void put(Execution execution, String name, Sponsor sponsor) {
        BY_NAME.put(execution, name, sponsor);
    }

    /** Keeps the caller, unless nothing of his is left here: then he is no sponsor any more. */
    static void putOrEnd(Execution execution, Sponsor sponsor, String asset) {
        String name = execution.caller();
        boolean over = !sponsor.paying()
                && sponsor.held().isZero()
                && execution.balance(Party.agreement(name), asset).isZero();
        if (over) {
            BY_NAME.remove(execution, name);
            execution.close(name);
        } else {
            put(execution, name, sponsor);
        }
    }

    /** What the sponsor has deposited and not staked, and no transaction may have to be paid of. */
    static Amount deposit(Reading reading, String name, Sponsor sponsor, String asset) {
        return reading.balance(Party.agreement(name), asset)
                .minus(sponsor.stake())
                .minus(sponsor.unstaked());
    }

    static Amount visited(Reading reading, String sponsor, String user, long today) {
        return VISITS.find(reading, pair(sponsor, user))
                .filter(visit -> visit.get(DAY_NUMBER) == today)
                .map(visit -> visit.get(SponsorTerms.AMOUNT))
                .orElse(Amount.ZERO);
    }

    static void putVisit(Execution execution, String sponsor, String user, long today, String asset, Amount cost) {
        VISITS.put(
                execution,
                pair(sponsor, user),
                Values.of(DAY_NUMBER.is(today), Terms.ASSET.is(asset), SponsorTerms.AMOUNT.is(cost)));
    }

    static Values show(Reading reading, String name, Sponsor sponsor) {
        Policy policy = Policies.current(reading);
        String asset = reading.nativeAsset();
        return Values.of(
                SponsorTerms.SPONSOR.is(name),
                Terms.ASSET.is(asset),
                SponsorTerms.DEPOSITED.is(deposit(reading, name, sponsor, asset)),
                SponsorTerms.STAKED.is(sponsor.stake()),
                SponsorTerms.FREE.is(sponsor.freeNow(reading.time(), policy.stakeRate())),
                SponsorTerms.MOST_FREE.is(Budget.most(sponsor.stake(), policy.stakeRate())),
                SponsorTerms.UNSTAKED.is(sponsor.unstaked()),
                SponsorTerms.UNSTAKED_AVAILABLE_AT.is(
                        sponsor.unstaked().isZero() ? Optional.empty() : Optional.of(sponsor.availableAt())),
                SponsorTerms.PER_TRANSACTION.is(sponsor.limits().perTransaction()),
                SponsorTerms.PER_USER.is(sponsor.limits().perUser()),
                SponsorTerms.PER_DAY.is(sponsor.limits().perDay()),
                SponsorTerms.SPENT.is(sponsor.spentOn(reading.time() / DAY)),
                SponsorTerms.ALLOWED.is(sponsor.limits().allowed()));
    }

    static Page page(Reading reading, Optional<Bytes> cursor, int limit) {
        List<Values> items = new ArrayList<>();
        Optional<String> name =
                cursor.isPresent() ? BY_NAME.next(reading, name(reading, cursor.get())) : BY_NAME.next(reading, FIRST);
        while (name.isPresent() && items.size() < limit) {
            items.add(show(reading, name.get(), find(reading, name.get())));
            name = after(reading, name.get());
        }
        return new Page(items, name.map(next -> Bytes.of(NAME.encode(next))));
    }

    /** Zero bytes follow a name, so what follows a name in their order is the least that it begins. */
    private static Optional<String> after(Reading reading, String name) {
        if (name.length() == MAX_NAME) {
            char[] next = name.toCharArray();
            next[MAX_NAME - 1]++;
            return BY_NAME.next(reading, new String(next));
        }
        return BY_NAME.next(reading, name.concat("\u0001"));
    }

    private static String name(Reading reading, Bytes cursor) {
        if (cursor.size() != MAX_NAME) {
            throw reading.refuse(PagedQuery.INVALID_CURSOR);
        }
        return NAME.decode(cursor.toArray());
    }

    private static Values pair(String sponsor, String user) {
        return Values.of(SponsorTerms.SPONSOR.is(sponsor), SponsorTerms.USER.is(user));
    }
}
