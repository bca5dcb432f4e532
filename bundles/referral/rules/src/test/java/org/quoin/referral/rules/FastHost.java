package org.quoin.referral.rules;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quoin.rules.Amount;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Host;

/** One asset and some accounts in memory. A run that is refused is undone by what it did, so that a million of them take seconds. */
final class FastHost implements Host {
    static final String ASSET = "QUO";
    static final String OPERATOR = "operator";

    /** How a run ended that was refused. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String code) {
            super(code, null, false, false);
        }

        String code() {
            return String.valueOf(getMessage());
        }
    }

    /** Is told of every row that is written, and again when that is undone. */
    interface Watcher {
        void written(String table, byte @Nullable [] before, byte @Nullable [] after);
    }

    private final Map<String, NavigableMap<byte[], byte[]>> tables = new HashMap<>();
    private final Map<String, Long> balances = new HashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private final MessageDigest sha256;
    private Watcher watcher = (table, before, after) -> {};
    private long time = 1_000 * Terms.PERIOD_LENGTH;
    private long height = 1;
    private String caller = "";
    private long gets;
    private long puts;

    FastHost() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        balances.put(OPERATOR, 0L);
    }

    void watch(Watcher other) {
        watcher = other;
    }

    void give(String account, long units) {
        balances.merge(account, units, Math::addExact);
    }

    long holds(String account) {
        return balances.getOrDefault(account, 0L);
    }

    void pass(long milliseconds) {
        time += milliseconds;
        height++;
    }

    long reads() {
        return gets;
    }

    long writes() {
        return puts;
    }

    int rows(String table) {
        return table(table).size();
    }

    /** The names of what was reported since the last time. */
    List<String> events() {
        List<String> reported = List.copyOf(events);
        events.clear();
        return reported;
    }

    /** Runs for somebody, whole or not at all. */
    void run(String account, Runnable rules) {
        caller = account;
        undo.clear();
        int reported = events.size();
        try {
            rules.run();
        } catch (RuntimeException e) {
            undo.forEach(Runnable::run);
            events.subList(reported, events.size()).clear();
            throw e;
        } finally {
            undo.clear();
        }
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public long height() {
        return height;
    }

    @Override
    public String version() {
        return "1.0.0";
    }

    @Override
    public String caller() {
        return caller;
    }

    @Override
    public byte[] operationId() {
        return new byte[32];
    }

    @Override
    public byte @Nullable [] get(String table, byte[] key) {
        gets++;
        return table(table).get(key);
    }

    @Override
    public void put(String table, byte[] key, byte[] value) {
        puts++;
        byte[] before = table(table).put(key, value);
        watcher.written(table, before, value);
        undo.push(() -> {
            restore(table, key, before);
            watcher.written(table, value, before);
        });
    }

    private void restore(String table, byte[] key, byte @Nullable [] before) {
        if (before == null) {
            table(table).remove(key);
        } else {
            table(table).put(key, before);
        }
    }

    @Override
    public void remove(String table, byte[] key) {
        puts++;
        byte[] before = table(table).remove(key);
        undo.push(() -> restore(table, key, before));
    }

    @Override
    public byte @Nullable [] next(String table, byte[] key) {
        gets++;
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
        return Amount.of(asset.equals(ASSET) ? holds(account) : 0).toBytes();
    }

    @Override
    public void transfer(String from, String to, String asset, byte[] amount) {
        long units = Amount.of(amount).low();
        if (units == 0) {
            throw new Refused("ZERO_AMOUNT");
        }
        if (!asset.equals(ASSET) || holds(from) < units) {
            throw new Refused("INSUFFICIENT_BALANCE");
        }
        if (!balances.containsKey(to)) {
            throw new Refused("UNKNOWN_ACCOUNT");
        }
        balances.merge(from, -units, Math::addExact);
        balances.merge(to, units, Math::addExact);
        undo.push(() -> {
            balances.merge(from, units, Math::addExact);
            balances.merge(to, -units, Math::addExact);
        });
    }

    @Override
    public void create(String asset, long decimals) {
        throw new UnsupportedOperationException("there is one asset on this ledger");
    }

    @Override
    public void mint(String to, String asset, byte[] amount) {
        throw new UnsupportedOperationException("there is one asset on this ledger");
    }

    @Override
    public void burn(String from, String asset, byte[] amount) {
        throw new UnsupportedOperationException("there is one asset on this ledger");
    }

    @Override
    public void open(String agreement, String owner) {
        balances.put(":" + agreement, 0L);
        undo.push(() -> balances.remove(":" + agreement));
    }

    @Override
    public void close(String agreement) {
        balances.remove(":" + agreement);
    }

    @Override
    public void emit(String event, byte[] data) {
        events.add(event);
    }

    @Override
    public void refuse(String code, byte[] values) {
        throw new Refused(code);
    }

    @Override
    public byte[] call(String authority, String capability, String operation, int schema, byte[] input, byte[] spends) {
        throw new UnsupportedOperationException("there is nobody else on this ledger");
    }

    @Override
    public byte[] attempt(
            String authority, String capability, String operation, int schema, byte[] input, byte[] spends) {
        throw new UnsupportedOperationException("there is nobody else on this ledger");
    }

    @Override
    public String refusal() {
        return "";
    }

    @Override
    public byte[] query(String capability, String query, int schema, byte[] input) {
        throw new UnsupportedOperationException("there is nobody else on this ledger");
    }

    @Override
    public byte[] sha256(byte[] data) {
        return sha256.digest(data);
    }

    @Override
    public long verify(byte[] key, byte[] message, byte[] signature) {
        throw new UnsupportedOperationException("nothing is signed on this ledger");
    }

    @Override
    public String nativeAsset() {
        return ASSET;
    }

    @Override
    public byte[] operators() {
        return new Writer(16).count(1, 64).text(OPERATOR, 32).toBytes();
    }

    private NavigableMap<byte[], byte[]> table(String name) {
        return tables.computeIfAbsent(name, absent -> new TreeMap<>(Arrays::compareUnsigned));
    }
}
