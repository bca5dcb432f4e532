package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;

/**
 * The prices of a block, as the fee policy gave them; each in the smallest unit of the native asset, 0 to 2^62.
 *
 * @param execution of a unit of gas
 * @param data of a byte of an encoded transaction
 * @param growth of a byte that the state grows by
 * @param layer2Data of a byte of a transaction of layer 2, which pays for nothing else
 * @param tipsTo the account that gets tips; empty if they are burnt
 * @param treasury the account that gets its share of base fees; empty if they are burnt
 * @param share of base fees, in millionths
 * @param layer2 the capabilities whose operations may be of layer 2
 */
public record FeePrices(
        long execution,
        long data,
        long growth,
        long layer2Data,
        String tipsTo,
        String treasury,
        long share,
        List<String> layer2) {
    private static final long MAX_PRICE = 1L << 62;
    private static final long MILLION = 1_000_000;
    private static final int MAX_LAYER_2 = 16;

    /** What was decoded last: all transactions of a block have the same prices. */
    private static volatile @Nullable Decoded last;

    @SuppressWarnings("ArrayRecordComponent") // it is never compared as a record
    private record Decoded(byte[] row, FeePrices prices) {}

    /** Null if nothing is charged. */
    public static @Nullable FeePrices of(CoreReads state) {
        byte[] row = state.feePrices();
        if (row == null) {
            return null;
        }
        Decoded known = last;
        if (known == null || !Arrays.equals(known.row(), row)) {
            known = new Decoded(row, decode(row));
            last = known;
        }
        return known.prices();
    }

    /**
     * Has a block priced that may come next, on what hooks at its start leave to the policy alone.
     *
     * @param view shows its prices then
     */
    public static void ask(ModuleSet modules, Context context, Overlay view) {
        new BlockSteps(NativeRules.CURRENT, new Scene(context, modules), view).price();
    }

    /** @throws CodecException if they are no prices */
    static FeePrices decode(byte[] schedule) {
        Reader in = new Reader(schedule);
        long execution = price(in);
        long data = price(in);
        long growth = price(in);
        long layer2Data = price(in);
        String tipsTo = account(in);
        String treasury = account(in);
        long share = in.u32();
        if (share > MILLION) {
            throw new CodecException("the treasury's share is " + share + " millionths");
        }
        List<String> layer2 = new ArrayList<>();
        for (int rest = in.count(MAX_LAYER_2); rest > 0; rest--) {
            layer2.add(in.text(Operation.MAX_NAME));
        }
        in.end();
        return new FeePrices(execution, data, growth, layer2Data, tipsTo, treasury, share, List.copyOf(layer2));
    }

    private static long price(Reader in) {
        long price = in.u64();
        if (price > MAX_PRICE) {
            throw new CodecException("a price is at most 2^62");
        }
        return price;
    }

    private static String account(Reader in) {
        String name = in.text(Names.MAX);
        if (!name.isEmpty() && !Names.isAccount(name)) {
            throw new CodecException("'" + name + "' is not the name of an account");
        }
        return name;
    }

    /** The base fee. */
    public BigInteger base(Usage usage, boolean ofLayer2) {
        if (ofLayer2) {
            return Usage.times(layer2Data, usage.data());
        }
        return Usage.times(execution, usage.execution())
                .add(Usage.times(data, usage.data()))
                .add(Usage.times(growth, usage.growth()));
    }

    /** The least that a transaction costs: its bytes, and what is done before its first operation. */
    public BigInteger least(VerifiedTransaction transaction) {
        return base(
                Weights.envelope(transaction), transaction.transaction().fee().layer2());
    }

    /** Whether a transaction offers the least that it costs. */
    public boolean isOffered(VerifiedTransaction transaction) {
        return transaction.transaction().fee().limit().compareTo(least(transaction)) >= 0;
    }

    /** Whether it costs nothing, whatever prices are: operators do what only they can. */
    public static boolean isFree(Transaction transaction, CoreReads state) {
        return Fee.isFree(NativeRules.CURRENT, transaction, state);
    }

    /**
     * The tip for each unit of gas that the limit of a transaction is enough for, as far as that can be told before it is executed.
     *
     * @param size in bytes, encoded with its signature
     * @param gas that its operations are known to use
     */
    public long tip(Transaction transaction, int size, long gas) {
        Usage envelope = Weights.envelope(transaction.key(), size);
        Usage usage = new Usage(envelope.execution() + gas, envelope.data(), 0);
        BigInteger base = base(usage, transaction.fee().layer2());
        return base.compareTo(transaction.fee().limit()) >= 0
                ? 0
                : effectiveTip(transaction.fee(), base, usage.execution());
    }

    /** What its operations may use of gas before the limit is used up, or {@code most} if that is less. */
    long affordable(FeeTerms terms, Usage envelope, long most) {
        if (terms.layer2() || execution == 0) {
            return most;
        }
        BigInteger left = terms.limit().subtract(base(envelope, false)).divide(BigInteger.valueOf(execution));
        return left.max(BigInteger.ZERO).min(BigInteger.valueOf(most)).longValueExact();
    }

    /** The tip for each unit of gas: what is offered, as far as the limit is enough for it. */
    static long effectiveTip(FeeTerms terms, BigInteger base, long gas) {
        BigInteger room = terms.limit().subtract(base).divide(BigInteger.valueOf(gas));
        return room.min(BigInteger.valueOf(terms.tip())).longValueExact();
    }

    /** Of a base fee, what is for the treasury. */
    BigInteger treasuryPart(BigInteger base) {
        return base.multiply(BigInteger.valueOf(share)).divide(BigInteger.valueOf(MILLION));
    }
}
