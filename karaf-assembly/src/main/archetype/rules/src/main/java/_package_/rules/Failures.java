package @package@.rules;

import org.quoin.rules.Failure;

/** How an operation on entries can fail, in the order in which it looks. */
final class Failures {
    static final Failure UNKNOWN_ENTRY =
            Failure.of("UNKNOWN_ENTRY", "Nobody has recorded {digest}: @scope@:list shows what there is.", Terms.DIGEST);

    static final Failure TITLE_MISSING =
            Failure.of("TITLE_MISSING", "The title is empty: say in up to " + Terms.MAX_TITLE + " bytes what it is.");

    static final Failure ALREADY_RECORDED = Failure.of(
            "ALREADY_RECORDED",
            "{owner} recorded {digest} at {recordedAt}, and the first stays its owner: see @scope@:show {digest}.",
            Terms.DIGEST,
            Terms.OWNER,
            Terms.RECORDED_AT);

    private Failures() {}
}
