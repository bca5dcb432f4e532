package org.quoin.ledger.core.trust;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.RulesSignature;
import org.quoin.ledger.core.crypto.Signatures;

/** The keys of those whose rules an operator lets in. */
@FunctionalInterface
public interface TrustedKeys {
    /**
     * Those that are trusted now.
     *
     * @throws UntrustedRulesException if that cannot be said: then no rules are let in
     */
    Set<PublicKey> now() throws UntrustedRulesException;

    /** Always the same. */
    static TrustedKeys of(PublicKey... keys) {
        Set<PublicKey> trusted = Set.of(keys);
        return () -> trusted;
    }

    /**
     * Lets rules in, or says why not.
     *
     * @param rules the SHA-256 of the jar
     * @param signatures the lines that came with it
     * @throws UntrustedRulesException if none of the keys that are trusted now has signed exactly this jar
     */
    default void require(Hash rules, Bytes signatures) throws UntrustedRulesException {
        List<RulesSignature> signed = read(signatures);
        if (signed.isEmpty()) {
            throw new UntrustedRulesException(
                    "nobody has signed them: build the bundle with a signature of its rules", null);
        }
        Set<PublicKey> trusted = now();
        List<RulesSignature> known =
                signed.stream().filter(each -> trusted.contains(each.key())).toList();
        if (known.isEmpty()) {
            throw new UntrustedRulesException(
                    "no key that has signed them is trusted: if you trust their author, add "
                            + signed.get(0).key() + " to " + TrustedKeysFile.NAME
                            + " in the node's data directory, then restart the bundle",
                    null);
        }
        Bytes message = RulesSignature.message(rules);
        if (known.stream().noneMatch(each -> Signatures.verify(each.key(), message, each.signature()))) {
            throw new UntrustedRulesException(
                    "they are not what "
                            + known.stream().map(each -> each.key().toString()).collect(Collectors.joining(", "))
                            + " has signed: they were changed afterwards, so ask for them where they come from",
                    null);
        }
    }

    private static List<RulesSignature> read(Bytes signatures) throws UntrustedRulesException {
        try {
            return RulesSignature.parse(new String(signatures.toArray(), StandardCharsets.UTF_8));
        } catch (MalformedBytesException e) {
            throw new UntrustedRulesException(
                    "their signature cannot be read, " + e.getMessage() + ": build the bundle again", e);
        }
    }
}
