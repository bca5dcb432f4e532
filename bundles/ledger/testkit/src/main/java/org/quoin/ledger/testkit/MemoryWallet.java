package org.quoin.ledger.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;

/** A wallet in memory. The keys that it makes follow from the names, as those of {@link Person} do. */
public final class MemoryWallet implements Wallet {
    private final Map<String, Signer> signers = new TreeMap<>();

    public MemoryWallet(Person... people) {
        for (Person person : people) {
            signers.put(person.name(), person.signer());
        }
    }

    @Override
    public synchronized Optional<Signer> signer(String account) {
        return Optional.ofNullable(signers.get(Names.requireAccount(account)));
    }

    @Override
    public synchronized Signer create(String account) {
        Signer signer = Person.named(Names.requireAccount(account)).signer();
        if (signers.putIfAbsent(account, signer) != null) {
            throw new IllegalStateException("the wallet already holds a key for " + account);
        }
        return signer;
    }

    @Override
    public synchronized List<String> accounts() {
        return List.copyOf(signers.keySet());
    }
}
