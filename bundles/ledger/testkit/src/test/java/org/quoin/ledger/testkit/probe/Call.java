package org.quoin.ledger.testkit.probe;

import java.util.List;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;

/** An operation of the probe. */
public record Call(String operation, Values values, List<Amount> spends) implements OperationRecord {
    public static Call of(String operation, Values values, Amount... spends) {
        return new Call(operation, values, List.of(spends));
    }

    public static Call misuse(Misuse kind, Amount... spends) {
        return of("misuse", Values.of("kind", kind.name()), spends);
    }

    public static Call open(String agreement, String owner) {
        return of("open", Values.of("agreement", agreement).and("owner", owner));
    }

    public static Call lock(String agreement, Amount amount, Amount... spends) {
        return of("lock", money(Values.of("agreement", agreement), amount), spends);
    }

    public static Call release(String agreement, String to, Amount amount) {
        return of("release", money(Values.of("agreement", agreement).and("to", to), amount));
    }

    public static Call close(String agreement) {
        return of("close", Values.of("agreement", agreement));
    }

    public static Call pay(String to, Amount amount, Amount... spends) {
        return of("pay", money(Values.of("to", to), amount), spends);
    }

    private static Values money(Values values, Amount amount) {
        return values.and("asset", amount.asset().symbol()).and("amount", amount.units());
    }

    @Override
    public String capability() {
        return "probe";
    }

    @Override
    public int schema() {
        return 1;
    }
}
