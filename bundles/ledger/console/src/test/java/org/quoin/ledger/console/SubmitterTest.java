package org.quoin.ledger.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
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
import org.quoin.ledger.api.FeeOffer;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

class SubmitterTest {
    private static final Receipt RECEIPT =
            new Receipt(Hash.ZERO, 1, 0, null, 0, Amount.zero(new Asset("ETH", 18)), List.of());

    private final List<Long> sequences = new ArrayList<>();
    private final List<FeeTerms> offered = new ArrayList<>();
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
    @ValueSource(strings = {"NONCE_USED", "NONCE_GAP", "REPLACEMENT_UNDERPRICED"})
    void aWriterThatLostTheRaceForANonceSignsAgainWithTheNextOne(String code) {
        refuse(9, code);

        assertThat(new Submitter(ledger).submit(FeeOffer.USUAL, "user_1", new TestSigner(), new Nothing()))
                .isEqualTo(RECEIPT);
        assertThat(sequences).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void afterTenAttemptsTheRefusalStands() {
        refuse(10, "NONCE_USED");

        assertThatThrownBy(
                        () -> new Submitter(ledger).submit(FeeOffer.USUAL, "user_1", new TestSigner(), new Nothing()))
                .isInstanceOf(RefusedException.class);
        assertThat(sequences).hasSize(10);
    }

    @Test
    void anyOtherRefusalStandsAtOnce() {
        refuse(1, "EXPIRED");

        assertThatThrownBy(
                        () -> new Submitter(ledger).submit(FeeOffer.USUAL, "user_1", new TestSigner(), new Nothing()))
                .isInstanceOf(RefusedException.class);
        assertThat(sequences).hasSize(1);
    }

    @Test
    void whereNothingIsChargedNothingIsOfferedAndNobodyIsAsked() {
        refuse(0, "none");

        new Submitter(ledger).submit(FeeOffer.USUAL.withTip(3), "user_1", new TestSigner(), new Nothing());

        assertThat(offered).containsExactly(FeeTerms.NONE);
        assertThat(ledger.estimated()).isEmpty();
    }

    @Test
    void whereFeesAreChargedTwiceTheEstimateAndTheTipIsOffered() {
        charge().costing(700, 50);
        refuse(0, "none");

        new Submitter(ledger).submit(FeeOffer.USUAL.withTip(3), "user_1", new TestSigner(), new Nothing());

        assertThat(offered)
                .containsExactly(FeeTerms.upTo(BigInteger.valueOf(1_550)).withTip(3));
        assertThat(ledger.estimated()).hasSize(1);
    }

    /** Its bytes cost, and so does every byte of its terms: what is estimated is as long as what is signed. */
    @Test
    void whatIsEstimatedIsAsLongAsWhatIsSigned() {
        charge().costing(700, 50);
        FeeOffer offer = FeeOffer.USUAL.withTip(3).onLayer2().sponsoredBy("shop");

        SignedTransaction signed = new LedgerClient(ledger).sign(offer, "user_1", new TestSigner(), new Nothing());

        Transaction estimated = ledger.estimated().get(0);
        assertThat(estimated.message().size())
                .isEqualTo(signed.transaction().message().size());
        assertThat(estimated.fee().layer2()).isTrue();
        assertThat(signed.transaction().fee()).isEqualTo(new FeeTerms(BigInteger.valueOf(1_550), 3, true, "shop"));
    }

    @Test
    void whenPricesRoseTheLedgerIsAskedAgain() {
        charge().costing(700, 50).costing(900, 50);
        refuse(1, "FEE_LIMIT_TOO_LOW");

        assertThat(new Submitter(ledger).submit(FeeOffer.USUAL, "user_1", new TestSigner(), new Nothing()))
                .isEqualTo(RECEIPT);
        assertThat(offered)
                .containsExactly(FeeTerms.upTo(BigInteger.valueOf(1_400)), FeeTerms.upTo(BigInteger.valueOf(1_800)));
    }

    @Test
    void theLimitOfWhoNamesOneStands() {
        charge();
        refuse(1, "FEE_LIMIT_TOO_LOW");
        FeeOffer most = FeeOffer.USUAL.withLimit(BigInteger.TEN);

        assertThatThrownBy(() -> new Submitter(ledger).submit(most, "user_1", new TestSigner(), new Nothing()))
                .isInstanceOf(RefusedException.class);
        assertThat(offered).containsExactly(FeeTerms.upTo(BigInteger.TEN));
        assertThat(ledger.estimated()).isEmpty();
    }

    @Test
    void whoWasToStopATransactionIsNotOutwitted() {
        charge().costing(700, 50).costing(700, 50);
        refuse(1, "REPLACED");

        assertThatThrownBy(
                        () -> new Submitter(ledger).submit(FeeOffer.USUAL, "user_1", new TestSigner(), new Nothing()))
                .isInstanceOf(RefusedException.class);
        assertThat(sequences).hasSize(1);
    }

    /** Who wants another to pay learns that nobody can, instead of paying nothing by chance. */
    @Test
    void aSponsorIsNamedWhetherOrNotAnythingIsCharged() {
        refuse(0, "none");

        new Submitter(ledger).submit(FeeOffer.USUAL.sponsoredBy("shop"), "user_1", new TestSigner(), new Nothing());

        assertThat(offered).containsExactly(FeeTerms.NONE.sponsoredBy("shop"));
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

    /** From now on. */
    private StubLedger charge() {
        return ledger.asset("QUO", 18)
                .description(
                        "toll",
                        new Description(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(Description.FEE_POLICY)));
    }

    private void refuse(int times, String code) {
        ledger.onSubmit(bytes -> {
            Transaction transaction = SignedTransaction.decode(bytes).transaction();
            sequences.add(transaction.sequence());
            offered.add(transaction.fee());
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
