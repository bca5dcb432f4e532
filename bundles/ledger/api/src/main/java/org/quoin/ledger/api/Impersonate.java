package org.quoin.ledger.api;

import org.quoin.ledger.api.description.Values;

/**
 * Gives an account one more key for the time being, as soon as more than half of the chain's operators have signed the same, and
 * takes away one that it was given so before. Rejected on chains that are not for development. {@link StopImpersonating} ends it.
 *
 * @param key signs for the account from the next transaction on, as do those that it has
 * @param genesis the encoded genesis, which shows what the chain is for: its hash is the chain id. At most 65,536 bytes
 */
public record Impersonate(String account, PublicKey key, Bytes genesis) implements OperationRecord {
    /** Of a genesis, in bytes. */
    public static final int MAX_GENESIS = 1 << 16;

    public Impersonate {
        Names.requireAccount(account);
    }

    @Override
    public String capability() {
        return "ledger";
    }

    @Override
    public String operation() {
        return "impersonate";
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Values values() {
        return Values.of("account", account).and("key", key).and("genesis", genesis);
    }
}
