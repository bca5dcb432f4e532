package @package@.rules;

import org.quoin.rules.Event;

/** What is reported of entries. */
final class Reports {
    static final Event RECORDED = Event.of("recorded", Terms.DIGEST, Terms.TITLE, Terms.OWNER, Terms.RECORDED_AT);

    static final Event REWARDED =
            Event.of("rewarded", Terms.DIGEST, Terms.OWNER, Terms.GIVER, Terms.ASSET, Terms.AMOUNT);

    private Reports() {}
}
