package org.quoin.ledger.api;

import org.quoin.ledger.api.proof.Fact;
import org.quoin.ledger.api.proof.ProofVerifier;

/**
 * What {@link ProofVerifier} checks, which also describes the bytes.
 *
 * @param header the encoded {@link Header} to be trusted
 * @param proof under this header
 * @param certificate the signatures of the header that this node can give: fewer than are needed, if it does not hold the keys of
 *     enough operators
 * @param fact what is proved
 */
public record Proof(Bytes header, Bytes proof, Bytes certificate, Fact fact) {}
