package org.quoin.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact bytes that are signed, and that nothing else is read as a transaction. */
class TransactionTest {
    private static final String CHAIN = "c1".repeat(32);
    private static final String KEY = "d2".repeat(32);
    private static final String SIGNATURE = "e3".repeat(64);

    /** By hand from the format; the time is 2026-01-01T00:01:00Z. */
    private static final String BODY = "01" // format
            + CHAIN
            + "06" + "757365725f31" // signer user_1
            + "03" // lane
            + "0000000000000102" // sequence
            + "0000019b76db9260" // valid until
            + "02" // operations
            + "066c6564676572" + "087472616e73666572" + "0001" + "03010203"
            + "00" // ledger transfer, schema 1, no limits
            + "0468746c63" + "0672656465656d" + "ffff" + "00" // htlc redeem
            + "01" + "0351554f" + "00000000000000010000000000000005" // its limit: 2^64 + 5 QUO
            + "21" + "01" + KEY;

    private static final Operation TRANSFER = new Operation("ledger", "transfer", 1, Bytes.fromHex("010203"));
    private static final Operation REDEEM = new Operation(
            "htlc",
            "redeem",
            0xffff,
            Bytes.of(),
            List.of(new SpendingLimit("QUO", new BigInteger("18446744073709551621"))));
    private static final PublicKey PUBLIC_KEY = new PublicKey(PublicKey.Scheme.ED25519, Bytes.fromHex(KEY));
    private static final Transaction TRANSACTION = transaction(3, 0x102, List.of(TRANSFER, REDEEM));
    private static final SignedTransaction SIGNED = new SignedTransaction(TRANSACTION, Bytes.fromHex(SIGNATURE));

    @Test
    void aSignedTransactionIsItsBodyAndTheSignature() {
        assertThat(SIGNED.encode().toHex()).isEqualTo(BODY + SIGNATURE);
        assertThat(SignedTransaction.decode(Bytes.fromHex(BODY + SIGNATURE))).isEqualTo(SIGNED);
    }

    @Test
    void whatIsSignedNamesItsPurposeAndTheIdIsItsHash() {
        String purpose = "71756f696e2f7472616e73616374696f6e2f3100"; // quoin/transaction/1 and a zero byte

        assertThat(TRANSACTION.message().toHex()).isEqualTo(purpose + BODY);
        assertThat(TRANSACTION.id())
                .isEqualTo(Hash.sha256(Bytes.fromHex(purpose + BODY).toArray()));
    }

    @Test
    void theSignatureIsNoPartOfTheId() {
        SignedTransaction other = new SignedTransaction(TRANSACTION, Bytes.of(new byte[64]));

        assertThat(other.encode()).isNotEqualTo(SIGNED.encode());
        assertThat(SignedTransaction.decode(other.encode()).transaction().id()).isEqualTo(TRANSACTION.id());
    }

    @Test
    void noOtherBytesAreReadAsThisTransaction() {
        int accepted = Strict.assertStrict(
                SIGNED.encode(), bytes -> SignedTransaction.decode(bytes).encode());

        // Chain, sequence, time, bodies, key and signature are free; what has a form is not.
        assertThat(accepted).isBetween(1_300, SIGNED.encode().size() * 8 - 60);
    }

    @ParameterizedTest
    @CsvSource({
        "format, 01, 02",
        "capital letter in the signer, 06757365725f31, 06557365725f31",
        "signer of no characters, 06757365725f31, 00",
        "signer of 33 characters, 06757365725f31, 21616161616161616161616161616161616161616161616161616161616161616161",
        "lane 16, 030000000000000102, 100000000000000102",
        "sequence of 2^63, 030000000000000102, 038000000000000102",
        "time of 2^63, 0000019b76db9260, 8000019b76db9260",
        "no operation, 02066c65646765, 00066c65646765",
        "one operation too few, 02066c65646765, 01066c65646765",
        "one operation too many, 02066c65646765, 03066c65646765",
        "count in two bytes, 02066c65646765, 8200066c65646765",
        "65 operations, 02066c65646765, 41066c65646765",
        "text that is not UTF-8, 066c6564676572, 06ff6564676572",
        "9 limits, 010351554f, 090351554f",
        "a limit too few, 010351554f, 000351554f",
        "a limit too many, 010351554f, 020351554f",
        "a limit of no asset, 010351554f, 0100",
        "a limit of what is no symbol, 010351554f, 01032d554f",
        "unknown scheme, 2101d2d2, 2102d2d2",
        "key of 31 bytes, 2101d2d2, 2001d2"
    })
    void eachPartHasItsForm(String what, String part, String instead) {
        assertThat(BODY).contains(part);
        Bytes bytes = Bytes.fromHex(BODY.replaceFirst(part, instead) + SIGNATURE);

        assertThatThrownBy(() -> SignedTransaction.decode(bytes))
                .as(what)
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageStartingWith("not a transaction: ");
    }

    @Test
    void anOrdinaryTransactionHasAtMost64KiB() {
        assertThat(SignedTransaction.decode(padded(TRANSFER, 65_536)).encode().size())
                .isEqualTo(65_536);
        assertThatThrownBy(() -> SignedTransaction.decode(padded(TRANSFER, 65_537)))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessage("it has 65537 bytes, a transaction has at most 65536");
    }

    /** The rules travel with it; beside another operation, or under another name, nothing does. */
    @Test
    void onlyAnActivationHasMore() {
        Operation activation = new Operation("ledger", "module-activate", 1, Bytes.of());

        assertThat(SignedTransaction.decode(padded(activation, 1_048_576))
                        .encode()
                        .size())
                .isEqualTo(1_048_576);
        for (Operation other : List.of(
                new Operation("ledger", "module-deactivate", 1, Bytes.of()),
                new Operation("htlc", "module-activate", 1, Bytes.of()))) {
            assertThatThrownBy(() -> SignedTransaction.decode(padded(other, 65_537)))
                    .isInstanceOf(MalformedBytesException.class)
                    .hasMessage("it has 65537 bytes, a transaction has at most 65536");
        }
        assertThatThrownBy(() -> SignedTransaction.decode(padded(activation, 65_600, TRANSFER)))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageEndingWith("a transaction has at most 65536");
    }

    @Test
    void whatIsLargerThanAnyTransactionIsNotEvenRead() {
        assertThatThrownBy(() -> SignedTransaction.decode(Bytes.of(new byte[1_114_113])))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessage("it has 1114113 bytes, a transaction has at most 1114112");
    }

    @Test
    void anOperationHasAtMostEightLimitsNoneOfTheSameAsset() {
        List<SpendingLimit> eight = IntStream.range(0, 8)
                .mapToObj(i -> new SpendingLimit("AS" + i, BigInteger.valueOf(i)))
                .toList();
        Operation limited = new Operation("htlc", "create", 1, Bytes.of(), eight);
        Transaction transaction = transaction(0, 0, List.of(limited));

        assertThat(SignedTransaction.decode(new SignedTransaction(transaction, Bytes.fromHex(SIGNATURE)).encode())
                        .transaction())
                .isEqualTo(transaction);
        assertThat(limited.limit("AS7")).isEqualTo(7);
        assertThat(limited.limit("AS8")).isZero();
        List<SpendingLimit> nine = new ArrayList<>(eight);
        nine.add(new SpendingLimit("AS8", BigInteger.ONE));
        assertThatThrownBy(() -> new Operation("htlc", "create", 1, Bytes.of(), nine))
                .hasMessage("an operation has at most 8 limits");
        assertThatThrownBy(() -> new Operation("htlc", "create", 1, Bytes.of(), List.of(eight.get(0), eight.get(0))))
                .hasMessage("two limits are of the same asset");
        String twice = limits(2) + "0351554f00000000000000000000000000000001";
        assertThatThrownBy(() -> SignedTransaction.decode(Bytes.fromHex(BODY.replace(limits(1), twice) + SIGNATURE)))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("two limits are of the same asset");
    }

    @Test
    void aLimitIsZeroTo2To128Minus1() {
        BigInteger most = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

        assertThat(new SpendingLimit("QUO", most).units()).isEqualTo(most);
        assertThat(new SpendingLimit("QUO", BigInteger.ZERO).units()).isZero();
        assertThatThrownBy(() -> new SpendingLimit("QUO", most.add(BigInteger.ONE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SpendingLimit("QUO", BigInteger.ONE.negate()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SpendingLimit("q", BigInteger.ONE)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String limits(int count) {
        return "0" + count + "0351554f00000000000000010000000000000005";
    }

    /** Encoded, with a body that makes it so large. */
    private static Bytes padded(Operation operation, int size, Operation... more) {
        int body = size - encoded(operation, 0, more).size();
        for (int shorter = 0; shorter <= 4; shorter++) {
            Bytes bytes = encoded(operation, body - shorter, more);
            if (bytes.size() == size) {
                return bytes;
            }
        }
        throw new AssertionError("no body makes it " + size + " bytes");
    }

    private static Bytes encoded(Operation operation, int body, Operation... more) {
        List<Operation> operations = new ArrayList<>(List.of(more));
        operations.add(0, new Operation(operation.capability(), operation.name(), 1, Bytes.of(new byte[body])));
        return new SignedTransaction(transaction(0, 0, operations), Bytes.fromHex(SIGNATURE)).encode();
    }

    @Test
    void aTransactionHasItsBounds() {
        assertRefused(16, 0, List.of(TRANSFER));
        assertRefused(-1, 0, List.of(TRANSFER));
        assertRefused(0, -1, List.of(TRANSFER));
        assertRefused(0, 0, List.of());
        assertRefused(0, 0, Collections.nCopies(65, TRANSFER));
        assertThat(transaction(15, Long.MAX_VALUE, Collections.nCopies(64, TRANSFER))
                        .id())
                .isNotNull();
    }

    @Test
    void aTimeIsCutToWholeMillisecondsBeforeItIsSigned() {
        Instant fine = Instant.parse("2026-01-01T00:01:00.000999999Z");
        Transaction transaction =
                new Transaction(Hash.fromHex(CHAIN), "user_1", 3, 0x102, fine, List.of(TRANSFER, REDEEM), PUBLIC_KEY);

        assertThat(transaction).isEqualTo(TRANSACTION);
    }

    @Test
    void onlyTheKeyThatTheTransactionNamesSignsIt() {
        PublicKey other = new PublicKey(PublicKey.Scheme.ED25519, Bytes.of(new byte[32]));

        assertThat(TRANSACTION.sign(signer(PUBLIC_KEY))).isEqualTo(SIGNED);
        assertThatThrownBy(() -> TRANSACTION.sign(signer(other))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Signer signer(PublicKey key) {
        return new Signer() {
            @Override
            public PublicKey publicKey() {
                return key;
            }

            @Override
            public Bytes sign(Bytes message) {
                return Bytes.fromHex(SIGNATURE);
            }
        };
    }

    private static void assertRefused(int lane, long sequence, List<Operation> operations) {
        assertThatThrownBy(() -> transaction(lane, sequence, operations)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Transaction transaction(int lane, long sequence, List<Operation> operations) {
        return new Transaction(
                Hash.fromHex(CHAIN),
                "user_1",
                lane,
                sequence,
                Instant.parse("2026-01-01T00:01:00Z"),
                operations,
                PUBLIC_KEY);
    }
}
