package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Impersonate;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.StopImpersonating;
import org.quoin.ledger.api.Transfer;

/** Alice, the operator of a development chain, acts for Bob: every signature is verified as ever. */
class ImpersonationTest {
    private static final Bytes GENESIS = TestLedger.genesis(ALICE, BOB).encode();
    private static final Person ACTOR = bob("lent");
    private static final Transfer PAY = new Transfer("bob", "alice", Amount.parse("1", ETH));

    private final TestLedger ledger = TestLedger.create();

    @AfterEach
    void theChainHolds() {
        assertThat(ledger.ledger().verify(0, ledger.ledger().info().height()).reason())
                .isEmpty();
        ledger.close();
    }

    @Test
    void theOperatorLendsAKeyAndTakesItBack() {
        assertThat(refusal(ACTOR)).isEqualTo("KEY_NOT_AUTHORISED");

        Receipt lent = ledger.submit(ALICE, impersonate(ACTOR));

        assertThat(lent.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("ledger.impersonated");
            assertThat(event.data().text("account")).isEqualTo("bob");
            assertThat(event.data().key("key")).isEqualTo(key(ACTOR));
        });
        assertThat(ledger.submit(ACTOR, PAY).applied()).isTrue();
        assertThat(ledger.submit(BOB, PAY).applied()).as("his own signs, too").isTrue();
        assertThat(ledger.balance(ALICE, ETH)).hasToString("1002 ETH");

        Receipt stopped = ledger.submit(ALICE, new StopImpersonating("bob"));

        assertThat(stopped.events())
                .singleElement()
                .satisfies(event -> assertThat(event.type()).isEqualTo("ledger.impersonation-stopped"));
        assertThat(refusal(ACTOR)).isEqualTo("KEY_NOT_AUTHORISED");
        assertThat(keys()).containsExactly(key(BOB));
        assertThat(ledger.submit(BOB, PAY).applied()).isTrue();
        assertThat(rejection(ALICE, new StopImpersonating("bob"))).isEqualTo("NOT_IMPERSONATED");
    }

    @Test
    void anAccountHasOneKeyOfAnotherAtATime() {
        Person second = bob("second");
        ledger.submit(ALICE, impersonate(ACTOR));
        ledger.submit(ALICE, impersonate(second));

        assertThat(keys()).containsExactly(key(BOB), key(second));
        assertThat(refusal(ACTOR)).isEqualTo("KEY_NOT_AUTHORISED");
    }

    /** Genesis says so, and its hash is the chain id: no other genesis passes for it. */
    @Test
    void otherChainsRejectItWhateverIsSaid() {
        try (TestLedger governed =
                TestLedger.governed(new MemoryStore(), new ManualClock(TestLedger.START), ALICE, BOB)) {
            byte[] own = TestLedger.genesis(ALICE, BOB).encode().toArray();
            own[0] = 0;
            for (Bytes claimed : List.of(GENESIS, Bytes.of(own), Bytes.of((byte) 1))) {
                OperationRecord operation = new Impersonate("bob", key(ACTOR), claimed);
                Receipt receipt = governed.submit(ALICE, operation);

                assertThat(receipt.failure().orElseThrow().code()).isEqualTo("NOT_DEVELOPMENT");
                assertThat(receipt.failure().orElseThrow().message())
                        .isEqualTo(
                                "'impersonate' is for development chains, and this is none: start one with quoin dev.");
            }
            assertThat(governed.ledger().account("bob").orElseThrow().keys()).containsExactly(key(BOB));
            assertThat(governed.submit(ALICE, new StopImpersonating("bob"))
                            .failure()
                            .orElseThrow()
                            .code())
                    .isEqualTo("NOT_IMPERSONATED");
        }
        byte[] flipped = GENESIS.toArray();
        flipped[20] ^= 1;
        assertThat(rejection(ALICE, new Impersonate("bob", key(ACTOR), Bytes.of(flipped))))
                .isEqualTo("NOT_DEVELOPMENT");
    }

    @Test
    void whatMakesNoSenseIsRejected() {
        PublicKey unsound = new PublicKey(PublicKey.Scheme.SECP256K1, Bytes.of(new byte[33]));
        assertThat(rejection(BOB, new Impersonate("alice", key(ACTOR), GENESIS)))
                .isEqualTo("NOT_AN_OPERATOR");
        assertThat(rejection(BOB, new StopImpersonating("alice"))).isEqualTo("NOT_AN_OPERATOR");
        assertThat(rejection(ALICE, new Impersonate("carol", key(ACTOR), GENESIS)))
                .isEqualTo("UNKNOWN_ACCOUNT");
        assertThat(rejection(ALICE, new Impersonate("bob", unsound, GENESIS))).isEqualTo("UNSOUND_KEY");
        assertThat(rejection(ALICE, new Impersonate("bob", key(BOB), GENESIS))).isEqualTo("INVALID_KEYS");
        Person[] sixteen = IntStream.range(0, 16).mapToObj(i -> bob("key-" + i)).toArray(Person[]::new);
        List<PublicKey> full =
                List.of(sixteen).stream().map(ImpersonationTest::key).toList();
        ledger.submit(BOB, new RotateKeys("bob", full));
        assertThat(rejection(ALICE, impersonate(ACTOR))).isEqualTo("INVALID_KEYS");
        assertThat(keys()).isEqualTo(full);
    }

    /** An account always has a key, and one that its owner chose stays. */
    @Test
    void aRotationMeanwhileIsNotUndone() {
        Person renewed = bob("renewed");
        ledger.submit(ALICE, impersonate(ACTOR));
        ledger.submit(ACTOR, new RotateKeys("bob", List.of(key(renewed))));
        ledger.submit(ALICE, new StopImpersonating("bob"));
        assertThat(keys()).containsExactly(key(renewed));

        ledger.submit(ALICE, impersonate(ACTOR));
        ledger.submit(renewed, new RotateKeys("bob", List.of(key(ACTOR))));
        ledger.submit(ALICE, new StopImpersonating("bob"));
        assertThat(keys()).containsExactly(key(ACTOR));
    }

    /** Else it would be ordered without using up its nonce, and could be ordered again under the next impersonation. */
    @Test
    void whatALentKeyHasSignedIsNotOrderedBehindItsEnd() {
        ledger.submit(ALICE, impersonate(ACTOR));
        ledger.node().development().orElseThrow().automine(false);
        SignedTransaction stop =
                ledger.draft(ALICE, new StopImpersonating("bob")).sign();
        SignedTransaction late = ledger.draft(ACTOR, PAY).sign();
        var stopped = ledger.ledger().submit(stop.encode());
        ledger.awaitVerified();
        var refused = ledger.ledger().submit(late.encode());
        ledger.awaitVerified();

        ledger.node().development().orElseThrow().mine(1);

        assertThat(stopped.join().applied()).isTrue();
        assertThat(catchThrowableOfType(RefusedException.class, () -> TestLedger.await(refused))
                        .failure()
                        .code())
                .isEqualTo("KEY_NOT_AUTHORISED");
    }

    private OperationRecord impersonate(Person actor) {
        return new Impersonate("bob", key(actor), GENESIS);
    }

    private String refusal(Person person) {
        return catchThrowableOfType(RefusedException.class, () -> ledger.submit(person, PAY))
                .failure()
                .code();
    }

    private String rejection(Person person, OperationRecord operation) {
        return ledger.submit(person, operation).failure().orElseThrow().code();
    }

    private List<PublicKey> keys() {
        return ledger.ledger().account("bob").orElseThrow().keys();
    }

    private static PublicKey key(Person person) {
        return person.signer().publicKey();
    }

    /** Bob with another key. */
    private static Person bob(String key) {
        return new Person("bob", Person.named("bob-" + key).signer());
    }
}
