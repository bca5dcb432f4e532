package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;

class KeyRotationTest {
    private static final Transfer PAY = new Transfer("alice", "bob", Amount.parse("1", ETH));

    private final TestLedger ledger = TestLedger.create();

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheNewKeySignsAfterTheRotation(PublicKey.Scheme scheme) {
        Person renewed = alice("new", scheme);

        Receipt receipt = ledger.submit(ALICE, new RotateKeys("alice", keys(renewed)));

        assertThat(receipt.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("ledger.key-rotated");
            assertThat(event.data().text("account")).isEqualTo("alice");
            assertThat(event.data().list("keys")).isEqualTo(keys(renewed));
        });
        assertThat(ledger.ledger().account("alice").orElseThrow().keys()).isEqualTo(keys(renewed));
        assertThat(refusal(ALICE)).isEqualTo("KEY_NOT_AUTHORISED");
        assertThat(ledger.submit(renewed, PAY).applied()).isTrue();
        assertThat(ledger.balance(BOB, ETH)).hasToString("1001 ETH");
        assertThat(ledger.ledger().verify(0, 2).ok()).isTrue();
    }

    @Test
    void whatTheFormerKeySignedIsGoodBeforeTheRotationAndNotAfter() {
        SignedTransaction before = ledger.draft(ALICE, PAY).sign();
        SignedTransaction after = ledger.draft(ALICE, PAY).nonce(5, 0).sign();

        assertThat(ledger.submit(before).applied()).isTrue();
        ledger.submit(ALICE, new RotateKeys("alice", keys(alice("new"))));

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> ledger.submit(after));
        assertThat(refused.failure().code()).isEqualTo("KEY_NOT_AUTHORISED");
        assertThat(ledger.submit(before).height())
                .as("the same bytes, the same receipt")
                .isEqualTo(1);
        assertThat(ledger.ledger().receipt(after.transaction().id())).isEmpty();
    }

    @Test
    void anyOfSeveralKeysSignsAndReplacesThemAll() {
        List<Person> several = new ArrayList<>();
        for (PublicKey.Scheme scheme : PublicKey.Scheme.values()) {
            several.add(alice("key", scheme));
        }
        ledger.submit(ALICE, new RotateKeys("alice", keys(several.toArray(Person[]::new))));

        for (Person key : several) {
            assertThat(ledger.submit(key, PAY).applied()).isTrue();
        }
        ledger.submit(several.get(1), new RotateKeys("alice", keys(ALICE)));

        assertThat(ledger.submit(ALICE, PAY).applied()).isTrue();
        several.forEach(former -> assertThat(refusal(former)).isEqualTo("KEY_NOT_AUTHORISED"));
    }

    @Test
    void nobodyRotatesTheKeysOfSomebodyElse() {
        assertThat(rejection(BOB, new RotateKeys("alice", keys(BOB)))).isEqualTo("NOT_AUTHORISED");
        assertThat(ledger.submit(ALICE, PAY).applied()).isTrue();
    }

    @Test
    void noKeysTheSameKeyTwiceAndUnsoundKeysAreNotTaken() {
        PublicKey unsound = new PublicKey(PublicKey.Scheme.SECP256K1, Bytes.of(new byte[33]));
        PublicKey sound = BOB.signer().publicKey();

        assertThat(rejection(ALICE, new RotateKeys("alice", List.of()))).isEqualTo("INVALID_KEYS");
        assertThat(rejection(ALICE, new RotateKeys("alice", List.of(sound, sound))))
                .isEqualTo("INVALID_KEYS");
        assertThat(rejection(ALICE, new RotateKeys("alice", List.of(sound, unsound))))
                .isEqualTo("UNSOUND_KEY");
        assertThat(rejection(ALICE, new CreateAccount("carol", unsound))).isEqualTo("UNSOUND_KEY");
        assertThat(ledger.ledger().account("alice").orElseThrow().keys()).isEqualTo(keys(ALICE));
    }

    @Test
    void sixteenKeysAreTakenAndASeventeenthCannotBeWritten() {
        Person[] sixteen =
                IntStream.range(0, 16).mapToObj(i -> alice("key-" + i)).toArray(Person[]::new);

        assertThat(ledger.submit(ALICE, new RotateKeys("alice", keys(sixteen))).applied())
                .isTrue();
        assertThat(ledger.submit(sixteen[15], PAY).applied()).isTrue();
        List<PublicKey> seventeen = new ArrayList<>(keys(sixteen));
        seventeen.add(ALICE.signer().publicKey());
        assertThatThrownBy(() -> ledger.submit(sixteen[0], new RotateKeys("alice", seventeen)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The rest of a transaction is what the signature covers: rotating does not end it. */
    @Test
    void aTransactionMayRotateAndGoOn() {
        assertThat(ledger.submit(ALICE, new RotateKeys("alice", keys(alice("new"))), PAY)
                        .applied())
                .isTrue();
        assertThat(ledger.balance(BOB, ETH)).hasToString("1001 ETH");
    }

    private String refusal(Person person) {
        return catchThrowableOfType(RefusedException.class, () -> ledger.submit(person, PAY))
                .failure()
                .code();
    }

    private String rejection(Person person, OperationRecord operation) {
        return ledger.submit(person, operation).failure().orElseThrow().code();
    }

    private static Person alice(String key) {
        return alice(key, PublicKey.Scheme.ED25519);
    }

    /** Alice with another key. */
    private static Person alice(String key, PublicKey.Scheme scheme) {
        return new Person("alice", Person.named("alice-" + key, scheme).signer());
    }

    private static List<PublicKey> keys(Person... people) {
        return List.of(people).stream()
                .map(person -> person.signer().publicKey())
                .toList();
    }
}
