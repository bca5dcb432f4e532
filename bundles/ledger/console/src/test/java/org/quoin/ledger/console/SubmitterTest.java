package org.quoin.ledger.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

class SubmitterTest {
    private static final Receipt RECEIPT =
            new Receipt(Hash.ZERO, 1, 0, null, 0, Amount.zero(new Asset("ETH", 18)), List.of());

    private final List<Long> sequences = new ArrayList<>();
    private final StubLedger ledger = new StubLedger()
            .description(
                    "test",
                    new Description(
                            List.of(new OperationType("nothing", 1, Schema.of())),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of()));

    @ParameterizedTest
    @ValueSource(strings = {"NONCE_USED", "NONCE_GAP"})
    void aWriterThatLostTheRaceForANonceSignsAgainWithTheNextOne(String code) {
        refuse(9, code);

        assertThat(new Submitter(ledger).submit("user_1", new TestSigner(), new Nothing()))
                .isEqualTo(RECEIPT);
        assertThat(sequences).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void afterTenAttemptsTheRefusalStands() {
        refuse(10, "NONCE_USED");

        assertThatThrownBy(() -> new Submitter(ledger).submit("user_1", new TestSigner(), new Nothing()))
                .isInstanceOf(RefusedException.class);
        assertThat(sequences).hasSize(10);
    }

    @Test
    void anyOtherRefusalStandsAtOnce() {
        refuse(1, "EXPIRED");

        assertThatThrownBy(() -> new Submitter(ledger).submit("user_1", new TestSigner(), new Nothing()))
                .isInstanceOf(RefusedException.class);
        assertThat(sequences).hasSize(1);
    }

    @Test
    void bytesThatSomebodySignedAreSubmittedOnce() {
        Bytes bytes = signed();
        refuse(1, "NONCE_USED");

        assertThatThrownBy(() -> new Submitter(ledger).submit(bytes)).isInstanceOf(RefusedException.class);
        assertThat(sequences).hasSize(1);
    }

    @Test
    void whoWaitsInVainLearnsHowToAskLater() {
        Bytes bytes = signed();
        Hash id = SignedTransaction.decode(bytes).transaction().id();
        ledger.onSubmit(any -> new CompletableFuture<>());

        assertThatThrownBy(() -> new Submitter(ledger, Duration.ZERO).submit(bytes))
                .isInstanceOfSatisfying(ConsoleException.class, e -> {
                    assertThat(e.failure().code()).isEqualTo("OUTCOME_UNKNOWN");
                    assertThat(e.failure().values()).isEqualTo(Values.of("tx", id));
                    assertThat(e.failure().message())
                            .isEqualTo(
                                    "What became of the transaction is not known, because it has no receipt after 0s: "
                                            + "ask later with ledger:transaction " + id + ".");
                });
    }

    @Test
    void whoIsInterruptedLearnsTheSameAndStaysInterrupted() {
        Bytes bytes = signed();
        ledger.onSubmit(any -> new CompletableFuture<>());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Submitter(ledger).submit(bytes))
                .isInstanceOf(ConsoleException.class)
                .hasMessageContaining("because you stopped waiting: ask later with ledger:transaction ");
        assertThat(Thread.interrupted()).isTrue();
    }

    private void refuse(int times, String code) {
        ledger.onSubmit(bytes -> {
            sequences.add(SignedTransaction.decode(bytes).transaction().sequence());
            return sequences.size() <= times
                    ? CompletableFuture.failedFuture(new RefusedException(new Failure(code, "no", Values.none())))
                    : CompletableFuture.completedFuture(RECEIPT);
        });
    }

    private Bytes signed() {
        return new LedgerClient(ledger)
                .sign("user_1", new TestSigner(), new Nothing())
                .encode();
    }

    private record Nothing() implements OperationRecord {
        @Override
        public String capability() {
            return "test";
        }

        @Override
        public String operation() {
            return "nothing";
        }

        @Override
        public int schema() {
            return 1;
        }

        @Override
        public Values values() {
            return Values.none();
        }
    }

    private static final class TestSigner implements Signer {
        @Override
        public PublicKey publicKey() {
            return new PublicKey(PublicKey.Scheme.ED25519, Bytes.of(new byte[32]));
        }

        @Override
        public Bytes sign(Bytes message) {
            return Bytes.of(new byte[64]);
        }
    }
}
