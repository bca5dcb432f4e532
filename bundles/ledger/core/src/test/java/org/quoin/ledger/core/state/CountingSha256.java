package org.quoin.ledger.core.state;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 that says how often it was asked. */
final class CountingSha256 extends MessageDigest {
    private final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    private int digests;

    CountingSha256() throws NoSuchAlgorithmException {
        super("SHA-256");
    }

    int digests() {
        return digests;
    }

    @Override
    protected void engineUpdate(byte input) {
        sha256.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        sha256.update(input, offset, length);
    }

    @Override
    protected byte[] engineDigest() {
        digests++;
        return sha256.digest();
    }

    @Override
    protected void engineReset() {
        sha256.reset();
    }
}
