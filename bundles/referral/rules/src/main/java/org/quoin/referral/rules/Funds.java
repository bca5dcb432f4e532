package org.quoin.referral.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Party;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/**
 * What the pot holds, in three parts: what is earned and not paid, what campaigns have left, and what is free for rewards. The
 * parts never exceed the whole.
 */
final class Funds {
    static final Field<Amount> HELD = Field.amount("held", Terms.ASSET);

    /** Earned by somebody, and not paid yet. */
    static final Field<Amount> RESERVED = Field.amount("reserved", Terms.ASSET);

    /** Of campaigns, and earned by nobody. */
    static final Field<Amount> BUDGETS = Field.amount("budgets", Terms.ASSET);

    static final Field<Amount> FREE = Field.amount("free", Terms.ASSET);
    static final Schema POT = Schema.of(Terms.ASSET, HELD, RESERVED, BUDGETS, FREE);

    private static final String NAME = "pot";
    private static final Party POT_PARTY = Party.agreement(NAME);
    private static final Schema PARTS = Schema.of(Terms.ASSET, RESERVED, BUDGETS);
    private static final Field<String> KEY = Field.text("name", 32);

    static final Table<String, Values> BY_ASSET = new Table<>("funds", Terms.ASSET, PARTS);

    /** Whether the agreement is open. */
    static final Table<String, Boolean> OPEN = new Table<>("pots", KEY, Field.flag("open"));

    private Funds() {}

    /** The whole and its parts. */
    static Values find(Reading reading, String asset) {
        Values parts = BY_ASSET.find(reading, asset)
                .orElseGet(() -> Values.of(Terms.ASSET.is(asset), RESERVED.is(Amount.ZERO), BUDGETS.is(Amount.ZERO)));
        Amount held = OPEN.find(reading, NAME).isPresent() ? reading.balance(POT_PARTY, asset) : Amount.ZERO;
        Amount taken = parts.get(RESERVED).plus(parts.get(BUDGETS));
        return parts.with(HELD.is(held), FREE.is(held.minus(taken)));
    }

    /** Moves funds of the caller in; they are free. Refuses what no fee is paid in: no reward could ever be, either. */
    static void deposit(Execution execution, String asset, Amount amount) {
        String fees = execution.nativeAsset();
        execution.require(
                asset.equals(fees), Failures.NOT_OF_FEES, Values.of(Terms.ASSET.is(asset), Failures.FEES.is(fees)));
        if (OPEN.find(execution, NAME).isEmpty()) {
            execution.open(NAME, "");
            OPEN.put(execution, NAME, true);
        }
        execution.transfer(Party.account(execution.caller()), POT_PARTY, asset, amount);
    }

    /** Moves funds that are free out. */
    static void pay(Execution execution, String account, String asset, Amount amount) {
        execution.transfer(POT_PARTY, Party.account(account), asset, amount);
    }

    /**
     * Keeps other parts.
     *
     * @throws IllegalStateException if they exceed the whole
     */
    static void put(Execution execution, Values funds) {
        Amount taken = funds.get(RESERVED).plus(funds.get(BUDGETS));
        if (taken.compareTo(funds.get(HELD)) > 0) {
            throw new IllegalStateException("more is promised than the pot holds");
        }
        BY_ASSET.put(execution, funds.get(Terms.ASSET), funds.only(PARTS));
    }
}
