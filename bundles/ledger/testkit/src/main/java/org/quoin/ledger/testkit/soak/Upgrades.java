package org.quoin.ledger.testkit.soak;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/**
 * An operator who upgrades the fixture without end, wherever a process before him was killed: rows in the old form, the version that
 * brings them over, later ones of the same form. A line says which phase begins, and another which version was acknowledged.
 */
final class Upgrades {
    private static final String NAME = "htlc-fixture";

    /** At most 128 come over in a block, so they take twenty blocks: long enough to be killed in the midst. */
    private static final int ROWS = 2_500;

    private static final int TOGETHER = 50;
    private static final int PAGE = 250;
    private static final long POLL_NANOS = 500_000;
    private static final Amount UNIT = new Amount(BigInteger.ONE, TestLedger.QUO);
    private static final Bytes PREIMAGE = Bytes.fromHex("2a");
    private static final Table OLD_ROWS = Table.ordered(NAME + ".journal", Long.BYTES);
    private static final Table NEW_ROWS = Table.ordered(NAME + ".journal-2", Long.BYTES);

    /** What a process does, in this order; one that goes on where another was killed begins later. */
    enum Phase {
        /** The first rules are submitted. */
        NO_RULES,
        /** Rows are written in the old form. */
        LOCKING,
        /** The version that brings them over is, and has no answer yet. */
        SUBMITTED,
        /** It has. */
        ACKNOWLEDGED,
        /** Some rows are in the new form. */
        COMING_OVER,
        /** All of them; later versions follow. */
        COME_OVER
    }

    /** In which form a ledger has its rows. */
    enum Form {
        /** It has no rules for them yet. */
        NO_RULES,
        /** None is in the new form, whichever rules are active. */
        OLD,
        BOTH,
        NEW
    }

    private final TestLedger ledger;
    private final Person operator;

    Upgrades(TestLedger ledger, Person operator) {
        this.ledger = ledger;
        this.operator = operator;
    }

    /** Never returns. */
    void goOn() {
        if (active(ledger.ledger()).isEmpty()) {
            say(Phase.NO_RULES);
            activate("1.0.0");
        }
        if (active(ledger.ledger()).orElseThrow().equals("1.0.0")) {
            say(Phase.LOCKING);
            while (open(ledger.ledger()) < ROWS) {
                lockSome();
            }
            say(Phase.SUBMITTED);
            activate("2.0.0");
            say(Phase.ACKNOWLEDGED);
        }
        leave(Form.OLD);
        say(Phase.COMING_OVER);
        leave(Form.BOTH);
        say(Phase.COME_OVER);
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

    /** In which form the state has them. */
    static Form form(TestLedger ledger) {
        if (active(ledger.ledger()).isEmpty()) {
            return Form.NO_RULES;
        }
        State state = ledger.node().at(ledger.ledger().info().height()).state();
        if (state.count(NEW_ROWS) == 0) {
            return Form.OLD;
        }
        return state.count(OLD_ROWS) == 0 ? Form.NEW : Form.BOTH;
    }

    /** Whether the journal has one line for each lock, in the order in which they were made, and no other, whichever form each is in. */
    static boolean areWhole(Ledger ledger) {
        List<String> rows = rows(ledger);
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).equals(name(i))) {
                return false;
            }
        }
        return rows.size() == open(ledger);
    }

    /** The names of the locks in its journal. */
    private static List<String> rows(Ledger ledger) {
        LedgerClient client = new LedgerClient(ledger);
        List<String> rows = new ArrayList<>();
        String cursor = null;
        do {
            Page<Values> page = client.page(NAME, "journal", 1, Values.none(), cursor, PAGE);
            page.items().forEach(row -> rows.add(row.text("name")));
            cursor = page.next();
        } while (cursor != null);
        return rows;
    }

    /** Each lock that is open wrote one line, and none is ever claimed. */
    private static long open(Ledger ledger) {
        return ledger.modules().stream()
                .filter(module -> module.id().capability().equals(NAME))
                .mapToLong(module -> module.openAgreements())
                .sum();
    }

    private static String name(long row) {
        return "lock-" + row;
    }

    private void lockSome() {
        long next = open(ledger.ledger());
        FixtureRequest[] locks = new FixtureRequest[TOGETHER];
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new FixtureRequest(
                    NAME,
                    "lock",
                    Values.of("name", name(next + i))
                            .and("beneficiary", operator.name())
                            .and("asset", "QUO")
                            .and("amount", BigInteger.ONE)
                            .and("secretHash", Hash.sha256(PREIMAGE.toArray())),
                    List.of(UNIT));
        }
        CrashingLedger.tell(require(ledger.submit(operator, locks)));
    }

    private void activate(String version) {
        require(ledger.submit(operator, ActivateModule.of(RulesJars.fixture(version))));
        System.out.println("activated " + version + ";");
    }

    private void leave(Form form) {
        while (form(ledger) == form) {
            LockSupport.parkNanos(POLL_NANOS); // payments make blocks
        }
    }

    private static void say(Phase phase) {
        System.out.println("phase " + phase + ";");
    }

    private static Receipt require(Receipt receipt) {
        if (!receipt.applied()) {
            throw new IllegalStateException("an upgrade was rejected: " + receipt);
        }
        return receipt;
    }
}
