package @package@.api.client;

import @package@.api.Entry;
import @package@.api.@Name@Failure;
import @package@.api.@Name@Register;
import @package@.api.RecordEntry;
import @package@.api.RewardEntry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.client.Uses;
import org.quoin.ledger.api.description.Values;

final class @Name@Client implements @Name@Register {
    private static final String CAPABILITY = "@name@";
    private static final String ENTRY = "entry";
    private static final String ENTRIES = "entries";
    private static final int SCHEMA = 1;

    /** What a version of the rules must accept for this client to work with it. */
    static final Uses USES = Uses.of(CAPABILITY)
            .operation("record", SCHEMA)
            .operation("reward", SCHEMA)
            .query(ENTRY, SCHEMA)
            .query(ENTRIES, SCHEMA);

    private final LedgerClient client;

    @Name@Client(Ledger ledger) {
        client = new LedgerClient(ledger);
    }

    @Override
    public CompletableFuture<Receipt> record(Signer signer, RecordEntry operation) {
        return client.submit(operation.owner(), signer, operation);
    }

    @Override
    public CompletableFuture<Receipt> reward(Signer signer, RewardEntry operation) {
        return client.submit(operation.giver(), signer, operation);
    }

    @Override
    public Optional<Entry> entry(Hash digest) {
        try {
            return Optional.of(entry(client.query(CAPABILITY, ENTRY, SCHEMA, Values.of("digest", digest))));
        } catch (RefusedException e) {
            if (e.failure().code().equals(@Name@Failure.UNKNOWN_ENTRY.name())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Page<Entry> entries(@Nullable String cursor, int limit) {
        Page<Values> page = client.page(CAPABILITY, ENTRIES, SCHEMA, Values.none(), cursor, limit);
        return new Page<>(page.items().stream().map(@Name@Client::entry).toList(), page.next());
    }

    private static Entry entry(Values values) {
        return new Entry(values.hash("digest"), values.text("title"), values.text("owner"), values.time("recordedAt"));
    }
}
