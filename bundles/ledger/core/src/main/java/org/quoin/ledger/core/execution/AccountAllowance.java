package org.quoin.ledger.core.execution;

import java.time.Instant;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.Values;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * How many accounts may be created while nobody has to pay for them: a thousand at once, and one more for each second of block
 * time that has passed, up to a thousand again. Operators are not counted.
 *
 * @param left at {@code since}
 * @param since in milliseconds of block time
 */
record AccountAllowance(long left, long since) {
    private static final long MOST = 1_000;
    private static final long MILLIS = 1_000;

    /** @throws Refusal if nothing is left */
    static void take(Execution execution) {
        CoreWrites state = execution.state();
        if (state.feePrices() != null || state.isOperator(execution.signer())) {
            return;
        }
        long now = execution.context().time().toEpochMilli();
        AccountAllowance allowance =
                state.accountAllowance(new AccountAllowance(MOST, now)).at(now);
        if (allowance.left == 0) {
            throw new Refusal(
                    LedgerFailure.TOO_MANY_ACCOUNTS,
                    Values.of("retryAt", Instant.ofEpochMilli(allowance.since + MILLIS)));
        }
        state.setAccountAllowance(new AccountAllowance(allowance.left - 1, allowance.since));
    }

    /** What has not become a whole one yet counts later. */
    private AccountAllowance at(long now) {
        long more = (now - since) / MILLIS;
        return left + more >= MOST
                ? new AccountAllowance(MOST, now)
                : new AccountAllowance(left + more, since + more * MILLIS);
    }

    byte[] encode() {
        return new Writer(16).u64(left).u64(since).toBytes();
    }

    static AccountAllowance decode(byte[] row) {
        Reader in = new Reader(row);
        AccountAllowance allowance = new AccountAllowance(in.u64(), in.u64());
        in.end();
        return allowance;
    }
}
