package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.execution.ModuleSet;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.View;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.PotRules;
import org.quoin.ledger.testkit.probe.Request;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** Pots in a simulated life: people fill them, hooks pay them out, and now and then are told to fail after they have paid. */
final class Pots implements Deployed {
    static final String CAPABILITY = "pot";
    static final Table COUNTS = Table.hashed("pot.counts");

    private static final List<Release> RELEASES = List.of(
            Release.of(Jars.written(CAPABILITY, "1.0.0", PotRules.class)),
            Release.of(whole("2.0.0")),
            Release.of(whole("2.0.1")));
    private static final int NAMES = 32;
    private static final int TRIES = 3;
    private static final int MAX_WHAT = 16;

    /** In which so many parts are paid. */
    private static final int MOST_PARTS = 6;

    private record Pot(String to, String asset, BigInteger part) {}

    private final Map<String, Pot> open = new TreeMap<>();
    private final Map<String, BigInteger> held = new TreeMap<>();
    private final Map<String, Long> beats = new TreeMap<>();

    private static Bytes whole(String version) {
        return Jars.written(CAPABILITY, version, PotRules.class, PotRules.Whole.class);
    }

    @Override
    public LoadedModule module() {
        return RELEASES.get(0).module();
    }

    @Override
    public List<Release> releases() {
        return RELEASES;
    }

    @Override
    public List<String> agreements() {
        return IntStream.range(0, NAMES).mapToObj(i -> agreement(name(i))).toList();
    }

    private static String name(int number) {
        return "pot-" + number;
    }

    private static String agreement(String name) {
        return CAPABILITY + ":" + name;
    }

    @Override
    public Operation next(RandomGenerator random, Context context, String signer, Rows rows) {
        return module().description().encode(request(random, signer, rows));
    }

    private static Request request(RandomGenerator random, String signer, Rows rows) {
        if (random.nextInt(12) == 0) {
            String what = switch (random.nextInt(8)) {
                case 0 -> "refuse";
                case 1 -> "throw";
                default -> "";
            };
            return Request.of(CAPABILITY, "tell", Values.of("what", what));
        }
        Amount amount = Probe.some(random, Probe.of(rows.balances(), signer));
        return Request.of(CAPABILITY, "fill", filling(random, rows, amount), Probe.limit(random, amount));
    }

    /** What is said of a pot, whoever fills it: mostly one that is not there yet. */
    static Values filling(RandomGenerator random, Rows rows, Amount amount) {
        String name = name(random.nextInt(NAMES));
        for (int i = 0; i < TRIES && rows.owners().containsKey(Rows.agreementId(agreement(name))); i++) {
            name = name(random.nextInt(NAMES));
        }
        return Values.of("name", name)
                .and("to", Probe.someone(random, rows))
                .and("asset", amount.asset().symbol())
                .and("amount", amount.units())
                .and("half", half(random, amount.units()));
    }

    private static BigInteger half(RandomGenerator random, BigInteger units) {
        return random.nextInt(6) == 0
                ? units.add(BigInteger.ONE)
                : units.divide(BigInteger.valueOf(2L + 2L * random.nextInt(MOST_PARTS)));
    }

    @Override
    public void enter(EventRow event, Values data, Books books) {
        switch (event.name()) {
            case "filled" -> fill(data, books);
            case "paid" -> pay(data, books);
            case "emptied" -> {
                String name = data.text("name");
                require(open.remove(name) != null && held.remove(name).signum() == 0, name + " was not empty");
                books.close(agreement(name));
            }
            case "beat" -> {
                long count = beats.merge(data.text("what"), 1L, Long::sum);
                require(data.number("number") == count, "a beat is lost, or there is one too many");
            }
            case "told" -> {} // shows at the end of the block
            default -> throw new AssertionError("an event that nobody knows: " + event.name());
        }
    }

    private void fill(Values data, Books books) {
        String name = data.text("name");
        String by = data.text("by");
        BigInteger units = data.units("amount");
        require(!open.containsKey(name), name + " is there twice");
        open.put(
                name,
                new Pot(data.text("to"), data.text("asset"), data.units("half").shiftLeft(1)));
        held.put(name, units);
        boolean account = by.indexOf(':') < 0;
        books.open(agreement(name), account ? by : "");
        books.addHeld(agreement(name), data.text("asset"), units);
        if (account) {
            books.add(by, data.text("asset"), units.negate());
        } else {
            books.addHeld(by, data.text("asset"), units.negate());
        }
    }

    private void pay(Values data, Books books) {
        String name = data.text("name");
        Pot pot = Objects.requireNonNull(open.get(name), name);
        BigInteger paid = pot.part().min(Objects.requireNonNull(held.get(name), name));
        require(data.units("amount").equals(paid), name + " pays another part than was agreed");
        held.merge(name, paid.negate(), BigInteger::add);
        books.addHeld(agreement(name), pot.asset(), paid.negate());
        books.add(pot.to(), pot.asset(), paid);
    }

    /** What a hook that failed has counted is not there. */
    @Override
    public void requireRows(ModuleSet modules, Context context, View state) {
        for (String what : List.of("start", "end")) {
            require(
                    count(state, COUNTS, what, MAX_WHAT) == beats.getOrDefault(what, 0L),
                    "another number of beats is counted than was reported");
        }
    }

    static long count(View state, Table table, String what, int width) {
        byte[] row = state.get(table, new Writer().text(what, width).toBytes());
        return row == null ? 0 : new Reader(row).u64();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
