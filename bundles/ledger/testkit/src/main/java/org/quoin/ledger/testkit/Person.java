package org.quoin.ledger.testkit;

import java.nio.charset.StandardCharsets;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.core.crypto.Ed25519Signer;

/** Somebody with an account and its key. The key follows from the name, so that every run has the same one. */
public record Person(String name, Signer signer) {
    public static final Person ALICE = named("alice");
    public static final Person BOB = named("bob");

    public static Person named(String name) {
        byte[] seed = Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).toArray();
        return new Person(name, new Ed25519Signer(seed));
    }
}
