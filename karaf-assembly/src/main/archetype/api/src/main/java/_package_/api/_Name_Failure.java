package @package@.api;

/**
 * The codes with which the rules refuse, in the order in which they look. What the funds themselves do not allow has a code of
 * {@link org.quoin.ledger.api.LedgerFailure}.
 */
public enum @Name@Failure {
    /** Nobody has recorded the document. */
    UNKNOWN_ENTRY,
    /** The title is empty. */
    TITLE_MISSING,
    /** Somebody was faster. */
    ALREADY_RECORDED,
    /** The cursor of a list is not where a page ended. */
    INVALID_CURSOR
}
