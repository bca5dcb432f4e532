package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.core.crypto.Signatures;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * What a chain starts from. Its hash is the chain id, so two chains that start differently can never be taken for one. It is
 * consistent in itself, or it cannot be made: a store must not be filled with a chain that never opens.
 *
 * @param development whether the assets are for play and time may be moved
 * @param time block time of block 0, in whole milliseconds
 * @param operators the accounts that may change which rules are active
 * @param assets the first one is native: fees are paid in it
 */
public record Genesis(
        boolean development, Instant time, List<Founder> founders, List<String> operators, List<Endowment> assets) {
    private static final byte[] PURPOSE = "quoin/genesis/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_FOUNDERS = 1_000_000;
    static final int MAX_OPERATORS = 64;
    private static final int MAX_ASSETS = 1_000;

    /** An account that exists from the start. */
    public record Founder(String account, PublicKey key) {}

    /** An asset that exists from the start; its supply is what its holders have together. */
    public record Endowment(Asset asset, String issuer, List<Share> shares) {
        public Endowment {
            shares = List.copyOf(shares);
        }

        BigInteger supply() {
            return shares.stream().map(Share::units).reduce(BigInteger.ZERO, BigInteger::add);
        }
    }

    /** What one holder has at the start, in the smallest unit; more than nothing. */
    public record Share(String account, BigInteger units) {}

    public Genesis {
        founders = List.copyOf(founders);
        operators = List.copyOf(operators);
        assets = List.copyOf(assets);
        if (assets.isEmpty()) {
            throw new IllegalArgumentException("a chain needs at least its native asset");
        }
        Set<String> accounts = new TreeSet<>();
        for (Founder founder : founders) {
            Names.requireAccount(founder.account());
            require(accounts.add(founder.account()), founder.account() + " is founded twice");
            require(Signatures.isSound(founder.key()), "the key of " + founder.account() + " is not safe to use");
        }
        for (String operator : operators) {
            require(accounts.contains(operator), "the operator " + operator + " is none of its accounts");
        }
        Set<String> symbols = new TreeSet<>();
        for (Endowment endowment : assets) {
            String symbol = endowment.asset().symbol();
            require(symbols.add(symbol), symbol + " is there twice");
            require(accounts.contains(endowment.issuer()), "the issuer of " + symbol + " is none of its accounts");
            require(endowment.supply().signum() > 0, "there is nothing of " + symbol);
            require(endowment.supply().compareTo(Amount.MAX_UNITS) <= 0, "there is too much of " + symbol);
            for (Share share : endowment.shares()) {
                require(
                        accounts.contains(share.account()),
                        share.account() + " has some of " + symbol + " and is none of its accounts");
                require(share.units().signum() > 0, share.account() + " has a share of nothing in " + symbol);
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("a chain cannot start so: " + otherwise);
        }
    }

    public Hash chainId() {
        return chainId(encode());
    }

    private static Hash chainId(Bytes encoded) {
        return Hash.sha256(PURPOSE, encoded.toArray());
    }

    /** Whether bytes are the genesis of a chain, and it is for development. */
    static boolean isForDevelopment(Bytes encoded, Hash chainId) {
        return chainId(encoded).equals(chainId) && new Reader(encoded.toArray()).flag();
    }

    /** The keys of the operators, of whom more than half certify a block. */
    public OperatorSet operatorSet() {
        return OperatorSet.majorityOf(founders.stream()
                .filter(founder -> operators.contains(founder.account()))
                .map(Founder::key)
                .toList());
    }

    public Bytes encode() {
        Writer out = new Writer(1024).flag(development).u64(time.toEpochMilli()).count(founders.size(), MAX_FOUNDERS);
        for (Founder founder : founders) {
            out.text(founder.account(), Names.MAX).bytes(founder.key().encode().toArray(), PublicKey.MAX_ENCODED);
        }
        out.count(operators.size(), MAX_OPERATORS);
        operators.forEach(operator -> out.text(operator, Names.MAX));
        out.count(assets.size(), MAX_ASSETS);
        for (Endowment endowment : assets) {
            out.text(endowment.asset().symbol(), Names.MAX)
                    .u8(endowment.asset().decimals())
                    .text(endowment.issuer(), Names.MAX)
                    .count(endowment.shares().size(), MAX_FOUNDERS);
            endowment
                    .shares()
                    .forEach(share -> out.text(share.account(), Names.MAX).u128(share.units()));
        }
        return Bytes.of(out.toBytes());
    }

    /** @throws MalformedBytesException if the bytes are not the encoding of a genesis */
    public static Genesis decode(Bytes bytes) {
        try {
            Reader in = new Reader(bytes.toArray());
            Genesis genesis =
                    new Genesis(in.flag(), Instant.ofEpochMilli(in.u64()), founders(in), operators(in), assets(in));
            in.end();
            return genesis;
        } catch (CodecException | IllegalArgumentException e) {
            throw new MalformedBytesException("not a genesis: " + e.getMessage(), e);
        }
    }

    private static List<Founder> founders(Reader in) {
        List<Founder> founders = new ArrayList<>();
        for (int rest = in.count(MAX_FOUNDERS); rest > 0; rest--) {
            founders.add(new Founder(
                    Names.requireAccount(in.text(Names.MAX)),
                    PublicKey.decode(Bytes.of(in.bytes(PublicKey.MAX_ENCODED)))));
        }
        return founders;
    }

    private static List<String> operators(Reader in) {
        List<String> operators = new ArrayList<>();
        for (int rest = in.count(MAX_OPERATORS); rest > 0; rest--) {
            operators.add(in.text(Names.MAX));
        }
        return operators;
    }

    private static List<Endowment> assets(Reader in) {
        List<Endowment> assets = new ArrayList<>();
        for (int rest = in.count(MAX_ASSETS); rest > 0; rest--) {
            Asset asset = new Asset(in.text(Names.MAX), in.u8());
            String issuer = in.text(Names.MAX);
            List<Share> shares = new ArrayList<>();
            for (int holders = in.count(MAX_FOUNDERS); holders > 0; holders--) {
                shares.add(new Share(in.text(Names.MAX), in.u128()));
            }
            assets.add(new Endowment(asset, issuer, shares));
        }
        return assets;
    }
}
