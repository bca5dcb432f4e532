package org.quoin.ledger.core.platform;

import java.nio.file.Path;
import org.quoin.ledger.core.journal.DamagedDataException;
import org.quoin.ledger.core.journal.DataInUseException;
import org.quoin.ledger.core.journal.UnsupportedFormatException;
import org.quoin.ledger.core.node.InvalidGenesisException;

/**
 * Why a node did not start.
 *
 * @param reason one sentence for the user: what happened and what to do
 * @param exitCode what the launcher exits with
 */
record Refusal(String reason, int exitCode) {
    private static final int FAILED = 1;
    private static final int DATA_DAMAGED = 6;

    static Refusal of(Exception cause, Path data) {
        if (cause instanceof DamagedDataException) {
            return new Refusal(String.valueOf(cause.getMessage()), DATA_DAMAGED);
        }
        if (cause instanceof DataInUseException
                || cause instanceof UnsupportedFormatException
                || cause instanceof InvalidGenesisException) {
            return new Refusal(String.valueOf(cause.getMessage()), FAILED);
        }
        return new Refusal(
                "The ledger in " + data + " could not be opened (" + cause + "): log/quoin.log there says more.",
                FAILED);
    }
}
