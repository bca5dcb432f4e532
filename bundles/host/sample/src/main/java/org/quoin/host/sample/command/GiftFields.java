package org.quoin.host.sample.command;

import java.util.Locale;
import org.quoin.host.sample.Gift;
import org.quoin.host.sample.GiftStatus;
import org.quoin.host.sample.News;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.console.Fields;

/** How gifts are shown. */
final class GiftFields {
    private GiftFields() {}

    static Fields gift(Gift gift) {
        return Fields.of("id", gift.id())
                .and("from", gift.from())
                .and("to", gift.to())
                .and("asset", gift.amount().asset().symbol())
                .and("amount", gift.amount())
                .and("expiry", gift.expiry())
                .and("state", name(gift.state()));
    }

    static Fields news(News news) {
        return Fields.of("sequence", news.sequence())
                .and("height", news.height())
                .and("gift", news.gift())
                .and("state", name(news.state()));
    }

    static Fields status(GiftStatus status) {
        return Fields.of("codeWords", status.rulesVersion().isPresent())
                .and("rulesVersion", status.rulesVersion().orElse(null))
                .and("next", status.next())
                .and("wrapped", status.wrapped())
                .and("trouble", status.trouble().orElse(null));
    }

    /** What a transaction has wrapped. */
    static Fields wrapped(Receipt receipt) {
        Hash id = receipt.events().stream()
                .filter(event -> event.type().equals("htlc.created"))
                .map(event -> event.data().hash("id"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(receipt + " has wrapped nothing"));
        return Fields.of("id", id).and("state", name(Gift.State.WRAPPED));
    }

    static Fields settled(Hash id, Gift.State state) {
        return Fields.of("id", id).and("state", name(state));
    }

    private static String name(Gift.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
