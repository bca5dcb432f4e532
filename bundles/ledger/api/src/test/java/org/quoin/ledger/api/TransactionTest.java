package org.quoin.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
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
            + "066c6564676572" + "087472616e73666572" + "0001" + "03010203" // ledger transfer, schema 1
            + "0468746c63" + "0672656465656d" + "ffff" + "00" // htlc redeem
            + "21" + "01" + KEY;

    private static final Operation TRANSFER = new Operation("ledger", "transfer", 1, Bytes.fromHex("010203"));
    private static final Operation REDEEM = new Operation("htlc", "redeem", 0xffff, Bytes.of());
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
    void aTransactionOfMoreThan64KiBIsNotEvenRead() {
        assertThatThrownBy(() -> SignedTransaction.decode(Bytes.of(new byte[64 * 1024 + 1])))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessage("it has 65537 bytes, a transaction has at most 65536");
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
