package org.quoin.ledger.testkit.soak;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.ledger.testkit.EdwardsPoint;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.Story;
import org.quoin.ledger.testkit.TestLedger;

/**
 * What protocol 1 says stays as it was when it was made: the hashes of a story, and the verdicts on signatures and keys. A
 * change needs another protocol version, beside this one.
 */
public final class T2 implements Row {
    private static final Map<String, String> FROZEN = Map.ofEntries(
            Map.entry(
                    "ed25519, around good ones",
                    "4 of 280, 4b1753312215c50288b69e6733618e837d937edefd8b31938ac960173ae22a69"),
            Map.entry("ed25519, cofactor", "8 of 24, 55702d5857c77bcebf1464ff76c0957742369e9b9182490075c39b3d313bde92"),
            Map.entry("ed25519, keys", "30 of 512, 597435dd3d28e733b928b6fc6f39473fd247103ab4a88b9d4c37f361be82bb45"),
            Map.entry(
                    "ed25519, small order",
                    "0 of 272, b7aa3d897bbb1cb82d91ef762e36c00b1b937b7e07b0b1f8ce1ece0ea42cb368"),
            Map.entry(
                    "p256, around good ones",
                    "4 of 280, 4b1753312215c50288b69e6733618e837d937edefd8b31938ac960173ae22a69"),
            Map.entry("p256, keys", "123 of 512, a9c4b4ba356b2742ffd6a5a5de58b1367cdba0066f6e6bb6dfdefa5cbd1a5cf8"),
            Map.entry(
                    "secp256k1, around good ones",
                    "4 of 280, 4b1753312215c50288b69e6733618e837d937edefd8b31938ac960173ae22a69"),
            Map.entry(
                    "secp256k1, keys", "125 of 512, 3e567ba131d434e9e55ab9741fe843af19a09a1d71907a7d07ec45b4f86d5f29"),
            Map.entry("story, chain", "189a0b0f5e7ceb1e0a17789830d2865ae91aa2fb6420fe6777d5d3d3b2e9d009"),
            Map.entry("story, head", "2168893443e1a9b9441a05f3ccd2eeb77f13537ff3e6027ddf4e16eae2acb361"),
            Map.entry("story, nonces", "32dc3678228ac442099888ec0ae532146eb326e92317cbbed53422e671fdec6f"),
            Map.entry("story, records", "94f3f96769b1830a346d45e7f9a499afbf51528e9ea671e86f7f6a1f43a2d374"),
            Map.entry("story, state", "3ff33f158c3f420abae19a9702d45ea0d0d557d54bcd0b7cf3c646cbab9c4fc7"));

    @Override
    public String id() {
        return "T2";
    }

    @Override
    public String promise() {
        return "hashes and verdicts are those that they always were (times)";
    }

    @Override
    public int smallDose() {
        return 1;
    }

    @Override
    public int fullDose() {
        return 10;
    }

    @Override
    public Figures run(Trial trial) {
        return compare(trial.dose(), Story.PAYMENT, Signatures::verify);
    }

    /** With another payment; and, as many libraries do, without the cofactor in Ed25519. Either must be noticed. */
    @Override
    public Figures sabotage(Trial trial) {
        Figures payment = compare(1, "1.500000000000000001", Signatures::verify);
        Figures cofactorless = compare(1, Story.PAYMENT, T2::withoutCofactor);
        return new Figures(payment.runs() + cofactorless.runs(), Math.min(payment.lost(), cofactorless.lost()), 0);
    }

    private static Figures compare(int times, String payment, Verdicts.Verifier verifier) {
        long changed = 0;
        for (int i = 0; i < times; i++) {
            Map<String, String> facts = facts(payment, verifier);
            if (!facts.keySet().equals(FROZEN.keySet())) {
                throw new IllegalStateException("frozen are " + FROZEN.keySet() + ", found " + facts);
            }
            for (Map.Entry<String, String> fact : facts.entrySet()) {
                if (!fact.getValue().equals(FROZEN.get(fact.getKey()))) {
                    changed++;
                    System.out.println("changed: " + fact);
                }
            }
        }
        return new Figures((long) times * FROZEN.size(), changed, 0);
    }

    private static Map<String, String> facts(String payment, Verdicts.Verifier verifier) {
        Map<String, String> facts = new TreeMap<>(Verdicts.of(verifier));
        Story story = Story.of(payment);
        facts.put(
                "story, chain",
                TestLedger.genesis(Person.ALICE, Person.BOB).chainId().toHex());
        facts.put("story, head", story.head().hash().toHex());
        facts.put("story, state", story.head().state().toHex());
        facts.put("story, nonces", story.head().nonces().toHex());
        String records = story.records().stream().map(Bytes::toHex).collect(Collectors.joining());
        facts.put(
                "story, records", Hash.sha256(Bytes.fromHex(records).toArray()).toHex());
        return facts;
    }

    /** The equation of the platform's own Ed25519. */
    private static boolean withoutCofactor(PublicKey key, Bytes message, Bytes signature) {
        if (key.scheme() != PublicKey.Scheme.ED25519) {
            return Signatures.verify(key, message, signature);
        }
        byte[] encoded = key.bytes().toArray();
        int last = encoded.length - 1;
        boolean odd = encoded[last] < 0;
        encoded[last] &= 0x7f;
        BigInteger y = EdwardsPoint.number(encoded);
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, y))));
            verifier.update(message.toArray());
            return verifier.verify(signature.toArray());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
