package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 */
public record Rows(
        Map<Holding, BigInteger> balances,
        Map<String, BigInteger> supplies,
        Map<String, Long> accounts,
        Map<String, String> owners,
        Map<Holding, BigInteger> held,
        Map<Holding, BigInteger> locked) {
    static final Table NONCES = Table.ordered("ledger.nonces", 9);

    private static final Table NAMES = Table.ordered("ledger.account-names", 8);
    private static final Table SYMBOLS = Table.ordered("ledger.asset-symbols", 4);
    private static final Table ASSETS = Table.hashed("ledger.assets");
    private static final Table BALANCES = Table.ordered("ledger.balances", 12);
    private static final Table AGREEMENTS = Table.hashed("ledger.agreements");
    private static final Table AGREEMENT_BALANCES = Table.ordered("ledger.agreement-balances", 36);
    private static final Table LOCKED = Table.ordered("ledger.locked", 12);
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

    /** @param agreements the accounts of those that could be open */
    static Rows of(View view, List<String> agreements) {
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
        for (String agreement : agreements) {
            String id = agreementId(agreement);
            byte[] row = view.get(AGREEMENTS, Hash.fromHex(id).toArray());
            if (row != null) {
                owners.put(id, owner(row, names));
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
                units(view, LOCKED, names, symbols));
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
