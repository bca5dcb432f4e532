package org.quoin.host.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.api.Proof;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.proof.Fact;
import org.quoin.ledger.api.proof.ProofVerifier;
import org.quoin.ledger.api.proof.Verdict;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.Vectors;

/** The library proves what the verifier in Java proves, and nothing else, with the same sentences. */
@ExtendWith(Chromium.class)
class ProofTest {
    private static final Person CAROL = Person.named("carol", Scheme.P256);
    private static final Person DAVE = Person.named("dave");

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    /** Three operators, one of them with a key of P-256. */
    private final TestLedger ledger =
            TestLedger.governed(new MemoryStore(), new ManualClock(TestLedger.START), Person.ALICE, Person.BOB, CAROL);

    @BeforeEach
    void makeBlocks() {
        ledger.submit(Person.ALICE, new CreateAccount("dave", DAVE.signer().publicKey()));
        for (int i = 1; i <= 4; i++) {
            ledger.submit(Person.ALICE, new Transfer("alice", "bob", Amount.parse("0.000" + i, TestLedger.QUO)));
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void everyKindOfProofIsValidWithTheSameSentence(Page page) {
        JsonArray cases = new JsonArray();
        List<String> expected = new ArrayList<>();
        for (Proof proof : proofs()) {
            for (boolean certified : new boolean[] {true, false}) {
                cases.add(json(proof, certified));
                expected.add(verdict(verifier(proof, certified), proof.header(), proof.proof(), proof.certificate()));
            }
        }

        assertThat(expected).allMatch(each -> each.startsWith("true After block "));
        assertThat(expected).anyMatch(each -> each.contains(", as 3 of 3 operators certify."));
        assertThat(call(page, "verify", cases)).isEqualTo(expected);
    }

    @Test
    void noDamagedByteIsOverlooked(Page page) {
        Proof proof = proofs().get(1); // with an older header in it
        List<int[]> damage = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            for (int at = 0; at < parts(proof).get(part).length; at++) {
                damage.add(new int[] {part, at, 1 << random.nextInt(8)});
            }
        }
        requireRefused(page, proof, true, damage);
    }

    /** Without signatures it is the proof alone that keeps what is wrong out. */
    @Test
    void noDamagedByteOfAnyProofIsOverlookedUnderATrustedHeader(Page page) {
        for (Proof proof : proofs()) {
            List<int[]> damage = new ArrayList<>();
            for (int at = 0; at < proof.proof().size(); at++) {
                damage.add(new int[] {1, at, random.nextInt(1, 256)});
                if (at % 11 == 0) {
                    damage.add(new int[] {1, at, -1});
                }
            }
            requireRefused(page, proof, false, damage);
        }
    }

    @Test
    void whoeverIsNotTrustedProvesNothing(Page page) {
        Proof proof = proofs().get(0);
        JsonArray cases = new JsonArray();
        List<String> expected = new ArrayList<>();
        Hash other = Hash.sha256(new byte[] {1});
        List<Bytes> sets = new ArrayList<>(List.of(
                OperatorSet.majorityOf(List.of(DAVE.signer().publicKey())).encode(),
                new OperatorSet(1, ledger.ledger().operatorSet().keys()).encode(),
                Bytes.of((byte) 0),
                Bytes.of()));
        for (int i = 0; i < 20; i++) {
            byte[] set = ledger.ledger().operatorSet().encode().toArray();
            set[random.nextInt(set.length)] ^= (byte) (1 << random.nextInt(8));
            sets.add(Bytes.of(set));
        }
        for (Bytes set : sets) {
            for (Hash chain : List.of(ledger.ledger().info().chainId(), other)) {
                // The header that names this very set is not the one that was signed.
                for (Bytes header : List.of(proof.header(), naming(proof.header(), set))) {
                    JsonObject json = json(proof, true);
                    json.addProperty("header", header.toHex());
                    json.addProperty("chainId", chain.toHex());
                    json.addProperty("operators", set.toHex());
                    cases.add(json);
                    expected.add(verdict(
                            ProofVerifier.trustingOperators(chain.toArray(), set.toArray()),
                            header,
                            proof.proof(),
                            proof.certificate()));
                }
            }
        }
        JsonObject json = json(proof, false);
        json.addProperty("trusted", other.toHex());
        cases.add(json);
        expected.add(verdict(
                ProofVerifier.trustingHeader(other.toArray()), proof.header(), proof.proof(), proof.certificate()));

        assertThat(expected).allMatch(each -> each.startsWith("false Nothing is proved: "));
        assertThat(call(page, "verify", cases)).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void halfOfTheOperatorsAreNotEnoughAndNobodyCountsTwice(Page page) {
        Proof proof = proofs().get(0);
        byte[] whole = proof.certificate().toArray();
        JsonArray cases = new JsonArray();
        List<String> expected = new ArrayList<>();
        for (List<Integer> signers : List.of(
                List.<Integer>of(),
                List.of(0),
                List.of(2),
                List.of(0, 1),
                List.of(1, 2),
                List.of(0, 0),
                List.of(2, 1))) {
            byte[] certificate = new byte[1 + 66 * signers.size()];
            certificate[0] = (byte) signers.size();
            for (int i = 0; i < signers.size(); i++) {
                System.arraycopy(whole, 1 + 66 * signers.get(i), certificate, 1 + 66 * i, 66);
            }
            JsonObject json = json(proof, true);
            json.addProperty("certificate", Bytes.of(certificate).toHex());
            cases.add(json);
            expected.add(verdict(verifier(proof, true), proof.header(), proof.proof(), Bytes.of(certificate)));
        }

        assertThat(expected.stream().filter(each -> each.startsWith("true")).count())
                .isEqualTo(2);
        assertThat(call(page, "verify", cases)).isEqualTo(expected);
    }

    @Test
    void whatIsNoProofAtAllIsRefusedWithoutAFailure(Page page) {
        Proof valid = proofs().get(0);
        JsonArray cases = new JsonArray();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] junk = new byte[random.nextInt(200)];
            random.nextBytes(junk);
            byte[] begun = Arrays.copyOf(
                    valid.proof().toArray(), random.nextInt(valid.proof().size()));
            byte[] bytes = Arrays.copyOf(begun, begun.length + junk.length);
            System.arraycopy(junk, 0, bytes, begun.length, junk.length);
            JsonObject json = json(valid, false);
            json.addProperty("proof", Bytes.of(bytes).toHex());
            cases.add(json);
            expected.add(verdict(verifier(valid, false), valid.header(), Bytes.of(bytes), valid.certificate()));
        }

        assertThat(expected).allMatch(each -> each.startsWith("false"));
        assertThat(call(page, "verify", cases)).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void theVerdictsOnEd25519AreThoseOfWycheproof(Page page) throws IOException {
        Optional<Path> vectors = Vectors.find("wycheproof/ed25519_test.json");
        assumeTrue(vectors.isPresent(), "the vectors are not beside the project");
        JsonArray cases = new JsonArray();
        List<String> expected = new ArrayList<>();
        for (JsonElement group : JsonParser.parseString(Files.readString(vectors.orElseThrow(), StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonArray("testGroups")) {
            JsonObject key = group.getAsJsonObject().getAsJsonObject("publicKey");
            for (JsonElement each : group.getAsJsonObject().getAsJsonArray("tests")) {
                JsonObject row = each.getAsJsonObject();
                JsonObject json = new JsonObject();
                json.add("key", key.get("pk"));
                json.add("message", row.get("msg"));
                json.add("signature", row.get("sig"));
                cases.add(json);
                expected.add(String.valueOf(row.get("result").getAsString().equals("valid")));
            }
        }

        assertThat(expected).hasSize(151);
        assertThat(call(page, "signatures", cases)).isEqualTo(expected);
    }

    /** The other s that satisfies the same equation would be another certificate. */
    @Test
    void ofTheTwoSignaturesOfP256OnlyTheOneThatTheLedgerTakesCounts(Page page) {
        byte[] message = {1, 2, 3};
        byte[] signature = CAROL.signer().sign(Bytes.of(message)).toArray();
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        byte[] twin = order.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
                .toByteArray();
        byte[] other = signature.clone();
        System.arraycopy(twin, twin.length - 32, other, 32, 32);
        JsonArray cases = new JsonArray();
        for (byte[] each : List.of(signature, other, Arrays.copyOf(signature, 65), Arrays.copyOf(signature, 63))) {
            JsonObject json = new JsonObject();
            json.addProperty("scheme", "p256");
            json.addProperty("key", CAROL.signer().publicKey().bytes().toHex());
            json.addProperty("message", Bytes.of(message).toHex());
            json.addProperty("signature", Bytes.of(each).toHex());
            cases.add(json);
        }

        assertThat(call(page, "signatures", cases)).containsExactly("true", "false", "false", "false");
    }

    private void requireRefused(Page page, Proof proof, boolean certified, List<int[]> damage) {
        ProofVerifier verifier = verifier(proof, certified);
        JsonArray json = new JsonArray();
        List<String> expected = new ArrayList<>();
        for (int[] each : damage) {
            List<byte[]> parts = new ArrayList<>(parts(proof));
            byte[] changed = parts.get(each[0]).clone();
            if (each[2] < 0) {
                changed = Arrays.copyOf(changed, each[1]);
            } else {
                changed[each[1]] ^= (byte) each[2];
            }
            parts.set(each[0], changed);
            expected.add(verdict(verifier, Bytes.of(parts.get(0)), Bytes.of(parts.get(1)), Bytes.of(parts.get(2))));
            JsonArray row = new JsonArray();
            Arrays.stream(each).forEach(row::add);
            json.add(row);
        }
        JsonObject all = new JsonObject();
        all.add("valid", json(proof, certified));
        all.add("damage", json);
        List<String> found = call(page, "damaged", all);

        assertThat(found).hasSameSizeAs(expected);
        String valid = verdict(verifier, proof.header(), proof.proof(), proof.certificate());
        boolean absent = valid.contains(" has no row ");
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).as("seed %d, %s", seed, json.get(i)).isEqualTo(expected.get(i));
            // The same nodes may show that another row is absent too: that is another fact, and true.
            assertThat(found.get(i).startsWith("true")
                            && !(absent && !found.get(i).equals(valid)))
                    .as("seed %d, %s: %s", seed, json.get(i), found.get(i))
                    .isFalse();
        }
    }

    /** Balances and rows, there and absent, of the newest block and of an older one. */
    private List<Proof> proofs() {
        long head = ledger.ledger().info().height();
        List<Proof> proofs = new ArrayList<>();
        for (Claim claim : List.of(
                new Claim.Balance("bob", "QUO"),
                new Claim.Balance("dave", "ETH"),
                new Claim.Row("ledger.accounts", 0, text("carol")),
                new Claim.Row("ledger.accounts", 0, text("nobody")),
                new Claim.Row("ledger.balances", 12, Bytes.of(new byte[12])),
                new Claim.Row("ledger.nonces", 9, Bytes.of(new byte[9])),
                new Claim.Row("test.unused", 0, text("anything")))) {
            proofs.add(ledger.ledger().prove(claim, head, head));
            proofs.add(ledger.ledger().prove(claim, head - 3, head));
        }
        return proofs;
    }

    private ProofVerifier verifier(Proof proof, boolean certified) {
        return certified
                ? ProofVerifier.trustingOperators(
                        ledger.ledger().info().chainId().toArray(),
                        ledger.ledger().operatorSet().encode().toArray())
                : ProofVerifier.trustingHeader(
                        Header.decode(proof.header()).hash().toArray());
    }

    private static Bytes naming(Bytes header, Bytes set) {
        Header named = Header.decode(header);
        return new Header(
                        named.protocol(),
                        named.chainId(),
                        named.height(),
                        named.time(),
                        named.parent(),
                        named.history(),
                        named.input(),
                        named.state(),
                        named.nonces(),
                        named.receipts(),
                        named.events(),
                        named.firstEvent(),
                        Hash.sha256("quoin/operators/1\0".getBytes(StandardCharsets.US_ASCII), set.toArray()),
                        named.modules())
                .encode();
    }

    private static String verdict(ProofVerifier verifier, Bytes header, Bytes proof, Bytes certificate) {
        Verdict verdict = verifier.verify(header.toArray(), proof.toArray(), certificate.toArray());
        return verdict.valid() + " " + verdict.reason()
                + verdict.fact().map(ProofTest::shown).orElse("");
    }

    private static String shown(Fact fact) {
        if (fact instanceof Fact.Balance balance) {
            return String.format(
                    " %d/%s/%s/%d/%s",
                    balance.height(), balance.account(), balance.asset(), balance.decimals(), balance.units());
        }
        Fact.Row row = (Fact.Row) fact;
        return String.format(
                " %d/%s/%d/%s/%s",
                row.height(),
                row.table(),
                row.keyWidth(),
                row.key(),
                row.value().orElse("-"));
    }

    private JsonObject json(Proof proof, boolean certified) {
        JsonObject json = new JsonObject();
        json.addProperty("header", proof.header().toHex());
        json.addProperty("proof", proof.proof().toHex());
        json.addProperty("certificate", proof.certificate().toHex());
        if (certified) {
            json.addProperty("chainId", ledger.ledger().info().chainId().toHex());
            json.addProperty("operators", ledger.ledger().operatorSet().encode().toHex());
        } else {
            json.addProperty("trusted", Header.decode(proof.header()).hash().toHex());
        }
        return json;
    }

    private static List<byte[]> parts(Proof proof) {
        return List.of(
                proof.header().toArray(),
                proof.proof().toArray(),
                proof.certificate().toArray());
    }

    private static Bytes text(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> call(Page page, String function, JsonElement json) {
        Modules.open(page, Modules.NOWHERE);
        return JsonParser.parseString(Modules.call(page, "proofs.js", function, json.toString()))
                .getAsJsonArray()
                .asList()
                .stream()
                .map(JsonElement::getAsString)
                .toList();
    }
}
