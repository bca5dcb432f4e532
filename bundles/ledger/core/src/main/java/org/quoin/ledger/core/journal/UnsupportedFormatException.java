package org.quoin.ledger.core.journal;

/** The data are whole, but of a format version that this software does not know. */
public final class UnsupportedFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedFormatException(String file, int found, int known) {
        super("The ledger has data format version " + found + " (" + file + ") and this Quoin reads version " + known
                + ": start it with the Quoin that wrote it.");
    }
}
