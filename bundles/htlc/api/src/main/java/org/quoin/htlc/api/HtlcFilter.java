package org.quoin.htlc.api;

import java.util.Optional;
import org.quoin.ledger.api.Hash;

/**
 * Which contracts are looked for: those that are as all that is given here says.
 *
 * @param party the funder or the beneficiary
 * @param secretHash SHA-256 of the preimage
 */
public record HtlcFilter(Optional<String> party, Optional<Hash> secretHash, Optional<HtlcContract.State> state) {
    /** All contracts. */
    public static HtlcFilter all() {
        return new HtlcFilter(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, of one account. */
    public HtlcFilter ofParty(String account) {
        return new HtlcFilter(Optional.of(account), secretHash, state);
    }

    /** The same, for one hash. */
    public HtlcFilter withHash(Hash hash) {
        return new HtlcFilter(party, Optional.of(hash), state);
    }

    /** The same, in one state. */
    public HtlcFilter in(HtlcContract.State which) {
        return new HtlcFilter(party, secretHash, Optional.of(which));
    }
}
