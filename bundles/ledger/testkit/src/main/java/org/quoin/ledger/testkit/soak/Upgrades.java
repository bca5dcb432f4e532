package org.quoin.ledger.testkit.soak;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/**
 * An operator who upgrades the fixture without end, wherever a process before him was killed: rows in the old form, the version that
 * brings them over, later ones of the same form.
 */
final class Upgrades {
    private static final String NAME = "htlc-fixture";
    private static final int ROWS = 300;
    private static final int TOGETHER = 50;
    private static final Amount UNIT = new Amount(BigInteger.ONE, TestLedger.QUO);
    private static final Bytes PREIMAGE = Bytes.fromHex("2a");

    private final TestLedger ledger;
    private final Person operator;

    Upgrades(TestLedger ledger, Person operator) {
        this.ledger = ledger;
        this.operator = operator;
    }

    /** Never returns. */
    void goOn() {
        Optional<String> active = active(ledger.ledger());
        if (active.isEmpty()) {
            activate("1.0.0");
        }
        while (active(ledger.ledger()).orElseThrow().equals("1.0.0") && rows(ledger.ledger()) < ROWS) {
            lockSome();
        }
        if (active(ledger.ledger()).orElseThrow().startsWith("1.0.")) {
            activate("1.1.0");
        }
        if (active(ledger.ledger()).orElseThrow().startsWith("1.")) {
            activate("2.0.0");
        }
        while (true) {
            String version = active(ledger.ledger()).orElseThrow();
            int patch = Integer.parseInt(version.substring("2.0.".length()));
            activate("2.0." + (patch + 1));
            lockSome();
        }
    }

    /** The version that is active. */
    static Optional<String> active(Ledger ledger) {
        return ledger.info().modules().stream()
                .filter(module -> module.capability().equals(NAME))
                .map(ModuleId::version)
                .findFirst();
    }

    /** How many lines its journal has, whichever form they are in: none is missing and none is there twice. */
    static long rows(Ledger ledger) {
        LedgerClient client = new LedgerClient(ledger);
        long rows = 0;
        String cursor = null;
        do {
            Page<Values> page = client.page(NAME, "journal", 1, Values.none(), cursor, 1_000);
            rows += page.items().size();
            cursor = page.next();
        } while (cursor != null);
        return rows;
    }

    /** How many lines there must be: each lock that is open wrote one. */
    static long open(Ledger ledger) {
        return ledger.modules().stream()
                .filter(module -> module.id().capability().equals(NAME))
                .mapToLong(module -> module.openAgreements())
                .sum();
    }

    private void lockSome() {
        long next = rows(ledger.ledger());
        FixtureRequest[] locks = new FixtureRequest[TOGETHER];
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new FixtureRequest(
                    NAME,
                    "lock",
                    Values.of("name", "lock-" + (next + i))
                            .and("beneficiary", operator.name())
                            .and("asset", "QUO")
                            .and("amount", BigInteger.ONE)
                            .and("secretHash", Hash.sha256(PREIMAGE.toArray())),
                    List.of(UNIT));
        }
        require(ledger.submit(operator, locks).applied());
    }

    private void activate(String version) {
        require(ledger.submit(operator, ActivateModule.of(RulesJars.fixture(version)))
                .applied());
    }

    private static void require(boolean applied) {
        if (!applied) {
            throw new IllegalStateException("an upgrade was rejected");
        }
    }
}
