package org.quoin.ledger.testkit.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.Tip;
import org.quoin.ledger.core.checkpoint.BlockIndex;
import org.quoin.ledger.core.checkpoint.Checkpoints;
import org.quoin.ledger.core.execution.AccountRow;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.Journal;
import org.quoin.ledger.core.node.LedgerStore;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;
import org.quoin.ledger.testkit.Person;

/**
 * Any number of accounts with the same balance. The first thousand are founded, each with a key of its own; the others share these
 * keys and are put into the state by hand: to have them created by transactions would take hours. Such a ledger opens from
 * its checkpoint and goes on as any other, but its journal does not lead to its state.
 */
public final class Populace {
    static final Asset ASSET = new Asset("QUO", 18);

    private static final int FOUNDERS = 1_000;
    private static final BigInteger HOLDING = BigInteger.ONE.shiftLeft(40);

    /** So few that they need little memory, so many that a part of a table's buckets is written once. */
    private static final int AT_ONCE = 200_000;

    private static final Table ACCOUNTS = Table.hashed("ledger.accounts");
    private static final Table ACCOUNT_NAMES = Table.ordered("ledger.account-names", 8);
    private static final Table BALANCES = Table.ordered("ledger.balances", 12);
    private static final Table PARAMETERS = Table.hashed("ledger.parameters");

    private final int accounts;
    private final List<Person> founders;

    /** @param accounts 1 to 2^25 */
    public Populace(int accounts) {
        if (accounts < 1 || accounts > Ranks.MOST) {
            throw new IllegalArgumentException("a populace has 1 to " + Ranks.MOST + " accounts, not " + accounts);
        }
        this.accounts = accounts;
        founders = IntStream.range(0, Math.min(accounts, FOUNDERS))
                .mapToObj(account -> Person.named(name(account)))
                .toList();
    }

    int size() {
        return accounts;
    }

    static String name(int account) {
        return "a" + account;
    }

    /** The first of those who have the same key. */
    Person keyholder(int account) {
        return founders.get(account % founders.size());
    }

    /** Makes a ledger with everybody on it. */
    void settle(LedgerStore store, Instant time) throws IOException {
        Genesis genesis = genesis(time);
        store.create(genesis);
        try (Journal journal = Journal.open(store.openJournal(), (height, payload) -> {
                    throw new IllegalStateException("the journal is new");
                });
                Checkpoints checkpoints = Checkpoints.in(
                        store.openState(), genesis.chainId(), store.memory().cache())) {
            Chain chain = write(Chain.found(genesis), journal, checkpoints);
            Ranks ranks = new Ranks(founders.size(), accounts);
            for (int from = 0; from < ranks.size(); from += AT_ONCE) {
                int to = Math.min(ranks.size(), from + AT_ONCE);
                Chain joined = chain.withState(join(chain.state(), ranks, from, to));
                chain = write(joined.extend(empty(joined)), journal, checkpoints);
            }
        }
    }

    private Genesis genesis(Instant time) {
        BigInteger rest = HOLDING.multiply(BigInteger.valueOf(accounts - founders.size()));
        return new Genesis(
                true,
                time,
                founders.stream()
                        .map(founder -> new Genesis.Founder(
                                founder.name(), founder.signer().publicKey()))
                        .toList(),
                List.of(),
                List.of(new Genesis.Endowment(
                        ASSET,
                        name(0),
                        founders.stream()
                                .map(founder -> new Genesis.Share(
                                        founder.name(), founder.name().equals(name(0)) ? HOLDING.add(rest) : HOLDING))
                                .toList())));
    }

    /** What the first account had in store for these is theirs now, so that all add up to the supply before and after. */
    private State join(State state, Ranks ranks, int from, int to) {
        CoreReads reads = new CoreReads(state);
        AccountRow issuer = reads.account(name(0));
        if (issuer == null) {
            throw new IllegalStateException("the issuer is founded");
        }
        List<byte[]> rows = new ArrayList<>();
        for (Person founder : founders) {
            rows.add(state.get(ACCOUNTS, text(founder.name())));
        }
        List<Write> writes = new ArrayList<>(3 * (to - from) + 2);
        for (int rank = from; rank < to; rank++) {
            int account = ranks.account(rank);
            long ordinal = founders.size() + (long) rank;
            byte[] row = rows.get(account % rows.size()).clone();
            ByteBuffer.wrap(row).putLong(ordinal);
            writes.add(Write.put(ACCOUNTS, text(name(account)), row));
            writes.add(Write.put(ACCOUNT_NAMES, u64(ordinal), text(name(account))));
            writes.add(balance(ordinal, HOLDING));
        }
        BigInteger left =
                reads.balance(issuer.ordinal(), 0).subtract(HOLDING.multiply(BigInteger.valueOf(to - (long) from)));
        writes.add(balance(issuer.ordinal(), left));
        writes.add(Write.put(PARAMETERS, text("accounts"), u64(founders.size() + (long) to)));
        return state.with(WriteSet.of(writes));
    }

    private static Write balance(long account, BigInteger units) {
        byte[] holding = ByteBuffer.allocate(12).putLong(account).putInt(0).array();
        byte[] row = ByteBuffer.allocate(16)
                .putLong(units.shiftRight(Long.SIZE).longValueExact())
                .putLong(units.longValue())
                .array();
        return Write.put(BALANCES, holding, row);
    }

    private static BlockInput empty(Chain chain) {
        Tip tip = chain.tip();
        return new BlockInput(
                CoreCapability.PROTOCOL,
                tip.height() + 1,
                tip.input(),
                tip.time(),
                tip.modules().hash(),
                chain.header().height(),
                chain.head(),
                List.of());
    }

    /** Makes a block durable, and its state the newest checkpoint. */
    private static Chain write(Chain.Extension block, Journal journal, Checkpoints checkpoints) {
        Chain chain = block.chain();
        long height = chain.header().height();
        journal.append(height, block.record().encode());
        journal.force();
        journal.anchor(height, chain.head());
        journal.force();
        checkpoints.write(chain, journal.point(height), List.of(BlockIndex.of(block.record(), journal.end(height))));
        return chain.withState(checkpoints.stored());
    }

    private static byte[] u64(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Accounts in the order of their rows in a hashed table: written in it, each bucket is written once. */
    private static final class Ranks {
        private static final int BITS = 25;
        static final int MOST = 1 << BITS;

        private final long[] sorted;

        private Ranks(int from, int to) {
            sorted = IntStream.range(from, to)
                    .parallel()
                    .mapToLong(account -> prefix(account) << BITS | account)
                    .toArray();
            Arrays.parallelSort(sorted);
        }

        /** So much of the hash as leaves room for the account, and the sign alone. */
        private static long prefix(int account) {
            byte[] hash = Hash.sha256(text(name(account))).toArray();
            return ByteBuffer.wrap(hash).getLong() >>> (BITS + 1);
        }

        int size() {
            return sorted.length;
        }

        int account(int rank) {
            return (int) (sorted[rank] & (MOST - 1));
        }
    }
}
