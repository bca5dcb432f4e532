package org.quoin.ledger.core.execution;

import java.util.Optional;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.core.crypto.Signatures;

/** A transaction whose signature was found valid. There is no other way to make one, so nothing else can be executed. */
public final class VerifiedTransaction {
    private final Transaction transaction;
    private final Hash id;
    private final Bytes encoded;

    private VerifiedTransaction(SignedTransaction signed, Hash id) {
        this.transaction = signed.transaction();
        this.id = id;
        this.encoded = signed.encode();
    }

    /** Empty if the signature is not the named key's over these bytes. */
    public static Optional<VerifiedTransaction> verify(SignedTransaction signed) {
        Bytes message = signed.transaction().message();
        return Signatures.verify(signed.transaction().key(), message, signed.signature())
                ? Optional.of(new VerifiedTransaction(signed, Hash.sha256(message.toArray())))
                : Optional.empty();
    }

    /** The same, where it may have been found valid before. */
    public static Optional<VerifiedTransaction> verify(SignedTransaction signed, ValidSignatures known) {
        Bytes message = signed.transaction().message();
        Hash id = Hash.sha256(message.toArray());
        if (known.contains(id, signed.signature())) {
            return Optional.of(new VerifiedTransaction(signed, id));
        }
        if (!Signatures.verify(signed.transaction().key(), message, signed.signature())) {
            return Optional.empty();
        }
        known.add(id, signed.signature());
        return Optional.of(new VerifiedTransaction(signed, id));
    }

    public Transaction transaction() {
        return transaction;
    }

    public Hash id() {
        return id;
    }

    /** With its signature. */
    public Bytes encoded() {
        return encoded;
    }
}
