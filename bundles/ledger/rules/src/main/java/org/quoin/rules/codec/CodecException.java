package org.quoin.rules.codec;

/** Bytes that are not the canonical encoding of any value of the expected schema. */
public final class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CodecException(String message) {
        super(message);
    }
}
