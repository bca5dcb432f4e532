package org.quoin.ledger.core.node;

import java.util.Optional;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.api.Proof;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.api.proof.Fact;
import org.quoin.ledger.api.proof.ProofVerifier;
import org.quoin.ledger.api.proof.Verdict;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.proof.Ancestry;
import org.quoin.ledger.core.proof.Certificates;
import org.quoin.ledger.core.proof.ProofWriter;

/**
 * Proves what the ledger answers, of durable blocks alone. Certificates are signed when they are asked for: an operator can
 * sign any header that is in the journal at any time and gives the same signature, so none is kept.
 */
final class Prover {
    private final Genesis genesis;
    private final OperatorSet operators;
    private final History history;
    private final Views views;
    private final Ancestry ancestry;
    private volatile Optional<Wallet> wallet = Optional.empty();

    Prover(Genesis genesis, History history, Views views) {
        this.genesis = genesis;
        this.history = history;
        this.views = views;
        operators = genesis.operatorSet();
        ancestry = new Ancestry(height -> history.block(height).header().hash());
    }

    OperatorSet operators() {
        return operators;
    }

    /** Says where the keys of operators are, if this node holds some. */
    void certifyWith(Wallet keys) {
        wallet = Optional.of(keys);
    }

    /**
     * As {@link org.quoin.ledger.api.Ledger#prove}.
     *
     * @param newest the height of the newest block that is visible
     */
    Proof prove(Claim claim, long height, long under, long newest) {
        if (height < 0 || height > under || under > newest) {
            throw new IllegalArgumentException("the newest block is " + newest + ": prove a block from 0 to " + newest
                    + ", under its own header or a later one, not " + height + " under " + under);
        }
        Chain then = views.at(height);
        Header header = under == height ? then.header() : history.block(under).header();
        Bytes proof = under == height
                ? ProofWriter.write(then.state(), claim)
                : ProofWriter.write(then.state(), claim, then.header(), ancestry.siblings(height, under));
        Bytes encoded = header.encode();
        Bytes certificate = Certificates.sign(header, operators, this::signer);
        return new Proof(encoded, proof, certificate, check(encoded, proof, header.hash()));
    }

    /** A proof that does not hold never leaves the node. */
    private static Fact check(Bytes header, Bytes proof, Hash hash) {
        Verdict verdict =
                ProofVerifier.trustingHeader(hash.toArray()).verify(header.toArray(), proof.toArray(), new byte[0]);
        return verdict.fact()
                .orElseThrow(() -> new IllegalStateException("a proof does not hold: " + verdict.reason()));
    }

    /** A locked key is as one that is elsewhere: the proof is good without a certificate. */
    private Optional<Signer> signer(PublicKey key) {
        return wallet.flatMap(keys -> genesis.operators().stream()
                .filter(operator -> !keys.isLocked(operator))
                .flatMap(operator -> keys.signers(operator).stream())
                .filter(signer -> signer.publicKey().equals(key))
                .findFirst());
    }
}
