package org.quoin.rules;

import java.util.List;

/**
 * A transaction that names a sponsor.
 *
 * @param limit the most that it may cost, in the smallest unit of the native asset
 */
public record FeeRequest(String signer, String sponsor, boolean layer2, Amount limit, List<Called> operations) {
    /** One of its operations. */
    public record Called(String capability, String operation) {}

    public FeeRequest {
        operations = List.copyOf(operations);
    }
}
