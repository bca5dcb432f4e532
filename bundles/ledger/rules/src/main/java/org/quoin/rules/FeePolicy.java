package org.quoin.rules;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Rules;

/** Prices transactions, and says who pays for those that name a sponsor. At most one active capability does. */
public abstract class FeePolicy {
    static final String ROLE = "fee-policy";

    private static final int MAX_OPERATIONS = 64;
    private static final int MAX_AGREEMENT = 64;

    /**
     * Prices a block, at its start.
     *
     * @param last what the block before used; of the first, nothing
     */
    protected abstract FeeSchedule prices(Execution execution, FeeUsage last);

    /** Sets aside what a sponsored transaction may cost at most, or refuses it. */
    protected abstract FeeReserve reserve(Execution execution, FeeRequest request);

    /** Gives back what was set aside and not used. */
    protected abstract void settle(Execution execution, FeeRequest request, FeePayment payment);

    final byte[] run(Execution execution, String name, byte[] input) {
        Reader in = new Reader(input);
        if (name.equals(Rules.PRICES)) {
            FeeUsage last = FeeUsage.read(in);
            in.end();
            return prices(execution, last).encode();
        }
        FeeRequest request = request(in);
        if (name.equals(Rules.RESERVE)) {
            in.end();
            FeeReserve reserve = reserve(execution, request);
            return new Writer(32)
                    .fixed(reserve.free().toBytes(), Amount.SIZE)
                    .text(reserve.agreement(), MAX_AGREEMENT)
                    .toBytes();
        }
        FeePayment payment = new FeePayment(in.flag(), Amount.read(in), Amount.read(in));
        in.end();
        settle(execution, request, payment);
        return new byte[0];
    }

    private static FeeRequest request(Reader in) {
        String signer = in.text(Field.MAX_NAME);
        String sponsor = in.text(Field.MAX_NAME);
        boolean layer2 = in.flag();
        Amount limit = Amount.read(in);
        List<FeeRequest.Called> operations = new ArrayList<>();
        for (int rest = in.count(MAX_OPERATIONS); rest > 0; rest--) {
            operations.add(new FeeRequest.Called(in.text(Field.MAX_NAME), in.text(Field.MAX_NAME)));
        }
        return new FeeRequest(signer, sponsor, layer2, limit, operations);
    }
}
