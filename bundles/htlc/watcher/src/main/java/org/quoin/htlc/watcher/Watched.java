package org.quoin.htlc.watcher;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;

/** An open contract of the watcher's account. One thread uses it. */
final class Watched {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Contract contract;

    /** The ledgers on which a preimage was looked for since the contract is watched; later ones come as events. */
    private final Set<Node> searched = new HashSet<>();

    private @Nullable Bytes preimage;
    private Duration pause = FIRST_PAUSE;
    private long notBefore = System.nanoTime();
    private boolean claimable = true;

    Watched(Contract contract) {
        this.contract = contract;
    }

    Contract contract() {
        return contract;
    }

    boolean needsSearch(Node node) {
        return preimage == null && !searched.contains(node);
    }

    void searched(Node node) {
        searched.add(node);
    }

    void reveal(Bytes revealed) {
        preimage = revealed;
    }

    /** Empty if it is not known, or of no use any more. */
    Optional<Bytes> preimage() {
        return claimable ? Optional.ofNullable(preimage) : Optional.empty();
    }

    /** It can only be refunded from now on. */
    void giveUpClaim() {
        claimable = false;
    }

    boolean isTime() {
        return System.nanoTime() - notBefore >= 0;
    }

    /** Tries again later, each time twice as late, or when the ledger says. */
    Duration postpone(Optional<Duration> asked) {
        Duration chosen = asked.orElse(pause);
        notBefore = System.nanoTime() + chosen.toNanos();
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        return chosen;
    }
}
