package org.quoin.ledger.testkit.probe;

import java.util.List;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.Capability;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Failure;
import org.quoin.rules.FeePayment;
import org.quoin.rules.FeePolicy;
import org.quoin.rules.FeeRequest;
import org.quoin.rules.FeeReserve;
import org.quoin.rules.FeeSchedule;
import org.quoin.rules.FeeUsage;
import org.quoin.rules.Field;
import org.quoin.rules.Operation;
import org.quoin.rules.Party;
import org.quoin.rules.Query;
import org.quoin.rules.Reading;
import org.quoin.rules.Schema;
import org.quoin.rules.Table;
import org.quoin.rules.Values;

/**
 * A fee policy with fixed prices: 3 a unit of gas, 50 a byte, 700 a byte of growth, 20 a byte of its own operations on layer 2; a
 * quarter goes to the treasury bob, and so do tips. From its purse it pays for whom alice sponsors, but for mallory, 5,000 of it
 * free. It notes what it is told.
 */
public final class TollRules extends Capability {
    private static final Field<String> ASSET = Field.asset("asset");
    private static final Field<Amount> AMOUNT = Field.amount("amount", ASSET);
    private static final Field<String> TOPIC = Field.text("topic", 16);
    private static final Field<String> NOTE = Field.text("note", 256);
    private static final Table<String, String> NOTES = new Table<>("notes", TOPIC, NOTE);
    private static final Failure UNWANTED = Failure.of("UNWANTED", "Nobody pays for you: pay yourself.");
    private static final long HOUR = 60 * 60 * 1_000L;
    private static final Field<Bytes> SPEECH = Field.bytes("speech", 0, 16_384);
    private static final Field<String> FROM = Field.account("from");
    private static final Event FILLED = Event.of("filled", FROM, ASSET, AMOUNT);
    private static final Party PURSE = Party.agreement("purse");

    public TollRules() {
        this(250_000);
    }

    private TollRules(int share) {
        super(new Parts()
                .operations(new Fill(), new Say())
                .queries(new Noted())
                .tables(NOTES)
                .failures(UNWANTED)
                .events(FILLED)
                .feePolicy(new Toll(share)));
    }

    /** The same with a share of more than all. */
    public static final class Nonsense extends Capability {
        public Nonsense() {
            super(new Parts().tables(NOTES).feePolicy(new Toll(FeeSchedule.MILLION + 1)));
        }
    }

    /** The same, ten times as dear after a block with transactions. */
    public static final class Dear extends Capability {
        public Dear() {
            super(new Parts().tables(NOTES).failures(UNWANTED).feePolicy(new Toll(0, 10)));
        }
    }

    /** The same, ten times as dear in every even hour. */
    public static final class Hourly extends Capability {
        public Hourly() {
            super(new Parts().tables(NOTES).failures(UNWANTED).feePolicy(new Toll(0) {
                @Override
                protected FeeSchedule prices(Execution execution, FeeUsage last) {
                    boolean even = execution.time() / HOUR % 2 == 0;
                    return new FeeSchedule(even ? 30 : 3, 50, 700, 20, "bob", "bob", 0, List.of());
                }
            }));
        }
    }

    private static class Toll extends FeePolicy {
        private final int share;
        private final int dearness;

        private Toll(int share) {
            this(share, 1);
        }

        private Toll(int share, int dearness) {
            this.share = share;
            this.dearness = dearness;
        }

        @Override
        protected FeeSchedule prices(Execution execution, FeeUsage last) {
            if (last.transactions() > 0) {
                NOTES.put(
                        execution,
                        "used",
                        last.transactions() + " " + last.execution() + " " + last.data() + " " + last.growth() + " "
                                + last.layer2Data());
            }
            long gas = last.transactions() > 0 ? 3 * dearness : 3;
            return new FeeSchedule(gas, 50, 700, 20, "bob", "bob", share, List.of("toll"));
        }

        @Override
        protected FeeReserve reserve(Execution execution, FeeRequest request) {
            if (!request.sponsor().equals("alice") || request.signer().equals("mallory")) {
                throw execution.refuse(UNWANTED);
            }
            NOTES.put(
                    execution,
                    "reserved",
                    request.signer() + " " + request.operations().get(0).capability() + " "
                            + request.operations().get(0).operation());
            return new FeeReserve(Amount.of(5_000), "purse");
        }

        @Override
        protected void settle(Execution execution, FeeRequest request, FeePayment payment) {
            NOTES.put(
                    execution,
                    "settled",
                    request.signer() + " " + payment.applied() + " "
                            + payment.free().low() + " " + payment.paid().low());
        }
    }

    /** Fills the purse. */
    private static final class Fill extends Operation {
        private Fill() {
            super("fill", 1, Schema.of(ASSET, AMOUNT));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            if (NOTES.find(execution, "purse").isEmpty()) {
                execution.open("purse", "");
                NOTES.put(execution, "purse", "open");
            }
            execution.transfer(Party.account(execution.caller()), PURSE, input.get(ASSET), input.get(AMOUNT));

            execution.emit(
                    FILLED, FROM.is(execution.caller()), ASSET.is(input.get(ASSET)), AMOUNT.is(input.get(AMOUNT)));
        }
    }

    /** Says something at length, which nobody remembers. */
    private static final class Say extends Operation {
        private Say() {
            super("say", 1, Schema.of(SPEECH));
        }

        @Override
        protected void apply(Execution execution, Values input) {
            execution.height();
        }
    }

    private static final class Noted extends Query {
        private Noted() {
            super("noted", 1, Schema.of(TOPIC), Schema.of(NOTE));
        }

        @Override
        protected Values answer(Reading reading, Values input) {
            return Values.of(NOTE.is(NOTES.find(reading, input.get(TOPIC)).orElse("")));
        }
    }
}
