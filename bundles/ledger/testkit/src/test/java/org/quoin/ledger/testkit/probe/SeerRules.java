package org.quoin.ledger.testkit.probe;

import org.quoin.rules.Bytes;
import org.quoin.rules.Capability;
import org.quoin.rules.Event;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Operation;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Host;
import org.quoin.rules.host.Rules;

/** Asks the host all that can be asked without a table or another capability, and reports the answers one after the other. */
public final class SeerRules implements Rules {
    private static final Field<Bytes> KEY = Field.bytes("key", 1, 64);
    private static final Field<Bytes> MESSAGE = Field.bytes("message", 0, 64);
    private static final Field<Bytes> SIGNATURE = Field.bytes("signature", 1, 64);
    private static final Field<Bytes> TOLD = Field.bytes("told", 0, 1_000);
    private static final Schema INPUT = Schema.of(KEY, MESSAGE, SIGNATURE);
    private static final Schema REPORT = Schema.of(TOLD);

    private static final Capability USE = new Use();

    @Override
    public byte[] describe() {
        return USE.describe();
    }

    @Override
    public byte[] run(Host host, int kind, String name, int schema, byte[] input) {
        Values values = INPUT.decode(input);
        byte[] message = values.get(MESSAGE).toArray();
        byte[] told = new Writer()
                .u64(host.time())
                .u64(host.height())
                .text(host.version(), 32)
                .text(host.caller(), 32)
                .text(host.refusal(), 32)
                .fixed(host.operationId(), 32)
                .u8((int) host.hasAccount("alice"))
                .u8((int) host.hasAccount("nobody"))
                .u8((int) host.decimals("QUO"))
                .u8((int) host.decimals("NONE") & 0xff)
                .fixed(host.balance("alice", "QUO"), 16)
                .fixed(host.balance("nobody", "NONE"), 16)
                .fixed(host.sha256(message), 32)
                .u8((int) host.verify(
                        values.get(KEY).toArray(),
                        message,
                        values.get(SIGNATURE).toArray()))
                .toBytes();
        host.emit("seen", REPORT.encode(Values.of(TOLD.is(Bytes.of(told)))));
        return new byte[0];
    }

    private static final class Use extends Capability {
        private Use() {
            super(new Parts().operations(new Look()).events(Event.of("seen", TOLD)));
        }
    }

    private static final class Look extends Operation {
        private Look() {
            super("look", 1, INPUT);
        }

        @Override
        protected void apply(Execution execution, Values input) {
            throw new IllegalStateException("it was run before");
        }
    }
}
