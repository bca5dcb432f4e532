package org.quoin.ledger.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;

/**
 * Turns operations into signed transactions of a ledger: encodes them by their description, takes the next nonce of lane 0,
 * gives them a minute to be ordered and, where the ledger charges fees, offers what they would cost. Where it does not, nothing is
 * offered.
 */
public final class LedgerClient {
    private static final Duration VALIDITY = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 10;

    /** Between two looks at what waits in the place of a transaction. */
    private static final Duration UNDECIDED = Duration.ofMillis(50);

    /** Another transaction has its nonce, or waits to have it. */
    private static final Set<String> NONCE_TAKEN =
            names(LedgerFailure.NONCE_USED, LedgerFailure.REPLACED, LedgerFailure.REPLACEMENT_UNDERPRICED);

    /** Another writer took the nonce meanwhile. */
    private static final Set<String> LOST_RACE =
            names(LedgerFailure.NONCE_USED, LedgerFailure.NONCE_GAP, LedgerFailure.REPLACEMENT_UNDERPRICED);

    /** Prices have risen meanwhile, or there is a policy since. */
    private static final Set<String> TOO_LITTLE = names(LedgerFailure.FEE_LIMIT_TOO_LOW);

    private final Ledger ledger;

    private volatile Charging charging = new Charging(List.of(), Optional.empty());

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
        return sign(FeeOffer.USUAL, account, signer, operations);
    }

    /**
     * The same for a certain fee.
     *
     * @throws IllegalArgumentException if an operation does not fit its description
     * @throws RefusedException if its capability is not active, or as {@link #offering}
     */
    public SignedTransaction sign(FeeOffer offer, String account, Signer signer, OperationRecord... operations) {
        List<Operation> encoded = new ArrayList<>();
        for (OperationRecord operation : operations) {
            encoded.add(describe(operation.capability()).encode(operation));
        }
        Transaction draft = new Transaction(
                ledger.info().chainId(),
                account,
                0,
                ledger.nextSequence(account, 0),
                ledger.now().plus(VALIDITY),
                encoded,
                signer.publicKey());
        return offering(offer, draft).sign(signer);
    }

    /**
     * The same transaction with the terms of its fee. Unless the offer has a limit, the ledger is asked what the transaction would
     * cost, if it charges at all.
     *
     * @throws RefusedException as {@link Ledger#estimate}
     */
    public Transaction offering(FeeOffer offer, Transaction draft) {
        if (feePolicy().isEmpty()) {
            return draft.withFee(offer.withoutPolicy());
        }
        if (offer.limit() != null) {
            return draft.withFee(offer.exactly());
        }
        return draft.withFee(offer.terms(estimate(offer, draft)));
    }

    /**
     * What a transaction would cost with the terms that an offer comes to.
     *
     * @throws RefusedException as {@link Ledger#estimate}
     */
    public FeeEstimate estimate(FeeOffer offer, Transaction draft) {
        return ledger.estimate(draft.withFee(offer.highest()));
    }

    /** The active capability that sets fees; empty if the ledger charges none. */
    public Optional<String> feePolicy() {
        List<ModuleId> modules = ledger.info().modules();
        Charging known = charging;
        if (!known.modules().equals(modules)) {
            known = new Charging(
                    modules,
                    modules.stream()
                            .map(ModuleId::capability)
                            .filter(this::setsFees)
                            .findFirst());
            charging = known;
        }
        return known.policy();
    }

    private boolean setsFees(String capability) {
        return ledger.description(capability).stream()
                .anyMatch(description -> description.roles().contains(Description.FEE_POLICY));
    }

    /** In which fees are paid. */
    public Asset nativeAsset() {
        return ledger.assets(null, 1).items().get(0).asset();
    }

    /** What was active when it was found out who sets fees. */
    private record Charging(List<ModuleId> modules, Optional<String> policy) {}

    /**
     * Builds, signs and submits a transaction; again, if {@link #isWorthSigningAgain}.
     *
     * @return as {@link Ledger#submit}
     * @throws IllegalArgumentException as {@link #sign}
     * @throws RefusedException as {@link #sign}
     */
    public CompletableFuture<Receipt> submit(String account, Signer signer, OperationRecord... operations) {
        return submit(FeeOffer.USUAL, account, signer, operations);
    }

    /** The same for a certain fee. */
    public CompletableFuture<Receipt> submit(
            FeeOffer offer, String account, Signer signer, OperationRecord... operations) {
        return submit(1, offer, account, signer, operations);
    }

    private CompletableFuture<Receipt> submit(
            int attempt, FeeOffer offer, String account, Signer signer, OperationRecord... operations) {
        return ledger.submit(sign(offer, account, signer, operations).encode())
                .exceptionallyComposeAsync(failure -> cause(failure) instanceof RefusedException refused
                                && isWorthSigningAgain(attempt, offer, refused)
                        ? submit(attempt + 1, offer, account, signer, operations)
                        : CompletableFuture.failedFuture(failure));
    }

    /**
     * Whether a transaction was refused only because another writer with the same account was faster or, if its limit was for
     * the client to choose, because prices have risen. What was refused was never ordered, so signing it again is safe.
     *
     * <p>A transaction that was replaced by another of the same account is not signed again: the other may be there to stop it.
     *
     * @param attempt how often it was signed, from 1
     */
    public boolean isWorthSigningAgain(int attempt, FeeOffer offer, RefusedException refused) {
        String code = refused.failure().code();
        if (offer.limit() == null && TOO_LITTLE.contains(code)) {
            charging = new Charging(List.of(), Optional.empty()); // who sets fees may have changed in between
            return attempt < ATTEMPTS;
        }
        return attempt < ATTEMPTS && LOST_RACE.contains(code);
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
            return isRefused(failure, NONCE_TAKEN) && !isUsed(transaction.transaction())
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

    private static Set<String> names(LedgerFailure... failures) {
        return Arrays.stream(failures).map(LedgerFailure::name).collect(Collectors.toUnmodifiableSet());
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
