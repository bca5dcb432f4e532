package org.quoin.amm.rules;

import java.util.ArrayList;
import java.util.List;
import org.quoin.rules.Amount;
import org.quoin.rules.Codec;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What an account and the pools owe each other of an asset.
 *
 * @param owes whether the account does; else the pools do
 * @param amount 1 or more
 */
record Delta(String account, String asset, boolean owes, Amount amount) {
    /** Of all accounts and assets in one transaction, the gas of which is enough to open and to settle so many. */
    static final int MOST = 24;

    static final Codec<List<Delta>> CODEC = new Codec<>() {
        @Override
        public List<Delta> read(Reader in) {
            List<Delta> deltas = new ArrayList<>();
            for (int rest = in.count(MOST); rest > 0; rest--) {
                deltas.add(new Delta(
                        Caller.NAME.read(in), Terms.ASSET.read(in), in.flag(), Amount.of(in.fixed(Amount.SIZE))));
            }
            return deltas;
        }

        @Override
        public void write(Writer out, List<Delta> deltas) {
            out.count(deltas.size(), MOST);
            for (Delta delta : deltas) {
                Caller.NAME.write(out, delta.account);
                Terms.ASSET.write(out, delta.asset);
                out.flag(delta.owes).fixed(delta.amount.toBytes(), Amount.SIZE);
            }
        }
    };

    boolean isOf(String someone, String some) {
        return account.equals(someone) && asset.equals(some);
    }
}
