package org.quoin.ledger.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;

/** A wallet in memory. The keys that it makes follow from the names, as those of {@link Person} do. */
public final class MemoryWallet implements Wallet {
    private final Map<String, List<Signer>> signers = new TreeMap<>();

    public MemoryWallet(Person... people) {
        for (Person person : people) {
            keep(person.name(), person.signer());
        }
    }

    @Override
    public synchronized List<Signer> signers(String account) {
        return List.copyOf(signers.getOrDefault(Names.requireAccount(account), List.of()));
    }

    @Override
    public synchronized Signer create(String account, PublicKey.Scheme scheme) {
        if (signers.containsKey(Names.requireAccount(account))) {
            throw new IllegalStateException("the wallet already holds a key for " + account);
        }
        return keep(account, Person.named(account, scheme).signer());
    }

    @Override
    public synchronized Signer add(String account, PublicKey.Scheme scheme) {
        String another = account + "-" + signers(account).size();
        return keep(account, Person.named(another, scheme).signer());
    }

    @Override
    public synchronized List<String> accounts() {
        return List.copyOf(signers.keySet());
    }

    private Signer keep(String account, Signer signer) {
        signers.computeIfAbsent(account, name -> new ArrayList<>()).add(signer);
        return signer;
    }
}
