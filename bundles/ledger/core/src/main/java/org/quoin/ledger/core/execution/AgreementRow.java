package org.quoin.ledger.core.execution;

import java.util.OptionalLong;
import org.quoin.ledger.api.Hash;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What the state holds of an open agreement.
 *
 * @param rules the module that opened it
 * @param owner the ordinal of the account whose funds it holds
 */
record AgreementRow(Hash rules, OptionalLong owner) {
    byte[] encode() {
        Writer out = new Writer(48).fixed(rules.toArray(), Hash.SIZE).flag(owner.isPresent());
        owner.ifPresent(out::u64);
        return out.toBytes();
    }

    static AgreementRow decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        AgreementRow row = new AgreementRow(
                Hash.of(in.fixed(Hash.SIZE)), in.flag() ? OptionalLong.of(in.u64()) : OptionalLong.empty());
        in.end();
        return row;
    }
}
