package org.quoin.ledger.testkit.probe;

import java.nio.charset.StandardCharsets;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.RulesSignature;
import org.quoin.ledger.core.node.Deliveries.SignedRules;
import org.quoin.ledger.testkit.Person;

/** Rules with the signatures that a bundle carries beside them. */
public final class Signed {
    private Signed() {}

    public static SignedRules by(Person author, Bytes jar) {
        return with(RulesSignature.of(jar, author.signer()).toString(), jar);
    }

    public static SignedRules byNobody(Bytes jar) {
        return with("", jar);
    }

    /** Whatever is in the entry. */
    public static SignedRules with(String lines, Bytes jar) {
        return new SignedRules(jar, Bytes.of(lines.getBytes(StandardCharsets.UTF_8)));
    }
}
