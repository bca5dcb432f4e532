package org.quoin.ledger.core.node;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.core.execution.Genesis;

/**
 * The play chain: {@code user_1} to {@code user_10} with 10,000 each of QUO, ETH and BTC, an {@code operator}, and a
 * {@code treasury} with ten million of each to give away.
 */
public final class DevelopmentGenesis {
    private static final String OPERATOR = "operator";
    private static final String TREASURY = "treasury";
    private static final List<Asset> ASSETS = List.of(new Asset("QUO", 18), new Asset("ETH", 18), new Asset("BTC", 8));

    private DevelopmentGenesis() {}

    /** @param wallet gives the keys, and makes those that it has not */
    public static Genesis create(Wallet wallet, Instant time) {
        List<String> users =
                IntStream.rangeClosed(1, 10).mapToObj(i -> "user_" + i).toList();
        List<Genesis.Founder> founders = Stream.concat(users.stream(), Stream.of(OPERATOR, TREASURY))
                .map(name -> new Genesis.Founder(name, key(wallet, name).publicKey()))
                .toList();
        List<Genesis.Endowment> assets = new ArrayList<>();
        for (Asset asset : ASSETS) {
            List<Genesis.Share> shares = new ArrayList<>();
            users.forEach(user -> shares.add(new Genesis.Share(user, units("10000", asset))));
            shares.add(new Genesis.Share(TREASURY, units("10000000", asset)));
            assets.add(new Genesis.Endowment(asset, OPERATOR, shares));
        }
        return new Genesis(true, time, founders, List.of(OPERATOR), assets);
    }

    private static Signer key(Wallet wallet, String name) {
        List<Signer> kept = wallet.signers(name);
        return kept.isEmpty() ? wallet.create(name, PublicKey.Scheme.ED25519) : kept.get(kept.size() - 1);
    }

    private static BigInteger units(String whole, Asset asset) {
        return Amount.parse(whole, asset).units();
    }
}
