package org.quoin.ledger.testkit.simulation;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.testkit.probe.Call;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Misuse;
import org.quoin.ledger.testkit.simulation.Rows.Holding;

/** The probe in a simulated life: people open agreements, put funds into them and take them out, and pay one another. */
final class Probe implements Deployed {
    private static final int AGREEMENTS = 12;

    private final LoadedModule module = LoadedModule.describe(Jars.probe("1.0.0"));

    @Override
    public LoadedModule module() {
        return module;
    }

    @Override
    public List<String> agreements() {
        return IntStream.range(0, AGREEMENTS).mapToObj(i -> "probe:" + name(i)).toList();
    }

    private static String name(int number) {
        return "a" + number;
    }

    @Override
    public Operation next(RandomGenerator random, Context context, String signer, Rows rows) {
        return module.description().encode(call(random, signer, rows));
    }

    private static Call call(RandomGenerator random, String signer, Rows rows) {
        String agreement = name(random.nextInt(AGREEMENTS));
        String id = Rows.agreementId("probe:" + agreement);
        boolean open = rows.owners().containsKey(id);
        List<Map.Entry<Holding, BigInteger>> held = of(rows.held(), id);
        int kind = random.nextInt(100);
        if (kind < 10) {
            return other(random);
        }
        if (kind < 20) {
            Amount amount = some(random, of(rows.balances(), signer));
            return Call.pay(someone(random, rows), amount, limit(random, amount));
        }
        if (!open && random.nextInt(30) > 0) {
            return random.nextInt(5) == 0
                    ? Call.of("open", Values.of("agreement", agreement))
                    : Call.open(agreement, someone(random, rows));
        }
        if (kind < 55) {
            Amount amount = some(random, of(rows.balances(), signer));
            return Call.lock(agreement, amount, limit(random, amount));
        }
        return held.isEmpty()
                ? Call.close(agreement)
                : Call.release(agreement, someone(random, rows), whole(random, held));
    }

    private static Call other(RandomGenerator random) {
        Bytes key = Bytes.of((byte) random.nextInt(20));
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> Call.of("put", Values.of("key", key).and("value", key));
            case 3, 4 -> Call.of("remove", Values.of("key", key));
            case 5, 6 ->
                Call.of(
                        "enqueue",
                        Values.of("number", (long) random.nextInt(20)).and("note", "n"));
            case 7 -> Call.of("look", Values.none());
            case 8 -> Call.of("refuse", Values.of("number", 1L).and("note", "later"));
            default -> Call.misuse(random.nextBoolean() ? Misuse.EXCEPTION : Misuse.UNDESCRIBED_EVENT);
        };
    }

    static List<Map.Entry<Holding, BigInteger>> of(Map<Holding, BigInteger> holdings, String holder) {
        return holdings.entrySet().stream()
                .filter(held -> held.getKey().account().equals(holder))
                .toList();
    }

    /** A part; rarely a unit more than there is. */
    static Amount some(RandomGenerator random, List<Map.Entry<Holding, BigInteger>> holdings) {
        if (holdings.isEmpty()) {
            return new Amount(BigInteger.ONE, new Asset("QUO", 0));
        }
        Map.Entry<Holding, BigInteger> one = holdings.get(random.nextInt(holdings.size()));
        BigInteger units = one.getValue()
                .multiply(BigInteger.valueOf(random.nextInt(400)))
                .divide(BigInteger.valueOf(random.nextInt(40) == 0 ? 200 : 1_000));
        return new Amount(units.min(Amount.MAX_UNITS), new Asset(one.getKey().asset(), 0));
    }

    /** Often all, so that agreements can be closed. */
    private static Amount whole(RandomGenerator random, List<Map.Entry<Holding, BigInteger>> held) {
        Map.Entry<Holding, BigInteger> one = held.get(random.nextInt(held.size()));
        BigInteger units =
                random.nextInt(3) == 0 ? BigInteger.ONE.max(one.getValue().shiftRight(1)) : one.getValue();
        return new Amount(units, new Asset(one.getKey().asset(), 0));
    }

    /** Mostly what is needed, at times a unit less. */
    static Amount limit(RandomGenerator random, Amount amount) {
        boolean less = random.nextInt(10) == 0 && amount.units().signum() > 0;
        return less ? new Amount(amount.units().subtract(BigInteger.ONE), amount.asset()) : amount;
    }

    static String someone(RandomGenerator random, Rows rows) {
        List<String> names = List.copyOf(rows.accounts().keySet());
        return random.nextInt(30) == 0 ? "nobody" : names.get(random.nextInt(names.size()));
    }

    @Override
    public void enter(EventRow event, Values data, Books books) {
        switch (event.name()) {
            case "opened" ->
                books.open(
                        agreement(data),
                        data.find("owner").map(String.class::cast).orElse(""));
            case "closed" -> books.close(agreement(data));
            case "locked" -> {
                books.add(
                        data.text("owner"),
                        data.text("asset"),
                        data.units("amount").negate());
                books.addHeld(agreement(data), data.text("asset"), data.units("amount"));
            }
            case "released" -> {
                books.addHeld(
                        agreement(data),
                        data.text("asset"),
                        data.units("amount").negate());
                books.add(data.text("to"), data.text("asset"), data.units("amount"));
            }
            case "paid" -> {
                books.add(
                        data.text("owner"),
                        data.text("asset"),
                        data.units("amount").negate());
                books.add(data.text("to"), data.text("asset"), data.units("amount"));
            }
            case "seen" -> {} // moves nothing
            default -> throw new AssertionError("an event that nobody knows: " + event.name());
        }
    }

    private static String agreement(Values data) {
        return "probe:" + data.text("agreement");
    }
}
