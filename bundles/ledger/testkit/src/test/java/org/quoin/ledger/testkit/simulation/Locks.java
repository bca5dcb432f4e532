package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.Executor;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Entry;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.probe.Request;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * The fixture in a simulated life, through all its versions: people lock what they have and claim what is locked. Who follows the
 * events knows each lock, the rules that keep it, and the whole journal, in whatever form its lines are.
 */
final class Locks implements Deployed {
    static final List<Release> RELEASES = Stream.of("1.0.0", "1.0.1", "1.1.0", "2.0.0", "2.0.1")
            .map(version -> Release.of(RulesJars.fixture(version)))
            .toList();
    static final Table JOURNAL = Table.ordered("htlc-fixture.journal", Long.BYTES);

    private static final String CAPABILITY = "htlc-fixture";
    private static final int NAMES = 24;
    private static final int MAX_TEXT = 32;
    private static final int PAGE = 100;
    private static final Table JOURNAL_2 = Table.ordered("htlc-fixture.journal-2", Long.BYTES);
    private static final Table ROWS = Table.hashed("htlc-fixture.locks");
    private static final Table ROWS_2 = Table.hashed("htlc-fixture.locks-2");

    private record Lock(String asset, BigInteger units, String beneficiary, String version) {}

    private static final int FIRST_FORM = 3;

    private final int before;
    private final Map<String, Lock> open = new TreeMap<>();
    private final List<String> journal = new ArrayList<>();

    /** @param before how many lines the journal has before there is a version that keeps it in another form */
    Locks(int before) {
        this.before = before;
    }

    @Override
    public LoadedModule module() {
        return RELEASES.get(0).module();
    }

    @Override
    public List<Release> releases() {
        return journal.size() < before ? RELEASES.subList(0, FIRST_FORM) : RELEASES;
    }

    @Override
    public List<String> agreements() {
        return IntStream.range(0, NAMES).mapToObj(i -> agreement(name(i))).toList();
    }

    private static String name(int number) {
        return "lock-" + number;
    }

    private static String agreement(String name) {
        return CAPABILITY + ":" + name;
    }

    /** What the newest version accepts: older ones refuse some of it. */
    @Override
    public Operation next(RandomGenerator random, Context context, String signer, Rows rows) {
        return RELEASES.get(RELEASES.size() - 1).module().description().encode(request(random, signer, rows));
    }

    private Request request(RandomGenerator random, String signer, Rows rows) {
        String name = name(random.nextInt(NAMES));
        if (!open.containsKey(name) && random.nextInt(20) > 0) {
            Amount amount = Probe.some(random, Probe.of(rows.balances(), signer));
            return Request.of(
                    CAPABILITY,
                    "lock",
                    Values.of("name", name)
                            .and("beneficiary", Probe.someone(random, rows))
                            .and("asset", amount.asset().symbol())
                            .and("amount", amount.units())
                            .and("secretHash", Hash.sha256(preimage(name).toArray())),
                    Probe.limit(random, amount));
        }
        if (random.nextInt(4) == 0) {
            return Request.of(
                    CAPABILITY, "reassign", Values.of("name", name).and("beneficiary", Probe.someone(random, rows)));
        }
        Bytes preimage = preimage(random.nextInt(6) == 0 ? "another" : name);
        return Request.of(CAPABILITY, "claim", Values.of("name", name).and("preimage", preimage));
    }

    private static Bytes preimage(String name) {
        return Bytes.of(name.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void enter(EventRow event, Values data, Books books) {
        String name = data.text("name");
        String version = data.text("rules");
        require(version.equals(books.reporter().id().version()), name + " was dealt with by other rules than act");
        journal.add(name + " " + event.name());
        switch (event.name()) {
            case "locked" -> {
                Lock lock = new Lock(data.text("asset"), data.units("amount"), data.text("beneficiary"), version);
                open.put(name, lock);
                books.open(agreement(name), data.text("funder"));
                books.add(data.text("funder"), lock.asset(), lock.units().negate());
                books.addHeld(agreement(name), lock.asset(), lock.units());
            }
            case "claimed" -> {
                Lock lock = Objects.requireNonNull(open.remove(name), name);
                books.requireKept(agreement(name));
                books.addHeld(agreement(name), lock.asset(), lock.units().negate());
                books.add(lock.beneficiary(), lock.asset(), lock.units());
                books.close(agreement(name));
            }
            case "reassigned" -> {
                Lock lock = Objects.requireNonNull(open.get(name), name);
                books.requireKept(agreement(name));
                open.put(name, new Lock(lock.asset(), lock.units(), data.text("beneficiary"), version));
            }
            default -> throw new AssertionError("an event that nobody knows: " + event.name());
        }
    }

    /**
     * Each line of the journal is there once, in one form or the other, and the active rules show them all; each lock is in the form of
     * the rules that keep it.
     */
    @Override
    public void requireRows(ModuleSet modules, Context context, View state) {
        Map<Long, String> lines = new TreeMap<>();
        read(state, JOURNAL, false, lines);
        read(state, JOURNAL_2, true, lines);
        require(journal.equals(List.copyOf(lines.values())), "the journal has other lines than the events told");
        require(
                modules.find(CAPABILITY).isEmpty() || journal.equals(shown(modules, context, state)),
                "the journal shows other lines than the events told");
        for (int i = 0; i < NAMES; i++) {
            Lock lock = open.get(name(i));
            boolean second = lock != null && lock.version().startsWith("2.");
            byte[] key = new Writer().text(name(i), MAX_TEXT).toBytes();
            require((state.get(ROWS, key) != null) == (lock != null && !second), name(i) + " in the first form");
            require((state.get(ROWS_2, key) != null) == second, name(i) + " in the second form");
        }
    }

    private List<String> shown(ModuleSet modules, Context context, View state) {
        QueryType query = module().description().query("journal", 1).orElseThrow();
        List<String> shown = new ArrayList<>();
        String cursor = null;
        do {
            Bytes input = query.encodeInput(Values.none(), cursor, PAGE);
            Page<Values> page = query.decodePage(
                    Executor.query(modules, context, state, CAPABILITY, query.name(), query.schema(), input));
            page.items().forEach(line -> shown.add(line.text("name") + " " + line.text("what")));
            cursor = page.next();
        } while (cursor != null);
        return shown;
    }

    private static void read(View state, Table table, boolean second, Map<Long, String> lines) {
        for (Entry row = state.first(table); row != null; row = state.higher(table, row.key())) {
            long number = new BigInteger(1, row.key()).longValueExact();
            Reader in = new Reader(row.value());
            String name = in.text(MAX_TEXT);
            if (second) { // what the second form has more: the rules that wrote it
                name = in.text(MAX_TEXT);
            }
            require(
                    lines.put(number, name + " " + in.text(MAX_TEXT)) == null,
                    "line " + number + " is there in both forms");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
