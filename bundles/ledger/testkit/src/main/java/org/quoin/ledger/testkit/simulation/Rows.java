package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.View;
import org.quoin.rules.codec.Reader;

/**
 * The ledger's own rows, read by their documented form and not by the code that writes them.
 *
 * @param balances by account and asset
 * @param supplies by asset
 */
record Rows(Map<Holding, BigInteger> balances, Map<String, BigInteger> supplies, Map<String, Long> accounts) {
    static final Table NONCES = Table.ordered("ledger.nonces", 9);

    private static final Table NAMES = Table.ordered("ledger.account-names", 8);
    private static final Table SYMBOLS = Table.ordered("ledger.asset-symbols", 4);
    private static final Table ASSETS = Table.hashed("ledger.assets");
    private static final Table BALANCES = Table.ordered("ledger.balances", 12);
    private static final int ORDINAL = 8;

    record Holding(String account, String asset) implements Comparable<Holding> {
        private static final Comparator<Holding> ORDER =
                Comparator.comparing(Holding::account).thenComparing(Holding::asset);

        @Override
        public int compareTo(Holding other) {
            return ORDER.compare(this, other);
        }
    }

    static Rows of(View view) {
        Map<Long, String> names = texts(view, NAMES);
        Map<Long, String> symbols = texts(view, SYMBOLS);
        Map<Holding, BigInteger> balances = new TreeMap<>();
        for (Entry row = view.first(BALANCES); row != null; row = view.higher(BALANCES, row.key())) {
            byte[] key = row.key();
            String account = names.getOrDefault(number(Arrays.copyOf(key, ORDINAL)), "?");
            String asset = symbols.getOrDefault(number(Arrays.copyOfRange(key, ORDINAL, key.length)), "?");
            balances.put(new Holding(account, asset), new BigInteger(1, row.value()));
        }
        Map<String, BigInteger> supplies = new TreeMap<>();
        symbols.values().forEach(symbol -> supplies.put(symbol, supply(view, symbol)));
        Map<String, Long> accounts = new TreeMap<>();
        names.forEach((ordinal, name) -> accounts.put(name, ordinal));
        return new Rows(balances, supplies, accounts);
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
