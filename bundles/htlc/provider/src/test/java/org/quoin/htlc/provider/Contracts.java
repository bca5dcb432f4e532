package org.quoin.htlc.provider;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.OfferHtlc;
import org.quoin.htlc.api.OtherLeg;
import org.quoin.htlc.api.RedeemAllHtlc;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.htlc.api.WithdrawHtlcOffer;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.testkit.simulation.Books;
import org.quoin.ledger.testkit.simulation.Deployed;
import org.quoin.ledger.testkit.simulation.Rows;

/** Contracts in a simulated life: people lock what they have, and everybody tries to settle everybody's contracts. */
final class Contracts implements Deployed {
    private static final int OPEN = 12;
    private static final int REMEMBERED = 12;
    private static final int LIFETIME_SECONDS = 60;

    /** What is known of a contract. */
    private record Contract(String funder, String beneficiary, String asset, BigInteger units, Bytes preimage) {}

    private final LoadedModule module;
    private final Map<Hash, Bytes> preimages = new HashMap<>();
    private final Map<Hash, Contract> contracts = new HashMap<>();
    private final List<Hash> open = new ArrayList<>();

    /** The newest last. */
    private final List<Hash> settled = new ArrayList<>();

    /** Those that hold a premium, with the terms of the contract that they wait for. */
    private final Map<Hash, Values> offers = new LinkedHashMap<>();

    Contracts() throws IOException {
        try (InputStream jar = new HtlcModule().rules()) {
            module = LoadedModule.describe(Bytes.of(jar.readAllBytes()));
        }
    }

    @Override
    public LoadedModule module() {
        return module;
    }

    @Override
    public List<String> agreements() {
        return Stream.of(open, settled, offers.keySet())
                .flatMap(Collection::stream)
                .map(Contracts::agreement)
                .toList();
    }

    @Override
    public Operation next(RandomGenerator random, Context context, String signer, Rows rows) {
        return module.description().encode(record(random, context.time(), signer, rows));
    }

    private OperationRecord record(RandomGenerator random, Instant time, String signer, Rows rows) {
        if (random.nextInt(8) == 0) {
            return withOffer(random, time, signer, rows);
        }
        boolean create = open.size() < OPEN && random.nextInt(3) == 0;
        if (create || open.isEmpty()) {
            return create(random, time, signer, rows);
        }
        boolean again = !settled.isEmpty() && random.nextInt(10) == 0;
        List<Hash> ids = again ? settled : open;
        Hash id = ids.get(random.nextInt(ids.size()));
        if (random.nextInt(3) == 0) {
            return new RefundHtlc(random.nextInt(20) == 0 ? Hash.sha256(id.toArray()) : id);
        }
        if (random.nextInt(6) == 0) {
            return redeemSome(random);
        }
        byte[] preimage = contract(id).preimage().toArray();
        if (random.nextInt(4) == 0) {
            preimage[0] ^= 1;
        }
        return new RedeemHtlc(id, Bytes.of(preimage));
    }

    /** Several at once, most of the time with the right preimages. */
    private RedeemAllHtlc redeemSome(RandomGenerator random) {
        List<Hash> ids = new ArrayList<>();
        List<Bytes> preimages = new ArrayList<>();
        for (int rest = random.nextInt(1, 4); rest > 0; rest--) {
            Hash id = open.get(random.nextInt(open.size()));
            ids.add(id);
            preimages.add(contract(id).preimage());
        }
        if (random.nextInt(10) == 0) {
            preimages.remove(0);
        }
        return new RedeemAllHtlc(ids, preimages);
    }

    /** Makes an offer, fills it or takes the premium back. */
    private OperationRecord withOffer(RandomGenerator random, Instant time, String signer, Rows rows) {
        if (offers.isEmpty() || offers.size() < OPEN && random.nextInt(3) == 0) {
            CreateHtlc awaited = create(random, time, signer, rows);
            return new OfferHtlc(
                    signer,
                    awaited.beneficiary(),
                    new Amount(BigInteger.valueOf(random.nextInt(1, 50)), new Asset("QUO", 0)),
                    awaited.secretHash(),
                    awaited.preimageLength(),
                    awaited.expiry(),
                    some(random, signer, rows),
                    time.plusSeconds(random.nextInt(LIFETIME_SECONDS / 2)));
        }
        Hash id = List.copyOf(offers.keySet()).get(random.nextInt(offers.size()));
        Values offer = Objects.requireNonNull(offers.get(id));
        if (random.nextInt(3) == 0) {
            return new WithdrawHtlcOffer(id);
        }
        return new CreateHtlc(
                        random.nextInt(4) == 0 ? signer : offer.text("funder"),
                        offer.text("holder"),
                        new Amount(offer.units("amount"), new Asset(offer.text("asset"), 0)),
                        offer.hash("secretHash"),
                        Math.toIntExact(offer.number("preimageLength")),
                        offer.time("expiry"))
                .filling(id);
    }

    private CreateHtlc create(RandomGenerator random, Instant time, String signer, Rows rows) {
        byte[] preimage = new byte[random.nextInt(8, 40)];
        random.nextBytes(preimage);
        Hash secretHash = Hash.sha256(preimage);
        preimages.put(secretHash, Bytes.of(preimage));
        List<String> people = List.copyOf(rows.accounts().keySet());
        CreateHtlc terms = new CreateHtlc(
                signer,
                people.get(random.nextInt(people.size())),
                some(random, signer, rows),
                secretHash,
                preimage.length,
                time.plusSeconds(random.nextInt(LIFETIME_SECONDS)));
        return switch (random.nextInt(6)) {
            case 0, 1 -> terms.withAutoRefund();
            case 2 ->
                terms.against(
                        new OtherLeg.Elsewhere(time.plusSeconds(LIFETIME_SECONDS)),
                        Duration.ofSeconds(random.nextInt(LIFETIME_SECONDS)));
            case 3 -> again(terms);
            default -> terms;
        };
    }

    /** With the hash that a contract of this funder has had, if there is one. */
    private CreateHtlc again(CreateHtlc terms) {
        return contracts.values().stream()
                .filter(contract -> contract.funder().equals(terms.funder()))
                .findFirst()
                .map(contract -> new CreateHtlc(
                        terms.funder(),
                        contract.beneficiary(),
                        terms.amount(),
                        Hash.sha256(contract.preimage().toArray()),
                        contract.preimage().size(),
                        terms.expiry()))
                .orElse(terms);
    }

    /** A part; rarely a unit more than there is. */
    private static Amount some(RandomGenerator random, String signer, Rows rows) {
        List<Map.Entry<Rows.Holding, BigInteger>> own = rows.balances().entrySet().stream()
                .filter(held -> held.getKey().account().equals(signer))
                .toList();
        if (own.isEmpty()) {
            return new Amount(BigInteger.ONE, new Asset("QUO", 0));
        }
        Map.Entry<Rows.Holding, BigInteger> held = own.get(random.nextInt(own.size()));
        BigInteger units = random.nextInt(20) == 0
                ? held.getValue().add(BigInteger.ONE)
                : held.getValue()
                        .multiply(BigInteger.valueOf(random.nextInt(500)))
                        .shiftRight(9);
        return new Amount(units.min(Amount.MAX_UNITS), new Asset(held.getKey().asset(), 0));
    }

    @Override
    public void enter(EventRow event, Values data, Books books) {
        Hash id = data.hash("id");
        switch (event.name()) {
            case "created" -> enterContract(id, data, books);
            case "offered" -> {
                offers.put(id, data);
                books.open(agreement(id), data.text("holder"));
                books.add(
                        data.text("holder"),
                        data.text("premiumAsset"),
                        data.units("premium").negate());
                books.addHeld(agreement(id), data.text("premiumAsset"), data.units("premium"));
            }
            case "premium-paid", "offer-withdrawn" -> {
                String payee = event.name().equals("premium-paid") ? "funder" : "holder";
                books.addHeld(
                        agreement(id),
                        data.text("premiumAsset"),
                        data.units("premium").negate());
                books.add(data.text(payee), data.text("premiumAsset"), data.units("premium"));
                books.close(agreement(id));
                offers.remove(id);
            }
            default -> {
                Contract contract = contract(id);
                settle(id);
                books.addHeld(agreement(id), contract.asset(), contract.units().negate());
                books.add(
                        event.name().equals("redeemed") ? contract.beneficiary() : contract.funder(),
                        contract.asset(),
                        contract.units());
                books.close(agreement(id));
            }
        }
    }

    private void enterContract(Hash id, Values data, Books books) {
        Contract contract = new Contract(
                data.text("funder"),
                data.text("beneficiary"),
                data.text("asset"),
                data.units("amount"),
                Objects.requireNonNull(preimages.get(data.hash("secretHash"))));
        contracts.put(id, contract);
        open.add(id);
        books.open(agreement(id), contract.funder());
        books.add(contract.funder(), contract.asset(), contract.units().negate());
        books.addHeld(agreement(id), contract.asset(), contract.units());
    }

    private Contract contract(Hash id) {
        return Objects.requireNonNull(contracts.get(id));
    }

    private void settle(Hash id) {
        open.remove(id);
        settled.add(id);
        if (settled.size() > REMEMBERED) {
            contracts.remove(settled.remove(0));
        }
    }

    private static String agreement(Hash id) {
        return "htlc:" + id.toHex();
    }
}
