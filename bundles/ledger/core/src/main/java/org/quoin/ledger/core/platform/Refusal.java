package org.quoin.ledger.core.platform;

/**
 * Why a node did not start.
 *
 * @param reason one sentence for the user: what happened and what to do
 * @param exitCode what the launcher exits with
 */
record Refusal(String reason, int exitCode) {
    private static final int FAILED = 1;
    private static final int DATA_DAMAGED = 6;

    static Refusal failed(String reason) {
        return new Refusal(reason, FAILED);
    }

    static Refusal dataDamaged(String reason) {
        return new Refusal(reason, DATA_DAMAGED);
    }
}
