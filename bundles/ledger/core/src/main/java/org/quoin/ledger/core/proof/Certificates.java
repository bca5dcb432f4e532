package org.quoin.ledger.core.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;
import org.quoin.rules.codec.Writer;

/** What operators sign of a header, and the signatures together. */
public final class Certificates {
    private static final byte[] PURPOSE = "quoin/certificate/1\0".getBytes(US_ASCII);
    private static final int MAX_SIGNATURE = 255;

    private Certificates() {}

    /** What an operator signs. */
    public static Bytes message(Header header) {
        return Bytes.of(new Writer(96)
                .fixed(PURPOSE, PURPOSE.length)
                .fixed(header.chainId().toArray(), Hash.SIZE)
                .u64(header.height())
                .fixed(header.hash().toArray(), Hash.SIZE)
                .toBytes());
    }

    /**
     * Signs a header with as many of the operators' keys as are at hand. That may be fewer than are needed; none is valid too.
     *
     * @param signers finds who holds a key
     */
    public static Bytes sign(Header header, OperatorSet operators, Function<PublicKey, Optional<Signer>> signers) {
        Bytes message = message(header);
        Writer signatures = new Writer(128);
        List<PublicKey> keys = operators.keys();
        int count = 0;
        for (int index = 0; index < keys.size(); index++) {
            Optional<Signer> signer = signers.apply(keys.get(index));
            if (signer.isPresent()) {
                byte[] signature = signer.get().sign(message).toArray();
                if (signature.length > MAX_SIGNATURE) {
                    throw new IllegalStateException("a signature has " + signature.length + " bytes");
                }
                signatures.u8(index).u8(signature.length).fixed(signature, signature.length);
                count++;
            }
        }
        byte[] all = signatures.toBytes();
        return Bytes.of(
                new Writer(1 + all.length).u8(count).fixed(all, all.length).toBytes());
    }
}
