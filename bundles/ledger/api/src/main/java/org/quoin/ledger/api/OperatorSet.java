package org.quoin.ledger.api;

import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * The keys that certify blocks, and how many of them it takes. Its hash stands in every header.
 *
 * <p>The bytes hashed, after {@code "quoin/operators/1"} and a zero byte: threshold u16, number of keys u16, then each key as its
 * length u8 and {@link PublicKey#encode}, in ascending order of those bytes, none twice.
 *
 * @param threshold how many different keys must have signed, from 1
 * @param keys in ascending order of their encodings, at most 64
 */
public record OperatorSet(int threshold, List<PublicKey> keys) {
    public static final int MAX_KEYS = 64;

    private static final byte[] PURPOSE = Purpose.of("operators");

    /** @throws IllegalArgumentException if there are too many keys, they are out of order, or no number of them is enough */
    public OperatorSet {
        keys = List.copyOf(keys);
        if (keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("a chain has at most " + MAX_KEYS + " operators, not " + keys.size());
        }
        if (!keys.equals(sorted(keys))) {
            throw new IllegalArgumentException("the keys of operators stand in ascending order, none twice");
        }
        if (threshold < 1 || threshold > Math.max(1, keys.size())) {
            throw new IllegalArgumentException(threshold + " of " + keys.size() + " operators cannot certify anything");
        }
    }

    /**
     * More than half of the keys are needed, so that two sets of signers always have an operator in common. Of no keys, one is
     * needed that there is not: such a chain is never certified.
     *
     * @param keys in any order; one that occurs twice counts once
     */
    public static OperatorSet majorityOf(Collection<PublicKey> keys) {
        List<PublicKey> distinct = sorted(keys);
        return new OperatorSet(distinct.size() / 2 + 1, distinct);
    }

    private static List<PublicKey> sorted(Collection<PublicKey> keys) {
        TreeMap<String, PublicKey> byEncoding = new TreeMap<>();
        keys.forEach(key -> byEncoding.put(HexFormat.of().formatHex(key.encode().toArray()), key));
        return List.copyOf(byEncoding.values());
    }

    public Hash hash() {
        return Hash.sha256(PURPOSE, encode().toArray());
    }

    public Bytes encode() {
        Writer out = new Writer(4 + 34 * keys.size()).u16(threshold).u16(keys.size());
        for (PublicKey key : keys) {
            Bytes encoded = key.encode();
            out.u8(encoded.size()).fixed(encoded.toArray(), encoded.size());
        }
        return Bytes.of(out.toBytes());
    }

    /** @throws MalformedBytesException if the bytes are not the encoding of an operator set */
    public static OperatorSet decode(Bytes bytes) {
        try {
            Reader in = new Reader(bytes.toArray());
            int threshold = in.u16();
            PublicKey[] keys = new PublicKey[Math.min(in.u16(), MAX_KEYS + 1)];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = PublicKey.decode(Bytes.of(in.fixed(in.u8())));
            }
            in.end();
            return new OperatorSet(threshold, List.of(keys));
        } catch (CodecException | IllegalArgumentException e) {
            throw new MalformedBytesException("not an operator set: " + e.getMessage(), e);
        }
    }
}
