package org.quoin.ledger.core.journal;

/** What is remembered of a journal is not what stands in it. The journal is the truth: read it from its beginning. */
public final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitException(String file, Point point) {
        super("it remembers another block " + point.height() + " than stands in " + file);
    }
}
