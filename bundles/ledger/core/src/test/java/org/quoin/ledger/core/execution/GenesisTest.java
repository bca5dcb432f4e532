package org.quoin.ledger.core.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.Samples.ALICE;
import static org.quoin.ledger.core.Samples.BOB;
import static org.quoin.ledger.core.Samples.GENESIS;
import static org.quoin.ledger.core.Samples.QUO;
import static org.quoin.ledger.core.Samples.START;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.core.execution.Genesis.Endowment;
import org.quoin.ledger.core.execution.Genesis.Founder;
import org.quoin.ledger.core.execution.Genesis.Share;

class GenesisTest {
    private static final Founder FOUNDER = new Founder("alice", ALICE.publicKey());
    private static final PublicKey UNSOUND = new PublicKey(PublicKey.Scheme.ED25519, Bytes.of(new byte[32]));

    @Test
    void itsEncodingGivesItBack() {
        assertThat(Genesis.decode(GENESIS.encode())).isEqualTo(GENESIS);
    }

    @Test
    void everyPartOfItChangesTheChainId() {
        Genesis other = new Genesis(false, GENESIS.time(), GENESIS.founders(), GENESIS.operators(), GENESIS.assets());
        Genesis later = new Genesis(
                true, GENESIS.time().plusMillis(1), GENESIS.founders(), GENESIS.operators(), GENESIS.assets());

        assertThat(List.of(GENESIS.chainId(), other.chainId(), later.chainId())).doesNotHaveDuplicates();
    }

    @Test
    void aChainThatCouldNotBeOpenedCannotBeFounded() {
        assertRefused("alice is founded twice", List.of(FOUNDER, FOUNDER), List.of(), share("alice", 1));
        assertRefused(
                "the key of alice is not safe to use",
                List.of(new Founder("alice", UNSOUND)),
                List.of(),
                share("alice", 1));
        assertRefused("the operator bob is none of its accounts", List.of(FOUNDER), List.of("bob"), share("alice", 1));
        assertRefused("QUO is there twice", List.of(FOUNDER), List.of(), share("alice", 1), share("alice", 1));
        assertRefused("bob has some of QUO and is none of its accounts", List.of(FOUNDER), List.of(), share("bob", 1));
        assertRefused("there is nothing of QUO", List.of(FOUNDER), List.of(), new Endowment(QUO, "alice", List.of()));
        assertRefused(
                "there is too much of QUO",
                List.of(FOUNDER),
                List.of(),
                new Endowment(
                        QUO,
                        "alice",
                        List.of(new Share("alice", Amount.MAX_UNITS), new Share("alice", BigInteger.ONE))));
        assertRefused(
                "the issuer of QUO is none of its accounts",
                List.of(new Founder("bob", BOB.publicKey())),
                List.of(),
                new Endowment(QUO, "alice", List.of(new Share("bob", BigInteger.ONE))));
    }

    @Test
    void bytesOfAnythingElseAreMalformed() {
        byte[] bytes = GENESIS.encode().toArray();
        for (int length = 0; length < bytes.length; length++) {
            Bytes part = Bytes.of(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Genesis.decode(part))
                    .isInstanceOf(MalformedBytesException.class)
                    .hasMessageStartingWith("not a genesis: ");
        }
    }

    private static Endowment share(String account, long units) {
        return new Endowment(QUO, "alice", List.of(new Share(account, BigInteger.valueOf(units))));
    }

    private static void assertRefused(String why, List<Founder> founders, List<String> operators, Endowment... assets) {
        assertThatThrownBy(() -> new Genesis(true, START, founders, operators, List.of(assets)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a chain cannot start so: " + why);
    }
}
