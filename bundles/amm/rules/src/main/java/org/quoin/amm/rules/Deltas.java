package org.quoin.amm.rules;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.Amount;
import org.quoin.rules.Codec;
import org.quoin.rules.EndCheck;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Reading;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/**
 * What is open in the middle of a transaction between its accounts and the pools, as in Uniswap v4: swaps and loans change it,
 * payments settle it, and nothing of it may be left at the end.
 */
final class Deltas implements EndCheck {
    private static final Codec<String> KEY = Field.text("key", 4);
    private static final String ALL = "all";

    static final Table<String, List<Delta>> OPEN = new Table<>("open", KEY, Delta.CODEC);

    @Override
    public void check(Reading reading) {
        for (Delta delta : all(reading)) {
            throw reading.refuse(
                    delta.owes() ? Failures.NOT_SETTLED : Failures.NOT_TAKEN,
                    Caller.NAME.is(delta.account()),
                    Failures.ASSET.is(delta.asset()),
                    Failures.AMOUNT.is(delta.amount()));
        }
    }

    /** What the caller owes; zero if nothing. */
    static Amount owed(Execution execution, String asset) {
        return amount(execution, asset, true);
    }

    /** What the caller can take; zero if nothing. */
    static Amount due(Execution execution, String asset) {
        return amount(execution, asset, false);
    }

    private static Amount amount(Execution execution, String asset, boolean owes) {
        for (Delta delta : all(execution)) {
            if (delta.owes() == owes && delta.isOf(execution.caller(), asset)) {
                return delta.amount();
            }
        }
        return Amount.ZERO;
    }

    /** From now on the caller owes so much more, or can take so much less. */
    static void owe(Execution execution, String asset, Amount amount) {
        add(execution, new Delta(execution.caller(), asset, true, amount));
    }

    /** From now on the caller can take so much more, or owes so much less. */
    static void earn(Execution execution, String asset, Amount amount) {
        add(execution, new Delta(execution.caller(), asset, false, amount));
    }

    private static void add(Execution execution, Delta more) {
        List<Delta> deltas = new ArrayList<>();
        Delta sum = more;
        for (Delta delta : all(execution)) {
            if (delta.isOf(more.account(), more.asset())) {
                sum = sum(delta, more);
            } else {
                deltas.add(delta);
            }
        }
        if (!sum.amount().isZero()) {
            deltas.add(sum);
        }
        execution.require(deltas.size() <= Delta.MOST, Failures.TOO_MUCH_OPEN, Values.of());
        if (deltas.isEmpty()) {
            OPEN.remove(execution, ALL);
        } else {
            OPEN.put(execution, ALL, deltas);
        }
    }

    private static Delta sum(Delta one, Delta other) {
        if (one.owes() == other.owes()) {
            return with(one, one.amount().plus(other.amount()));
        }
        return one.amount().compareTo(other.amount()) >= 0
                ? with(one, one.amount().minus(other.amount()))
                : with(other, other.amount().minus(one.amount()));
    }

    private static Delta with(Delta delta, Amount amount) {
        return new Delta(delta.account(), delta.asset(), delta.owes(), amount);
    }

    private static List<Delta> all(Reading reading) {
        return OPEN.find(reading, ALL).orElse(List.of());
    }
}
