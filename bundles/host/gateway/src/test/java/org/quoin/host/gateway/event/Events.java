package org.quoin.host.gateway.event;

import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.TestLedger.ETH;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.JsonView;
import org.quoin.ledger.console.LedgerView;
import org.quoin.ledger.testkit.TestLedger;

/** Makes things happen, and tells what has. */
final class Events {
    /** Transfers that one transaction takes. */
    private static final int TOGETHER = 50;

    private Events() {}

    static OperationRecord pay() {
        return new Transfer("alice", "bob", new Amount(BigInteger.ONE, ETH));
    }

    /** So many, in as few blocks as that takes. */
    static void pay(TestLedger ledger, int times) {
        for (int left = times; left > 0; left -= TOGETHER) {
            ledger.submit(
                    ALICE, Collections.nCopies(Math.min(left, TOGETHER), pay()).toArray(OperationRecord[]::new));
        }
    }

    /** As the ledger's own list has them. */
    static List<String> shown(Ledger ledger) {
        List<String> shown = new ArrayList<>();
        LedgerView view = new LedgerView(ledger);
        while (shown.size() < ledger.nextEvent()) {
            for (Event event : ledger.events(shown.size(), 1_000).items()) {
                shown.add(JsonView.line(view.event(event)));
            }
        }
        return shown;
    }

    /** Locks 1 wei of Alice's for Bob in {@code htlc-fixture}. */
    record Lock(String name) implements OperationRecord {
        @Override
        public String capability() {
            return "htlc-fixture";
        }

        @Override
        public String operation() {
            return "lock";
        }

        @Override
        public int schema() {
            return 1;
        }

        @Override
        public Values values() {
            return Values.of("name", name)
                    .and("beneficiary", "bob")
                    .and("asset", "ETH")
                    .and("amount", BigInteger.ONE)
                    .and("secretHash", Hash.sha256(new byte[1]));
        }

        @Override
        public List<Amount> spends() {
            return List.of(new Amount(BigInteger.ONE, ETH));
        }
    }
}
