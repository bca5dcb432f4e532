package org.quoin.referral.api;

import java.util.Locale;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Registers a code that the signer committed to in an earlier block.
 *
 * @param code 3 to 32 of {@code a–z 0–9 -}: {@link #canonical} makes it so
 * @param salt 16 to 64 random bytes
 */
public record RevealReferralCode(String code, Bytes salt) implements OperationRecord {
    /** The one form of a code, however somebody writes it. */
    public static String canonical(String code) {
        return code.toLowerCase(Locale.ROOT);
    }

    @Override
    public String capability() {
        return "referral";
    }

    @Override
    public String operation() {
        return "code-reveal";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("code", code).and("salt", salt);
    }
}
