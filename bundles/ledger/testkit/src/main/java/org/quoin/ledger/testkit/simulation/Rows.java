package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.View;
import org.quoin.rules.codec.Reader;

/**
 * The ledger's own rows, read by their documented form and not by the code that writes them.
 *
 * @param balances by account and asset
 * @param supplies by asset
 * @param owners of open agreements, by the agreement's id in hexadecimal; "" if it has none
 * @param held by agreements: by id and asset
 * @param locked by account and asset
 * @param active hashes of the rules that are active, by capability
 * @param scheduled what becomes active later, by capability: the height, a space, the hash of the rules
 * @param migrating capabilities whose rows are being brought over to another form
 * @param keepers hashes of the rules that opened each open agreement, by the agreement's id
 * @param kept how many open agreements are counted with rules, by their hash
 */
public record Rows(
        Map<Holding, BigInteger> balances,
        Map<String, BigInteger> supplies,
        Map<String, Long> accounts,
        Map<String, String> owners,
        Map<Holding, BigInteger> held,
        Map<Holding, BigInteger> locked,
        Map<String, String> active,
        Map<String, String> scheduled,
        Set<String> migrating,
        Map<String, String> keepers,
        Map<String, Long> kept) {
    static final Table NONCES = Table.ordered("ledger.nonces", 9);

    private static final Table NAMES = Table.ordered("ledger.account-names", 8);
    private static final Table SYMBOLS = Table.ordered("ledger.asset-symbols", 4);
    private static final Table ASSETS = Table.hashed("ledger.assets");
    private static final Table BALANCES = Table.ordered("ledger.balances", 12);
    private static final Table AGREEMENTS = Table.hashed("ledger.agreements");
    private static final Table AGREEMENT_BALANCES = Table.ordered("ledger.agreement-balances", 36);
    private static final Table LOCKED = Table.ordered("ledger.locked", 12);
    private static final Table OPEN_AGREEMENTS = Table.hashed("ledger.open-agreements");
    private static final int CAPABILITY = 32;
    private static final Table ACTIVE_MODULES = Table.ordered("ledger.active-modules", CAPABILITY);
    private static final Table SCHEDULED_MODULES = Table.ordered("ledger.scheduled-modules", Long.BYTES + CAPABILITY);
    private static final Table MIGRATIONS = Table.ordered("ledger.migrations", CAPABILITY);
    private static final int ORDINAL = 8;

    /** The id of an agreement: of its capability, a colon and its name. */
    public static String agreementId(String account) {
        return Hash.sha256(("quoin/agreement/1\0" + account).getBytes(StandardCharsets.US_ASCII))
                .toHex();
    }

    public record Holding(String account, String asset) implements Comparable<Holding> {
        private static final Comparator<Holding> ORDER =
                Comparator.comparing(Holding::account).thenComparing(Holding::asset);

        @Override
        public int compareTo(Holding other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * @param agreements the accounts of those that could be open
     * @param rules hashes of those that could keep some
     */
    static Rows of(View view, List<String> agreements, List<String> rules) {
        Map<Long, String> names = texts(view, NAMES);
        Map<Long, String> symbols = texts(view, SYMBOLS);
        Map<Holding, BigInteger> held = new TreeMap<>();
        for (Entry row = view.first(AGREEMENT_BALANCES);
                row != null;
                row = view.higher(AGREEMENT_BALANCES, row.key())) {
            byte[] key = row.key();
            String asset = symbols.getOrDefault(number(Arrays.copyOfRange(key, Hash.SIZE, key.length)), "?");
            held.put(
                    new Holding(Hash.of(Arrays.copyOf(key, Hash.SIZE)).toHex(), asset), new BigInteger(1, row.value()));
        }
        Map<String, String> owners = new TreeMap<>();
        Map<String, String> keepers = new TreeMap<>();
        for (String agreement : agreements) {
            String id = agreementId(agreement);
            byte[] row = view.get(AGREEMENTS, Hash.fromHex(id).toArray());
            if (row != null) {
                owners.put(id, owner(row, names));
                keepers.put(id, Hash.of(new Reader(row).fixed(Hash.SIZE)).toHex());
            }
        }
        Map<String, BigInteger> supplies = new TreeMap<>();
        symbols.values().forEach(symbol -> supplies.put(symbol, supply(view, symbol)));
        Map<String, Long> accounts = new TreeMap<>();
        names.forEach((ordinal, name) -> accounts.put(name, ordinal));
        return new Rows(
                units(view, BALANCES, names, symbols),
                supplies,
                accounts,
                owners,
                held,
                units(view, LOCKED, names, symbols),
                active(view),
                scheduled(view),
                migrating(view),
                keepers,
                kept(view, rules));
    }

    private static Map<String, String> active(View view) {
        Map<String, String> active = new TreeMap<>();
        for (Entry row = view.first(ACTIVE_MODULES); row != null; row = view.higher(ACTIVE_MODULES, row.key())) {
            active.put(capability(row.key()), Hash.of(row.value()).toHex());
        }
        return active;
    }

    private static Map<String, String> scheduled(View view) {
        Map<String, String> scheduled = new TreeMap<>();
        for (Entry row = view.first(SCHEDULED_MODULES); row != null; row = view.higher(SCHEDULED_MODULES, row.key())) {
            byte[] key = row.key();
            long at = number(Arrays.copyOf(key, Long.BYTES));
            Hash rules = Hash.of(Arrays.copyOf(row.value(), Hash.SIZE));
            scheduled.put(capability(Arrays.copyOfRange(key, Long.BYTES, key.length)), at + " " + rules.toHex());
        }
        return scheduled;
    }

    private static Set<String> migrating(View view) {
        Set<String> migrating = new TreeSet<>();
        for (Entry row = view.first(MIGRATIONS); row != null; row = view.higher(MIGRATIONS, row.key())) {
            migrating.add(capability(row.key()));
        }
        return migrating;
    }

    private static Map<String, Long> kept(View view, List<String> rules) {
        Map<String, Long> kept = new TreeMap<>();
        for (String hash : rules) {
            byte[] row = view.get(OPEN_AGREEMENTS, Hash.fromHex(hash).toArray());
            if (row != null) {
                kept.put(hash, number(row));
            }
        }
        return kept;
    }

    /** Filled up with zeros, which no name contains. */
    private static String capability(byte[] key) {
        int length = 0;
        while (length < key.length && key[length] != 0) {
            length++;
        }
        return new String(key, 0, length, StandardCharsets.US_ASCII);
    }

    private static Map<Holding, BigInteger> units(
            View view, Table table, Map<Long, String> names, Map<Long, String> symbols) {
        Map<Holding, BigInteger> units = new TreeMap<>();
        for (Entry row = view.first(table); row != null; row = view.higher(table, row.key())) {
            byte[] key = row.key();
            String account = names.getOrDefault(number(Arrays.copyOf(key, ORDINAL)), "?");
            String asset = symbols.getOrDefault(number(Arrays.copyOfRange(key, ORDINAL, key.length)), "?");
            units.put(new Holding(account, asset), new BigInteger(1, row.value()));
        }
        return units;
    }

    private static String owner(byte[] row, Map<Long, String> names) {
        Reader in = new Reader(row);
        in.fixed(Hash.SIZE);
        return in.flag() ? names.getOrDefault(in.u64(), "?") : "";
    }

    private static Map<Long, String> texts(View view, Table table) {
        Map<Long, String> texts = new TreeMap<>();
        for (Entry row = view.first(table); row != null; row = view.higher(table, row.key())) {
            texts.put(number(row.key()), new String(row.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static BigInteger supply(View view, String symbol) {
        byte[] row = view.get(ASSETS, symbol.getBytes(StandardCharsets.UTF_8));
        if (row == null) {
            return BigInteger.ONE.negate();
        }
        Reader in = new Reader(row);
        in.u32();
        in.u8();
        return in.u128();
    }

    private static long number(byte[] bytes) {
        return new BigInteger(1, bytes).longValueExact();
    }
}
