package org.quoin.host.gateway.event;

import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.Fields;

/** Where the ledger stood, as it is sent. */
record Head(long height, Hash hash, Bytes frame) {
    /** Where it stands now. */
    static Head of(Ledger ledger) {
        LedgerInfo info = ledger.info();
        long nextEvent = ledger.nextEvent();
        for (LedgerInfo after = ledger.info(); !after.head().equals(info.head()); after = ledger.info()) {
            info = after;
            nextEvent = ledger.nextEvent();
        }
        return new Head(
                info.height(),
                info.head(),
                Frames.head(Fields.of("chainId", info.chainId())
                        .and("height", info.height())
                        .and("head", info.head())
                        .and("time", info.time())
                        .and("nextEvent", nextEvent)
                        .and("modules", CoreFields.modules(info.modules()))));
    }
}
