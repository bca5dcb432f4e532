package org.quoin.htlc.api;

import java.time.Duration;
import java.time.Instant;

/**
 * How much earlier the second leg of a swap must expire than the first, as BOLT-2 derives it for a node that forwards a payment:
 * {@code 3R+2G+2S}. Of the seven steps of that derivation the first three happen on the ledger of the leg that is paid out, and
 * cost {@code R+G+S} of it: its taker shows the preimage at the last moment, a reorganization brings that about, and only then it is
 * seen. The others happen on the ledger of the leg that is received, and cost {@code 2R+G+S}. On one ledger the sum is BOLT-2's.
 */
public final class SwapMargin {
    /**
     * What BOLT-2 asks of a ledger.
     *
     * @param reorganization R: as deep as its past can change; zero where a block is final
     * @param grace G: how long one waits for the other party, or for one's own node to come back, before one acts
     * @param inclusion S: until a transaction that was sent is in a block, at the worst
     */
    public record Timing(Duration reorganization, Duration grace, Duration inclusion) {
        public Timing {
            requireNotNegative(reorganization);
            requireNotNegative(grace);
            requireNotNegative(inclusion);
        }

        private static void requireNotNegative(Duration part) {
            if (part.isNegative()) {
                throw new IllegalArgumentException("a duration of a ledger is not negative: " + part);
            }
        }
    }

    private SwapMargin() {}

    /**
     * By how much the leg that I lock must expire before the leg that pays me.
     *
     * @param locked the ledger of the leg that I lock
     * @param received the ledger of the leg that pays me
     */
    public static Duration between(Timing locked, Timing received) {
        return locked.reorganization()
                .plus(locked.grace())
                .plus(locked.inclusion())
                .plus(toRedeem(received));
    }

    /** The same on one ledger: {@code 3R+2G+2S}. */
    public static Duration on(Timing ledger) {
        return between(ledger, ledger);
    }

    /**
     * How long before its expiry I must know the preimage to redeem a leg for certain, {@code 2R+G+S}: what BOLT-2 asks of the last
     * node, and when it has to act.
     */
    public static Duration toRedeem(Timing received) {
        return received.reorganization().multipliedBy(2).plus(received.grace()).plus(received.inclusion());
    }

    /** The latest expiry that a leg may have against another one. */
    public static Instant latestExpiry(Instant otherExpiry, Duration margin) {
        return otherExpiry.minus(margin);
    }
}
