package org.quoin.referral.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/**
 * Codes and whose they are. A code is committed to in one block and revealed in a later one, so that nobody who sees it revealed
 * can be before its owner.
 */
final class Codes {
    static final Schema REGISTERED = Schema.of(Terms.CODE, Terms.ACCOUNT, Terms.SINCE);

    private static final String PURPOSE = "quoin/referral/code/1";
    private static final Field<String> PURPOSE_FIELD = Field.text("purpose", 32);
    private static final Schema PREIMAGE = Schema.of(PURPOSE_FIELD, Terms.ACCOUNT, Terms.CODE, Terms.SALT);
    private static final Schema COMMITTED = Schema.of(Terms.COMMITMENT, Terms.HEIGHT);

    static final Table<String, Values> BY_CODE = new Table<>("codes", Terms.CODE, REGISTERED);

    /** The one commitment of an account that waits for its code. */
    static final Table<String, Values> COMMITMENTS = new Table<>("commitments", Terms.ACCOUNT, COMMITTED);

    /** All codes of a referrer. */
    static final Table<String, List<String>> BY_REFERRER = new Table<>("referrers", Terms.ACCOUNT, Terms.CODES);

    private Codes() {}

    static Values find(Reading reading, String code) {
        return BY_CODE.find(reading, code)
                .orElseThrow(() -> reading.refuse(Failures.UNKNOWN_CODE, Terms.CODE.is(code)));
    }

    static List<String> of(Reading reading, String account) {
        return BY_REFERRER.find(reading, account).orElse(List.of());
    }

    static void commit(Execution execution, Bytes commitment) {
        COMMITMENTS.put(
                execution,
                execution.caller(),
                Values.of(Terms.COMMITMENT.is(commitment), Terms.HEIGHT.is(execution.height())));
    }

    /** Whether the caller committed to the code in a block before this one. */
    static boolean isCommitted(Execution execution, String code, Bytes salt) {
        String account = execution.caller();
        Bytes commitment = execution.sha256(Bytes.of(PREIMAGE.encode(Values.of(
                PURPOSE_FIELD.is(PURPOSE), Terms.ACCOUNT.is(account), Terms.CODE.is(code), Terms.SALT.is(salt)))));
        Optional<Values> committed = COMMITMENTS.find(execution, account);
        return committed
                .filter(row -> row.get(Terms.COMMITMENT).equals(commitment))
                .filter(row -> row.get(Terms.HEIGHT) < execution.height())
                .isPresent();
    }

    static void register(Execution execution, Values registered) {
        String account = registered.get(Terms.ACCOUNT);
        List<String> codes = new ArrayList<>(of(execution, account));
        codes.add(registered.get(Terms.CODE));

        BY_CODE.put(execution, registered.get(Terms.CODE), registered);
        BY_REFERRER.put(execution, account, List.copyOf(codes));
        COMMITMENTS.remove(execution, account);
    }
}
