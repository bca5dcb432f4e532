package org.quoin.ledger.core.execution;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What more than half of the operators must want is done by the transaction of the last one needed; those before him are kept for
 * a week of block time.
 */
final class Approvals {
    static final EventType APPROVED = new EventType(
            "operator-approved",
            Schema.of(
                    new Field("operator", FieldType.account()),
                    new Field("operation", FieldType.text(32)),
                    new Field("approvals", FieldType.number(Genesis.MAX_OPERATORS)),
                    new Field("needed", FieldType.number(Genesis.MAX_OPERATORS))));

    private static final byte[] PURPOSE = "quoin/approval/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final long VALID_MILLIS = Duration.ofDays(7).toMillis();

    private Approvals() {}

    /**
     * Counts the signer among those who want something; reports it as long as they are not enough.
     *
     * @param what with all that it depends on
     * @return whether it is to be done now
     * @throws Refusal if he is no operator, or has been counted
     */
    static boolean areEnough(Execution execution, String operation, byte[] what) {
        execution.requireOperator();
        List<String> operators = execution.state().operators();
        int needed = operators.size() / 2 + 1;
        Hash id = Hash.sha256(PURPOSE, new Writer(64).text(operation, 32).toBytes(), what);
        long now = execution.context().time().toEpochMilli();
        Map<String, Long> approvals = valid(execution.state().approvals(id), now);
        if (approvals.containsKey(execution.signer())) {
            throw new Refusal(
                    LedgerFailure.ALREADY_APPROVED,
                    Values.of("signer", execution.signer())
                            .and("approvals", (long) approvals.size())
                            .and("needed", (long) needed));
        }

        approvals.put(execution.signer(), now);
        boolean enough = approvals.size() >= needed;
        execution.state().setApprovals(id, enough ? new byte[0] : encode(approvals));
        if (!enough) {
            execution.emit(
                    APPROVED,
                    Values.of("operator", execution.signer())
                            .and("operation", operation)
                            .and("approvals", (long) approvals.size())
                            .and("needed", (long) needed));
        }
        return enough;
    }

    private static Map<String, Long> valid(byte[] row, long now) {
        Map<String, Long> approvals = new LinkedHashMap<>();
        Reader in = new Reader(row);
        for (int rest = in.count(Genesis.MAX_OPERATORS); rest > 0; rest--) {
            String operator = in.text(Names.MAX);
            long time = in.u64();
            if (now - time < VALID_MILLIS) {
                approvals.put(operator, time);
            }
        }
        in.end();
        return approvals;
    }

    private static byte[] encode(Map<String, Long> approvals) {
        Writer out = new Writer(64).count(approvals.size(), Genesis.MAX_OPERATORS);
        approvals.forEach((operator, time) -> out.text(operator, Names.MAX).u64(time));
        return out.toBytes();
    }
}
