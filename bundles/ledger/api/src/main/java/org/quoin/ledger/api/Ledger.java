package org.quoin.ledger.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.quoin.ledger.api.description.Description;

/**
 * A ledger. Reads show the newest durable block, all of one method's answer from the same block. Every method may be called
 * from any thread.
 *
 * <p>As a service it is handed to each bundle for itself: {@link #submit}, {@link #simulate} and {@link #query} are refused with
 * {@code HOST_NOT_GRANTED} for a capability that the bundle was not granted, and {@code submit} with {@code HOST_QUOTA_EXCEEDED}
 * for more than it may submit in a minute. What was recorded on the ledger holds: see {@link #hostGrant}. All else is open.
 */
@ProviderType
public interface Ledger {
    /** So many of the newest blocks have a state after them that can be read and proved. */
    int PROVABLE_BLOCKS = 1_024;

    LedgerInfo info();

    /** The time that a block made now would carry: the base for {@code validUntil}. */
    Instant now();

    /**
     * Submits the bytes of a {@link SignedTransaction}. Submitting the same bytes again is harmless: it gives the same
     * receipt.
     *
     * <p>What is made to depend on the future may run on a thread of the ledger: it must be short, and never wait for the
     * ledger itself.
     *
     * @return completes once the transaction is durable, executed and visible to reads, or fails with a
     *     {@link RefusedException}, an {@link OverloadedException} or an {@link OutcomeUnknownException}
     */
    CompletableFuture<Receipt> submit(Bytes transaction);

    /**
     * Executes a transaction on a copy of the newest state and discards the copy. The receipt names the block that would
     * come next.
     *
     * @throws RefusedException as {@link #submit} would fail with
     */
    Receipt simulate(Bytes transaction);

    /**
     * Executes a transaction that need not be signed, on a copy of the newest state, and tells what it would cost: whatever fee it
     * offers, and whatever its nonce is.
     *
     * @throws RefusedException as {@link #submit} would fail with for another reason than its fee, nonce or signature
     */
    FeeEstimate estimate(Transaction transaction);

    /** How many transactions wait to be ordered and would be before one that tips so much. */
    long waiting(long tip);

    /**
     * Empty if the transaction is not ordered. That is final once the head's time is past its {@code validUntil}; before, it may
     * still be on its way.
     */
    Optional<Receipt> receipt(Hash transaction);

    /** A transaction as it was ordered; empty as {@link #receipt} is. */
    Optional<SignedTransaction> transaction(Hash id);

    Optional<Block> block(long height);

    Optional<Account> account(String name);

    /**
     * Accounts in the order of their creation.
     *
     * @param cursor where a former page ended, or null for the first
     * @param limit 1 to 1,000
     */
    Page<Account> accounts(@Nullable String cursor, int limit);

    /**
     * The same as it was after a block.
     *
     * @param height of one of the last {@value #PROVABLE_BLOCKS} blocks
     * @throws RefusedException {@code HEIGHT_NOT_KEPT}, if it is of another
     */
    Page<Account> accounts(@Nullable String cursor, int limit, long height);

    Optional<AssetInfo> asset(String symbol);

    /** Assets in the order of their creation; see {@link #accounts}. */
    Page<AssetInfo> assets(@Nullable String cursor, int limit);

    /** What an account has, an entry for each asset of which it has something; empty if there is no such account. */
    List<Balance> balances(String account);

    /**
     * The same as it was after a block.
     *
     * @param height of one of the last {@value #PROVABLE_BLOCKS} blocks
     * @throws RefusedException {@code HEIGHT_NOT_KEPT}, if it is of another
     */
    List<Balance> balances(String account, long height);

    /**
     * Events in their order.
     *
     * @param from the first sequence number wanted
     * @param limit 1 to 1,000
     */
    Page<Event> events(long from, int limit);

    /** The sequence number that the next event will have. */
    long nextEvent();

    /**
     * Delivers events to a listener, in their order, each once: first those that there are already, then every other as soon as
     * its block is durable and visible to reads. Who remembers the sequence number after the last event that he has dealt with
     * goes on from there after a restart, without a gap.
     *
     * <p>The listener is called on a thread of its own, with one event at a time. It may take as long as it likes, and use the
     * ledger: it reads behind the others and keeps nobody waiting. If it throws, its subscription ends.
     *
     * @param from the first sequence number wanted, at most the one that the next event will have
     */
    Subscription subscribe(long from, Consumer<? super Event> listener);

    /** What the active version of a capability accepts and reports; {@code ledger} for the core's own operations. */
    Optional<Description> description(String capability);

    /**
     * The same of the version under which a block was executed: what its events and failures mean.
     *
     * @param height of a block that there is
     */
    Optional<Description> description(String capability, long height);

    /** Every version of every capability that is or was active, or is available here, by name and version. */
    List<Module> modules();

    /** Activations that are due at a later block, by its height. */
    List<ScheduledModule> scheduledModules();

    ModulePolicy modulePolicy();

    /** The accounts of which more than half change which rules are active. */
    List<String> operators();

    /** What operators have granted to hosts, by their names. */
    List<HostGrant> hostGrants();

    /**
     * What holds for a host: what is recorded of it; else what is recorded of {@link HostGrant#OTHERS}; else everything as long
     * as the policy is {@code auto}, and nothing under {@code governed}.
     *
     * <p>A bundle that has no grant of its own and delivers rules may use their capability in any case.
     *
     * @param host the symbolic name of a bundle
     * @return with the name for which it was recorded, {@link HostGrant#OTHERS} if the host has none of its own
     */
    HostGrant hostGrant(String host);

    /**
     * Activations and deactivations in their order.
     *
     * @param cursor where a former page ended, or null for the first
     * @param limit 1 to 1,000
     */
    Page<ModuleChange> moduleHistory(@Nullable String cursor, int limit);

    /**
     * Asks the active rules of a capability.
     *
     * @param input as the query's {@link org.quoin.ledger.api.description.QueryType} encodes it
     * @return to be decoded by the same type
     * @throws RefusedException if the capability is not active, has no such query, or refuses to answer
     */
    Bytes query(String capability, String query, int schema, Bytes input);

    /**
     * Asks the rules of a capability that were active after a block, of the state that it left, at its time. So the answer is the
     * same whenever it is asked for.
     *
     * @param height of one of the last {@value #PROVABLE_BLOCKS} blocks
     * @param input as the {@link org.quoin.ledger.api.description.QueryType} of these rules encodes it
     * @throws RefusedException {@code HEIGHT_NOT_KEPT}, if it is of another block; or if the capability was not active, has no
     *     such query, or refuses to answer
     */
    Bytes query(String capability, String query, int schema, Bytes input, long height);

    /** The sequence number to use next in a lane, counting the transactions that are waiting to be ordered. */
    long nextSequence(String account, int lane);

    /**
     * Executes every block from genesis to {@code to} again and compares all roots from {@code from} on with the headers. If they
     * hold, it reads all that is stored of the state and compares it with its checksums.
     *
     * What memory cannot hold of the state meanwhile is kept on the disk of the ledger.
     *
     * @throws IllegalArgumentException if the range is not within the chain
     * @throws RefusedException {@code DISK_FULL}, if there is no room for it; {@code LEDGER_STOPPED}, if the ledger is closed
     *     before the end, which says nothing about the blocks
     */
    Verification verify(long from, long to);

    /** The same; {@code progress} is told how many of the blocks from genesis to {@code to} are executed. */
    default Verification verify(long from, long to, LedgerFile.Progress progress) {
        return verify(from, to);
    }

    /** The keys that certify the blocks of this chain. */
    OperatorSet operatorSet();

    /**
     * Proves what the state was after a block.
     *
     * @param height of one of the last {@value #PROVABLE_BLOCKS} blocks
     * @param under the block whose header is to be trusted, {@code height} or a later one
     * @throws IllegalArgumentException if there is no such block, it is too old, or the claim names an account or an asset that
     *     there was not
     */
    Proof prove(Claim claim, long height, long under);
}
