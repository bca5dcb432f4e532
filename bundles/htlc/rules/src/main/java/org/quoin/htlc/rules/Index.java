package org.quoin.htlc.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.rules.Bytes;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.OrderedTable;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.PagedQuery.Page;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/**
 * What contracts are found by beside their ids. The row of each is looked at before it is shown, so nothing here decides what a
 * contract is. Contracts that rules before 1.1 make are entered by the {@linkplain Upkeep hook}; until all are, the list of all
 * contracts is gone through instead.
 */
final class Index {
    /** Entries that are looked at for one page. */
    private static final int MAX_LOOKS = 256;

    /** Of a digest, which with the length in front takes 24 bytes of a key. */
    private static final int PAIR_SIZE = 23;

    private static final int OPEN = 0;
    private static final int REDEEMED = 1;
    private static final int REFUNDED = 2;

    /** Of those that may be settled by rules that know nothing of an index. */
    private static final int UNTENDED = 3;

    private static final Field<Bytes> PAIR = Field.bytes("pair", PAIR_SIZE, PAIR_SIZE);
    private static final Field<Bytes> PARTY = Field.hash("party");
    private static final Field<Long> BUCKET = Field.number("bucket", UNTENDED);
    private static final Schema PAIR_NAMES = Schema.of(Terms.FUNDER, Terms.BENEFICIARY);
    private static final Schema HASH_KEY = Schema.of(Terms.SECRET_HASH, PAIR, Contracts.ORDINAL);
    private static final Schema PARTY_KEY = Schema.of(PARTY, Contracts.ORDINAL);
    private static final Schema STATE_KEY = Schema.of(BUCKET, Contracts.ORDINAL);

    /** Where a list by hash goes on: beside the hash itself. */
    private static final Schema HASH_CURSOR = Schema.of(PAIR, Contracts.ORDINAL);

    private static final int HASH_CURSOR_SIZE = 32;

    static final OrderedTable<Values, Bytes> BY_HASH = new OrderedTable<>("contracts-by-hash", 64, HASH_KEY, Terms.ID);
    static final OrderedTable<Values, Bytes> BY_PARTY =
            new OrderedTable<>("contracts-by-party", 40, PARTY_KEY, Terms.ID);
    static final OrderedTable<Values, Bytes> BY_STATE =
            new OrderedTable<>("contracts-by-state", 9, STATE_KEY, Terms.ID);

    private Index() {}

    /** Enters a contract that these rules make. */
    static void enter(Execution execution, Values contract, long ordinal) {
        enter(execution, contract, ordinal, OPEN);
    }

    /** Enters a contract of rules that keep no index: while it is open, they may settle it and not say so. */
    static void enterUntended(Execution execution, Values contract, long ordinal) {
        String state = contract.get(Terms.STATE);
        enter(execution, contract, ordinal, state.equals(Terms.OPEN) ? UNTENDED : bucket(state));
    }

    private static void enter(Execution execution, Values contract, long ordinal, int bucket) {
        Bytes id = contract.get(Terms.ID);
        String funder = contract.get(Terms.FUNDER);
        String beneficiary = contract.get(Terms.BENEFICIARY);
        Bytes hash = contract.get(Terms.SECRET_HASH);
        BY_HASH.put(execution, hashKey(hash, pair(execution, funder, beneficiary), ordinal), id);
        BY_PARTY.put(execution, partyKey(funder, ordinal), id);
        if (!funder.equals(beneficiary)) {
            BY_PARTY.put(execution, partyKey(beneficiary, ordinal), id);
        }
        BY_STATE.put(execution, stateKey(bucket, ordinal), id);
    }

    /** After a contract that these rules made was settled. */
    static void settle(Execution execution, Values contract, long ordinal) {
        BY_STATE.remove(execution, stateKey(OPEN, ordinal));
        BY_STATE.put(execution, stateKey(bucket(contract.get(Terms.STATE)), ordinal), contract.get(Terms.ID));
    }

    /** Whether a contract of this pair, in this direction, has had this hash. */
    static boolean isUsed(Reading reading, String funder, String beneficiary, Bytes hash) {
        Bytes pair = pair(reading, funder, beneficiary);
        return BY_HASH.next(reading, hashKey(hash, pair, 0))
                .filter(key -> key.get(Terms.SECRET_HASH).equals(hash))
                .filter(key -> key.get(PAIR).equals(pair))
                .isPresent();
    }

    /** One page of those contracts that are as a filter says, in the order of creation, by hash first by their parties. */
    static Page page(Reading reading, Values filter, Optional<Bytes> cursor, int limit) {
        boolean byHash = filter.get(Terms.WITH_HASH).isPresent()
                && cursor.map(bytes -> bytes.size() == HASH_CURSOR_SIZE).orElse(Contracts.allEntered(reading));
        if (cursor.isPresent() && !isCursor(cursor.get().toArray(), byHash)) {
            throw reading.refuse(PagedQuery.INVALID_CURSOR);
        }
        List<Values> found = new ArrayList<>();
        Optional<Entry> entry = byHash ? firstByHash(reading, filter, cursor) : firstByOrdinal(reading, filter, cursor);
        for (int looks = 0; entry.isPresent() && looks < MAX_LOOKS && found.size() < limit; looks++) {
            Values contract = Contracts.findWhole(reading, entry.get().id());
            if (matches(contract, filter)) {
                found.add(contract);
            }
            entry = entry.get().next();
        }
        return new Page(found, entry.map(Entry::cursor));
    }

    private static boolean isCursor(byte[] cursor, boolean byHash) {
        return byHash
                ? cursor.length == HASH_CURSOR_SIZE && cursor[0] == PAIR_SIZE && cursor[1 + PAIR_SIZE] >= 0
                : cursor.length == Long.BYTES && cursor[0] >= 0;
    }

    /** Where a list stands. */
    private interface Entry {
        Bytes id();

        Bytes cursor();

        Optional<Entry> next();
    }

    private static Optional<Entry> firstByHash(Reading reading, Values filter, Optional<Bytes> cursor) {
        Bytes hash = filter.get(Terms.WITH_HASH).orElseThrow();
        Values from = cursor.map(bytes -> HASH_CURSOR.decode(bytes.toArray()))
                .orElse(Values.of(PAIR.is(Bytes.of(new byte[PAIR_SIZE])), Contracts.ORDINAL.is(0L)));
        return byHash(reading, hash, hashKey(hash, from.get(PAIR), from.get(Contracts.ORDINAL)));
    }

    private static Optional<Entry> byHash(Reading reading, Bytes hash, Values from) {
        return BY_HASH.next(reading, from)
                .filter(key -> key.get(Terms.SECRET_HASH).equals(hash))
                .map(key -> new ByHash(reading, hash, key));
    }

    private record ByHash(Reading reading, Bytes hash, Values key) implements Entry {
        @Override
        public Bytes id() {
            return BY_HASH.find(reading, key).orElseThrow();
        }

        @Override
        public Bytes cursor() {
            return Bytes.of(HASH_CURSOR.encode(key.only(HASH_CURSOR)));
        }

        @Override
        public Optional<Entry> next() {
            return byHash(reading, hash, key.with(Contracts.ORDINAL.is(key.get(Contracts.ORDINAL) + 1)));
        }
    }

    private static Optional<Entry> firstByOrdinal(Reading reading, Values filter, Optional<Bytes> cursor) {
        long from =
                cursor.map(bytes -> Contracts.ORDINAL.decode(bytes.toArray())).orElse(0L);
        Source source = source(reading, filter);
        return source.at(from);
    }

    /** What has fewest entries to look at. */
    private static Source source(Reading reading, Values filter) {
        if (Contracts.allEntered(reading)) {
            if (filter.get(Terms.WITH_PARTY).isPresent()) {
                return new OfParty(reading, filter.get(Terms.WITH_PARTY).get());
            }
            if (filter.get(Terms.WITH_STATE).isPresent()) {
                return new OfState(reading, bucket(filter.get(Terms.WITH_STATE).get()));
            }
        }
        return new All(reading);
    }

    /** Contracts in the order of their creation. */
    private interface Source {
        /** The first that is not before an ordinal. */
        Optional<Entry> at(long ordinal);
    }

    private record Numbered(Source source, long ordinal, Bytes id) implements Entry {
        @Override
        public Bytes cursor() {
            return Bytes.of(Contracts.ORDINAL.encode(ordinal));
        }

        @Override
        public Optional<Entry> next() {
            return source.at(ordinal + 1);
        }
    }

    private record All(Reading reading) implements Source {
        @Override
        public Optional<Entry> at(long ordinal) {
            return Contracts.BY_CREATION
                    .next(reading, ordinal)
                    .map(found -> new Numbered(
                            this,
                            found,
                            Contracts.BY_CREATION.find(reading, found).orElseThrow()));
        }
    }

    private record OfParty(Reading reading, String party) implements Source {
        @Override
        public Optional<Entry> at(long ordinal) {
            Values from = partyKey(party, ordinal);
            return BY_PARTY.next(reading, from)
                    .filter(key -> key.get(PARTY).equals(from.get(PARTY)))
                    .map(key -> new Numbered(
                            this,
                            key.get(Contracts.ORDINAL),
                            BY_PARTY.find(reading, key).orElseThrow()));
        }
    }

    /** Those of a state, and those whose state only their rows tell. */
    private record OfState(Reading reading, int bucket) implements Source {
        @Override
        public Optional<Entry> at(long ordinal) {
            Optional<Values> tended = in(bucket, ordinal);
            Optional<Values> untended = in(UNTENDED, ordinal);
            boolean second = tended.isEmpty()
                    || untended.isPresent()
                            && untended.get().get(Contracts.ORDINAL)
                                    < tended.get().get(Contracts.ORDINAL);
            return (second ? untended : tended)
                    .map(key -> new Numbered(
                            this,
                            key.get(Contracts.ORDINAL),
                            BY_STATE.find(reading, key).orElseThrow()));
        }

        private Optional<Values> in(int of, long ordinal) {
            return BY_STATE.next(reading, stateKey(of, ordinal)).filter(key -> key.get(BUCKET) == of);
        }
    }

    private static boolean matches(Values contract, Values filter) {
        Optional<String> party = filter.get(Terms.WITH_PARTY);
        Optional<Bytes> hash = filter.get(Terms.WITH_HASH);
        Optional<String> state = filter.get(Terms.WITH_STATE);
        return (party.isEmpty()
                        || party.get().equals(contract.get(Terms.FUNDER))
                        || party.get().equals(contract.get(Terms.BENEFICIARY)))
                && (hash.isEmpty() || hash.get().equals(contract.get(Terms.SECRET_HASH)))
                && (state.isEmpty() || state.get().equals(contract.get(Terms.STATE)));
    }

    private static int bucket(String state) {
        return state.equals(Terms.OPEN) ? OPEN : state.equals(Terms.REDEEMED) ? REDEEMED : REFUNDED;
    }

    /** 184 bits of a digest: nobody finds two pairs with the same. */
    private static Bytes pair(Reading reading, String funder, String beneficiary) {
        byte[] names = PAIR_NAMES.encode(Values.of(Terms.FUNDER.is(funder), Terms.BENEFICIARY.is(beneficiary)));
        byte[] digest = reading.sha256(Bytes.of(names)).toArray();
        byte[] start = new byte[PAIR_SIZE];
        System.arraycopy(digest, 0, start, 0, PAIR_SIZE);
        return Bytes.of(start);
    }

    private static Values hashKey(Bytes hash, Bytes pair, long ordinal) {
        return Values.of(Terms.SECRET_HASH.is(hash), PAIR.is(pair), Contracts.ORDINAL.is(ordinal));
    }

    /** A name of at most 32 bytes, none of them zero, and zeros. */
    private static Values partyKey(String name, long ordinal) {
        byte[] padded = new byte[32];
        byte[] text = Terms.FUNDER.encode(name);
        System.arraycopy(text, 1, padded, 0, text.length - 1);
        return Values.of(PARTY.is(Bytes.of(padded)), Contracts.ORDINAL.is(ordinal));
    }

    private static Values stateKey(int bucket, long ordinal) {
        return Values.of(BUCKET.is((long) bucket), Contracts.ORDINAL.is(ordinal));
    }
}
