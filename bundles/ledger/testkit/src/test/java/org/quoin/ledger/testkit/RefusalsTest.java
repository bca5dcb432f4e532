package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CancelModule;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.Impersonate;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.OutcomeUnknownException;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.RevokeHost;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.StopImpersonating;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.probe.Call;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Misuse;
import org.quoin.rules.codec.Writer;

class RefusalsTest {
    private static final Hash OTHER_CHAIN = Hash.sha256(new byte[] {1});

    /** The point of order two: anybody can sign for it. */
    private static final PublicKey UNSOUND = new PublicKey(
            PublicKey.Scheme.ED25519,
            Bytes.fromHex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"));

    /** No transaction can get there: ExecutorTest shows it with rules that are made to fail. */
    private static final Set<LedgerFailure> ONLY_BY_FAULTY_RULES = EnumSet.of(LedgerFailure.INVARIANT_BREACHED);

    /** A transaction asks nothing: ModuleStoryTest and PastTest ask. */
    private static final Set<LedgerFailure> ONLY_OF_QUERIES =
            EnumSet.of(LedgerFailure.UNKNOWN_QUERY, LedgerFailure.MALFORMED_QUERY, LedgerFailure.HEIGHT_NOT_KEPT);

    /** It takes rules that call rules, several operators, or a host: CallsTest, GovernanceTest and HostGrantTest have them. */
    private static final Set<LedgerFailure> ELSEWHERE = EnumSet.of(
            LedgerFailure.REENTRANT_CALL,
            LedgerFailure.TOO_MANY_CALLS,
            LedgerFailure.ALREADY_APPROVED,
            LedgerFailure.STATE_TOO_NEW,
            LedgerFailure.ROLE_TAKEN,
            LedgerFailure.RULES_WITHDRAWN,
            LedgerFailure.NOT_MOVABLE,
            LedgerFailure.HOST_NOT_GRANTED,
            LedgerFailure.HOST_QUOTA_EXCEEDED,
            LedgerFailure.ALREADY_GRANTED,
            LedgerFailure.REPLACED,
            LedgerFailure.REPLACEMENT_UNDERPRICED,
            LedgerFailure.OUTBID,
            LedgerFailure.TOO_MANY_SPONSORED,
            LedgerFailure.FEE_LIMIT_TOO_LOW,
            LedgerFailure.CANNOT_PAY_FEE,
            LedgerFailure.NOT_LAYER_2,
            LedgerFailure.NO_FEE_POLICY,
            LedgerFailure.TOO_MANY_ACCOUNTS);

    private interface Attempt {
        Bytes bytes(TestLedger ledger);
    }

    private record Case(boolean ordered, Attempt attempt, String sentence) {}

    private final Map<LedgerFailure, Case> cases = new EnumMap<>(LedgerFailure.class);
    private final FaultyStore store = new FaultyStore();
    private final TestLedger ledger = TestLedger.open(store, new ManualClock(START), ALICE, BOB);
    private final Hash chain = ledger.ledger().info().chainId();

    @BeforeEach
    void listCases() {
        refused(
                LedgerFailure.MALFORMED_TRANSACTION,
                ledger -> Bytes.of((byte) 1, (byte) 2, (byte) 3),
                "The bytes cannot be read: not a transaction: 30 bytes are missing. Encode and sign the transaction"
                        + " again.");
        refused(
                LedgerFailure.LEDGER_STOPPED,
                this::afterTheDiskFailed,
                "The ledger takes no transactions because its disk failed (no space left): restart the node.");
        refused(
                LedgerFailure.DISK_FULL,
                this::onAFullDisk,
                "The disk of the ledger is almost full: free at least 113 MiB there and submit again.");
        refused(
                LedgerFailure.WRONG_CHAIN,
                ledger -> pay(ledger).onChain(OTHER_CHAIN).sign().encode(),
                "The transaction is for the chain " + OTHER_CHAIN + ", this is " + chain
                        + ": sign it again for this chain.");
        refused(
                LedgerFailure.EXPIRED,
                ledger -> pay(ledger).validUntil(START.minusMillis(1)).sign().encode(),
                "The transaction was valid until 2025-12-31T23:59:59.999Z and it is 2026-01-01T00:00:00Z now: sign it"
                        + " again with a later limit.");
        refused(
                LedgerFailure.VALIDITY_TOO_LONG,
                ledger -> pay(ledger)
                        .validUntil(START.plus(Duration.ofDays(1)).plusMillis(1))
                        .sign()
                        .encode(),
                "The transaction is valid until 2026-01-02T00:00:00.001Z, the latest allowed is 2026-01-02T00:00:00Z:"
                        + " sign it again with an earlier limit.");
        refused(
                LedgerFailure.BAD_SIGNATURE,
                ledger -> new SignedTransaction(
                                pay(ledger).sign().transaction(),
                                BOB.signer()
                                        .sign(pay(ledger).sign().transaction().message()))
                        .encode(),
                "The signature does not fit the transaction and its key: sign it again as alice.");
        refused(
                LedgerFailure.UNKNOWN_ACCOUNT,
                ledger -> pay(ledger).by("carol").sign().encode(),
                "There is no account carol: check the name, or create it with ledger:account-create carol.");
        refused(
                LedgerFailure.KEY_NOT_AUTHORISED,
                ledger -> pay(ledger).signedBy(BOB.signer()).sign().encode(),
                "The key " + BOB.signer().publicKey() + " does not belong to alice: sign with a key of that account.");
        refused(
                LedgerFailure.NONCE_USED,
                RefusalsTest::anotherWithTheSameNonce,
                "The sequence number 0 in lane 0 of alice is used already: sign again with 1.");
        refused(
                LedgerFailure.NONCE_GAP,
                ledger -> pay(ledger).nonce(3, 2).sign().encode(),
                "The sequence number 2 in lane 3 of alice leaves a gap: sign again with 0.");
        rejected(
                LedgerFailure.MODULE_NOT_ACTIVE,
                new Operation("htlc", "create", 1, Bytes.of()),
                "No version of htlc is active: deploy it, then submit again.");
        rejected(
                LedgerFailure.UNKNOWN_OPERATION,
                new Operation("ledger", "mint", 1, Bytes.of()),
                "ledger does not accept the operation 'mint' with schema 1: use one that it describes.");
        rejected(
                LedgerFailure.MALFORMED_OPERATION,
                new Operation("ledger", "transfer", 1, Bytes.of((byte) 5, (byte) 'a')),
                "The operation 'transfer' cannot be read: 'from': 4 bytes are missing. Encode it again by its"
                        + " description.");
        rejected(
                LedgerFailure.NOT_AUTHORISED,
                new Transfer("bob", "alice", eth("1")),
                "alice cannot dispose of what belongs to bob: sign as bob.");
        rejected(
                LedgerFailure.UNKNOWN_ASSET,
                new Transfer("alice", "bob", Amount.parse("1", new Asset("DOGE", 2))),
                "There is no asset DOGE: ledger:assets lists those that exist.");
        rejected(
                LedgerFailure.ACCOUNT_EXISTS,
                new CreateAccount("bob", BOB.signer().publicKey()),
                "There is an account bob already: choose another name.");
        rejected(
                LedgerFailure.UNSOUND_KEY,
                new CreateAccount("carol", UNSOUND),
                "The key ed25519:ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f is not safe to use:"
                        + " make a new one.");
        rejected(
                LedgerFailure.INVALID_KEYS,
                new RotateKeys("alice", List.of()),
                "alice cannot have these 0 keys: name 1 to 16, each once.");
        rejected(
                LedgerFailure.ASSET_EXISTS,
                new CreateAsset(eth("1"), "alice"),
                "There is an asset ETH already: choose another symbol.");
        rejected(
                LedgerFailure.ZERO_AMOUNT,
                new Transfer("alice", "bob", eth("0")),
                "The amount is zero: give one of at least a unit in the last decimal place.");
        rejected(
                LedgerFailure.INSUFFICIENT_BALANCE,
                new Transfer("alice", "bob", eth("1000.5")),
                "alice has 1000 ETH and 1000.5 ETH are needed: lower the amount or send alice more.");
        cases.put(
                LedgerFailure.NOT_AN_OPERATOR,
                new Case(
                        true,
                        ledger -> ledger.draft(BOB, new DeactivateModule("htlc"))
                                .sign()
                                .encode(),
                        "bob is no operator of this chain: sign as one."));
        rejected(
                LedgerFailure.INVALID_RULES,
                ActivateModule.of(Bytes.of((byte) 1)),
                "The rules cannot be activated: it is no jar that begins with a manifest. Build the rules jar again.");
        rejected(
                LedgerFailure.UNKNOWN_RULES,
                new ActivateModule(OTHER_CHAIN, Optional.empty()),
                "The ledger has no rules with the hash " + OTHER_CHAIN + ": send the rules jar with the activation.");
        rejected(
                LedgerFailure.INVALID_HEIGHT,
                at(Jars.probe("1.0.0"), 1),
                "Nothing can become active in block 1, because block 2 comes next: name a later one.");
        rejected(
                LedgerFailure.NOT_SCHEDULED,
                new CancelModule(OTHER_CHAIN),
                "No activation of the rules " + OTHER_CHAIN + " is due: module:list shows those that are.");
        cases.put(
                LedgerFailure.ALREADY_SCHEDULED,
                new Case(
                        true,
                        ledger -> {
                            ledger.submit(ALICE, at(Jars.probe("1.0.0"), 100));
                            return ledger.draft(ALICE, ActivateModule.of(Jars.probe("1.1.0")))
                                    .sign()
                                    .encode();
                        },
                        "probe 1.0.0 becomes active in block 100: cancel that first (module:cancel probe)."));
        withTheProbe(
                LedgerFailure.ALREADY_ACTIVE,
                ActivateModule.of(Jars.probe("1.0.0")),
                "probe 1.0.0 is active already: module:list shows it.");
        withTheProbe(
                LedgerFailure.SPENDING_LIMIT_EXCEEDED,
                Call.pay("bob", eth("2"), eth("1")),
                "probe needs 2 ETH of alice and the operation allows 1 ETH: sign it again with a higher limit.");
        withTheProbe(
                LedgerFailure.OUT_OF_GAS,
                Call.misuse(Misuse.ENDLESS),
                "'misuse' of probe used up all of the gas, 10000000, and what it did was discarded: do less in one"
                        + " transaction.");
        rejected(
                LedgerFailure.INVALID_GRANT,
                new Operation(
                        "ledger",
                        "host-grant",
                        1,
                        Bytes.of(new Writer()
                                .text("web", 64)
                                .count(2, 64)
                                .text("htlc", 32)
                                .text("htlc", 32)
                                .flag(false)
                                .flag(false)
                                .toBytes())),
                "The grant cannot be recorded, because it names at most 64 capabilities, each once: correct it and sign it again.");
        rejected(
                LedgerFailure.NOTHING_GRANTED,
                new RevokeHost("web"),
                "web has no grant of its own: module:grants shows who has one.");
        rejected(
                LedgerFailure.NOT_DEVELOPMENT,
                new Impersonate("bob", BOB.signer().publicKey(), Bytes.of(new byte[8])),
                "'impersonate' is for development chains, and this is none: start one with quoin dev.");
        rejected(
                LedgerFailure.NOT_IMPERSONATED,
                new StopImpersonating("bob"),
                "Nobody impersonates bob: begin it with dev:impersonate bob.");
        withTheProbe(
                LedgerFailure.MODULE_FAULT,
                Call.misuse(Misuse.EXCEPTION),
                "probe 1.0.0 failed in 'misuse' and what it did was discarded: tell its author; the node's log says"
                        + " more.");
    }

    private static ActivateModule at(Bytes rules, long height) {
        return new ActivateModule(Hash.sha256(rules.toArray()), Optional.of(rules), OptionalLong.of(height));
    }

    private void withTheProbe(LedgerFailure failure, OperationRecord operation, String sentence) {
        cases.put(
                failure,
                new Case(
                        true,
                        ledger -> {
                            ledger.activate(Jars.probe("1.0.0"));
                            return ledger.draft(ALICE, operation).sign().encode();
                        },
                        sentence));
    }

    @AfterEach
    void close() {
        store.disk().release();
        ledger.close();
    }

    @ParameterizedTest
    @EnumSource(LedgerFailure.class)
    void everyFailureHasItsCodeAndSentenceAndLeavesTheStateAsItWas(LedgerFailure failure) {
        if (ONLY_BY_FAULTY_RULES.contains(failure)
                || ONLY_OF_QUERIES.contains(failure)
                || ELSEWHERE.contains(failure)) {
            assertThat(cases).doesNotContainKey(failure);
            return;
        }
        Case expected = Objects.requireNonNull(cases.get(failure), () -> "no case shows " + failure);
        Bytes bytes = expected.attempt.bytes(ledger);
        Header before = head();

        Failure reason = expected.ordered ? rejection(bytes) : refusal(bytes);

        assertThat(reason.code()).isEqualTo(failure.name());
        assertThat(reason.message()).isEqualTo(expected.sentence);
        assertThat(reason.values().asMap().keySet())
                .containsExactlyElementsOf(failure.type().values().fields().stream()
                        .map(field -> field.name())
                        .toList());
        assertThat(head().state()).isEqualTo(before.state());
        if (expected.ordered) {
            assertThat(head().height()).isEqualTo(before.height() + 1);
            assertThat(head().nonces()).isNotEqualTo(before.nonces());
        } else {
            assertThat(head()).isEqualTo(before);
        }
    }

    @Test
    void aRejectedTransactionUsesUpItsNonceAndNothingElse() {
        Receipt receipt = ledger.submit(ALICE, new Transfer("alice", "bob", eth("1000.5")));

        assertThat(receipt.applied()).isFalse();
        assertThat(receipt.events()).isEmpty();
        assertThat(receipt.fee()).isEqualTo(Amount.zero(QUO));
        assertThat(ledger.ledger().nextSequence("alice", 0)).isEqualTo(1);
        assertThat(ledger.balance(ALICE, ETH)).hasToString("1000 ETH");
        assertThat(ledger.ledger().verify(0, 1).ok()).isTrue();
    }

    @Test
    void aFailedOperationDiscardsThoseBeforeIt() {
        Header before = head();

        Receipt receipt = ledger.submit(
                ALICE,
                new CreateAccount("carol", Person.named("carol").signer().publicKey()),
                new CreateAsset(Amount.parse("5", new Asset("GEM", 0)), "carol"),
                new Transfer("alice", "carol", eth("999")),
                new Transfer("alice", "bob", eth("1.000000000000000001")));

        assertThat(receipt.failure().orElseThrow().message())
                .isEqualTo("alice has 1 ETH and 1.000000000000000001 ETH are needed: lower the amount or send alice"
                        + " more.");
        assertThat(receipt.events()).isEmpty();
        assertThat(head().state()).isEqualTo(before.state());
        assertThat(ledger.ledger().account("carol")).isEmpty();
        assertThat(ledger.ledger().asset("GEM")).isEmpty();
        assertThat(ledger.ledger().events(0, 10).items()).isEmpty();
    }

    @Test
    void operationsSeeWhatThoseBeforeThemDid() {
        Person carol = Person.named("carol");

        Receipt receipt = ledger.submit(
                ALICE,
                new CreateAccount("carol", carol.signer().publicKey()),
                new CreateAsset(Amount.parse("5", new Asset("GEM", 0)), "alice"),
                new Transfer("alice", "carol", Amount.parse("5", new Asset("GEM", 0))));

        assertThat(receipt.applied()).isTrue();
        assertThat(receipt.events())
                .extracting(event -> event.type())
                .containsExactly("ledger.account-created", "ledger.asset-created", "ledger.transferred");
        assertThat(ledger.balance(carol, new Asset("GEM", 0))).hasToString("5 GEM");
    }

    @Test
    void oneUnitMoreThanThereIsIsTooMuchAndAllThereIsIsNot() {
        assertThat(rejection(pay(ledger, new Transfer("alice", "bob", eth("1000.000000000000000001")))
                                .sign()
                                .encode())
                        .code())
                .isEqualTo("INSUFFICIENT_BALANCE");

        assertThat(ledger.submit(ALICE, new Transfer("alice", "bob", eth("1000")))
                        .applied())
                .isTrue();
        assertThat(ledger.ledger().balances("alice")).hasSize(1);
        assertThat(ledger.balance(BOB, ETH)).hasToString("2000 ETH");
    }

    @Test
    void whoPaysHimselfHasWhatHeHad() {
        assertThat(ledger.submit(ALICE, new Transfer("alice", "alice", eth("1000")))
                        .applied())
                .isTrue();
        assertThat(ledger.balance(ALICE, ETH)).hasToString("1000 ETH");
    }

    @Test
    void theLargestSupplyCanBeMovedAndCannotOverflow() {
        Asset huge = new Asset("HUGE", 0);
        Amount all = new Amount(Amount.MAX_UNITS, huge);
        ledger.submit(ALICE, new CreateAsset(all, "alice"));

        assertThat(ledger.submit(ALICE, new Transfer("alice", "bob", all)).applied())
                .isTrue();
        assertThat(rejection(pay(ledger, new Transfer("alice", "bob", all))
                                .sign()
                                .encode())
                        .message())
                .isEqualTo("alice has 0 HUGE and 340282366920938463463374607431768211455 HUGE are needed: lower the"
                        + " amount or send alice more.");
        assertThatThrownBy(() -> all.plus(new Amount(BigInteger.ONE, huge)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesOfEveryWrongLengthAreMalformed() {
        byte[] whole = pay(ledger).sign().encode().toArray();

        for (int length = 0; length < whole.length; length++) {
            assertThat(refusal(Bytes.of(Arrays.copyOf(whole, length))).code())
                    .as("the first %d bytes", length)
                    .isEqualTo("MALFORMED_TRANSACTION");
        }
        assertThat(refusal(Bytes.of(Arrays.copyOf(whole, whole.length + 1))).message())
                .isEqualTo(
                        "The bytes cannot be read: not a transaction: 1 surplus bytes. Encode and sign the transaction"
                                + " again.");
        assertThat(refusal(Bytes.of(new byte[SignedTransaction.MAX_SIZE + 1])).message())
                .isEqualTo("The bytes cannot be read: it has 1114113 bytes, a transaction has at most 1114112. Encode"
                        + " and sign the transaction again.");
    }

    @Test
    void aSequenceNumberBeyondTheLargestIsMalformed() {
        byte[] bytes = pay(ledger).sign().encode().toArray();
        int sequence = 1 + Hash.SIZE + 1 + "alice".length() + 1;
        bytes[sequence] = (byte) 0x80;

        assertThat(refusal(Bytes.of(bytes)).message())
                .isEqualTo("The bytes cannot be read: not a transaction: a number of 2^63 or more. Encode and sign the"
                        + " transaction again.");
    }

    @Test
    void theLimitOfValidityIsItselfValid() {
        assertThat(ledger.submit(pay(ledger).validUntil(START).sign()).applied())
                .isTrue();
        assertThat(ledger.submit(pay(ledger)
                                .validUntil(START.plus(Duration.ofDays(1)))
                                .sign())
                        .applied())
                .isTrue();
    }

    @Test
    void whatIsFinerThanAMillisecondIsCutOff() {
        Instant fine = START.plusNanos(999_999);
        assertThat(pay(ledger).validUntil(fine).sign().transaction().validUntil())
                .isEqualTo(START);
        assertThat(ledger.submit(pay(ledger).validUntil(fine).sign()).applied()).isTrue();
    }

    /** The order in which the failures are listed is the order in which they are looked for. */
    @Test
    void theFirstFailureInTheListIsTheOneReported() {
        Asset doge = new Asset("DOGE", 2);
        assertThat(rejectionOf(new Transfer("carol", "dave", Amount.zero(doge))))
                .isEqualTo("UNKNOWN_ACCOUNT");
        assertThat(rejectionOf(new Transfer("bob", "alice", Amount.zero(doge)))).isEqualTo("NOT_AUTHORISED");
        assertThat(rejectionOf(new Transfer("alice", "bob", Amount.zero(doge)))).isEqualTo("UNKNOWN_ASSET");
        assertThat(rejectionOf(new Transfer("alice", "bob", eth("0")))).isEqualTo("ZERO_AMOUNT");
        assertThat(rejectionOf(new CreateAccount("bob", UNSOUND))).isEqualTo("ACCOUNT_EXISTS");
        assertThat(rejectionOf(new CreateAsset(Amount.zero(ETH), "carol"))).isEqualTo("UNKNOWN_ACCOUNT");
        assertThat(rejectionOf(new CreateAsset(Amount.zero(ETH), "alice"))).isEqualTo("ASSET_EXISTS");
        Draft worst = pay(ledger)
                .onChain(OTHER_CHAIN)
                .by("carol")
                .signedBy(BOB.signer())
                .nonce(1, 5)
                .validUntil(START.minusMillis(1));
        assertThat(refusalOf(worst)).isEqualTo("WRONG_CHAIN");
        assertThat(refusalOf(worst.onChain(chain))).isEqualTo("EXPIRED");
        assertThat(refusalOf(worst.onChain(chain).validUntil(START))).isEqualTo("UNKNOWN_ACCOUNT");
        assertThat(refusalOf(worst.onChain(chain).validUntil(START).by("alice")))
                .isEqualTo("KEY_NOT_AUTHORISED");
        assertThat(refusalOf(worst.onChain(chain).validUntil(START).by("alice").signedBy(ALICE.signer())))
                .isEqualTo("NONCE_GAP");
    }

    @Test
    void theSimulatorOfTheLedgerRefusesAndRejectsAsSubmitDoes() {
        Header before = head();

        Receipt rejected = ledger.ledger()
                .simulate(pay(ledger, new Transfer("alice", "bob", eth("1000.5")))
                        .sign()
                        .encode());
        RefusedException refused = catchThrowableOfType(
                RefusedException.class,
                () -> ledger.ledger().simulate(pay(ledger).nonce(0, 7).sign().encode()));

        assertThat(rejected.failure().orElseThrow().code()).isEqualTo("INSUFFICIENT_BALANCE");
        assertThat(refused.failure().code()).isEqualTo("NONCE_GAP");
        assertThat(ledger.ledger().simulate(pay(ledger).sign().encode()).applied())
                .isTrue();
        assertThat(head()).isEqualTo(before);
    }

    @Test
    void theSameBytesGetTheSameReceiptWhateverHasChangedSince() {
        SignedTransaction transaction = pay(ledger).sign();
        Receipt first = ledger.submit(transaction);
        ledger.advance(Duration.ofHours(2));

        assertThat(ledger.submit(transaction)).isEqualTo(first);
        assertThat(ledger.ledger().nextSequence("alice", 0)).isEqualTo(1);
        assertThat(ledger.balance(BOB, ETH)).hasToString("1001 ETH");
    }

    @Test
    void anotherSignatureOfAKnownTransactionMustBeValidToo() {
        SignedTransaction transaction = pay(ledger).sign();
        ledger.submit(transaction);
        byte[] forged = transaction.signature().toArray();
        forged[0] ^= 1;

        assertThat(refusal(new SignedTransaction(transaction.transaction(), Bytes.of(forged)).encode())
                        .code())
                .isEqualTo("BAD_SIGNATURE");
    }

    private Bytes afterTheDiskFailed(TestLedger ledger) {
        store.disk().fail("no space left");
        assertThatThrownBy(() -> ledger.submit(pay(ledger).sign()))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageMatching(
                        "what became of transaction [0-9a-f]{64} is not known, because its disk failed \\(no space"
                                + " left\\): ask for it by its id after a restart");
        return ledger.draft(BOB, new Transfer("bob", "alice", eth("1"))).sign().encode();
    }

    private Bytes onAFullDisk(TestLedger ledger) {
        ledger.node().tend();
        store.room().free(15 << 20);
        ledger.node().tend();
        return pay(ledger).sign().encode();
    }

    private static Bytes anotherWithTheSameNonce(TestLedger ledger) {
        Draft first = pay(ledger);
        ledger.submit(first.sign());
        return first.validUntil(START.plusSeconds(1)).sign().encode();
    }

    private void refused(LedgerFailure failure, Attempt attempt, String sentence) {
        cases.put(failure, new Case(false, attempt, sentence));
    }

    private void rejected(LedgerFailure failure, Operation operation, String sentence) {
        cases.put(
                failure,
                new Case(true, ledger -> pay(ledger).doing(operation).sign().encode(), sentence));
    }

    private void rejected(LedgerFailure failure, OperationRecord operation, String sentence) {
        cases.put(
                failure, new Case(true, ledger -> pay(ledger, operation).sign().encode(), sentence));
    }

    private Failure refusal(Bytes bytes) {
        return catchThrowableOfType(
                        RefusedException.class,
                        () -> TestLedger.await(ledger.ledger().submit(bytes)))
                .failure();
    }

    private Failure rejection(Bytes bytes) {
        return ledger.ledger().submit(bytes).join().failure().orElseThrow();
    }

    private String rejectionOf(OperationRecord operation) {
        return rejection(pay(ledger, operation).sign().encode()).code();
    }

    private String refusalOf(Draft draft) {
        return refusal(draft.sign().encode()).code();
    }

    private Header head() {
        return ledger.ledger()
                .block(ledger.ledger().info().height())
                .orElseThrow()
                .header();
    }

    private static Draft pay(TestLedger ledger) {
        return pay(ledger, new Transfer("alice", "bob", eth("1")));
    }

    private static Draft pay(TestLedger ledger, OperationRecord operation) {
        return ledger.draft(ALICE, operation);
    }

    private static Amount eth(String amount) {
        return Amount.parse(amount, ETH);
    }
}
