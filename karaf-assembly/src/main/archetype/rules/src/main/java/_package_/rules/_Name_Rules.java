package @package@.rules;

import org.quoin.rules.Capability;

/**
 * A register of documents, of each its SHA-256 and a title. Who records one first is its owner, and the ledger's word for when
 * that was; from then on anybody can reward him for it.
 */
public final class @Name@Rules extends Capability {
    public @Name@Rules() {
        super(new Parts()
                .operations(new RecordOperation(), new RewardOperation())
                .queries(new EntryQuery())
                .pagedQueries(new EntriesQuery())
                .events(Reports.RECORDED, Reports.REWARDED)
                .failures(Failures.UNKNOWN_ENTRY, Failures.TITLE_MISSING, Failures.ALREADY_RECORDED)
                .tables(Entries.BY_DIGEST, Entries.IN_ORDER, Entries.COUNTS));
    }
}
