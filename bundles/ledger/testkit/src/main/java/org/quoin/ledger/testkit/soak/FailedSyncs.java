package org.quoin.ledger.testkit.soak;

import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.SubmissionException;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.JournalFailedException;
import org.quoin.ledger.testkit.FaultyStore;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.TestLedger;

/** Pays until the disk fails, tries some more, and looks after a restart or a power cut at what has become of it all. */
final class FailedSyncs {
    private static final Transfer PAYMENT = new Transfer("alice", "bob", new Amount(BigInteger.ONE, ETH));
    private static final int MORE = 3;

    /** Less than a step of the journal, in bytes. */
    private static final long LIMIT = 8 << 20;

    private final RandomGenerator random;

    FailedSyncs(long seed) {
        random = new SplittableRandom(seed);
    }

    /** @param hidden whether the disk says nothing of the sync that failed, nor of those after it */
    Row.Figures count(int most, boolean hidden) throws IOException {
        long lost = 0;
        for (int sync = 1; sync <= most; sync++) {
            lost += survives(sync, hidden) ? 0 : 1;
        }
        return new Row.Figures(most, lost, 0);
    }

    private boolean survives(int sync, boolean hidden) throws IOException {
        FaultyStore store = small();
        List<SignedTransaction> submitted = new ArrayList<>();
        Map<SignedTransaction, Receipt> acknowledged = new HashMap<>();
        boolean silent = payUntilItFails(store, sync, hidden, submitted, acknowledged);
        if (hidden || random.nextBoolean()) {
            store.disk().losePower();
        } else {
            store.disk().mend();
        }
        try (TestLedger again = open(store)) {
            boolean same = acknowledged.entrySet().stream()
                    .allMatch(each -> again.ledger()
                            .receipt(each.getValue().transaction())
                            .filter(each.getValue()::equals)
                            .isPresent());
            boolean all = submitted.stream()
                    .allMatch(transaction -> again.submit(transaction).applied());
            BigInteger paid = again.balance(BOB, ETH)
                    .units()
                    .subtract(Amount.parse("1000", ETH).units());
            return silent && same && all && paid.equals(BigInteger.valueOf(submitted.size()));
        } catch (DamagedDataException e) {
            return false; // what was acknowledged is not there
        }
    }

    /** A disk on which the journal cannot grow in large steps, so that it stays small and is quickly read. */
    private static FaultyStore small() throws IOException {
        FaultyStore store = new FaultyStore();
        store.create(TestLedger.genesis(ALICE, BOB));
        store.trim();
        store.disk().limit(LIMIT);
        return store;
    }

    /** @return whether nothing was acknowledged after the failure */
    private static boolean payUntilItFails(
            FaultyStore store,
            int sync,
            boolean hidden,
            List<SignedTransaction> submitted,
            Map<SignedTransaction, Receipt> acknowledged) {
        boolean silent = true;
        try (TestLedger ledger = open(store)) {
            if (hidden) {
                store.disk().lie();
            } else {
                store.disk().failAfter(sync - 1, "Input/output error");
            }
            boolean failed = false;
            for (int left = hidden ? sync : MORE; left > 0; left -= failed || hidden ? 1 : 0) {
                SignedTransaction transaction =
                        ledger.draft(ALICE, PAYMENT).nonce(0, submitted.size()).sign();
                submitted.add(transaction);
                try {
                    acknowledged.put(transaction, ledger.submit(transaction));
                    silent &= !failed;
                } catch (SubmissionException e) {
                    failed = true;
                }
            }
        } catch (JournalFailedException e) {
            return silent; // it failed once more when it was closed
        }
        return silent;
    }

    private static TestLedger open(FaultyStore store) {
        return TestLedger.open(store, new ManualClock(START), ALICE, BOB);
    }
}
