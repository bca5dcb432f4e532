package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.execution.VerifiedTransaction;

/** A bit that flips on the way to the ledger is never the difference between two transactions. */
class BitFlipTest {
    private static final long SEED = 20_260_101;
    private static final int WHOLE = 1;
    private static final int SAMPLED = 500;
    private static final int BITS_OF_A_SAMPLE = 3;

    private final Random random = new Random(SEED);
    private Person sender = ALICE;
    private TestLedger ledger = TestLedger.create();
    private final Map<LedgerFailure, Integer> refusals = new EnumMap<>(LedgerFailure.class);

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitIsRefusedWithACodeAndNothingIsAccepted(PublicKey.Scheme scheme) {
        sendWith(scheme);
        for (int i = 0; i < WHOLE; i++) {
            byte[] valid = randomTransaction();
            for (int bit = 0; bit < valid.length * 8; bit++) {
                assertRefused(valid, bit);
            }
        }
        for (int i = 0; i < SAMPLED; i++) {
            byte[] valid = randomTransaction();
            for (int k = 0; k < BITS_OF_A_SAMPLE; k++) {
                assertRefused(valid, random.nextInt(valid.length * 8));
            }
        }

        assertThat(refusals)
                .containsOnlyKeys(
                        LedgerFailure.MALFORMED_TRANSACTION,
                        LedgerFailure.WRONG_CHAIN,
                        LedgerFailure.EXPIRED,
                        LedgerFailure.VALIDITY_TOO_LONG,
                        LedgerFailure.BAD_SIGNATURE);
        assertThat(ledger.ledger().info().height()).isZero();
        assertThat(ledger.ledger().nextSequence("alice", 0)).isZero();
    }

    /** The same look at transactions without a flipped bit finds them accepted: so it can tell. */
    @ParameterizedTest
    @EnumSource
    void withoutAFlippedBitTheyAreAccepted(PublicKey.Scheme scheme) {
        sendWith(scheme);
        for (int i = 0; i < 20; i++) {
            byte[] valid = randomTransaction();
            assertThat(VerifiedTransaction.verify(SignedTransaction.decode(Bytes.of(valid))))
                    .isPresent();
            assertThat(ledger.ledger().simulate(Bytes.of(valid)).height()).isEqualTo(1);
        }
    }

    /** The same look without the ledger's door in front of it; the soak does it with 1,000 messages. */
    @ParameterizedTest
    @EnumSource
    void noFlippedBitOfMessageSignatureOrKeyIsAccepted(PublicKey.Scheme scheme) {
        assertThat(BitFlips.run(scheme, 5, SEED)).isEqualTo(new BitFlips.Result(5, 5 * BitFlips.bits(scheme), 0));
    }

    private void sendWith(PublicKey.Scheme scheme) {
        ledger.close();
        sender = Person.named("alice", scheme);
        ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), sender, BOB);
    }

    private void assertRefused(byte[] valid, int bit) {
        byte[] flipped = valid.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        Bytes bytes = Bytes.of(flipped);
        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> TestLedger.await(ledger.ledger().submit(bytes)));

        assertThat(refused)
                .as("seed %d, bit %d of %s", SEED, bit, Bytes.of(valid))
                .isNotNull();
        LedgerFailure failure = LedgerFailure.valueOf(refused.failure().code());
        refusals.merge(failure, 1, Integer::sum);
        if (failure != LedgerFailure.MALFORMED_TRANSACTION && failure != LedgerFailure.BAD_SIGNATURE) {
            assertThat(VerifiedTransaction.verify(SignedTransaction.decode(bytes)))
                    .as("seed %d, bit %d of %s: the signature covers it too", SEED, bit, Bytes.of(valid))
                    .isEmpty();
        }
    }

    private byte[] randomTransaction() {
        OperationRecord[] operations = new OperationRecord[1 + random.nextInt(3)];
        for (int i = 0; i < operations.length; i++) {
            operations[i] = randomOperation();
        }
        return ledger.draft(sender, operations)
                .nonce(random.nextInt(16), 0)
                .validUntil(START.plus(Duration.ofSeconds(random.nextInt(86_400))))
                .sign()
                .encode()
                .toArray();
    }

    private OperationRecord randomOperation() {
        return switch (random.nextInt(3)) {
            case 0 ->
                new CreateAccount("a" + random.nextInt(1_000), BOB.signer().publicKey());
            case 1 ->
                new CreateAsset(
                        new Amount(
                                new BigInteger(100, random),
                                new Asset("S" + random.nextInt(1_000), random.nextInt(31))),
                        "bob");
            default -> new Transfer("alice", "bob", new Amount(new BigInteger(60, random), ETH));
        };
    }
}
