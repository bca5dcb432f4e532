package org.quoin.ledger.core.journal;

/** The data are not what was written. Nothing is guessed: who sees this reads no further. */
public final class DamagedDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param position of the damage in the file, in bytes
     * @param problem what is wrong, as the middle of a sentence
     */
    public DamagedDataException(String file, long position, String problem) {
        super(sentence(file, position, problem));
    }

    public DamagedDataException(String file, long position, String problem, Throwable cause) {
        super(sentence(file, position, problem), cause);
    }

    private static String sentence(String file, long position, String problem) {
        return "The ledger is damaged (" + file + ", byte " + position + ": " + problem
                + "): run 'quoin repair' on it; with --from it also takes what is missing from a backup.";
    }
}
