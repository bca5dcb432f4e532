package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.Samples.ALICE;
import static org.quoin.ledger.core.Samples.pay;
import static org.quoin.ledger.core.Samples.quo;
import static org.quoin.ledger.core.Samples.signed;

import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.execution.Refusal;
import org.quoin.ledger.core.execution.VerifiedTransaction;

class LanesTest {
    private final Lanes lanes = new Lanes();

    @Test
    void eachTransactionTakesTheNextPlaceOfItsLane() {
        lanes.take(pay(0, 7), () -> 7);
        lanes.take(pay(0, 8), () -> 7);
        lanes.take(pay(1, 0), () -> 0);

        assertThat(lanes.next("alice", 0, () -> 7)).isEqualTo(9);
        assertThat(lanes.next("alice", 1, () -> 0)).isEqualTo(1);
        assertThat(lanes.next("alice", 2, () -> 3)).isEqualTo(3);
        assertThat(lanes.next("bob", 0, () -> 0)).isZero();
    }

    @Test
    void aPlaceThatIsTakenOrLeavesAGapIsRefused() {
        lanes.take(pay(0, 0), () -> 0);

        assertRefused(pay(0, 0), 0, LedgerFailure.NONCE_USED);
        assertRefused(pay(0, 2), 0, LedgerFailure.NONCE_GAP);
        assertRefused(pay(1, 4), 5, LedgerFailure.NONCE_USED);
        assertThat(lanes.next("alice", 0, () -> 0)).isEqualTo(1);
    }

    @Test
    void whatIsOrderedIsCountedByTheStateFromThenOn() {
        lanes.take(pay(0, 0), () -> 0);
        lanes.take(pay(0, 1), () -> 0);
        lanes.ordered(pay(0, 0));

        assertThat(lanes.next("alice", 0, () -> 1)).isEqualTo(2);
        lanes.ordered(pay(0, 1));

        assertThat(lanes.next("alice", 0, () -> 2)).isEqualTo(2);
    }

    /** The state is asked under the lock: what it said before the lock was taken may be too old. */
    @Test
    void theStateIsAskedOnlyOnceTheLaneCannotChange() {
        lanes.take(pay(0, 0), () -> 0);
        boolean[] held = new boolean[2];

        lanes.take(pay(0, 1), () -> {
            held[0] = Thread.holdsLock(lanes);
            return 0;
        });
        lanes.next("alice", 0, () -> {
            held[1] = Thread.holdsLock(lanes);
            return 0;
        });

        assertThat(held).containsExactly(true, true);
    }

    @Test
    void whatIsTurnedAwayFreesItsPlaceAndThoseAfterItAtOnce() {
        lanes.take(pay(0, 4), () -> 4);
        lanes.take(pay(0, 5), () -> 4);
        lanes.take(pay(0, 6), () -> 4);
        lanes.take(pay(0, 7), () -> 4);

        lanes.turnedAway(pay(0, 5));

        assertThat(lanes.next("alice", 0, () -> 4)).isEqualTo(5);
        lanes.take(another(5), () -> 4);
        lanes.take(another(6), () -> 4);
        lanes.turnedAway(pay(0, 6));
        lanes.turnedAway(pay(0, 7));
        assertThat(lanes.next("alice", 0, () -> 4))
                .as("the old ones do not free the places of the new ones")
                .isEqualTo(7);

        lanes.ordered(pay(0, 4));
        lanes.ordered(another(5));
        lanes.ordered(another(6));
        assertThat(lanes.next("alice", 0, () -> 7)).isEqualTo(7);
    }

    @Test
    void aLaneOfWhichNothingWaitsStandsWhereTheStateSays() {
        lanes.take(pay(0, 0), () -> 0);
        lanes.turnedAway(pay(0, 0));

        assertThat(lanes.next("alice", 0, () -> 0)).isZero();
        lanes.ordered(pay(0, 0));
        lanes.turnedAway(pay(0, 0));
        assertThat(lanes.next("alice", 0, () -> 0)).isZero();
    }

    @Test
    void whatIsAnnouncedIsCountedForTheNextNumberAndTakesNoPlace() {
        announce(7, 8);

        assertThat(lanes.nextAnnounced("alice", 0, () -> 7)).isEqualTo(9);
        assertThat(lanes.next("alice", 0, () -> 7)).isEqualTo(7);
        lanes.take(another(7), () -> 7);
        assertThat(lanes.nextAnnounced("alice", 0, () -> 7)).isEqualTo(9);
        lanes.arrived(pay(0, 7).transaction(), true);
        lanes.arrived(pay(0, 8).transaction(), true);
        assertThat(lanes.nextAnnounced("alice", 0, () -> 7))
                .as("nothing is announced any more")
                .isEqualTo(8);
    }

    @Test
    void whatIsAnnouncedAndDoesNotContinueTheLaneIsNotCounted() {
        announce(9, 20, 7, 30);

        assertThat(lanes.nextAnnounced("alice", 0, () -> 7)).isEqualTo(8);
        assertThat(lanes.nextAnnounced("alice", 0, () -> 6)).isEqualTo(6);
        assertThat(lanes.nextAnnounced("alice", 0, () -> 8)).isEqualTo(8);
    }

    /** As when somebody else forged a signature. */
    @Test
    void whatIsAnnouncedAndTurnedAwayIsForgottenWithAllThatComesAfterIt() {
        announce(7, 8, 9);

        lanes.arrived(pay(0, 7).transaction(), false);

        assertThat(lanes.nextAnnounced("alice", 0, () -> 7)).isEqualTo(7);
        announce(7);
        assertThat(lanes.nextAnnounced("alice", 0, () -> 7)).isEqualTo(8);
    }

    private void announce(long... sequences) {
        for (long sequence : sequences) {
            lanes.announce(pay(0, sequence).transaction());
        }
    }

    private static VerifiedTransaction another(long sequence) {
        return signed(ALICE, "alice", 0, sequence, new Transfer("alice", "bob", quo("2")));
    }

    private void assertRefused(VerifiedTransaction transaction, long ordered, LedgerFailure failure) {
        assertThatThrownBy(() -> lanes.take(transaction, () -> ordered))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(failure.type()));
    }
}
