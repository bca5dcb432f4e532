package org.quoin.ledger.core.crypto;

import java.math.BigInteger;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;

/** Signs by ECDSA with a key in memory; the nonces are those of RFC 6979. */
final class EcdsaSigner implements Signer {
    private final Ecdsa ecdsa;
    private final BigInteger key;
    private final PublicKey publicKey;

    /**
     * @param key the private key, 32 bytes, big-endian
     * @throws IllegalArgumentException if that is not 1 to the order of the group, exclusive
     */
    EcdsaSigner(PublicKey.Scheme scheme, Ecdsa ecdsa, byte[] key) {
        if (key.length != Ecdsa.SIZE || !ecdsa.isScalar(Ecdsa.number(key, 0))) {
            throw new IllegalArgumentException(
                    "a " + scheme + " key is a number of 32 bytes from 1 to the order of its group, exclusive");
        }
        this.ecdsa = ecdsa;
        this.key = Ecdsa.number(key, 0);
        publicKey = new PublicKey(scheme, Bytes.of(ecdsa.publicKey(this.key)));
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Bytes sign(Bytes message) {
        return Bytes.of(ecdsa.sign(key, message.toArray()));
    }
}
