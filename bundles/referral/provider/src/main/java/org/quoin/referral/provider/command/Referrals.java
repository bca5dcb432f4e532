package org.quoin.referral.provider.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerView;
import org.quoin.referral.api.RevealReferralCode;

/**
 * What the active rules show, field by field of their description. Every method throws {@link RefusedException} if there are no
 * active rules or they do not know what is asked for.
 */
final class Referrals {
    private static final String CAPABILITY = "referral";
    private static final String CODE = "code";
    private static final String LINK = "link";
    private static final String STATEMENT = "statement";
    private static final String CAMPAIGN = "campaign";

    private final Ledger ledger;
    private final LedgerClient client;

    Referrals(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    /** That fees, and so rewards, are paid in. */
    Asset asset() {
        return client.nativeAsset();
    }

    Instant now() {
        return ledger.info().time();
    }

    /** Whether anybody pays fees, without which nothing is earned. */
    boolean areFeesPaid() {
        return client.feePolicy().isPresent();
    }

    Fields code(String code) {
        return show(CODE, Values.of(CODE, RevealReferralCode.canonical(code)));
    }

    Fields codes(String account) {
        return show("codes", Values.of("account", account));
    }

    Fields link(String referee) {
        return show(LINK, Values.of("referee", referee));
    }

    /** The link, or all its fields as null if there is none. */
    Fields linkOrNone(String referee) {
        try {
            return link(referee);
        } catch (RefusedException e) {
            if (e.failure().code().equals("NOT_REFERRED")) {
                return fields(LINK, Values.of("referee", referee));
            }
            throw e;
        }
    }

    Fields tier(String account) {
        return show("tier", names(account));
    }

    Fields pot() {
        return show("pot", Values.of("asset", asset().symbol()));
    }

    Fields policy() {
        return show("policy", Values.of("asset", asset().symbol()));
    }

    Fields campaign(String name) {
        return show(CAMPAIGN, Values.of(CAMPAIGN, name));
    }

    /** Whose a campaign is. */
    String owner(String campaign) {
        return client.query(CAPABILITY, CAMPAIGN, 1, Values.of(CAMPAIGN, campaign))
                .text("owner");
    }

    Page<Values> campaigns(@Nullable String cursor, int limit) {
        return client.page(CAPABILITY, "campaigns", 1, Values.none(), cursor, limit);
    }

    Fields campaignFields(Values campaign) {
        return fields(CAMPAIGN, campaign);
    }

    Page<Values> statement(String account, @Nullable String cursor, int limit) {
        return client.page(CAPABILITY, STATEMENT, 1, names(account), cursor, limit);
    }

    Fields statementFields(Values line) {
        return fields(STATEMENT, line);
    }

    private Values names(String account) {
        return Values.of("account", account).and("asset", asset().symbol());
    }

    private Fields show(String query, Values input) {
        return fields(query, client.query(CAPABILITY, query, 1, input));
    }

    private Fields fields(String query, Values answer) {
        return new LedgerView(ledger)
                .values(
                        ledger.description(CAPABILITY)
                                .flatMap(description -> description.query(query, 1))
                                .map(QueryType::output)
                                .orElse(null),
                        answer);
    }
}
