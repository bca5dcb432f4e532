package org.quoin.ledger.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.quoin.ledger.testkit.proof.Claims.accepted;
import static org.quoin.ledger.testkit.proof.Claims.damaged;
import static org.quoin.ledger.testkit.proof.Claims.header;
import static org.quoin.ledger.testkit.proof.Claims.row;
import static org.quoin.ledger.testkit.proof.Claims.text;
import static org.quoin.ledger.testkit.proof.Claims.with;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.MountainRange;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.api.proof.Fact;
import org.quoin.ledger.api.proof.ProofVerifier;
import org.quoin.ledger.api.proof.Verdict;
import org.quoin.ledger.core.proof.Ancestry;
import org.quoin.ledger.core.proof.ProofWriter;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.testkit.Vectors;

/** From a header to any older one, through the mountain range of its history. */
class AncestryTest {
    private static final Table TABLE = Table.hashed("test.table");
    private static final State STATE = with(State.empty(), TABLE, text("k"), text("v"));
    private static final OperatorSet NOBODY = OperatorSet.majorityOf(List.of());

    /** Headers 0 to 39 of a chain on which nothing happens. */
    private final List<Header> headers = headers(40);

    private static List<Header> headers(int count) {
        List<Header> headers = new ArrayList<>();
        MountainRange range = MountainRange.EMPTY;
        for (int height = 0; height < count; height++) {
            headers.add(header(STATE, height, range.root(), NOBODY));
            range = range.with(headers.get(height).hash());
        }
        return headers;
    }

    @Test
    void everyHeaderProvesEveryOlderOne() {
        for (int under = 1; under < headers.size(); under++) {
            for (int height = 0; height < under; height++) {
                Verdict verdict = verify(headers.get(under), proof(height, under));

                assertThat(verdict.fact().map(Fact::height))
                        .as("%d under %d: %s", height, under, verdict.reason())
                        .contains((long) height);
            }
        }
    }

    @Test
    void noHeaderProvesItselfOrALaterOne() {
        assertThat(verify(headers.get(7), written(headers.get(7), siblings(6, 7)))
                        .reason())
                .isEqualTo("Nothing is proved: the header of block 7 is not older than that of block 7.");
        assertThat(verify(headers.get(7), written(headers.get(9), siblings(6, 7)))
                        .valid())
                .isFalse();
    }

    @Test
    void aHeaderOfAnotherHistoryIsNotProved() {
        State forged = with(STATE, TABLE, text("k"), text("forged"));
        Header older = header(forged, 3, headers.get(3).history(), NOBODY);

        assertThat(verify(headers.get(20), ProofWriter.write(forged, row(TABLE, text("k")), older, siblings(3, 20)))
                        .reason())
                .isEqualTo("Nothing is proved: the older header is not in the history of the trusted one.");
    }

    @Test
    void tooManyTooFewOrSwappedSiblingsProveNothing() {
        List<Hash> siblings = siblings(11, 37);
        List<Hash> more = new ArrayList<>(siblings);
        more.add(Hash.ZERO);
        List<Hash> reversed = new ArrayList<>(siblings);
        Collections.reverse(reversed);
        assertThat(verify(headers.get(37), written(headers.get(11), siblings)).valid())
                .isTrue();

        for (List<Hash> wrong : List.of(more, siblings.subList(1, siblings.size()), reversed, List.<Hash>of())) {
            assertThat(verify(headers.get(37), written(headers.get(11), wrong)).valid())
                    .isFalse();
        }
        assertThat(verify(headers.get(37), written(headers.get(12), siblings)).valid())
                .isFalse();
        assertThat(verify(headers.get(38), written(headers.get(11), siblings)).valid())
                .isFalse();
    }

    @Test
    void noDamagedAncestryIsAccepted() {
        byte[] proof = proof(11, 37).toArray();

        assertThat(accepted(
                        damaged(proof),
                        bytes -> verify(headers.get(37), Bytes.of(bytes)).valid()))
                .isZero();
    }

    @Test
    void wholeSubtreesAreReadOnce() {
        AtomicLong reads = new AtomicLong();
        Ancestry ancestry = new Ancestry(height -> {
            reads.incrementAndGet();
            return Hash.sha256(new byte[] {(byte) height, (byte) (height >> 8)});
        });
        List<Hash> first = ancestry.siblings(5, 5_000);
        long once = reads.getAndSet(0);
        List<Hash> second = ancestry.siblings(5, 5_000);

        assertThat(once).isEqualTo(4_999);
        assertThat(second).isEqualTo(first);
        assertThat(reads.get()).isEqualTo(1_023 + 5_000 - 4_096);
    }

    /** Published inclusion proofs, good and bad. */
    @Test
    void inclusionIsThatOfRfc6962() throws IOException {
        Optional<Path> file = Vectors.find("rfc6962-merkle/valid.json");
        assumeTrue(file.isPresent(), "the vectors rfc6962-merkle/valid.json are not beside this project");
        int cases = 0;
        for (JsonElement each : JsonParser.parseString(Files.readString(file.orElseThrow()))
                .getAsJsonObject()
                .getAsJsonArray("inclusion")) {
            JsonObject given = each.getAsJsonObject();
            List<byte[]> siblings = new ArrayList<>();
            if (given.get("proof").isJsonArray()) {
                given.getAsJsonArray("proof").forEach(hash -> siblings.add(base64(hash)));
            }
            byte[] leaf = base64(given.get("leafHash"));
            byte[] root = base64(given.get("root"));
            long index = given.get("leafIdx").getAsLong();
            long size = given.get("treeSize").getAsLong();

            assertThat(ProofVerifier.isIncluded(leaf, index, size, siblings, root))
                    .as(given.get("name").getAsString())
                    .isEqualTo(!given.get("wantErr").getAsBoolean());
            if (!given.get("wantErr").getAsBoolean()) {
                assertNoOtherIsAccepted(leaf, index, size, siblings, root);
            }
            cases++;
        }
        assertThat(cases).isPositive();
    }

    private static void assertNoOtherIsAccepted(
            byte[] leaf, long index, long size, List<byte[]> siblings, byte[] root) {
        for (long wrong : new long[] {-1, index - 1, index + 1, index ^ 2, size, Long.MAX_VALUE}) {
            assertThat(wrong != index && ProofVerifier.isIncluded(leaf, wrong, size, siblings, root))
                    .isFalse();
        }
        List<byte[]> longer = new ArrayList<>(siblings);
        longer.add(root);
        assertThat(ProofVerifier.isIncluded(leaf, index, size, longer, root)).isFalse();
        if (!siblings.isEmpty()) {
            assertThat(ProofVerifier.isIncluded(leaf, index, size, siblings.subList(1, siblings.size()), root))
                    .isFalse();
            assertThat(ProofVerifier.isIncluded(siblings.get(0), index, size, swapped(siblings, leaf), root))
                    .isFalse();
        }
        assertThat(ProofVerifier.isIncluded(root, index, size, siblings, root) && size > 1)
                .isFalse();
        assertThat(ProofVerifier.isIncluded(leaf, 0, 0, siblings, root)).isFalse();
    }

    private static List<byte[]> swapped(List<byte[]> siblings, byte[] leaf) {
        List<byte[]> swapped = new ArrayList<>(siblings);
        swapped.set(0, leaf);
        return swapped;
    }

    private static byte[] base64(JsonElement element) {
        return element.isJsonNull() ? new byte[0] : Base64.getDecoder().decode(element.getAsString());
    }

    private List<Hash> siblings(long height, long size) {
        return new Ancestry(at -> headers.get(Math.toIntExact(at)).hash()).siblings(height, size);
    }

    private Bytes proof(int height, int under) {
        return written(headers.get(height), siblings(height, under));
    }

    private static Bytes written(Header older, List<Hash> siblings) {
        return ProofWriter.write(STATE, row(TABLE, text("k")), older, siblings);
    }

    private static Verdict verify(Header header, Bytes proof) {
        return ProofVerifier.trustingHeader(header.hash().toArray())
                .verify(header.encode().toArray(), proof.toArray(), new byte[0]);
    }
}
