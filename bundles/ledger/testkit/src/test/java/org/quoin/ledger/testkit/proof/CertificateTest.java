package org.quoin.ledger.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.proof.Claims.CHAIN;
import static org.quoin.ledger.testkit.proof.Claims.accepted;
import static org.quoin.ledger.testkit.proof.Claims.damaged;
import static org.quoin.ledger.testkit.proof.Claims.header;
import static org.quoin.ledger.testkit.proof.Claims.row;
import static org.quoin.ledger.testkit.proof.Claims.text;
import static org.quoin.ledger.testkit.proof.Claims.with;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.proof.ProofVerifier;
import org.quoin.ledger.api.proof.Verdict;
import org.quoin.ledger.core.proof.Certificates;
import org.quoin.ledger.core.proof.ProofWriter;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.testkit.Person;
import org.quoin.rules.codec.Writer;

/** Whose word a header is believed on. */
class CertificateTest {
    private static final Table TABLE = Table.hashed("test.table");
    private static final State STATE = with(State.empty(), TABLE, text("k"), text("v"));
    private static final Bytes PROOF = ProofWriter.write(STATE, row(TABLE, text("k")));
    private static final String NOT_ENOUGH = "Nothing is proved: %d operators have signed and %d are needed.";

    /** In the order of their keys, as the set has them. */
    private static final List<Signer> OPERATORS = Stream.of("op1", "op2", "op3", "op4")
            .map(name -> Person.named(name).signer())
            .sorted(Comparator.comparing(signer -> signer.publicKey().encode().toHex()))
            .toList();

    private static final OperatorSet SET =
            OperatorSet.majorityOf(OPERATORS.stream().map(Signer::publicKey).toList());
    private static final Header HEADER = header(STATE, 5, Hash.ZERO, SET);
    private static final Signer STRANGER = Person.named("stranger").signer();

    @Test
    void moreThanHalfOfTheOperatorsAreEnoughWhoeverTheyAre() {
        assertThat(verify(signed(HEADER, 0, 1, 2)).reason())
                .isEqualTo("After block 5 the table test.table has this value for the key 6b, as 3 of 4 operators"
                        + " certify.");
        assertThat(verify(signed(HEADER, 0, 2, 3)).valid()).isTrue();
        assertThat(verify(signed(HEADER, 0, 1, 2, 3)).valid()).isTrue();
    }

    @Test
    void halfOfTheOperatorsAreNotEnough() {
        assertThat(verify(signed(HEADER, 0, 1)).reason()).isEqualTo(NOT_ENOUGH, 2, 3);
        assertThat(verify(signed(HEADER)).reason()).isEqualTo(NOT_ENOUGH, 0, 3);
    }

    @Test
    void whatTheNodeSignsWithTheKeysAtHandIsTheCertificate() {
        Bytes all = Certificates.sign(
                HEADER,
                SET,
                key -> OPERATORS.stream()
                        .filter(each -> each.publicKey().equals(key))
                        .findFirst());
        Bytes one = Certificates.sign(
                HEADER,
                SET,
                key -> Optional.of(OPERATORS.get(2))
                        .filter(each -> each.publicKey().equals(key)));

        assertThat(all).isEqualTo(signed(HEADER, 0, 1, 2, 3));
        assertThat(one).isEqualTo(signed(HEADER, 2));
    }

    @Test
    void anOperatorCountsOnce() {
        assertThat(verify(signed(HEADER, 0, 1, 1)).reason())
                .isEqualTo("Nothing is proved: the signatures of the certificate do not ascend by operator.");
        assertThat(verify(signed(HEADER, 2, 1, 0)).reason())
                .isEqualTo("Nothing is proved: the signatures of the certificate do not ascend by operator.");
    }

    @Test
    void nobodyElseCounts() {
        byte[] stranger = STRANGER.sign(Certificates.message(HEADER)).toArray();

        for (int place = 0; place < 3; place++) {
            Writer forged = new Writer().u8(3);
            for (int index = 0; index < 3; index++) {
                add(forged, index, index == place ? stranger : signature(HEADER, index));
            }
            assertThat(verify(Bytes.of(forged.toBytes())).reason())
                    .isEqualTo("Nothing is proved: the signature of operator " + place + " is not valid.");
        }
        Writer fifth = new Writer().u8(4);
        for (int index = 0; index < 3; index++) {
            add(fifth, index, signature(HEADER, index));
        }
        add(fifth, 4, stranger);
        assertThat(verify(Bytes.of(fifth.toBytes())).reason())
                .isEqualTo("Nothing is proved: a signature is of none of the operators.");
    }

    @Test
    void aSignatureIsOfOneHeaderAndOnePurpose() {
        Header later = header(STATE, 6, Hash.ZERO, SET);
        Header twin = header(with(STATE, TABLE, text("l"), text("w")), 5, Hash.ZERO, SET);
        Bytes otherPurpose = Bytes.fromHex(Certificates.message(HEADER).toHex().replaceFirst("^71", "72"));

        assertThat(verify(signed(later, 0, 1, 2)).valid()).isFalse();
        assertThat(verify(signed(twin, 0, 1, 2)).valid()).isFalse();
        Writer forged = new Writer().u8(3);
        for (int index = 0; index < 3; index++) {
            add(forged, index, OPERATORS.get(index).sign(otherPurpose).toArray());
        }
        assertThat(verify(Bytes.of(forged.toBytes())).valid()).isFalse();
    }

    @Test
    void anotherChainIsNotTrusted() {
        Verdict verdict = ProofVerifier.trustingOperators(
                        Hash.sha256(new byte[] {9}).toArray(), SET.encode().toArray())
                .verify(
                        HEADER.encode().toArray(),
                        PROOF.toArray(),
                        signed(HEADER, 0, 1, 2).toArray());

        assertThat(verdict.reason()).isEqualTo("Nothing is proved: the header is of another chain.");
    }

    /** The attacker's header names his own operators, or the trusted ones are not those of the header. */
    @Test
    void theOperatorsAreThoseThatAreTrustedAndNotThoseThatTheHeaderNames() {
        OperatorSet own = OperatorSet.majorityOf(List.of(STRANGER.publicKey()));
        Header forged = header(STATE, 5, Hash.ZERO, own);
        Bytes certificate = Certificates.sign(forged, own, key -> Optional.of(STRANGER));
        assertThat(verify(own.encode().toArray(), forged, certificate).valid()).isTrue();

        assertThat(verify(SET.encode().toArray(), forged, certificate).reason())
                .isEqualTo("Nothing is proved: the header names other operators than those trusted.");
        assertThat(verify(own.encode().toArray(), HEADER, certificate).valid()).isFalse();
    }

    @Test
    void aSetThatAnybodyCouldSignForCertifiesNothing() {
        byte[] nobody = OperatorSet.majorityOf(List.of()).encode().toArray();
        byte[] noThreshold = SET.encode().toArray();
        noThreshold[1] = 0;
        byte[] none = {0, 0, 0, 0};
        for (byte[] set : List.of(nobody, noThreshold, none, new byte[0])) {
            Header header = named(Hash.sha256(text("quoin/operators/1\0"), set));

            assertThat(verify(set, header, Bytes.of((byte) 0)).reason()).startsWith("Nothing is proved: the operator");
        }
    }

    @Test
    void noDamagedCertificateOrHeaderIsAccepted() {
        byte[] certificate = signed(HEADER, 0, 2, 3).toArray();
        byte[] header = HEADER.encode().toArray();
        byte[] set = SET.encode().toArray();

        assertThat(accepted(
                        every(7, damaged(certificate)),
                        bytes -> verify(set, HEADER, Bytes.of(bytes)).valid()))
                .isZero();
        assertThat(accepted(
                        every(41, damaged(header)),
                        bytes -> verifier(set)
                                .verify(bytes, PROOF.toArray(), certificate)
                                .valid()))
                .isZero();
        assertThat(accepted(
                        every(7, damaged(set)),
                        bytes -> verify(bytes, HEADER, Bytes.of(certificate)).valid()))
                .isZero();
    }

    /** The platform reads what it needs of a signature, and would pass over the rest: one certificate would have two encodings. */
    @Test
    void aSignatureHasAsManyBytesAsItsSchemeAndNoMore() {
        Signer operator = Person.named("alone").signer();
        OperatorSet set = OperatorSet.majorityOf(List.of(operator.publicKey()));
        Header header = header(STATE, 5, Hash.ZERO, set);
        byte[] signature = operator.sign(Certificates.message(header)).toArray();

        assertThat(verify(set.encode().toArray(), header, one(signature)).valid())
                .isTrue();
        assertThat(verify(set.encode().toArray(), header, one(Arrays.copyOf(signature, 65)))
                        .valid())
                .isFalse();
    }

    @Test
    void operatorsWithKeysOfP256CertifyToo() {
        List<Signer> mixed = List.of(
                Person.named("op1", Scheme.P256).signer(),
                Person.named("op2", Scheme.P256).signer(),
                Person.named("op3", Scheme.ED25519).signer(),
                Person.named("op4", Scheme.P256).signer());
        OperatorSet set =
                OperatorSet.majorityOf(mixed.stream().map(Signer::publicKey).toList());
        Header header = header(STATE, 5, Hash.ZERO, set);
        byte[] certificate =
                Certificates.sign(header, set, key -> holder(mixed, key)).toArray();
        byte[] encoded = set.encode().toArray();

        assertThat(verify(encoded, header, Bytes.of(certificate)).reason()).endsWith(", as 4 of 4 operators certify.");
        assertThat(accepted(
                        every(7, damaged(certificate)),
                        bytes -> verify(encoded, header, Bytes.of(bytes)).valid()))
                .isZero();
    }

    /** The other s that satisfies the same equation would be another certificate. */
    @Test
    void ofTheTwoSignaturesOfP256OnlyTheOneThatTheLedgerTakesCounts() {
        Signer operator = Person.named("mixed", Scheme.P256).signer();
        OperatorSet set = OperatorSet.majorityOf(List.of(operator.publicKey()));
        Header header = header(STATE, 5, Hash.ZERO, set);
        byte[] signature = operator.sign(Certificates.message(header)).toArray();
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        BigInteger twin = order.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)));
        byte[] other = signature.clone();
        byte[] bytes = twin.toByteArray();
        System.arraycopy(bytes, bytes.length - 32, other, 32, 32);

        assertThat(verify(set.encode().toArray(), header, one(signature)).valid())
                .isTrue();
        assertThat(verify(set.encode().toArray(), header, one(other)).valid()).isFalse();
    }

    @Test
    void aKeyOfASchemeThatThePlatformDoesNotHaveIsRefusedWithTheReason() {
        Signer operator = Person.named("mixed", Scheme.SECP256K1).signer();
        OperatorSet set = OperatorSet.majorityOf(List.of(operator.publicKey()));
        Header header = header(STATE, 5, Hash.ZERO, set);

        assertThat(verify(
                                set.encode().toArray(),
                                header,
                                one(operator.sign(Certificates.message(header)).toArray()))
                        .reason())
                .isEqualTo(
                        "Nothing is proved: an operator's key is of secp256k1, which this Java platform does not have:"
                                + " check with a node.");
    }

    private static Bytes one(byte[] signature) {
        Writer certificate = new Writer().u8(1);
        add(certificate, 0, signature);
        return Bytes.of(certificate.toBytes());
    }

    private static Optional<Signer> holder(List<Signer> signers, PublicKey key) {
        return signers.stream().filter(each -> each.publicKey().equals(key)).findFirst();
    }

    /** Signatures take time: of eight bits of a byte, one at least is turned. */
    private static List<byte[]> every(int step, List<byte[]> all) {
        return IntStream.range(0, all.size() / step)
                .mapToObj(i -> all.get(i * step))
                .toList();
    }

    private static Header named(Hash operators) {
        return new Header(
                1,
                CHAIN,
                5,
                HEADER.time(),
                Hash.ZERO,
                Hash.ZERO,
                Hash.ZERO,
                HEADER.state(),
                HEADER.nonces(),
                Hash.ZERO,
                Hash.ZERO,
                0,
                operators,
                List.of());
    }

    private static Bytes signed(Header header, int... operators) {
        Writer out = new Writer().u8(operators.length);
        Arrays.stream(operators).forEach(index -> add(out, index, signature(header, index)));
        return Bytes.of(out.toBytes());
    }

    private static byte[] signature(Header header, int operator) {
        return OPERATORS.get(operator).sign(Certificates.message(header)).toArray();
    }

    private static void add(Writer out, int index, byte[] signature) {
        out.u8(index).u8(signature.length).fixed(signature, signature.length);
    }

    private static Verdict verify(Bytes certificate) {
        return verify(SET.encode().toArray(), HEADER, certificate);
    }

    private static Verdict verify(byte[] set, Header header, Bytes certificate) {
        return verifier(set).verify(header.encode().toArray(), PROOF.toArray(), certificate.toArray());
    }

    private static ProofVerifier verifier(byte[] set) {
        return ProofVerifier.trustingOperators(CHAIN.toArray(), set);
    }
}
