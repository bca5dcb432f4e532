package org.quoin.ledger.testkit.probe;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quoin.rules.host.Host;

/** What rules may not do: each ends the run as a fault of the module. */
public enum Misuse {
    UNKNOWN_TABLE(host -> host.put("others", Given.KEY, Given.KEY)),
    TABLE_OF_ANOTHER(host -> host.get("ledger.accounts", Given.KEY)),
    NO_KEY(host -> host.put("rows", new byte[0], Given.KEY)),
    LONG_KEY(host -> host.put("rows", new byte[257], Given.KEY)),
    NARROW_KEY(host -> host.put("queue", new byte[7], Given.KEY)),
    WIDE_KEY(host -> host.remove("queue", new byte[9])),
    NARROW_NEXT(host -> host.next("queue", new byte[7])),
    NEXT_WITHOUT_ORDER(host -> host.next("rows", Given.KEY)),
    LARGE_ROW(host -> host.put("rows", Given.KEY, new byte[65_537])),
    NULL_KEY(host -> host.get("rows", nothing())),
    UNDESCRIBED_EVENT(host -> host.emit("unheard", new byte[0])),
    MISSHAPEN_EVENT(host -> host.emit("closed", new byte[] {5, 'a'})),
    UNDESCRIBED_FAILURE(host -> host.refuse("NO_REASON", new byte[0])),
    MISSHAPEN_FAILURE(host -> host.refuse("NOT_TODAY", new byte[3])),
    FUNDS_OF_ANOTHER(host -> host.transfer("bob", host.caller(), "QUO", Given.ONE)),
    NARROW_AMOUNT(host -> host.transfer(host.caller(), "bob", "QUO", new byte[15])),
    WIDE_AMOUNT(host -> host.transfer(host.caller(), "bob", "QUO", new byte[17])),
    AGREEMENT_NOT_OPEN(host -> host.transfer(":none", "bob", "QUO", Given.ONE)),
    INTO_AGREEMENT_NOT_OPEN(host -> host.transfer(host.caller(), ":none", "QUO", Given.ONE)),
    AGREEMENT_OF_NO_NAME(host -> host.open("", host.caller())),
    AGREEMENT_WITH_CAPITALS(host -> host.open("A", host.caller())),
    AGREEMENT_OPEN_ALREADY(host -> {
        host.open("twice", host.caller());
        host.open("twice", host.caller());
    }),
    AGREEMENT_SHORT_OF_FUNDS(host -> {
        host.open("empty", host.caller());
        host.transfer(":empty", "bob", "QUO", Given.ONE);
    }),
    CLOSED_WHILE_HOLDING(host -> {
        host.open("held", host.caller());
        host.transfer(host.caller(), ":held", "QUO", Given.ONE);
        host.close("held");
    }),
    CLOSED_TWICE(host -> {
        host.open("once", host.caller());
        host.close("once");
        host.close("once");
    }),
    CALL(host -> host.call(host.caller(), "ledger", "transfer", 1, new byte[0])),
    QUERY(host -> host.query("htlc", "contract", 1, new byte[0])),
    EXCEPTION(host -> {
        throw new IllegalStateException("on purpose");
    }),
    EXCEPTION_THAT_CANNOT_BE_TOLD(host -> {
        throw new Untellable();
    }),
    LINKAGE_ERROR(host -> {
        throw new NoClassDefFoundError("on purpose");
    }),
    ANY_ERROR(host -> {
        throw new AssertionError("on purpose");
    }),
    CHECKED(host -> Misuse.<RuntimeException>sneak(new java.io.IOException("on purpose"))),
    NULL(host -> {}),
    CAUGHT_REFUSAL(host -> {
        try {
            host.refuse("NOT_TODAY", Given.NOT_TODAY);
        } catch (RuntimeException e) {
            Objects.requireNonNull(e);
        }
    }),
    CAUGHT_FAULT(host -> {
        try {
            host.put("others", Given.KEY, Given.KEY);
        } catch (RuntimeException e) {
            Objects.requireNonNull(e);
        }
    }),
    WENT_ON_AFTER_A_REFUSAL(host -> {
        try {
            host.refuse("NOT_TODAY", Given.NOT_TODAY);
        } catch (RuntimeException e) {
            try {
                host.put("others", Given.KEY, Given.KEY);
            } catch (RuntimeException again) {
                throw new IllegalStateException(again);
            }
        }
    }),
    FORGED_REFUSAL(host -> {
        try {
            host.transfer(host.caller(), "bob", "QUO", new byte[16]);
        } catch (RuntimeException refusal) {
            Kept.refusal = refusal;
        }
    }),
    REUSED_REFUSAL(host -> {
        throw Objects.requireNonNull(Kept.refusal);
    }),
    WRITTEN(host -> host.put("rows", Given.KEY, Given.KEY)),
    REMOVED(host -> host.remove("rows", Given.KEY)),
    OPENED(host -> host.open("query", "")),
    EMITTED(host -> host.emit("closed", new byte[] {1, 'a'})),
    MOVED(host -> host.transfer(host.caller(), "bob", "QUO", Given.ONE)),
    TWICE(host -> {
        host.transfer(host.caller(), "bob", "QUO", Given.ONE);
        host.transfer(host.caller(), "bob", "QUO", Given.ONE);
    }),
    MANY_EVENTS(host -> {
        for (int i = 0; i < 10_001; i++) {
            host.emit("closed", new byte[] {1, 'a'});
        }
    }),
    LARGE_WRITES(host -> {
        for (int i = 0; i < 1_000; i++) {
            host.put("rows", new byte[] {(byte) (i >> 8), (byte) i}, new byte[65_536]);
        }
    }),
    /** Arrays are the receiver's to change: nothing of it may reach the state. */
    CHANGED_ARRAYS(host -> {
        byte[] key = {0, 0, 0, 0, 0, 0, 0, 9};
        byte[] value = {7};
        host.put("queue", key, value);
        key[7] = 1;
        value[0] = 1;
        spoil(host.get("queue", new byte[] {0, 0, 0, 0, 0, 0, 0, 9}));
        spoil(host.next("queue", new byte[8]));
        spoil(host.get("rows", new byte[] {1, 7}));
        spoil(host.operationId());
        spoil(host.balance(host.caller(), "QUO"));
    });

    /** What rules do with a host. */
    private interface Deed {
        void on(Host host);
    }

    private static final class Given {
        private static final byte[] KEY = {7};
        private static final byte[] ONE = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        private static final byte[] NOT_TODAY = {0, 0, 0, 0, 0, 0, 0, 3, 1, 'x'};
    }

    private static final class Untellable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("on purpose");
        }
    }

    private static final class Kept {
        private static @Nullable RuntimeException refusal;
    }

    private final Deed deed;

    Misuse(Deed deed) {
        this.deed = deed;
    }

    static Misuse of(String kind) {
        return valueOf(kind.toUpperCase(Locale.ROOT));
    }

    @SuppressWarnings("NullAway") // rules are not checked by anybody
    byte[] run(Host host) {
        deed.on(host);
        return this == NULL ? null : new byte[0];
    }

    private static void spoil(byte @Nullable [] bytes) {
        if (bytes != null) {
            java.util.Arrays.fill(bytes, (byte) 0xee);
        }
    }

    @SuppressWarnings("NullAway") // what rules hand over is not checked by anybody else
    private static byte[] nothing() {
        return null;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
