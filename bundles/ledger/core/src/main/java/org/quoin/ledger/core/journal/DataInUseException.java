package org.quoin.ledger.core.journal;

/** Another process, or another ledger in this one, has the data open. */
public final class DataInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataInUseException(String file) {
        super(sentence(file));
    }

    public DataInUseException(String file, Throwable cause) {
        super(sentence(file), cause);
    }

    private static String sentence(String file) {
        return "The ledger is in use already (" + file + "): stop the other one, or choose another data directory.";
    }
}
