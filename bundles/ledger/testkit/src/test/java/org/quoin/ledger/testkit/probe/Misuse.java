package org.quoin.ledger.testkit.probe;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quoin.rules.host.Host;

/** What rules may not do: each ends the run as a fault of the module. */
public enum Misuse {
    UNKNOWN_TABLE(host -> host.put("others", key(), key())),
    TABLE_OF_ANOTHER(host -> host.get("ledger.accounts", key())),
    NO_KEY(host -> host.put("rows", new byte[0], key())),
    LONG_KEY(host -> host.put("rows", new byte[257], key())),
    NARROW_KEY(host -> host.put("queue", new byte[7], key())),
    WIDE_KEY(host -> host.remove("queue", new byte[9])),
    NARROW_NEXT(host -> host.next("queue", new byte[7])),
    NEXT_WITHOUT_ORDER(host -> host.next("rows", key())),
    LARGE_ROW(host -> host.put("rows", key(), new byte[65_537])),
    NULL_KEY(host -> host.get("rows", nothing())),
    UNDESCRIBED_EVENT(host -> host.emit("unheard", new byte[0])),
    MISSHAPEN_EVENT(host -> host.emit("closed", new byte[] {5, 'a'})),
    UNDESCRIBED_FAILURE(host -> host.refuse("NO_REASON", new byte[0])),
    MISSHAPEN_FAILURE(host -> host.refuse("NOT_TODAY", new byte[3])),
    FUNDS_OF_ANOTHER(host -> host.transfer("bob", host.caller(), "QUO", one())),
    NARROW_AMOUNT(host -> host.transfer(host.caller(), "bob", "QUO", new byte[15])),
    WIDE_AMOUNT(host -> host.transfer(host.caller(), "bob", "QUO", new byte[17])),
    AGREEMENT_NOT_OPEN(host -> host.transfer(":none", "bob", "QUO", one())),
    INTO_AGREEMENT_NOT_OPEN(host -> host.transfer(host.caller(), ":none", "QUO", one())),
    AGREEMENT_OF_NO_NAME(host -> host.open("", host.caller())),
    AGREEMENT_WITH_CAPITALS(host -> host.open("A", host.caller())),
    AGREEMENT_OPEN_ALREADY(host -> {
        host.open("twice", host.caller());
        host.open("twice", host.caller());
    }),
    AGREEMENT_SHORT_OF_FUNDS(host -> {
        host.open("empty", host.caller());
        host.transfer(":empty", "bob", "QUO", one());
    }),
    CLOSED_WHILE_HOLDING(host -> {
        host.open("held", host.caller());
        host.transfer(host.caller(), ":held", "QUO", one());
        host.close("held");
    }),
    CLOSED_TWICE(host -> {
        host.open("once", host.caller());
        host.close("once");
        host.close("once");
    }),
    CALL_OF_THE_LEDGER(host -> host.call(host.caller(), "ledger", "transfer", 1, new byte[0], new byte[1])),
    QUERY_OF_THE_LEDGER(host -> host.query("ledger", "accounts", 1, new byte[0])),
    CALL_BY_ANOTHERS_AUTHORITY(host -> host.call("bob", "vault", "found", 1, new byte[0], new byte[1])),
    CALL_BY_NOBODYS_AUTHORITY(host -> host.attempt("", "vault", "found", 1, new byte[0], new byte[1])),
    CALL_BY_AN_AGREEMENT_NOT_OPEN(host -> host.attempt(":none", "vault", "found", 1, new byte[0], new byte[1])),
    CALL_WITHOUT_LIMITS(host -> host.attempt(host.caller(), "vault", "found", 1, new byte[0], new byte[0])),
    CALL_WITH_ANOTHERS_AGREEMENT(host -> host.attempt("vault:vault", "vault", "found", 1, new byte[0], new byte[1])),
    EXCEPTION(host -> {
        throw new IllegalStateException("on purpose");
    }),
    EXCEPTION_THAT_CANNOT_BE_TOLD(host -> {
        throw new Untellable();
    }),
    ERROR(host -> {
        throw new IncompatibleClassChangeError();
    }),
    ENDLESS(host -> {
        while (host.height() >= 0) {
            host.version();
        }
    }),
    TOO_DEEP(host -> fall(host, 1_000_000)),
    TOO_LARGE(host -> host.sha256(new byte[1 << 21])),
    NULL(host -> {}),
    CAUGHT_REFUSAL(host -> {
        try {
            host.refuse("NOT_TODAY", notToday());
        } catch (RuntimeException e) {
            Objects.requireNonNull(e);
        }
    }),
    CAUGHT_FAULT(host -> {
        try {
            host.put("others", key(), key());
        } catch (RuntimeException e) {
            Objects.requireNonNull(e);
        }
    }),
    WENT_ON_AFTER_A_REFUSAL(host -> {
        try {
            host.refuse("NOT_TODAY", notToday());
        } catch (RuntimeException e) {
            try {
                host.put("others", key(), key());
            } catch (RuntimeException again) {
                throw new IllegalStateException(again);
            }
        }
    }),
    WRITTEN(host -> host.put("rows", key(), key())),
    REMOVED(host -> host.remove("rows", key())),
    OPENED(host -> host.open("query", "")),
    EMITTED(host -> host.emit("closed", new byte[] {1, 'a'})),
    MOVED(host -> host.transfer(host.caller(), "bob", "QUO", one())),
    TWICE(host -> {
        host.transfer(host.caller(), "bob", "QUO", one());
        host.transfer(host.caller(), "bob", "QUO", one());
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

    private static final class Untellable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("on purpose");
        }
    }

    private final Deed deed;

    Misuse(Deed deed) {
        this.deed = deed;
    }

    static Misuse of(String kind) {
        return valueOf(kind);
    }

    @SuppressWarnings("NullAway") // rules are not checked by anybody
    byte[] run(Host host) {
        deed.on(host);
        return this == NULL ? null : new byte[0];
    }

    private static void spoil(byte @Nullable [] bytes) {
        if (bytes != null) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) 0xee;
            }
        }
    }

    @SuppressWarnings("NullAway") // what rules hand over is not checked by anybody else
    private static byte[] nothing() {
        return null;
    }

    private static void fall(Host host, int depth) {
        if (depth > 0) {
            fall(host, depth - 1);
        }
        host.height();
    }

    private static byte[] key() {
        return new byte[] {7};
    }

    private static byte[] one() {
        byte[] amount = new byte[16];
        amount[15] = 1;
        return amount;
    }

    private static byte[] notToday() {
        return new byte[] {0, 0, 0, 0, 0, 0, 0, 3, 1, 'x'};
    }
}
