package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.core.Samples.pay;

import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.core.execution.VerifiedTransaction;

class RecentSignaturesTest {
    private final RecentSignatures known = new RecentSignatures(8);

    @Test
    void whatWasFoundValidIsKnown() {
        SignedTransaction signed = signed(pay(0, 0));

        assertThat(VerifiedTransaction.verify(signed, known)).isPresent();

        assertThat(known.contains(signed.transaction().id(), signed.signature()))
                .isTrue();
        assertThat(VerifiedTransaction.verify(signed, known).orElseThrow().encoded())
                .isEqualTo(signed.encode());
    }

    /** Each byte of key, content and signature is part of what is known. */
    @Test
    void everyByteThatDiffersFromAKnownOneIsLookedAtAnew() {
        byte[] valid = pay(0, 0).encoded().toArray();
        assertThat(VerifiedTransaction.verify(SignedTransaction.decode(Bytes.of(valid)), known))
                .isPresent();

        for (int i = 0; i < valid.length; i++) {
            byte[] flipped = valid.clone();
            flipped[i] ^= 1;
            assertNotValid(Bytes.of(flipped));
        }
    }

    private void assertNotValid(Bytes bytes) {
        SignedTransaction signed;
        try {
            signed = SignedTransaction.decode(bytes);
        } catch (MalformedBytesException notEvenATransaction) {
            return;
        }
        assertThat(VerifiedTransaction.verify(signed, known)).isEmpty();
        assertThat(VerifiedTransaction.verify(signed, known))
                .as("nor is it known then")
                .isEmpty();
        assertThat(known.size()).isEqualTo(1);
    }

    @Test
    void itHoldsAsManyAsSaidAndForgetsTheOlderHalf() {
        for (int i = 0; i < 100; i++) {
            known.add(Hash.sha256(new byte[] {(byte) i}), Bytes.of());
            assertThat(known.size()).isLessThanOrEqualTo(8);
        }
        for (int i = 96; i < 100; i++) {
            assertThat(known.contains(Hash.sha256(new byte[] {(byte) i}), Bytes.of()))
                    .isTrue();
        }
        assertThat(known.contains(Hash.sha256(new byte[] {0}), Bytes.of())).isFalse();
    }

    private static SignedTransaction signed(VerifiedTransaction transaction) {
        return SignedTransaction.decode(transaction.encoded());
    }
}
