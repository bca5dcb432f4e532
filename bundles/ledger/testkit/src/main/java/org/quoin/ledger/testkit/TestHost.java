package org.quoin.ledger.testkit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.rules.Amount;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Host;

/**
 * A ledger in a few maps, for tests of rules by themselves: one asset, some accounts, and every run whole or not at all. Rules
 * that ask or call others need a {@link TestLedger}.
 */
public final class TestHost implements Host {
    /** The only asset. */
    public static final String ASSET = "ETH";

    /** What the rules that run say their version is. */
    public static final String VERSION = "1.0.0";

    private static final int MAX_OPERATORS = 64;
    private static final int MAX_NAME = 32;

    /** How a run ended that was refused: the code, and the values' bytes in hexadecimal. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;
        private final String values;

        private Refused(String code, byte[] values) {
            super(code);
            this.code = code;
            this.values = HexFormat.of().formatHex(values);
        }

        public String code() {
            return code;
        }

        public String values() {
            return values;
        }
    }

    /** What was reported: the name, and the data in hexadecimal. */
    public record Report(String event, String data) {}

    private final TreeMap<String, TreeMap<byte[], byte[]>> tables = new TreeMap<>();
    private final TreeMap<String, Long> balances;
    private final Set<String> agreements = new TreeSet<>();
    private final List<Report> reports = new ArrayList<>();
    private List<String> operators = List.of("operator");
    private long time;
    private String caller = "";
    private int series;
    private byte[] operationId = {};

    /** @param balances what each account has of the asset, in its smallest units */
    public TestHost(Map<String, Long> balances) {
        this.balances = new TreeMap<>(balances);
    }

    /** Sets the block time, in milliseconds since 1970. */
    public void at(long now) {
        time = now;
    }

    /** Names those who govern: {@code operator} alone to begin with. */
    public void governedBy(String... names) {
        operators = List.of(names);
    }

    /**
     * Gives the operations that follow ids of a series of their own.
     *
     * @param number 0 to 127: the byte before the last of the ids; 0 to begin with
     */
    public void idFrom(int number) {
        series = number;
    }

    /**
     * Runs for somebody, and puts everything back if that is refused.
     *
     * @param operation 0 to 127: the last byte of the operation's id; those before the series are zero
     */
    public <T> T run(String account, int operation, Supplier<T> rules) {
        TreeMap<String, TreeMap<byte[], byte[]>> rows = new TreeMap<>();
        tables.forEach((name, table) -> rows.put(name, new TreeMap<>(table)));
        TreeMap<String, Long> funds = new TreeMap<>(balances);
        Set<String> open = new TreeSet<>(agreements);
        int reported = reports.size();
        caller = account;
        operationId = new byte[32];
        operationId[30] = (byte) series;
        operationId[31] = (byte) operation;
        try {
            return rules.get();
        } catch (Refused e) {
            tables.clear();
            tables.putAll(rows);
            balances.clear();
            balances.putAll(funds);
            agreements.clear();
            agreements.addAll(open);
            reports.subList(reported, reports.size()).clear();
            throw e;
        }
    }

    /** What an account has, or with a colon before its name an agreement. */
    public long holds(String party) {
        return balances.getOrDefault(party, 0L);
    }

    public List<Report> reports() {
        return List.copyOf(reports);
    }

    /** Those that are open. */
    public Set<String> agreements() {
        return Collections.unmodifiableSet(agreements);
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public long height() {
        return 1;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public String caller() {
        return caller;
    }

    @Override
    public byte[] operationId() {
        return operationId.clone();
    }

    @Override
    public byte @Nullable [] get(String table, byte[] key) {
        return table(table).get(key);
    }

    @Override
    public void put(String table, byte[] key, byte[] value) {
        table(table).put(key, value);
    }

    @Override
    public void remove(String table, byte[] key) {
        table(table).remove(key);
    }

    @Override
    public byte @Nullable [] next(String table, byte[] key) {
        return table(table).ceilingKey(key);
    }

    @Override
    public long hasAccount(String name) {
        return balances.containsKey(name) ? 1 : 0;
    }

    @Override
    public long decimals(String asset) {
        return asset.equals(ASSET) ? 18 : -1;
    }

    @Override
    public byte[] balance(String account, String asset) {
        return Amount.of(holds(account)).toBytes();
    }

    @Override
    public void transfer(String from, String to, String asset, byte[] amount) {
        long units = Amount.of(amount).low();
        if (!asset.equals(ASSET)) {
            throw new Refused("UNKNOWN_ASSET", new byte[0]);
        }
        if (units == 0) {
            throw new Refused("ZERO_AMOUNT", new byte[0]);
        }
        if (holds(from) < units) {
            throw new Refused("INSUFFICIENT_BALANCE", new byte[0]);
        }
        requireParty(from);
        requireParty(to);
        balances.merge(from, -units, Math::addExact);
        balances.merge(to, units, Math::addExact);
    }

    @Override
    public void create(String asset, long decimals) {
        throw new UnsupportedOperationException("there is one asset on this ledger: take a TestLedger");
    }

    @Override
    public void mint(String to, String asset, byte[] amount) {
        throw new UnsupportedOperationException("there is one asset on this ledger: take a TestLedger");
    }

    @Override
    public void burn(String from, String asset, byte[] amount) {
        throw new UnsupportedOperationException("there is one asset on this ledger: take a TestLedger");
    }

    @Override
    public void open(String agreement, String owner) {
        require(agreement.matches("[a-z0-9_.-]{1,64}") && balances.containsKey(owner), "cannot open " + agreement);
        require(agreements.add(agreement), agreement + " is open already");
    }

    @Override
    public void close(String agreement) {
        require(agreements.remove(agreement), agreement + " is not open");
        require(holds(":" + agreement) == 0, agreement + " still holds something");
    }

    @Override
    public void emit(String event, byte[] data) {
        reports.add(new Report(event, HexFormat.of().formatHex(data)));
    }

    @Override
    public void refuse(String code, byte[] values) {
        throw new Refused(code, values);
    }

    @Override
    public byte[] call(String authority, String capability, String operation, int schema, byte[] input, byte[] spends) {
        throw new UnsupportedOperationException("there is nobody else on this ledger: take a TestLedger");
    }

    @Override
    public byte[] attempt(
            String authority, String capability, String operation, int schema, byte[] input, byte[] spends) {
        throw new UnsupportedOperationException("there is nobody else on this ledger: take a TestLedger");
    }

    @Override
    public String refusal() {
        throw new UnsupportedOperationException("there is nobody else on this ledger: take a TestLedger");
    }

    @Override
    public byte[] query(String capability, String query, int schema, byte[] input) {
        throw new UnsupportedOperationException("there is nobody else on this ledger: take a TestLedger");
    }

    @Override
    public byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long verify(byte[] key, byte[] message, byte[] signature) {
        throw new UnsupportedOperationException("signatures are for a TestLedger");
    }

    private NavigableMap<byte[], byte[]> table(String name) {
        return tables.computeIfAbsent(name, absent -> new TreeMap<>(Arrays::compareUnsigned));
    }

    private void requireParty(String name) {
        require(name.startsWith(":") ? agreements.contains(name.substring(1)) : balances.containsKey(name), name);
    }

    private static void require(boolean must, String otherwise) {
        if (!must) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public byte[] operators() {
        Writer out = new Writer(64).count(operators.size(), MAX_OPERATORS);
        operators.forEach(operator -> out.text(operator, MAX_NAME));
        return out.toBytes();
    }

    @Override
    public String nativeAsset() {
        return ASSET;
    }
}
