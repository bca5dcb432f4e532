package org.quoin.referral.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/**
 * Says that the signer has chosen a code, and not which. It is revealed in a later block.
 *
 * @param commitment {@link #of} of the code
 */
public record CommitReferralCode(Hash commitment) implements OperationRecord {
    private static final String PURPOSE = "quoin/referral/code/1";

    /** Whose code it will be, which, and a salt without which it could be guessed: their SHA-256, behind a purpose. */
    public static CommitReferralCode of(String account, RevealReferralCode revealed) {
        ByteArrayOutputStream preimage = new ByteArrayOutputStream();
        write(preimage, PURPOSE.getBytes(StandardCharsets.US_ASCII));
        write(preimage, account.getBytes(StandardCharsets.US_ASCII));
        write(preimage, revealed.code().getBytes(StandardCharsets.UTF_8));
        write(preimage, revealed.salt().toArray());
        return new CommitReferralCode(Hash.sha256(preimage.toByteArray()));
    }

    /** At most 127 bytes, behind their number. */
    private static void write(ByteArrayOutputStream preimage, byte[] part) {
        preimage.write(part.length);
        preimage.writeBytes(part);
    }

    @Override
    public String capability() {
        return "referral";
    }

    @Override
    public String operation() {
        return "code-commit";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("commitment", commitment);
    }
}
