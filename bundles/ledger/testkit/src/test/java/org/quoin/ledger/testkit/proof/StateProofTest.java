package org.quoin.ledger.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.proof.Claims.accepted;
import static org.quoin.ledger.testkit.proof.Claims.damaged;
import static org.quoin.ledger.testkit.proof.Claims.header;
import static org.quoin.ledger.testkit.proof.Claims.number;
import static org.quoin.ledger.testkit.proof.Claims.row;
import static org.quoin.ledger.testkit.proof.Claims.spliced;
import static org.quoin.ledger.testkit.proof.Claims.text;
import static org.quoin.ledger.testkit.proof.Claims.with;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.proof.Fact;
import org.quoin.ledger.api.proof.ProofVerifier;
import org.quoin.ledger.api.proof.Verdict;
import org.quoin.ledger.core.execution.CoreTables;
import org.quoin.ledger.core.proof.ProofWriter;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.Write;
import org.quoin.ledger.core.state.WriteSet;

/** From the roots of a header to a row, against a verifier that shares no code with what makes the proofs. */
class StateProofTest {
    private static final Table NAMES = Table.hashed("test.names");
    private static final Table QUEUE = Table.ordered("test.queue", 3);
    private static final Table LONE = Table.ordered("test.lone", 64);
    private static final Table UNUSED = Table.hashed("test.unused");
    private static final byte[] NONCE_KEY = number(7, 9);

    private static final State STATE = state();

    private static State state() {
        State state = with(State.empty(), LONE, new byte[64], text("alone"));
        for (int i = 0; i < 40; i++) {
            state = with(state, NAMES, text("name" + i), number(i, 4));
            state = with(state, QUEUE, number(i * 11L, 3), text("waits"));
        }
        return with(with(state, CoreTables.NONCES, NONCE_KEY, number(3, 8)), NAMES, text("empty"), new byte[0]);
    }

    /** One claim of each kind of row. */
    private static final Map<String, Claim> CLAIMS = claims();

    private static Map<String, Claim> claims() {
        Map<String, Claim> claims = new LinkedHashMap<>();
        claims.put("present in a hashed table", row(NAMES, text("name7")));
        claims.put("present with an empty value", row(NAMES, text("empty")));
        claims.put("absent from a hashed table", row(NAMES, text("name40")));
        claims.put("present in an ordered table", row(QUEUE, number(77, 3)));
        claims.put("absent from an ordered table", row(QUEUE, number(78, 3)));
        claims.put("present alone in its table", row(LONE, new byte[64]));
        claims.put("absent beside the only row of a table", row(LONE, Arrays.copyOf(number(1, 16), 64)));
        claims.put("absent with its table", row(UNUSED, text("anything")));
        claims.put("present among the nonces", row(CoreTables.NONCES, NONCE_KEY));
        claims.put("absent from the nonces", row(CoreTables.NONCES, number(8, 9)));
        return claims;
    }

    @Test
    void everyKindOfRowIsProved() {
        CLAIMS.forEach((name, claim) -> {
            Claim.Row row = (Claim.Row) claim;
            Fact.Row fact = (Fact.Row) fact(STATE, header(STATE), claim);

            assertThat(fact)
                    .as(name)
                    .isEqualTo(new Fact.Row(
                            5, row.table(), row.keyWidth(), row.key().toHex(), value(STATE, row)));
            assertThat(fact.value().isPresent()).as(name).isEqualTo(name.startsWith("present"));
        });
    }

    @Test
    void nothingIsInAnEmptyState() {
        State empty = State.empty();

        for (Table table : List.of(NAMES, QUEUE, CoreTables.NONCES)) {
            Claim.Row claim = row(table, new byte[Math.max(1, table.keyWidth())]);
            assertThat(((Fact.Row) fact(empty, header(empty), claim)).value()).isEmpty();
            assertThat(verify(header(STATE), ProofWriter.write(empty, claim)).valid())
                    .isFalse();
        }
    }

    @Test
    void theSentenceSaysWhatIsProved() {
        assertThat(verify(header(STATE), ProofWriter.write(STATE, row(NAMES, text("a"))))
                        .reason())
                .isEqualTo("After block 5 the table test.names has no row for the key 61.");
    }

    @Test
    void randomRowsAreProvedPresentOrAbsentAsTheyAre() {
        SplittableRandom random = new SplittableRandom(4);
        State state = State.empty();
        List<Table> tables =
                List.of(NAMES, QUEUE, CoreTables.NONCES, Table.ordered("test.wide", 33), Table.hashed("test.few"));
        for (int round = 0; round < 60; round++) {
            Map<String, Write> writes = new LinkedHashMap<>();
            for (int i = random.nextInt(30); i >= 0; i--) {
                Table table = tables.get(random.nextInt(tables.size()));
                byte[] key = key(table, random);
                Write write = random.nextInt(3) == 0
                        ? Write.remove(table, key)
                        : Write.put(table, key, number(random.nextInt(), 1 + random.nextInt(4)));
                writes.put(table.id() + Bytes.of(key), write);
            }
            state = state.with(WriteSet.of(writes.values()));
            Header header = header(state);
            for (int i = 0; i < 40; i++) {
                Table table = tables.get(random.nextInt(tables.size()));
                Claim.Row claim = row(table, key(table, random));

                assertThat(((Fact.Row) fact(state, header, claim)).value())
                        .as("%s in round %d", claim, round)
                        .isEqualTo(value(state, claim));
            }
        }
    }

    @Test
    void noDamagedProofIsAccepted() {
        Header header = header(STATE);
        CLAIMS.forEach((name, claim) -> {
            byte[] proof = ProofWriter.write(STATE, claim).toArray();

            assertThat(accepted(damaged(proof), bytes -> isWronglyAccepted(header, Bytes.of(bytes))))
                    .as(name)
                    .isZero();
        });
    }

    @Test
    void noDamagedHeaderIsAccepted() {
        byte[] header = header(STATE).encode().toArray();
        byte[] proof = ProofWriter.write(STATE, row(NAMES, text("name7"))).toArray();
        ProofVerifier verifier =
                ProofVerifier.trustingHeader(header(STATE).hash().toArray());

        assertThat(accepted(
                        damaged(header),
                        bytes -> verifier.verify(bytes, proof, new byte[0]).valid()))
                .isZero();
    }

    @Test
    void noProofIsAcceptedThatIsJoinedFromTwo() {
        Header header = header(STATE);
        List<byte[]> proofs = new ArrayList<>();
        CLAIMS.values()
                .forEach(claim -> proofs.add(ProofWriter.write(STATE, claim).toArray()));
        proofs.add(ProofWriter.write(STATE, row(NAMES, text("name8"))).toArray());
        for (byte[] one : proofs) {
            for (byte[] other : proofs) {
                List<byte[]> joined = new ArrayList<>();
                for (int at = 1; at < one.length; at += 5) {
                    joined.add(spliced(one, at, other, Math.min(at, other.length)));
                    joined.add(spliced(one, at, other, Math.max(0, other.length - (one.length - at))));
                }
                joined.removeIf(each -> proofs.stream().anyMatch(valid -> Arrays.equals(valid, each)));

                assertThat(accepted(joined, bytes -> isWronglyAccepted(header, Bytes.of(bytes))))
                        .isZero();
            }
        }
    }

    /** With another key, the same bytes may prove that there is no such row either; then they are that proof's only encoding. */
    private static boolean isWronglyAccepted(Header header, Bytes proof) {
        return verify(header, proof)
                .fact()
                .map(fact -> (Fact.Row) fact)
                .filter(fact -> fact.value().isPresent() || !isEncoding(proof, fact))
                .isPresent();
    }

    private static boolean isEncoding(Bytes proof, Fact.Row fact) {
        Claim claim = new Claim.Row(fact.table(), fact.keyWidth(), Bytes.fromHex(fact.key()));
        return ProofWriter.write(STATE, claim).equals(proof);
    }

    @Test
    void whatIsAbsentCannotBeSaidToBePresent() {
        byte[] key = text("name40");
        Bytes forged = ProofWriter.write(with(STATE, NAMES, key, number(1, 4)), row(NAMES, key));

        assertRefused(forged, "a row does not lead to the root that the header names");
    }

    @Test
    void whatIsPresentCannotBeSaidToBeAbsent() {
        byte[] key = text("name7");
        State without = STATE.with(WriteSet.of(List.of(Write.remove(NAMES, key))));

        assertRefused(
                ProofWriter.write(without, row(NAMES, key)), "a row does not lead to the root that the header names");
    }

    /** The very leaf, called another one: what its own path shows. */
    @Test
    void aRowIsNotItsOwnAbsence() {
        byte[] proof = ProofWriter.write(STATE, row(LONE, new byte[64])).toArray();
        byte[] path = new byte[64];
        byte[] valueHash = org.quoin.ledger.api.Hash.sha256(text("alone")).toArray();
        proof[2 + 1 + 1 + LONE.id().length() + 1 + 2 + 64] = 1;
        byte[] head = Arrays.copyOf(proof, proof.length - 4 - "alone".length());
        byte[] forged = spliced(spliced(head, head.length, path, 0), head.length + 64, valueHash, 0);

        assertRefused(Bytes.of(forged), "a row is said to be absent and is there");
    }

    /** A neighbour's leaf, which is in the table, is not where the search for this key ends. */
    @Test
    void anotherLeafProvesAnAbsenceOnlyWhereTheSearchEnds() {
        State two = with(with(State.empty(), QUEUE, number(0, 3), text("a")), QUEUE, number(0x800000, 3), text("b"));
        byte[] absent = ProofWriter.write(two, row(QUEUE, number(1, 3))).toArray();
        byte[] other = ProofWriter.write(two, row(QUEUE, number(0x800001, 3))).toArray();
        int claim = 2 + 1 + 1 + QUEUE.id().length() + 1 + 2 + 3;
        Header header = header(two);
        assertThat(verify(header, Bytes.of(absent)).valid()).isTrue();

        assertThat(verify(header, Bytes.of(spliced(absent, claim, other, claim)))
                        .reason())
                .isEqualTo("Nothing is proved: the leaf is not where the search for the row ends.");
    }

    @Test
    void aTableThatIsThereIsNotAbsent() {
        State without = state(Table.hashed("test.another"));
        State with = with(without, NAMES, text("a"), text("b"));
        Bytes forged = ProofWriter.write(without, row(NAMES, text("a")));
        assertThat(verify(header(without), forged).valid()).isTrue();

        assertThat(verify(header(with), forged).valid()).isFalse();
        assertThat(verify(header(with), ProofWriter.write(State.empty(), row(NAMES, text("a"))))
                        .valid())
                .isFalse();
    }

    @Test
    void aProofIsOfOneTableOnly() {
        State twins = with(state(NAMES), Table.hashed("test.twins"), text("k"), text("v"));
        byte[] proof = ProofWriter.write(twins, row(NAMES, text("k"))).toArray();
        byte[] renamed = Arrays.copyOf(spliced(proof, 4, text("test.twins"), 0), proof.length);
        System.arraycopy(proof, 4 + 10, renamed, 4 + 10, proof.length - 14);

        assertThat(verify(header(twins), Bytes.of(proof)).valid()).isTrue();
        assertThat(verify(header(twins), Bytes.of(renamed)).valid()).isFalse();
    }

    /** A table's number of entries is part of its hash. */
    @Test
    void theNumberOfEntriesIsProved() {
        byte[] proof =
                ProofWriter.write(STATE, row(CoreTables.NONCES, NONCE_KEY)).toArray();
        int count = 2 + 1 + 1 + "ledger.nonces".length() + 1 + 2 + 9 + 1 + 7;
        assertThat(proof[count]).isEqualTo((byte) 1);
        proof[count] = 2;

        assertRefused(Bytes.of(proof), "a row does not lead to the root that the header names");
        proof[count] = 0;
        assertRefused(Bytes.of(proof), "a table without entries has no leaf");
    }

    /** The same content under the other root. */
    @Test
    void theNoncesAreUnderTheirRootAloneAndNothingElseIs() {
        byte[] nonces =
                ProofWriter.write(STATE, row(CoreTables.NONCES, NONCE_KEY)).toArray();
        Header header = header(STATE);
        Header swapped = new Header(
                1,
                header.chainId(),
                5,
                header.time(),
                header.parent(),
                header.history(),
                header.input(),
                /* state= */ header.nonces(),
                /* nonces= */ header.state(),
                header.receipts(),
                header.events(),
                0,
                header.operators(),
                header.modules());

        assertThat(verify(swapped, Bytes.of(nonces)).valid()).isFalse();
        assertThat(verify(swapped, ProofWriter.write(STATE, row(NAMES, text("name7"))))
                        .valid())
                .isFalse();
    }

    @Test
    void anotherHeaderProvesNothing() {
        Bytes proof = ProofWriter.write(STATE, row(NAMES, text("name7")));
        State later = with(STATE, QUEUE, number(1, 3), text("more"));

        assertThat(verify(header(later), proof).valid()).isFalse();
        Verdict untrusted = ProofVerifier.trustingHeader(header(later).hash().toArray())
                .verify(header(STATE).encode().toArray(), proof.toArray(), new byte[0]);
        assertThat(untrusted.reason()).isEqualTo("Nothing is proved: the header is not the one that is trusted.");
    }

    @Test
    void randomBytesAreNoProofAndThrowNothing() {
        SplittableRandom random = new SplittableRandom(11);
        byte[] header = header(STATE).encode().toArray();
        ProofVerifier verifier =
                ProofVerifier.trustingHeader(header(STATE).hash().toArray());
        byte[] valid = ProofWriter.write(STATE, row(NAMES, text("name7"))).toArray();
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            int kept = random.nextInt(40);
            byte[] proof = spliced(valid, kept, bytes, 0);
            assertThat(verifier.verify(header, proof, bytes).valid()).isFalse();
            assertThat(verifier.verify(bytes, valid, bytes).valid()).isFalse();
        }
    }

    private static State state(Table table) {
        return with(State.empty(), table, text("k"), text("v"));
    }

    private static byte[] key(Table table, SplittableRandom random) {
        byte[] key = new byte[table.keyWidth() == 0 ? 1 : table.keyWidth()];
        key[random.nextInt(key.length)] = (byte) random.nextInt(6);
        key[key.length - 1] = (byte) (random.nextInt(6) << 5);
        return key;
    }

    private static Optional<String> value(State state, Claim.Row claim) {
        Table table =
                claim.keyWidth() == 0 ? Table.hashed(claim.table()) : Table.ordered(claim.table(), claim.keyWidth());
        return Optional.ofNullable(state.get(table, claim.key().toArray()))
                .map(value -> Bytes.of(value).toHex());
    }

    private static Fact fact(State state, Header header, Claim claim) {
        Verdict verdict = verify(header, ProofWriter.write(state, claim));
        return verdict.fact().orElseThrow(() -> new AssertionError(claim + ": " + verdict.reason()));
    }

    private static Verdict verify(Header header, Bytes proof) {
        return ProofVerifier.trustingHeader(header.hash().toArray())
                .verify(header.encode().toArray(), proof.toArray(), new byte[0]);
    }

    private static void assertRefused(Bytes proof, String why) {
        assertThat(verify(header(STATE), proof))
                .isEqualTo(new Verdict("Nothing is proved: " + why + ".", Optional.empty()));
    }
}
