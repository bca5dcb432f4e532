package org.quoin.fees.rules;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.Codec;
import org.quoin.rules.FeeSchedule;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What the operators decide.
 *
 * @param revision how many policies there were before this one
 * @param tipsTo the account that gets tips; empty: they are burnt
 * @param treasury the account that gets its share of base fees; empty: they are burnt whole
 * @param share in millionths
 * @param minimums below which no price falls
 * @param limits of a period; the target of each is half of it
 * @param period in milliseconds of block time
 * @param layer2 capabilities
 * @param stakeRate the most that a stake can let be free, in millionths of the stake
 */
record Policy(
        long revision,
        String tipsTo,
        String treasury,
        int share,
        Quantities minimums,
        Quantities limits,
        long period,
        List<String> layer2,
        int stakeRate) {
    /** The lowest price at which the rule of EIP-1559 moves a price both ways. */
    static final long MIN_PRICE = 8;

    /** So that at the ceiling a period below its target lowers the price, however little it is below. */
    static final long MAX_LIMIT = 1L << 48;

    static final long MIN_PERIOD = 100;
    static final long MAX_PERIOD = 24 * 60 * 60 * 1_000L;

    private static final int MAX_NAME = 32;

    /** What prices begin with: a transfer costs about 0.00012 of an asset of 18 decimals. */
    static final Quantities FIRST_PRICES =
            new Quantities(1_000_000_000L, 10_000_000_000L, 1_000_000_000_000L, 1_000_000L);

    /**
     * While the operators have decided nothing. A period may use what one core executes in a second, and a hundred times what it takes a
     * disk to keep: what is stored is stored for ever, by everybody.
     */
    static final Policy FIRST = new Policy(
            0,
            "treasury",
            "treasury",
            FeeSchedule.MILLION / 2,
            new Quantities(1_000_000L, 10_000_000L, 1_000_000_000L, 1_000_000L),
            new Quantities(1_000_000_000L, 4L << 20, 4L << 20, 8L << 20),
            1_000,
            List.of("layer2"),
            1_000);

    static final Codec<Policy> CODEC = new Codec<>() {
        @Override
        public Policy read(Reader in) {
            return new Policy(
                    in.u64(),
                    in.text(MAX_NAME),
                    in.text(MAX_NAME),
                    (int) in.u32(),
                    Quantities.CODEC.read(in),
                    Quantities.CODEC.read(in),
                    in.u64(),
                    names(in),
                    (int) in.u32());
        }

        @Override
        public void write(Writer out, Policy policy) {
            out.u64(policy.revision)
                    .text(policy.tipsTo, MAX_NAME)
                    .text(policy.treasury, MAX_NAME)
                    .u32(policy.share);
            Quantities.CODEC.write(out, policy.minimums);
            Quantities.CODEC.write(out, policy.limits);
            out.u64(policy.period).count(policy.layer2.size(), FeeSchedule.MAX_LAYER_2);
            policy.layer2.forEach(name -> out.text(name, MAX_NAME));
            out.u32(policy.stakeRate);
        }
    };

    Policy {
        layer2 = List.copyOf(layer2);
    }

    Policy withRevision(long other) {
        return new Policy(other, tipsTo, treasury, share, minimums, limits, period, layer2, stakeRate);
    }

    private static List<String> names(Reader in) {
        List<String> names = new ArrayList<>();
        for (int rest = in.count(FeeSchedule.MAX_LAYER_2); rest > 0; rest--) {
            names.add(in.text(MAX_NAME));
        }
        return names;
    }
}
