package org.quoin.ledger.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;

/**
 * Turns operations into signed transactions of a ledger: encodes them by their description, takes the next nonce of lane 0,
 * and gives them a minute to be ordered.
 */
public final class LedgerClient {
    private static final Duration VALIDITY = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 10;

    /** Between two looks at what waits in the place of a transaction. */
    private static final Duration UNDECIDED = Duration.ofMillis(50);

    private static final Set<String> NONCE_USED = Set.of(LedgerFailure.NONCE_USED.name());

    /** Another writer took the nonce meanwhile. */
    private static final Set<String> LOST_RACE =
            Set.of(LedgerFailure.NONCE_USED.name(), LedgerFailure.NONCE_GAP.name());

    private final Ledger ledger;

    public LedgerClient(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Builds and signs a transaction without submitting it.
     *
     * @param account the account that acts
     * @throws IllegalArgumentException if an operation does not fit its description
     * @throws RefusedException if its capability is not active
     */
    public SignedTransaction sign(String account, Signer signer, OperationRecord... operations) {
        List<Operation> encoded = new ArrayList<>();
        for (OperationRecord operation : operations) {
            encoded.add(describe(operation.capability()).encode(operation));
        }
        return new Transaction(
                        ledger.info().chainId(),
                        account,
                        0,
                        ledger.nextSequence(account, 0),
                        ledger.now().plus(VALIDITY),
                        encoded,
                        signer.publicKey())
                .sign(signer);
    }

    /**
     * Builds, signs and submits a transaction; again, if another writer with the same account was faster. What was refused was
     * never ordered, so signing it again is safe.
     *
     * @return as {@link Ledger#submit}
     * @throws IllegalArgumentException as {@link #sign}
     * @throws RefusedException as {@link #sign}
     */
    public CompletableFuture<Receipt> submit(String account, Signer signer, OperationRecord... operations) {
        return submit(ATTEMPTS, account, signer, operations);
    }

    private CompletableFuture<Receipt> submit(
            int attempts, String account, Signer signer, OperationRecord... operations) {
        return ledger.submit(sign(account, signer, operations).encode())
                .exceptionallyCompose(failure -> attempts > 1 && isRefused(failure, LOST_RACE)
                        ? submit(attempts - 1, account, signer, operations)
                        : CompletableFuture.failedFuture(failure));
    }

    /**
     * Finds out what became of a transaction whose outcome is not known, or has it ordered, by submitting the same bytes, again
     * whenever the ledger is overloaded, or another transaction with the same nonce waits to be ordered. It is applied at most once,
     * however often this is done.
     *
     * @return its receipt, at once if it was ordered before, or when it is, if it waits; or as {@link Ledger#submit}. Refused as
     *     {@code EXPIRED} or {@code NONCE_USED}, it was never applied and never will be. Refused for another reason, it was not
     *     applied so far, and whoever has its bytes can still have it ordered until {@code validUntil}
     */
    public CompletableFuture<Receipt> resolve(SignedTransaction transaction) {
        return ledger.submit(transaction.encode()).exceptionallyCompose(failure -> {
            if (cause(failure) instanceof OverloadedException overloaded) {
                return resolve(transaction, overloaded.retryAfter());
            }
            return isRefused(failure, NONCE_USED) && !isUsed(transaction.transaction())
                    ? resolve(transaction, UNDECIDED)
                    : CompletableFuture.failedFuture(failure);
        });
    }

    private CompletableFuture<Receipt> resolve(SignedTransaction transaction, Duration after) {
        Executor later = CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.completedFuture(transaction).thenComposeAsync(this::resolve, later);
    }

    /** Whether a transaction with the same nonce is ordered, and does not only wait to be, or to be turned away. */
    private boolean isUsed(Transaction transaction) {
        return ledger.account(transaction.signer()).stream()
                .flatMap(account -> account.nonces().stream())
                .anyMatch(nonce -> nonce.lane() == transaction.lane() && nonce.next() > transaction.sequence());
    }

    private static boolean isRefused(Throwable failure, Set<String> codes) {
        return cause(failure) instanceof RefusedException refused
                && codes.contains(refused.failure().code());
    }

    /** What depends on a future that depends on another sees the failure in a wrapping. */
    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Asks a question that is answered in one piece.
     *
     * @throws RefusedException as {@link Ledger#query}
     * @throws IllegalArgumentException if the values do not fit the query's description
     */
    public Values query(String capability, String query, int schema, Values input) {
        QueryType type = queryType(capability, query, schema);
        return type.decodeAnswer(ledger.query(capability, query, schema, type.encodeInput(input)));
    }

    /**
     * Asks for a page of a list.
     *
     * @param cursor where the page before ended, or null for the first
     * @param limit 1 to 1,000
     * @throws RefusedException as {@link Ledger#query}
     * @throws IllegalArgumentException if the values do not fit the query's description, or cursor and limit are none
     */
    public Page<Values> page(
            String capability, String query, int schema, Values input, @Nullable String cursor, int limit) {
        QueryType type = queryType(capability, query, schema);
        return type.decodePage(ledger.query(capability, query, schema, type.encodeInput(input, cursor, limit)));
    }

    /**
     * The same of the past.
     *
     * @param height as {@link Ledger#query(String, String, int, Bytes, long)}
     * @throws RefusedException as {@link Ledger#query(String, String, int, Bytes, long)}
     * @throws IllegalArgumentException if the values do not fit the query's description at that time
     */
    public Values query(String capability, String query, int schema, Values input, long height) {
        QueryType type = queryType(describe(capability, height), capability, query, schema);
        return type.decodeAnswer(ledger.query(capability, query, schema, type.encodeInput(input), height));
    }

    private QueryType queryType(String capability, String query, int schema) {
        return queryType(describe(capability), capability, query, schema);
    }

    private static QueryType queryType(Description description, String capability, String query, int schema) {
        return description
                .query(query, schema)
                .orElseThrow(() -> new RefusedException(LedgerFailure.UNKNOWN_QUERY.failure(
                        Values.of("capability", capability).and("query", query).and("schema", (long) schema))));
    }

    /** The rules that were active after a block are those of the next one. */
    private Description describe(String capability, long height) {
        return ledger.description(capability, height + 1).orElseGet(() -> describe(capability));
    }

    private Description describe(String capability) {
        return ledger.description(capability)
                .orElseThrow(() -> new RefusedException(
                        LedgerFailure.MODULE_NOT_ACTIVE.failure(Values.of("capability", capability))));
    }
}
