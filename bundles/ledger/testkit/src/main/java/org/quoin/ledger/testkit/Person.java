package org.quoin.ledger.testkit;

import java.nio.charset.StandardCharsets;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.core.crypto.Signers;

/** Somebody with an account and its key. The key follows from the name, so that every run has the same one. */
public record Person(String name, Signer signer) {
    public static final Person ALICE = named("alice");
    public static final Person BOB = named("bob");

    public static Person named(String name) {
        return named(name, PublicKey.Scheme.ED25519);
    }

    /** The same with a key of any scheme. */
    public static Person named(String name, PublicKey.Scheme scheme) {
        byte[] key = Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).toArray();
        return new Person(name, Signers.of(scheme, key));
    }
}
