package org.quoin.fees.rules;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.Amount;
import org.quoin.rules.Codec;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * Who pays for others, or lets his stake do so. What he has deposited is what his agreement holds.
 *
 * @param unstaked what was staked and waits to be withdrawn
 * @param availableAt when that can be withdrawn, in milliseconds since 1970
 * @param free what was free to use of the stake's allowance
 * @param freeAt when it was, in milliseconds since 1970
 * @param limits for others
 * @param day of {@code spent}, counted from 1970
 * @param spent what others have cost on that day
 * @param held what the transaction that runs may take of {@code free}, and was taken off already; zero if none runs
 * @param paying whether a transaction runs that the deposit may have to pay
 */
record Sponsor(
        Amount stake,
        Amount unstaked,
        long availableAt,
        Amount free,
        long freeAt,
        Limits limits,
        long day,
        Amount spent,
        Amount held,
        boolean paying) {
    /**
     * What others may cost: nothing, as long as the sponsor has not said so.
     *
     * @param allowed capabilities, or a capability, a slash and an operation; anything if it is empty
     */
    record Limits(Amount perTransaction, Amount perUser, Amount perDay, List<String> allowed) {
        static final Limits NOTHING = new Limits(Amount.ZERO, Amount.ZERO, Amount.ZERO, List.of());

        Limits {
            allowed = List.copyOf(allowed);
        }

        boolean allows(String capability, String operation) {
            String call = capability.concat("/").concat(operation);
            for (String each : allowed) {
                if (each.equals(capability) || each.equals(call)) {
                    return true;
                }
            }
            return allowed.isEmpty();
        }
    }

    static final Codec<Sponsor> CODEC = new Codec<>() {
        @Override
        public Sponsor read(Reader in) {
            return new Sponsor(
                    amount(in),
                    amount(in),
                    in.u64(),
                    amount(in),
                    in.u64(),
                    new Limits(amount(in), amount(in), amount(in), calls(in)),
                    in.u64(),
                    amount(in),
                    amount(in),
                    in.flag());
        }

        @Override
        public void write(Writer out, Sponsor of) {
            write(out, of.stake);
            write(out, of.unstaked);
            out.u64(of.availableAt);
            write(out, of.free);
            out.u64(of.freeAt);
            write(out, of.limits.perTransaction);
            write(out, of.limits.perUser);
            write(out, of.limits.perDay);
            out.count(of.limits.allowed.size(), SponsorTerms.MAX_ALLOWED);
            of.limits.allowed.forEach(call -> out.text(call, SponsorTerms.MAX_CALL));
            out.u64(of.day);
            write(out, of.spent);
            write(out, of.held);
            out.flag(of.paying);
        }

        private void write(Writer out, Amount amount) {
            out.fixed(amount.toBytes(), Amount.SIZE);
        }
    };

    /** One who has nothing yet, and pays for nobody. */
    static Sponsor from(long time) {
        return new Sponsor(
                Amount.ZERO, Amount.ZERO, 0, Amount.ZERO, time, Limits.NOTHING, 0, Amount.ZERO, Amount.ZERO, false);
    }

    /** What of the allowance is there at a time. */
    Amount freeNow(long time, int rate) {
        return Budget.regenerated(free, time - freeAt, Budget.most(stake, rate));
    }

    /** What others have cost on a day. */
    Amount spentOn(long today) {
        return day == today ? spent : Amount.ZERO;
    }

    Sponsor withStake(Amount other, Amount freeNow, long now) {
        return new Sponsor(other, unstaked, availableAt, freeNow, now, limits, day, spent, held, paying);
    }

    Sponsor withUnstaked(Amount other, long from) {
        return new Sponsor(stake, other, from, free, freeAt, limits, day, spent, held, paying);
    }

    Sponsor withLimits(Limits others) {
        return new Sponsor(stake, unstaked, availableAt, free, freeAt, others, day, spent, held, paying);
    }

    Sponsor withFree(Amount freeNow, long now, Amount holding, boolean pays) {
        return new Sponsor(stake, unstaked, availableAt, freeNow, now, limits, day, spent, holding, pays);
    }

    Sponsor withSpent(long today, Amount total) {
        return new Sponsor(stake, unstaked, availableAt, free, freeAt, limits, today, total, held, paying);
    }

    private static Amount amount(Reader in) {
        return Amount.of(in.fixed(Amount.SIZE));
    }

    private static List<String> calls(Reader in) {
        List<String> calls = new ArrayList<>();
        for (int rest = in.count(SponsorTerms.MAX_ALLOWED); rest > 0; rest--) {
            calls.add(in.text(SponsorTerms.MAX_CALL));
        }
        return calls;
    }
}
