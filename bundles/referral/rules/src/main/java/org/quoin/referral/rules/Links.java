package org.quoin.referral.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Execution;
import org.quoin.rules.Reading;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/**
 * Who was referred by whom: one referrer for each referee.
 *
 * <p>There is no cycle at any depth, and no search for one. A link leads to an account that has a code, and is made only by one
 * that has none. Codes are never given up. So nobody's link leads to an account at the time when that makes its own, and such a
 * link cannot close a cycle.
 */
final class Links {
    static final Table<String, Values> BY_REFEREE = new Table<>("links", Terms.REFEREE, Terms.LINK);

    private Links() {}

    static Optional<Values> find(Reading reading, String referee) {
        return BY_REFEREE.find(reading, referee);
    }

    /** Whether it cannot be changed any more. */
    static boolean isFirm(Values link, long time) {
        return time >= link.get(Terms.FIRM_AT);
    }

    /** The link by which a fee of this account counts now. */
    static Optional<Values> findCounting(Reading reading, String referee) {
        long time = reading.time();
        return find(reading, referee)
                .filter(link -> isFirm(link, time))
                .filter(link -> time < link.get(Terms.COUNTS_UNTIL));
    }

    static void put(Execution execution, Values link) {
        BY_REFEREE.put(execution, link.get(Terms.REFEREE), link.only(Terms.LINK));
    }

    static void remove(Execution execution, Values link) {
        BY_REFEREE.remove(execution, link.get(Terms.REFEREE));
    }

    /** Those above a referee, the nearest first, as far as their own links are firm. */
    static List<String> line(Reading reading, Values link) {
        List<String> line = new ArrayList<>();
        Optional<Values> above = Optional.of(link);
        while (above.isPresent() && line.size() < Terms.LEVELS) {
            String referrer = above.get().get(Terms.REFERRER);
            line.add(referrer);
            above = line.size() < Terms.LEVELS
                    ? find(reading, referrer).filter(next -> isFirm(next, reading.time()))
                    : Optional.empty();
        }
        return line;
    }
}
